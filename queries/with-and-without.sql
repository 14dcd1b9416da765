-- The twin of with-and-without.rq over columns: the same parameters, the same answer.
WITH
done AS (
  SELECT o AS relation, count(DISTINCT s) AS n
  FROM "kb:underPartnership" SEMI JOIN "kb:activityStatus concept:activity-status/carried-out" USING (s) GROUP BY o
),
agreed AS (
  SELECT o AS relation, count(DISTINCT s) AS n
  FROM "kb:underPartnership" SEMI JOIN "a kb:Agreement" USING (s) GROUP BY o
),
funded AS (
  SELECT under.o AS relation
  FROM "kb:underPartnership" AS under
  JOIN "kb:hasBudget" AS budget USING (s)
  SEMI JOIN "kb:amount" AS sum ON sum.s = budget.o
),
trait AS (
  SELECT s AS relation, 'gap' AS code, text::BIGINT > 0 AS has FROM "kb:tierGap"
  UNION ALL
  SELECT s, 'language', text = 'true' FROM "kb:sharesLanguage"
  UNION ALL
  SELECT s, 'budget', s IN (FROM funded) FROM "a kb:Partnership"
)
SELECT
  CASE code || ' ' || $lang
    WHEN 'gap id' THEN 'selisih tingkat pemerintahan' WHEN 'gap ko' THEN '행정 계층 차이' WHEN 'gap en' THEN 'gap of government tiers'
    WHEN 'language id' THEN 'bahasa resmi bersama' WHEN 'language ko' THEN '같은 공용어' WHEN 'language en' THEN 'shared official language'
    WHEN 'budget id' THEN 'anggaran kegiatan yang diketahui' WHEN 'budget ko' THEN '알려진 교류 활동 예산'
    ELSE 'known budget of an activity' END AS trait,
  CASE $lang WHEN 'id' THEN if(has, 'dengan', 'tanpa') WHEN 'ko' THEN if(has, '있음', '없음') ELSE if(has, 'with', 'without') END AS "group",
  count(*) AS partnerships,
  -- Rounded half up in whole numbers, as SPARQL rounds its decimals.
  ((200 * count(done.n) + count(*)) // (2 * count(*)))::DECIMAL(18, 0) AS active,
  ((20 * coalesce(sum(done.n), 0) + count(*)) // (2 * count(*)))::DECIMAL(18, 0) * 0.1 AS activities,
  ((20 * coalesce(sum(agreed.n), 0) + count(*)) // (2 * count(*)))::DECIMAL(18, 0) * 0.1 AS agreements
FROM trait
SEMI JOIN "a kb:Partnership" AS partnership ON partnership.s = relation
LEFT JOIN done USING (relation)
LEFT JOIN agreed USING (relation)
WHERE relation IN (SELECT s FROM "kb:inStatus" WHERE $status IS NULL OR o = $status)
  AND relation IN (SELECT s FROM "kb:ofKind" WHERE $kind IS NULL OR o = $kind)
GROUP BY code, has
