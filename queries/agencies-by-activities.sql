-- The twin of agencies-by-activities.rq over columns: the same answer.
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
GROUP BY organiser.o, agency.text
