-- The twin of most-connected.rq over columns: the same parameters, the same answer.
WITH twin AS (
  SELECT DISTINCT one.o AS s, other.o
  FROM "kb:hasPartner" AS one JOIN "kb:hasPartner" AS other ON other.s = one.s AND other.o <> one.o
  WHERE one.s IN (SELECT s FROM "kb:inStatus" WHERE $status IS NULL OR o = $status)
    AND one.s IN (SELECT s FROM "kb:ofKind" WHERE $kind IS NULL OR o = $kind)
)
SELECT
  min(name.text) AS city,
  count(DISTINCT twin.o) AS partners,
  count(DISTINCT abroad.o) AS countries,
  min(country.text) AS "in@lang"
FROM twin
JOIN "skos:prefLabel of kb:hasPartner" AS name ON name.s = twin.s
JOIN "kb:country" AS home ON home.s = twin.s AND ($country IS NULL OR home.o = $country)
JOIN "kb:country" AS abroad ON abroad.s = twin.o
JOIN "rdfs:label of kb:country" AS country ON country.s = home.o AND country.lang = $lang
GROUP BY twin.s
