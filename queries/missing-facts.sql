-- The twin of missing-facts.rq over columns: the same parameters, the same answer.
WITH
wanted(class, property) AS (VALUES
  ('Partnership', 'since'), ('Partnership', 'partnershipKind'),
  ('Agreement', 'signedOn'), ('Agreement', 'hasSignature'), ('Agreement', 'field'),
  ('Agreement', 'validUntil'), ('Agreement', 'textAddress'),
  ('Activity', 'startDate'), ('Activity', 'field'), ('Activity', 'participantCount'),
  ('Activity', 'hasBudget'), ('Activity', 'underAgreement'), ('Activity', 'output'),
  ('Study', 'publishedOn'), ('Study', 'method'), ('Study', 'evidenceType'),
  ('Finding', 'assessment'), ('Finding', 'evidenceType')
),
thing(class, s) AS (
  SELECT 'Partnership', s FROM "a kb:Partnership"
  WHERE s IN (SELECT s FROM "kb:inStatus" WHERE $status IS NULL OR o = $status)
    AND s IN (SELECT s FROM "kb:ofKind" WHERE $kind IS NULL OR o = $kind)
  UNION ALL SELECT 'Agreement', s FROM "a kb:Agreement"
  UNION ALL SELECT 'Activity', s FROM "a kb:Activity"
  UNION ALL SELECT 'Study', s FROM "a kb:Study"
  UNION ALL SELECT 'Finding', s FROM "a kb:Finding"
),
known(property, s) AS (
  SELECT DISTINCT 'since', s FROM "kb:since"
  UNION ALL SELECT DISTINCT 'partnershipKind', s FROM "kb:partnershipKind"
  UNION ALL SELECT DISTINCT 'signedOn', s FROM "kb:signedOn"
  UNION ALL SELECT DISTINCT 'hasSignature', s FROM "kb:hasSignature"
  UNION ALL SELECT DISTINCT 'field', s FROM "kb:field"
  UNION ALL SELECT DISTINCT 'validUntil', s FROM "kb:validUntil"
  UNION ALL SELECT DISTINCT 'textAddress', s FROM "kb:textAddress"
  UNION ALL SELECT DISTINCT 'startDate', s FROM "kb:startDate"
  UNION ALL SELECT DISTINCT 'participantCount', s FROM "kb:participantCount"
  UNION ALL SELECT DISTINCT 'hasBudget', budget.s FROM "kb:hasBudget" AS budget
    SEMI JOIN "kb:amount" AS sum ON sum.s = budget.o
  UNION ALL SELECT DISTINCT 'underAgreement', s FROM "kb:underAgreement"
  UNION ALL SELECT DISTINCT 'output', s FROM "kb:output"
  UNION ALL SELECT DISTINCT 'publishedOn', s FROM "kb:publishedOn"
  UNION ALL SELECT DISTINCT 'method', s FROM "kb:method"
  UNION ALL SELECT DISTINCT 'evidenceType', s FROM "kb:evidenceType"
  UNION ALL SELECT DISTINCT 'assessment', s FROM "kb:assessment"
),
counted AS (
  SELECT class, property, count(*) AS total, count(*) - count(known.s) AS missing
  FROM wanted JOIN thing USING (class) LEFT JOIN known USING (property, s)
  GROUP BY class, property
),
word AS (SELECT s, text FROM "rdfs:label with rdfs:isDefinedBy" WHERE lang = $lang)
SELECT
  what.text AS "what@lang",
  fact.text AS "fact@lang",
  missing,
  total,
  ((200 * (total - missing) + total) // (2 * total))::DECIMAL(18, 0) AS known
FROM counted
JOIN word AS what ON what.s = key('https://w3id.org/kembar/' || class)
JOIN word AS fact ON fact.s = key('https://w3id.org/kembar/' || property)
