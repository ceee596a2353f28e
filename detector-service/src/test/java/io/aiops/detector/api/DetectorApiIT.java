package io.aiops.detector.api;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same of the package or the executable. */
@QuarkusIntegrationTest
class DetectorApiIT extends DetectorApiTest {}
