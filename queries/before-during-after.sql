-- The twin of before-during-after.rq over columns: the same parameters, the same answer.
WITH
event AS (
  SELECT s AS event, min(text) AS first
  FROM "kb:startDate" SEMI JOIN "a kb:Event" USING (s)
  WHERE $event IS NULL OR s = $event GROUP BY s
),
done AS (
  SELECT s AS done, min(text) AS day FROM "kb:startDate" SEMI JOIN "kb:activityStatus concept:activity-status/carried-out" USING (s) GROUP BY s
),
told AS (
  SELECT DISTINCT
    under.o AS relation,
    done,
    event,
    day,
    sure.s IS NOT NULL AS during,
    sure.s IS NULL AND unsure.s IS NOT NULL AS perhaps,
    sure.s IS NULL AND unsure.s IS NULL AND day < first AS before,
    sure.s IS NULL AND unsure.s IS NULL AND day >= first AS after
  FROM done
  CROSS JOIN event
  JOIN "kb:underPartnership" AS under ON under.s = done
  LEFT JOIN "kb:overlapsEvent" AS sure ON sure.s = done AND sure.o = event
  LEFT JOIN "kb:mayOverlapEvent" AS unsure ON unsure.s = done AND unsure.o = event
  WHERE under.o IN (SELECT s FROM "kb:hasPartner" WHERE $city IS NULL OR o = $city)
    AND under.o IN (SELECT s FROM "kb:inStatus" WHERE $status IS NULL OR o = $status)
    AND under.o IN (SELECT s FROM "kb:ofKind" WHERE $kind IS NULL OR o = $kind)
)
SELECT
  name.text AS partnership,
  count(*) FILTER (before) AS before,
  count(*) FILTER (during) AS during,
  count(*) FILTER (perhaps) AS perhaps,
  count(*) FILTER (after) AS after,
  max(day) AS last
FROM told
JOIN "rdfs:label with kb:hasPartner" AS name ON name.s = relation
GROUP BY relation, name.text
