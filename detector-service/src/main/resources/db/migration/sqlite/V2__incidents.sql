-- Anomalies that belong together. How far the outbox has been looked at for them is a sequence number.
CREATE TABLE incident (
  id         TEXT PRIMARY KEY,
  state      TEXT NOT NULL,
  severity   INTEGER NOT NULL,
  title      TEXT NOT NULL,
  searchable TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at   BIGINT,
  document   TEXT NOT NULL,
  version    BIGINT NOT NULL
);
CREATE INDEX incident_by_time ON incident (started_at);

-- Written by the correlator alone, so that it never waits for whoever scores, nor the other way round.
CREATE TABLE incident_member (
  anomaly_id  TEXT PRIMARY KEY,
  incident_id TEXT NOT NULL,
  detector_id TEXT NOT NULL,
  started_at  BIGINT NOT NULL
);
CREATE INDEX incident_member_by_incident ON incident_member (incident_id);
CREATE INDEX incident_member_by_detector ON incident_member (detector_id);

CREATE INDEX anomaly_by_start ON anomaly (started_at);
INSERT INTO sequence_number (name, value) SELECT 'correlated', value FROM sequence_number WHERE name = 'event';
