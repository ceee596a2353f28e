-- A preview has no detector: its job and its pull belong to themselves, and its lease bears the name of the job.
ALTER TABLE job ALTER COLUMN detector_id DROP NOT NULL;
ALTER TABLE job ADD COLUMN range_from BIGINT;
ALTER TABLE job ADD COLUMN range_to BIGINT;
ALTER TABLE job ADD COLUMN definition TEXT;
CREATE INDEX job_by_time ON job (created_at);
CREATE INDEX job_by_detector ON job (detector_id);
UPDATE job SET range_from = pull.range_from, range_to = pull.range_to FROM pull WHERE pull.job_id = job.id;
ALTER TABLE pull ALTER COLUMN detector_id DROP NOT NULL;

-- Found on history by an analysis: announced to nobody, and part of no incident.
ALTER TABLE anomaly ADD COLUMN historical BOOLEAN NOT NULL DEFAULT FALSE;
