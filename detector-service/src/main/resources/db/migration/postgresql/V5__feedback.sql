-- What a verdict changed, as a JSON document, and when and by what it ended: the latest one on an anomaly has not.
ALTER TABLE feedback ADD COLUMN effect TEXT NOT NULL DEFAULT '{"kind":"none"}';
ALTER TABLE feedback ADD COLUMN ended_at BIGINT;
ALTER TABLE feedback ADD COLUMN ended_by TEXT;
UPDATE feedback SET ended_by = 'replaced', ended_at = (
  SELECT min(later.created_at) FROM feedback later
  WHERE later.anomaly_id = feedback.anomaly_id AND later.created_at > feedback.created_at)
WHERE EXISTS (
  SELECT 1 FROM feedback later
  WHERE later.anomaly_id = feedback.anomaly_id AND later.created_at > feedback.created_at);
