package io.aiops.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** The settings that a cluster makes, as the chart gives them. */
@Tag("long")
class ClusterSettingsIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void sourcesOfAFileAreThereBesideThoseOfTheEnvironment() throws IOException {
    Path file = folder.resolve("sources.properties");
    Files.writeString(
        file,
        """
        aiops.sources.far-away.kind=prometheus
        aiops.sources.far-away.url=http://127.0.0.1:9/prefix
        aiops.sources.far-away.headers.X-Scope-OrgID=team
        aiops.sources.far-away.username=${SOURCE_FAR_AWAY_USERNAME}
        aiops.sources.far-away.password=${SOURCE_FAR_AWAY_PASSWORD}
        """);
    Map<String, String> environment =
        Map.of(
            "SOURCE_FAR_AWAY_USERNAME", "user",
            "SOURCE_FAR_AWAY_PASSWORD", "secret",
            "LOKI_URL", "http://127.0.0.1:9",
            "SELF_WATCH", "false");
    try (Product product = new Product(folder, environment)) {
      product.ingest.set("QUARKUS_CONFIG_LOCATIONS", file.toString());
      product.start();
      List<String> sources = new ArrayList<>();
      Http.get(product.api() + "/sources")
          .json()
          .get("sources")
          .forEach(
              source ->
                  sources.add(source.get("name").asText() + " " + source.get("url").asText()));
      assertEquals(
          List.of("far-away http://127.0.0.1:9/prefix", "loki http://127.0.0.1:9"), sources);
    }
  }

  @Test
  void aServiceThatStopsIsFirstNotReadyAndStillServes() throws IOException {
    Map<String, String> environment = Map.of("QUARKUS_SHUTDOWN_DELAY", "10s");
    try (Product product = new Product(folder, environment).start()) {
      for (Service service : List.of(product.gateway, product.ingest, product.detector)) {
        service.askToStop();
        await(service.name() + " is not ready")
            .atMost(SOON)
            .until(() -> Http.get(service.url() + "/q/health/ready").status() == 503);
        assertEquals(200, Http.get(service.url() + "/q/metrics").status(), service.name());
        service.awaitEnd();
      }
    }
  }
}
