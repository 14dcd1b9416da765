-- The twin of most-connected.rq over columns: the same parameters, the same answer.
SELECT
  min(name.text) AS city,
  count(DISTINCT twin.o) AS partners,
  count(DISTINCT abroad.o) AS countries,
  min(country.text) AS "in@lang"
FROM "kb:twinnedWith" AS twin
JOIN "skos:prefLabel of kb:twinnedWith" AS name ON name.s = twin.s
JOIN "kb:country" AS home ON home.s = twin.s AND ($country IS NULL OR home.o = $country)
JOIN "kb:country" AS abroad ON abroad.s = twin.o
JOIN "rdfs:label of kb:country" AS country ON country.s = home.o AND country.lang = $lang
GROUP BY twin.s
