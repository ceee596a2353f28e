-- When a row was last written, by the clock: points may be old from the start, as those of a test or of an import.
-- A replica of an earlier version, which does not know the column, writes its default.
ALTER TABLE anomaly ADD COLUMN changed_at BIGINT NOT NULL DEFAULT (extract(epoch FROM now()) * 1000)::bigint;
CREATE INDEX anomaly_by_change ON anomaly (changed_at);

ALTER TABLE incident ADD COLUMN changed_at BIGINT NOT NULL DEFAULT (extract(epoch FROM now()) * 1000)::bigint;
CREATE INDEX incident_by_change ON incident (changed_at);
