package io.aiops.detector.retention;

import io.aiops.detector.store.PostgresProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The same on PostgreSQL. */
@QuarkusTest
@TestProfile(PostgresProfile.class)
class RetentionOnPostgresTest extends RetentionTest {}
