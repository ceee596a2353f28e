-- How much work a detector is: 1 and its entities. Replicas share detectors by it.
ALTER TABLE lease ADD COLUMN weight BIGINT NOT NULL DEFAULT 1;
UPDATE lease SET weight = 0 WHERE detector_id IS NULL;
