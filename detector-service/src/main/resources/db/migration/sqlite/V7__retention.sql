-- When a row was last written, by the clock: points may be old from the start, as those of a test or of an import.
ALTER TABLE anomaly ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0;
UPDATE anomaly SET changed_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000;
CREATE INDEX anomaly_by_change ON anomaly (changed_at);

ALTER TABLE incident ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0;
UPDATE incident SET changed_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000;
CREATE INDEX incident_by_change ON incident (changed_at);
