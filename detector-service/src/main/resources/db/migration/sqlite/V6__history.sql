-- A preview has no detector: its job and its pull belong to themselves. SQLite cannot take NOT NULL back, so both tables are made anew.
CREATE TABLE new_job (
  id          TEXT PRIMARY KEY,
  detector_id TEXT REFERENCES detector (id) ON DELETE CASCADE,
  kind        TEXT NOT NULL,
  state       TEXT NOT NULL,
  percent     DOUBLE PRECISION NOT NULL,
  points      BIGINT NOT NULL,
  created_at  BIGINT NOT NULL,
  finished_at BIGINT,
  error       TEXT,
  result      TEXT,
  range_from  BIGINT,
  range_to    BIGINT,
  definition  TEXT
);
INSERT INTO new_job (id, detector_id, kind, state, percent, points, created_at, finished_at, error, result, range_from, range_to)
  SELECT job.id, job.detector_id, job.kind, job.state, percent, points, created_at, finished_at, error, result,
    pull.range_from, pull.range_to
  FROM job LEFT JOIN pull ON pull.job_id = job.id;
DROP TABLE job;
ALTER TABLE new_job RENAME TO job;
CREATE INDEX job_by_time ON job (created_at);
CREATE INDEX job_by_detector ON job (detector_id);

CREATE TABLE new_pull (
  id              TEXT PRIMARY KEY,
  detector_id     TEXT REFERENCES detector (id) ON DELETE CASCADE,
  job_id          TEXT,
  source          TEXT NOT NULL,
  query           TEXT NOT NULL,
  kind            TEXT NOT NULL,
  interval_ms     BIGINT NOT NULL,
  delay_ms        BIGINT NOT NULL,
  range_from      BIGINT,
  range_to        BIGINT,
  quiet_until     BIGINT NOT NULL,
  position        BIGINT NOT NULL,
  active          BOOLEAN NOT NULL,
  worker          TEXT,
  token           BIGINT NOT NULL,
  expires_at      BIGINT NOT NULL,
  failure_code    TEXT,
  failure_message TEXT,
  failed_at       BIGINT
);
INSERT INTO new_pull SELECT id, detector_id, job_id, source, query, kind, interval_ms, delay_ms, range_from, range_to,
    quiet_until, position, active, worker, token, expires_at, failure_code, failure_message, failed_at
  FROM pull;
DROP TABLE pull;
ALTER TABLE new_pull RENAME TO pull;
CREATE INDEX pull_by_detector ON pull (detector_id);

-- Found on history by an analysis: announced to nobody, and part of no incident.
ALTER TABLE anomaly ADD COLUMN historical BOOLEAN NOT NULL DEFAULT FALSE;
