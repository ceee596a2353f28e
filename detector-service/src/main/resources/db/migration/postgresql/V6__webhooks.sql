-- Users' subscriptions to events. The settings hold the address, which may be a secret, as the secret is one.
CREATE TABLE webhook (
  id               TEXT COLLATE "C" PRIMARY KEY,
  name             TEXT COLLATE "C" NOT NULL UNIQUE,
  settings         TEXT NOT NULL,
  secret           TEXT,
  enabled          BOOLEAN NOT NULL,
  created_at       BIGINT NOT NULL,
  updated_at       BIGINT NOT NULL,
  version          BIGINT NOT NULL,
  acked_seq        BIGINT NOT NULL,
  tried_seq        BIGINT NOT NULL,
  attempts         INTEGER NOT NULL,
  failing_since    BIGINT,
  last_delivery_at BIGINT,
  last_status      INTEGER,
  last_error       TEXT,
  attempt_number   BIGINT NOT NULL
);
INSERT INTO sequence_number (name, value) VALUES ('webhook', 0);

-- The latest tries of each.
CREATE TABLE webhook_attempt (
  webhook_id      TEXT COLLATE "C" NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
  number          BIGINT NOT NULL,
  event_id        TEXT NOT NULL,
  event_type      TEXT NOT NULL,
  attempt         INTEGER NOT NULL,
  status          INTEGER,
  latency_ms      BIGINT NOT NULL,
  error           TEXT,
  at              BIGINT NOT NULL,
  next_attempt_at BIGINT,
  PRIMARY KEY (webhook_id, number)
);

-- Open anomalies and incidents whose beginning was not told: not severe enough yet, or suppressed.
CREATE TABLE webhook_withheld (
  webhook_id TEXT COLLATE "C" NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
  subject_id TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (webhook_id, subject_id)
);
