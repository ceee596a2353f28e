package io.aiops.detector.api;

import io.aiops.detector.store.PostgresProfile;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

/** The same of the package or the executable, on PostgreSQL. */
@QuarkusIntegrationTest
@TestProfile(PostgresProfile.class)
class ScoringApiOnPostgresIT extends ScoringApiTest {}
