package io.aiops.gateway.api;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same of the package or the executable. */
@QuarkusIntegrationTest
class BodyAndPathLimitIT extends BodyAndPathLimitTest {}
