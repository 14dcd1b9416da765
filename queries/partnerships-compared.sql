-- The twin of partnerships-compared.rq over columns: the same parameters, the same answer.
WITH
under AS (SELECT s AS thing, o AS relation FROM "kb:underPartnership"),
done AS (SELECT thing, relation FROM under SEMI JOIN "kb:activityStatus concept:activity-status/carried-out" AS done ON done.s = thing),
counted AS (
  SELECT relation, count(DISTINCT thing) AS agreements, 0 AS activities, 0 AS participants,
    0 AS fields, 0 AS studies, 0 AS obstacles
  FROM under SEMI JOIN "a kb:Agreement" AS agreed ON agreed.s = thing GROUP BY relation
  UNION ALL
  SELECT relation, 0, count(DISTINCT thing), 0, 0, 0, 0 FROM done GROUP BY relation
  UNION ALL
  SELECT relation, 0, 0, sum(most), 0, 0, 0
  FROM (
    SELECT thing, relation, max(text::BIGINT) AS most
    FROM done JOIN "kb:attendance" AS told ON told.s = thing GROUP BY thing, relation
  )
  GROUP BY relation
  UNION ALL
  SELECT relation, 0, 0, 0, count(DISTINCT o), 0, 0
  FROM done JOIN "kb:field" AS field ON field.s = thing GROUP BY relation
  UNION ALL
  SELECT o, 0, 0, 0, 0, count(DISTINCT s), 0 FROM "kb:studies" GROUP BY o
  UNION ALL
  SELECT o, 0, 0, 0, 0, 0, count(DISTINCT s)
  FROM "kb:concerns" SEMI JOIN "a kb:Obstacle" USING (s) GROUP BY o
)
SELECT
  name.text AS partnership,
  sum(agreements)::BIGINT AS agreements,
  sum(activities)::BIGINT AS activities,
  sum(participants)::BIGINT AS participants,
  sum(fields)::BIGINT AS fields,
  sum(studies)::BIGINT AS studies,
  sum(obstacles)::BIGINT AS obstacles
FROM counted
JOIN "rdfs:label with kb:hasPartner" AS name ON name.s = relation
WHERE relation IN (
  SELECT partner.s
  FROM "kb:hasPartner" AS partner
  JOIN "kb:country" AS home ON home.s = partner.o
  WHERE ($city IS NULL OR partner.o = $city) AND ($country IS NULL OR home.o = $country)
)
AND relation IN (SELECT s FROM "kb:inStatus" WHERE $status IS NULL OR o = $status)
AND relation IN (SELECT s FROM "kb:ofKind" WHERE $kind IS NULL OR o = $kind)
GROUP BY relation, name.text
