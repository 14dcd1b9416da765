-- The twin of activities-by-year.rq over columns: the same parameters, the same answer.
SELECT
  left(day, 4) AS year,
  count(DISTINCT done) AS activities,
  count(DISTINCT partnership) AS partnerships
FROM (
  SELECT s AS done, min(text) AS day
  FROM "kb:startDate" SEMI JOIN "kb:activityStatus concept:activity-status/carried-out" USING (s)
  GROUP BY s
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
