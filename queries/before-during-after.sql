-- The twin of before-during-after.rq over columns: the same parameters, the same answer.
WITH
event AS (
  SELECT begun.s AS event, min(opening.text) AS first
  FROM "kb:startDate" AS begun
  SEMI JOIN "a kb:Event" AS event ON event.s = begun.s
  JOIN "kb:dateText" AS span ON span.o = begun.o
  JOIN "kb:earliestDay" AS opening ON opening.s = span.s
  WHERE $event IS NULL OR begun.s = $event GROUP BY begun.s
),
done AS (
  -- The last day that it may have begun on; the first, and the date as it is told.
  SELECT
    begun.s AS done,
    min(coalesce(latest.text, '9999-12-31')) AS day,
    min(coalesce(earliest.text, '0000-00-00') || begun.text) AS told
  FROM "kb:startDate" AS begun
  SEMI JOIN "kb:activityStatus concept:activity-status/carried-out" AS carried ON carried.s = begun.s
  JOIN "kb:dateText" AS span ON span.o = begun.o
  LEFT JOIN "kb:earliestDay" AS earliest ON earliest.s = span.s
  LEFT JOIN "kb:latestDay" AS latest ON latest.s = span.s
  GROUP BY begun.s
),
told AS (
  SELECT DISTINCT
    under.o AS relation,
    done,
    event,
    done.told,
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
  substr(max(told.told), 11) AS last
FROM told
JOIN "rdfs:label with kb:hasPartner" AS name ON name.s = relation
GROUP BY relation, name.text
