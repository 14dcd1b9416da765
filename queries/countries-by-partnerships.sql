-- The twin of countries-by-partnerships.rq over columns: the same parameters, the same answer.
SELECT
  country.text AS "country@lang",
  count(DISTINCT partner.s) AS partnerships,
  count(DISTINCT partner.o) AS cities
FROM "kb:hasPartner" AS partner
JOIN "kb:country" AS home ON home.s = partner.o
JOIN "rdfs:label of kb:country" AS country ON country.s = home.o AND country.lang = $lang
WHERE partner.s IN (SELECT s FROM "kb:inStatus" WHERE $status IS NULL OR o = $status)
  AND partner.s IN (SELECT s FROM "kb:ofKind" WHERE $kind IS NULL OR o = $kind)
GROUP BY country.text
