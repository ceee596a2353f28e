package io.aiops.ingest;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same of the package or the executable. */
@QuarkusIntegrationTest
class ContractIT extends ContractTest {}
