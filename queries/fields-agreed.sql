-- The twin of fields-agreed.rq over columns: the same parameters, the same answer.
SELECT
  name.text AS "field@lang",
  count(DISTINCT agreed.s) AS agreements,
  count(DISTINCT done.s) AS activities,
  count(DISTINCT under.o) AS partnerships
FROM "kb:field" AS field
JOIN "kb:underPartnership" AS under ON under.s = field.s
LEFT JOIN "a kb:Agreement" AS agreed ON agreed.s = field.s
LEFT JOIN "kb:activityStatus concept:activity-status/carried-out" AS done ON done.s = field.s
JOIN "skos:prefLabel of kb:field" AS name ON name.s = field.o AND name.lang = $lang
WHERE (agreed.s IS NOT NULL OR done.s IS NOT NULL)
  AND ($partnership IS NULL OR under.o = $partnership)
  AND under.o IN (SELECT s FROM "kb:inStatus" WHERE $status IS NULL OR o = $status)
  AND under.o IN (SELECT s FROM "kb:ofKind" WHERE $kind IS NULL OR o = $kind)
  AND under.o IN (
    SELECT partner.s
    FROM "kb:hasPartner" AS partner
    JOIN "kb:country" AS home ON home.s = partner.o
    WHERE ($city IS NULL OR partner.o = $city) AND ($country IS NULL OR home.o = $country)
  )
GROUP BY field.o, name.text
