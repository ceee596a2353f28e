package io.aiops.detector.store;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The same on PostgreSQL. */
@QuarkusTest
@TestProfile(PostgresProfile.class)
class StorageFailureOnPostgresTest extends StorageFailureTest {}
