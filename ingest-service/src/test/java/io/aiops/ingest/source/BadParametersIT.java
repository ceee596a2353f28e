package io.aiops.ingest.source;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same of the package or the executable. */
@QuarkusIntegrationTest
class BadParametersIT extends BadParametersTest {}
