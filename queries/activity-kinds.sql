-- The twin of activity-kinds.rq over columns: the same parameters, the same answer.
SELECT
  name.text AS "kind@lang",
  count(DISTINCT kind.s) AS activities,
  count(DISTINCT under.o) AS partnerships,
  count(DISTINCT place.o) AS places
FROM "kb:activityKind" AS kind
SEMI JOIN "kb:activityStatus concept:activity-status/carried-out" AS done ON done.s = kind.s
JOIN "kb:underPartnership" AS under ON under.s = kind.s
JOIN "skos:prefLabel of kb:activityKind" AS name ON name.s = kind.o AND name.lang = $lang
LEFT JOIN "kb:place" AS place ON place.s = kind.s
WHERE ($partnership IS NULL OR under.o = $partnership)
  AND under.o IN (SELECT s FROM "kb:inStatus" WHERE $status IS NULL OR o = $status)
  AND under.o IN (SELECT s FROM "kb:ofKind" WHERE $kind IS NULL OR o = $kind)
  AND under.o IN (SELECT s FROM "kb:hasPartner" WHERE $city IS NULL OR o = $city)
GROUP BY kind.o, name.text
