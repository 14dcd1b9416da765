-- The twin of countries-by-partnerships.rq over columns: the same parameters, the same answer.
SELECT
  country.text AS "country@lang",
  count(DISTINCT partner.s) AS partnerships,
  count(DISTINCT partner.o) AS cities
FROM "kb:hasPartner" AS partner
JOIN "kb:country" AS home ON home.s = partner.o
JOIN "rdfs:label of kb:country" AS country ON country.s = home.o AND country.lang = $lang
GROUP BY country.text
