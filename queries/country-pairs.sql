-- The twin of country-pairs.rq over columns: the same parameters, the same answer.
WITH
home AS (
  SELECT partner.s AS relation, home.o AS country, home.text AS address
  FROM "kb:hasPartner" AS partner JOIN "kb:country" AS home ON home.s = partner.o
),
pair AS (
  SELECT DISTINCT relation, one.country AS one, other.country AS other
  FROM home AS one JOIN home AS other USING (relation)
  WHERE one.address < other.address
    AND ($country IS NULL OR relation IN (SELECT relation FROM home WHERE country = $country))
),
did AS (
  SELECT o AS relation, count(DISTINCT s) AS activities
  FROM "kb:underPartnership" SEMI JOIN "kb:activityStatus concept:activity-status/carried-out" USING (s)
  GROUP BY o
),
sharing AS (SELECT s AS relation, max(text) = 'true' AS shared FROM "kb:sharesLanguage" GROUP BY s),
counted AS (
  SELECT
    one,
    other,
    count(*) AS partnerships,
    sum(coalesce(activities, 0))::BIGINT AS activities,
    sum(coalesce(shared, false)::INT)::BIGINT AS sharing
  FROM pair LEFT JOIN did USING (relation) LEFT JOIN sharing USING (relation)
  GROUP BY one, other
),
name AS (SELECT s, text FROM "rdfs:label of kb:country" WHERE lang = $lang)
SELECT one.text || ' – ' || other.text AS pair, partnerships, activities, sharing
FROM counted
LEFT JOIN name AS one ON one.s = counted.one
LEFT JOIN name AS other ON other.s = counted.other
