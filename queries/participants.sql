-- The twin of participants.rq over columns: the same parameters, the same answer.
WITH
met AS (
  SELECT told.s AS done, under.o AS relation, max(told.text::BIGINT) AS most
  FROM "kb:attendance" AS told
  SEMI JOIN "kb:activityStatus concept:activity-status/carried-out" AS done ON done.s = told.s
  JOIN "kb:underPartnership" AS under ON under.s = told.s
  WHERE ($partnership IS NULL OR under.o = $partnership)
    AND under.o IN (SELECT s FROM "kb:inStatus" WHERE $status IS NULL OR o = $status)
    AND under.o IN (SELECT s FROM "kb:ofKind" WHERE $kind IS NULL OR o = $kind)
    AND under.o IN (
      SELECT partner.s
      FROM "kb:hasPartner" AS partner
      JOIN "kb:country" AS home ON home.s = partner.o
      WHERE ($city IS NULL OR partner.o = $city) AND ($country IS NULL OR home.o = $country)
    )
  GROUP BY told.s, under.o
),
dated AS (
  SELECT met.*, year
  FROM met LEFT JOIN (
    SELECT begun.s AS done, min(year.text) AS year
    FROM "kb:startDate" AS begun
    JOIN "kb:dateText" AS span ON span.o = begun.o
    JOIN "kb:year" AS year ON year.s = span.s
    GROUP BY begun.s
  ) USING (done)
),
label AS (
  SELECT s, text, lang FROM "rdfs:label of kb:toldBy"
  UNION SELECT s, text, lang FROM "skos:prefLabel of kb:toldBy"
),
source AS (
  SELECT relation, year, string_agg(DISTINCT label.text, '; ') AS sources
  FROM dated
  JOIN "kb:toldBy" AS told ON told.s = done
  JOIN label ON label.s = told.o AND label.lang IN ('', $lang)
  GROUP BY relation, year
)
SELECT
  name.text AS "between",
  dated.year AS year,
  count(DISTINCT done) AS activities,
  sum(most)::BIGINT AS participants,
  coalesce(any_value(sources), '') AS sources
FROM dated
JOIN "rdfs:label with kb:hasPartner" AS name ON name.s = relation
LEFT JOIN source ON source.relation = dated.relation AND source.year IS NOT DISTINCT FROM dated.year
GROUP BY dated.relation, name.text, dated.year
