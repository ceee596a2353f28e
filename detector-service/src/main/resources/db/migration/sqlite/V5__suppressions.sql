-- What is to be kept quiet. Its sequence of changes tells a process whether it knows the latest ones.
CREATE TABLE suppression (
  id          TEXT PRIMARY KEY,
  number      BIGINT NOT NULL UNIQUE,
  name        TEXT NOT NULL UNIQUE,
  detector_id TEXT,
  document    TEXT NOT NULL,
  created_at  BIGINT NOT NULL,
  updated_at  BIGINT NOT NULL,
  version     BIGINT NOT NULL
);
INSERT INTO sequence_number (name, value) VALUES ('suppression', 0), ('suppression_change', 0);

ALTER TABLE anomaly ADD COLUMN suppressed BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE anomaly ADD COLUMN suppressed_by TEXT;
