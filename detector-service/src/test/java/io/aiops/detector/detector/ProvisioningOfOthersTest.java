package io.aiops.detector.detector;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.json.Json;
import io.aiops.detector.store.TestJson;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A replica that owns nothing changes nothing: it says whether the owner has done it. */
class ProvisioningOfOthersTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  private final Json json = TestJson.json();
  private final DetectorRegistry registry = new DetectorRegistry();
  private final DetectorService service =
      new DetectorService(
          null, null, registry, ownerOfNothing(), null, json, Clock.systemUTC(), config());

  private static Ownership ownerOfNothing() {
    return (Ownership)
        Proxy.newProxyInstance(
            Ownership.class.getClassLoader(),
            new Class<?>[] {Ownership.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("owns")) {
                return false;
              }
              throw new AssertionError(method);
            });
  }

  private static AiopsConfig config() {
    return new SmallRyeConfigBuilder()
        .withMapping(AiopsConfig.class)
        .withConverter(Duration.class, 200, new DurationConverter())
        .build()
        .getConfigMapping(AiopsConfig.class);
  }

  private void known(String id, Status status, boolean provisioned) {
    Definition definition = DefinitionReader.read(json.read("{\"name\":\"CPU\"}"));
    registry.put(new Detector(id, definition, status, null, provisioned, NOW, NOW, null, 1));
  }

  private boolean done(String id, String name, boolean start) {
    return service.provision(id, json.read("{\"name\":\"%s\"}".formatted(name)), start);
  }

  @Test
  void aFileIsDoneWhenItsDetectorIsLikeThat() {
    known("running", Status.RUNNING, true);
    known("created", Status.CREATED, true);
    known("stopped", Status.STOPPED, true);
    assertTrue(done("running", "CPU", true));
    assertTrue(done("created", "CPU", false));
    assertTrue(done("stopped", "CPU", false));
  }

  @Test
  void aFileIsNotDoneWhileItsDetectorIsOtherwise() {
    known("running", Status.RUNNING, true);
    known("created", Status.CREATED, true);
    known("of_the_api", Status.RUNNING, false);
    assertFalse(done("running", "Processor", true));
    assertFalse(done("running", "CPU", false));
    assertFalse(done("created", "CPU", true));
    assertFalse(done("of_the_api", "CPU", true));
    assertFalse(done("unknown", "CPU", true));
  }
}
