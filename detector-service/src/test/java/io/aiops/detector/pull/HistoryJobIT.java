package io.aiops.detector.pull;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same of the package or the executable. */
@QuarkusIntegrationTest
class HistoryJobIT extends HistoryJobTest {}
