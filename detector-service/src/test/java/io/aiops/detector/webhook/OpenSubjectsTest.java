package io.aiops.detector.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.aiops.detector.anomaly.Severity;
import io.aiops.detector.json.Times;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.TestDatabase;
import io.aiops.detector.store.TestJson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is open and told again, the same on both databases. */
class OpenSubjectsTest {

  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

  private final Chooser chooser = new Chooser(new SubjectStore(TestJson.json()), TestJson.json());

  private static void open(Database database, String detector, int count, String severity) {
    Severity rank = Severity.of(severity);
    database.run(
        tx -> {
          for (int i = 0; i < count; i++) {
            String id = "anomaly_" + UUID.randomUUID();
            String document =
                "{\"id\":\"%s\",\"detector_id\":\"%s\",\"entity\":{\"of\":\"%s\"},\"started_at\":\"%s\"}"
                    .formatted(id, detector, detector, Times.format(TIME.plusSeconds(i / 3)));
            tx.update(
                """
                INSERT INTO anomaly (id, detector_id, detector_name, entity_key, state, severity,
                  score, started_at, detected_at, document, context, version)
                VALUES (?, ?, '', '', 'open', ?, 1, ?, ?, ?, '{}', 1)""",
                id,
                detector,
                rank.rank(),
                TIME.plusSeconds(i / 3),
                TIME,
                document);
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRepeatedIsFoundBehindAnyNumberOfOthers(TestDatabase kind) {
    Database database = kind.database();
    String noisy = TestDatabase.detector(database);
    String calm = TestDatabase.detector(database);
    String incident = "incident_" + UUID.randomUUID();
    open(database, noisy, 1100, "critical");
    open(database, calm, 3, "low");
    database.run(
        tx ->
            tx.update(
                """
                INSERT INTO incident (id, state, severity, title, searchable, started_at, document,
                  version)
                VALUES (?, 'open', 1, '', '', 0, ?, 1)""",
                incident,
                """
                {"id":"%s","state":"open","severity":"high","labels":{},"members":[],
                  "started_at":"2026-01-02T03:04:05.678Z"}"""
                    .formatted(incident)));
    for (EventFilter filter :
        List.of(
            new EventFilter(calm, null, Map.of()),
            new EventFilter(null, null, Map.of("of", calm)))) {
      Chooser.Open found = repeated(database, filter, 1000);
      List<Notice> own = found.notices().stream().filter(Notice::anomaly).toList();
      assertEquals(3, own.size());
      assertFalse(found.cut());
    }
    Chooser.Open all = repeated(database, new EventFilter(null, null, Map.of("of", noisy)), 1000);
    assertEquals(1000, all.notices().size());
    assertEquals(1000, all.notices().stream().map(one -> one.text("id")).distinct().count());
    assertTrue(all.cut());
    assertEquals(
        List.of(incident),
        repeated(database, EventFilter.ANY, 1000).notices().stream()
            .map(one -> one.text("id"))
            .filter(incident::equals)
            .toList());
    assertEquals(
        1100, repeated(database, new EventFilter(noisy, null, Map.of()), 1100).notices().size());
    database.run(
        tx -> {
          tx.update("DELETE FROM detector WHERE id IN (?, ?)", noisy, calm);
          tx.update("DELETE FROM incident WHERE id = ?", incident);
        });
  }

  private Chooser.Open repeated(Database database, EventFilter filter, int most) {
    Settings settings =
        new Settings(
            "repeated",
            URI.create("http://127.0.0.1:9/"),
            Kind.SLACK,
            EventTypes.DEFAULT,
            filter,
            null,
            true);
    return database.read(tx -> chooser.open(tx, settings, most));
  }
}
