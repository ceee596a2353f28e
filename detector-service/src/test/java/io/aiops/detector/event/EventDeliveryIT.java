package io.aiops.detector.event;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same of the package or the executable. */
@QuarkusIntegrationTest
class EventDeliveryIT extends EventDeliveryTest {}
