-- Open anomalies and incidents whose beginning a webhook was told of, and whose end it is to be told of.
CREATE TABLE webhook_told (
  webhook_id TEXT COLLATE "C" NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
  subject_id TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (webhook_id, subject_id)
);

-- Until now that was all that was not withheld, of those whom the filter let it concern.
INSERT INTO webhook_told (webhook_id, subject_id)
  SELECT webhook.id, subject.id
  FROM webhook, (
    SELECT id FROM anomaly WHERE state = 'open' AND NOT historical
    UNION ALL SELECT id FROM incident WHERE state = 'open') subject
  WHERE webhook.enabled AND webhook.settings LIKE '%"detector_id":null%' AND webhook.settings LIKE '%"labels":{}%'
    AND NOT EXISTS (
      SELECT 1 FROM webhook_withheld
      WHERE webhook_withheld.webhook_id = webhook.id AND webhook_withheld.subject_id = subject.id);
