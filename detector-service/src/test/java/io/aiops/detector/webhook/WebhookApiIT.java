package io.aiops.detector.webhook;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same of the package or the executable. */
@QuarkusIntegrationTest
class WebhookApiIT extends WebhookApiTest {}
