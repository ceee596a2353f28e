-- Processes on this database. All times of these two tables are by the clock of the database.
CREATE TABLE replica (
  id         TEXT PRIMARY KEY,
  address    TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);

-- Who does what: each detector, and each task of which there is one. The token counts the owners, so that a write of
-- a former one can be told from a write of the present one.
CREATE TABLE lease (
  name        TEXT COLLATE "C" PRIMARY KEY,
  detector_id TEXT REFERENCES detector (id) ON DELETE CASCADE,
  owner       TEXT,
  address     TEXT,
  token       BIGINT NOT NULL,
  expires_at  BIGINT NOT NULL
);
CREATE INDEX lease_by_owner ON lease (owner);
CREATE INDEX lease_by_detector ON lease (detector_id);
INSERT INTO lease (name, token, expires_at) VALUES (':dispatcher', 0, 0);
INSERT INTO lease (name, detector_id, token, expires_at) SELECT id, id, 0, 0 FROM detector;
