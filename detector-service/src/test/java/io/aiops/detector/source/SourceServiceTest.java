package io.aiops.detector.source;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.aiops.detector.event.EventStore;
import io.aiops.detector.event.StoredEvent;
import io.aiops.detector.json.Json;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.TestDatabase;
import io.aiops.detector.store.TestJson;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What is announced of sources, the same on both databases. */
class SourceServiceTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  private final Json json = TestJson.json();
  private final EventStore events = new EventStore();

  @ParameterizedTest
  @EnumSource
  void anEventHasAnIdInAsciiWhateverTheNameOfTheSource(TestDatabase kind) {
    Database database = kind.database();
    SourceService service = new SourceService(database, new SourceStore(), json);
    String plain = "prometheus-" + UUID.randomUUID();
    long before = database.read(events::last);
    for (String name : List.of(plain, plain + " \u00e4\u20ac")) {
      service.report(
          new SourceService.Report(name, "loki", "http://l", false, null, "refused", NOW));
    }
    List<StoredEvent> announced = database.read(tx -> events.after(tx, before, 10));
    assertEquals(
        List.of(
            "source." + plain + ".system_health.1",
            "source." + plain + "+%C3%A4%E2%82%AC.system_health.1"),
        announced.stream().map(StoredEvent::id).toList());
    assertEquals(
        plain + " \u00e4\u20ac", json.read(announced.get(1).data()).get("name").textValue());
  }
}
