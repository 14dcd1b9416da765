-- The twin of coverage.rq over columns: the same parameters, the same answer.
WITH
nation AS (
  SELECT partner.s AS relation, partner.o AS unit, home.o AS nation
  FROM "kb:hasPartner" AS partner JOIN "kb:country" AS home ON home.s = partner.o
  WHERE partner.s IN (SELECT s FROM "kb:inStatus" WHERE $status IS NULL OR o = $status)
    AND partner.s IN (SELECT s FROM "kb:ofKind" WHERE $kind IS NULL OR o = $kind)
),
here AS (SELECT DISTINCT relation, nation FROM nation),
under AS (SELECT s AS thing, o AS relation FROM "kb:underPartnership"),
studied AS (SELECT s AS thing, o AS relation FROM "kb:studies"),
told AS (SELECT s AS thing, o AS source FROM "kb:toldBy" WHERE o IN (SELECT s FROM "a kb:Source")),
counted AS (
  SELECT nation, count(DISTINCT unit) AS units, count(DISTINCT relation) AS partnerships,
    0 AS agreements, 0 AS activities, 0 AS studies, 0 AS sources
  FROM nation GROUP BY nation
  UNION ALL
  SELECT nation, 0, 0, count(DISTINCT thing), 0, 0, 0
  FROM under JOIN here USING (relation)
  WHERE thing IN (SELECT s FROM "a kb:Agreement") GROUP BY nation
  UNION ALL
  SELECT nation, 0, 0, 0, count(DISTINCT thing), 0, 0
  FROM under JOIN here USING (relation)
  WHERE thing IN (SELECT s FROM "a kb:Activity") GROUP BY nation
  UNION ALL
  SELECT nation, 0, 0, 0, 0, count(DISTINCT thing), 0
  FROM studied JOIN here USING (relation) GROUP BY nation
  UNION ALL
  SELECT nation, 0, 0, 0, 0, 0, count(DISTINCT source)
  FROM (
    SELECT relation AS thing, relation FROM here UNION SELECT * FROM under UNION SELECT * FROM studied
  )
  JOIN told USING (thing) JOIN here USING (relation) GROUP BY nation
)
SELECT
  name.text AS "country@lang",
  sum(units)::BIGINT AS units,
  sum(partnerships)::BIGINT AS partnerships,
  sum(agreements)::BIGINT AS agreements,
  sum(activities)::BIGINT AS activities,
  sum(studies)::BIGINT AS studies,
  sum(sources)::BIGINT AS sources
FROM counted
JOIN "rdfs:label of kb:country" AS name ON name.s = nation AND name.lang = $lang
GROUP BY nation, name.text
