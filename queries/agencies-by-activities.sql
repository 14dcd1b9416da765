-- The twin of agencies-by-activities.rq over columns: the same parameters, the same answer.
SELECT
  agency.text AS agency,
  count(DISTINCT done.s) AS activities,
  count(DISTINCT under.o) AS partnerships,
  string_agg(DISTINCT title.text, '; ') AS titles
FROM "kb:activityStatus concept:activity-status/carried-out" AS done
JOIN "kb:organiser" AS organiser ON organiser.s = done.s
JOIN "kb:underPartnership" AS under ON under.s = done.s
JOIN "skos:prefLabel with kb:organiser" AS title ON title.s = done.s
JOIN "skos:prefLabel of kb:organiser" AS agency ON agency.s = organiser.o
WHERE under.o IN (SELECT s FROM "kb:inStatus" WHERE $status IS NULL OR o = $status)
  AND under.o IN (SELECT s FROM "kb:ofKind" WHERE $kind IS NULL OR o = $kind)
GROUP BY organiser.o, agency.text
