package io.aiops.detector.scoring;

/** The state of an entity as bytes. */
@SuppressWarnings("ArrayRecordComponent") // columns without boxing, never compared
record SavedState(String key, long revision, byte[] bytes) {}
