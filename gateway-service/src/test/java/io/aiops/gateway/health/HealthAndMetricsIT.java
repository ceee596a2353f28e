package io.aiops.gateway.health;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same of the package or the executable. */
@QuarkusIntegrationTest
class HealthAndMetricsIT extends HealthAndMetricsTest {}
