package io.aiops.detector.suppression;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.TestDatabase;
import io.aiops.detector.store.TestJson;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SuppressionServiceTest {

  private final SuppressionStore store = new SuppressionStore(TestJson.json());

  private static Rule rule() {
    return new Rule(
        UUID.randomUUID().toString(),
        "",
        List.of(MatcherReader.read("a=b")),
        null,
        null,
        null,
        null,
        true);
  }

  private static AiopsConfig atMost(long suppressions) {
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, 100, new DurationConverter())
        .withMapping(AiopsConfig.class)
        .withDefaultValue("aiops.limits.suppressions", Long.toString(suppressions))
        .build()
        .getConfigMapping(AiopsConfig.class);
  }

  @ParameterizedTest
  @EnumSource
  void thereMayBeOnlySoMany(TestDatabase kind) {
    Database database = kind.database();
    long before = database.read(store::count);
    SuppressionService service =
        new SuppressionService(database, store, Clock.systemUTC(), atMost(before + 1));
    Suppression last = service.create(rule());
    UnavailableException refused =
        assertThrows(UnavailableException.class, () -> service.create(rule()));
    assertTrue(refused.getMessage().contains("limits.suppressions"), refused.getMessage());
    assertEquals(before + 1, database.<Long>read(store::count));
    service.delete(last.id(), null);
    service.create(rule());
  }
}
