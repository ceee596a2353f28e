-- Times are epoch milliseconds, documents are JSON text. What lists are sorted by is ordered and folded as SQLite does.

CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
-- The epoch names this database: sequence numbers of two databases are not comparable.
INSERT INTO meta (name, value) VALUES ('epoch', substr(gen_random_uuid()::text, 1, 8));

CREATE TABLE sequence_number (
  name  TEXT PRIMARY KEY,
  value BIGINT NOT NULL
);
INSERT INTO sequence_number (name, value) VALUES ('detector', 0), ('job', 0), ('event', 0);

CREATE TABLE detector (
  id            TEXT COLLATE "C" PRIMARY KEY,
  name          TEXT COLLATE "C" NOT NULL UNIQUE,
  model         TEXT COLLATE "C" NOT NULL,
  definition    TEXT NOT NULL,
  searchable    TEXT NOT NULL,
  status        TEXT COLLATE "C" NOT NULL,
  status_reason TEXT,
  provisioned   BOOLEAN NOT NULL,
  created_at    BIGINT NOT NULL,
  updated_at    BIGINT NOT NULL,
  started_at    BIGINT,
  version       BIGINT NOT NULL
);

CREATE TABLE detector_label (
  detector_id TEXT NOT NULL REFERENCES detector (id) ON DELETE CASCADE,
  name        TEXT NOT NULL,
  value       TEXT NOT NULL,
  PRIMARY KEY (detector_id, name)
);
-- Of the name alone: a value may be longer than an index takes.
CREATE INDEX detector_label_name ON detector_label (name);

-- Saved state of entities, packed: a later segment of a detector overrides an earlier one.
CREATE TABLE segment (
  detector_id TEXT NOT NULL REFERENCES detector (id) ON DELETE CASCADE,
  id          BIGINT NOT NULL,
  entities    INTEGER NOT NULL,
  content     BYTEA NOT NULL,
  PRIMARY KEY (detector_id, id)
);

CREATE TABLE anomaly (
  id            TEXT COLLATE "C" PRIMARY KEY,
  detector_id   TEXT NOT NULL REFERENCES detector (id) ON DELETE CASCADE,
  detector_name TEXT COLLATE "C" NOT NULL,
  entity_key    TEXT COLLATE "C" NOT NULL,
  state         TEXT COLLATE "C" NOT NULL,
  severity      INTEGER NOT NULL,
  score         DOUBLE PRECISION NOT NULL,
  started_at    BIGINT NOT NULL,
  detected_at   BIGINT NOT NULL,
  ended_at      BIGINT,
  document      TEXT NOT NULL,
  context       TEXT NOT NULL,
  version       BIGINT NOT NULL
);
CREATE INDEX anomaly_by_time ON anomaly (detected_at);
CREATE INDEX anomaly_by_detector ON anomaly (detector_id, detected_at);

CREATE TABLE feedback (
  anomaly_id TEXT NOT NULL REFERENCES anomaly (id) ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  verdict    TEXT NOT NULL,
  comment    TEXT NOT NULL
);
CREATE INDEX feedback_by_anomaly ON feedback (anomaly_id);

-- The outbox: seq has no gaps, because its sequence row is locked last in every commit.
CREATE TABLE event (
  seq         BIGINT PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  type        TEXT NOT NULL,
  topic       TEXT NOT NULL,
  time        BIGINT NOT NULL,
  detector_id TEXT,
  data        TEXT NOT NULL
);

CREATE TABLE subscriber (
  id           TEXT PRIMARY KEY,
  callback_url TEXT NOT NULL,
  acked_seq    BIGINT NOT NULL,
  expires_at   BIGINT NOT NULL
);

CREATE TABLE pull (
  id              TEXT COLLATE "C" PRIMARY KEY,
  detector_id     TEXT NOT NULL REFERENCES detector (id) ON DELETE CASCADE,
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
CREATE INDEX pull_by_detector ON pull (detector_id);

CREATE TABLE source (
  name       TEXT PRIMARY KEY,
  kind       TEXT NOT NULL,
  url        TEXT NOT NULL,
  reachable  BOOLEAN NOT NULL,
  latency_ms DOUBLE PRECISION,
  last_error TEXT,
  checked_at BIGINT NOT NULL,
  since      BIGINT NOT NULL,
  version    BIGINT NOT NULL
);

CREATE TABLE job (
  id          TEXT COLLATE "C" PRIMARY KEY,
  detector_id TEXT NOT NULL REFERENCES detector (id) ON DELETE CASCADE,
  kind        TEXT NOT NULL,
  state       TEXT NOT NULL,
  percent     DOUBLE PRECISION NOT NULL,
  points      BIGINT NOT NULL,
  created_at  BIGINT NOT NULL,
  finished_at BIGINT,
  error       TEXT,
  result      TEXT
);
