-- The twin of activities-by-year.rq over columns: the same parameters, the same answer.
SELECT
  year,
  count(DISTINCT done) AS activities,
  count(DISTINCT partnership) AS partnerships
FROM (
  SELECT begun.s AS done, min(year.text) AS year
  FROM "kb:startDate" AS begun
  SEMI JOIN "kb:activityStatus concept:activity-status/carried-out" AS carried ON carried.s = begun.s
  JOIN "kb:dateText" AS span ON span.o = begun.o
  JOIN "kb:year" AS year ON year.s = span.s
  GROUP BY begun.s
)
JOIN (SELECT s AS done, o AS partnership FROM "kb:underPartnership") USING (done)
WHERE ($partnership IS NULL OR partnership = $partnership)
  AND partnership IN (SELECT s FROM "kb:inStatus" WHERE $status IS NULL OR o = $status)
  AND partnership IN (SELECT s FROM "kb:ofKind" WHERE $kind IS NULL OR o = $kind)
  AND partnership IN (
    SELECT partner.s
    FROM "kb:hasPartner" AS partner
    JOIN "kb:country" AS home ON home.s = partner.o
    WHERE ($city IS NULL OR partner.o = $city) AND ($country IS NULL OR home.o = $country)
  )
GROUP BY year
