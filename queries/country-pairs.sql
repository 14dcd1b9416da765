-- The twin of country-pairs.rq over columns: the same parameters, the same answer.
WITH
home AS (
  SELECT partner.s AS relation, home.o AS country, home.text AS address
  FROM "kb:hasPartner" AS partner JOIN "kb:country" AS home ON home.s = partner.o
  WHERE partner.s IN (SELECT s FROM "kb:inStatus" WHERE $status IS NULL OR o = $status)
    AND partner.s IN (SELECT s FROM "kb:ofKind" WHERE $kind IS NULL OR o = $kind)
),
pair AS (
  SELECT DISTINCT relation, one.country AS one, other.country AS other
  FROM home AS one JOIN home AS other USING (relation)
  WHERE one.address < other.address
    AND ($country IS NULL OR relation IN (SELECT relation FROM home WHERE country = $country))
),
done AS (
  SELECT s AS activity, o AS relation
  FROM "kb:underPartnership" SEMI JOIN "kb:activityStatus concept:activity-status/carried-out" USING (s)
),
sharing AS (
  SELECT DISTINCT one.s AS one, other.s AS other
  FROM "kb:officialLanguage" AS one JOIN "kb:officialLanguage" AS other ON other.o = one.o
),
counted AS (
  SELECT
    one,
    other,
    count(DISTINCT relation) AS partnerships,
    count(DISTINCT activity) AS activities
  FROM pair LEFT JOIN done USING (relation)
  GROUP BY one, other
),
name AS (SELECT s, text FROM "rdfs:label of kb:country" WHERE lang = $lang)
SELECT one.text || ' – ' || other.text AS pair, partnerships, activities,
  if((counted.one, counted.other) IN (FROM sharing), partnerships, 0) AS sharing
FROM counted
LEFT JOIN name AS one ON one.s = counted.one
LEFT JOIN name AS other ON other.s = counted.other
