package io.aiops.gateway.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.aiops.gateway.FreePorts;
import io.aiops.gateway.TestServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** A service whose only connection is in use. */
@QuarkusTest
@TestProfile(BusyServiceTest.OneConnection.class)
@SuppressWarnings("try") // the server only has to be there
class BusyServiceTest {

  /** One call at a time, and little time to wait for one's turn. */
  public static final class OneConnection extends FreePorts {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
      settings.put("aiops.upstream.connections", "1");
      settings.put("aiops.upstream.connect-timeout", "100ms");
      settings.put("aiops.upstream.timeout", "30s");
      return settings;
    }
  }

  private static final Duration SOON = Duration.ofSeconds(20);

  @ConfigProperty(name = "aiops.detector-url")
  URI detectorUrl;

  @Test
  void aCallThatGetsNoConnectionInTimeIsToldToComeAgain() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (TestServer detector =
        new TestServer(detectorUrl)
            .on(
                "/api/detectors/slow",
                exchange -> {
                  called.countDown();
                  hold(end);
                  TestServer.answer(exchange, 200, "text/plain", "done");
                })
            .on(
                "/api/detectors/quick",
                exchange -> TestServer.answer(exchange, 200, "text/plain", "here"))) {
      CompletableFuture<HttpResponse<String>> slow =
          HttpClient.newHttpClient()
              .sendAsync(
                  HttpRequest.newBuilder(
                          URI.create(
                              "http://127.0.0.1:" + RestAssured.port + "/api/detectors/slow"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      await().atMost(SOON).until(() -> called.getCount() == 0);
      given()
          .get("/api/detectors/quick")
          .then()
          .statusCode(503)
          .contentType("application/problem+json")
          .header("Retry-After", "1")
          .body("type", equalTo("urn:aiops:problem:upstream-busy"));
      end.countDown();
      assertEquals("done", slow.get(20, TimeUnit.SECONDS).body());
      given().get("/api/detectors/quick").then().statusCode(200).body(equalTo("here"));
    }
  }

  private static void hold(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
