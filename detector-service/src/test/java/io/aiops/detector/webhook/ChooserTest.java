package io.aiops.detector.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.aiops.detector.anomaly.Severity;
import io.aiops.detector.event.StoredEvent;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.TestDatabase;
import io.aiops.detector.store.TestJson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

/** What is told at once, later or never; the same on both databases. */
class ChooserTest {

  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

  private final SubjectStore subjects = new SubjectStore(TestJson.json());
  private final Chooser chooser = new Chooser(subjects, TestJson.json());
  private final WebhookStore store = new WebhookStore(new StoredSettings(TestJson.json()));
  private final String anomaly = "anomaly_" + UUID.randomUUID();

  private Webhook webhook(Database database, EventFilter filter) {
    String id = "webhook_" + UUID.randomUUID();
    Settings settings =
        new Settings(
            id,
            URI.create("http://127.0.0.1:9/"),
            Kind.SLACK,
            EventTypes.DEFAULT,
            filter,
            null,
            true);
    Webhook webhook = new Webhook(id, settings, TIME, TIME, 1);
    database.run(tx -> store.insert(tx, webhook, Progress.startingAfter(0)));
    return webhook;
  }

  private StoredEvent event(String type, String state, String severity, String suppressed) {
    String data =
        "{\"id\":\"%s\",\"detector_id\":\"detector_0\",\"entity\":{\"pod\":\"a\"},\"state\":\"%s\",\"severity\":\"%s\"%s}"
            .formatted(
                anomaly,
                state,
                severity,
                suppressed.isEmpty() ? "" : ",\"suppressed\":" + suppressed);
    return new StoredEvent(7, anomaly + "." + type, type, "anomalies", TIME, "detector_0", data);
  }

  private Choice choice(Database database, Webhook webhook, StoredEvent event) {
    Choice choice = database.read(tx -> chooser.of(tx, webhook, event));
    if (choice instanceof Choice.Withhold withhold) {
      database.run(tx -> subjects.withhold(tx, webhook.id(), withhold.subject()));
    }
    return choice;
  }

  private static void assertTold(String type, Choice choice) {
    assertEquals(type, assertInstanceOf(Choice.Tell.class, choice).notice().type());
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSuppressedIsToldAsNewWhenItIsNoMore(TestDatabase kind) {
    Database database = kind.database();
    Webhook webhook = webhook(database, EventFilter.ANY);
    assertInstanceOf(
        Choice.Withhold.class,
        choice(database, webhook, event("anomaly_detected", "open", "low", "true")));
    assertInstanceOf(
        Choice.Pass.class,
        choice(database, webhook, event("anomaly_updated", "open", "low", "true")));
    Choice told = choice(database, webhook, event("anomaly_updated", "open", "low", "false"));
    assertTold("anomaly_detected", told);
    assertEquals(anomaly, ((Choice.Tell) told).release());
    assertEquals(anomaly + ".anomaly_updated", ((Choice.Tell) told).notice().event().id());
    database.run(tx -> subjects.release(tx, webhook.id(), anomaly));
    assertInstanceOf(
        Choice.Pass.class,
        choice(database, webhook, event("anomaly_updated", "open", "low", "false")));
    assertTold(
        "anomaly_resolved",
        choice(database, webhook, event("anomaly_resolved", "resolved", "low", "false")));
  }

  @ParameterizedTest
  @EnumSource
  void whatEndsWhileItIsSuppressedIsNeverTold(TestDatabase kind) {
    Database database = kind.database();
    Webhook webhook = webhook(database, EventFilter.ANY);
    choice(database, webhook, event("anomaly_detected", "open", "low", "true"));
    assertInstanceOf(
        Choice.Release.class,
        choice(database, webhook, event("anomaly_resolved", "resolved", "low", "true")));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSuppressedAfterItWasToldHasItsEndToldAsWell(TestDatabase kind) {
    Database database = kind.database();
    Webhook webhook = webhook(database, EventFilter.ANY);
    assertTold(
        "anomaly_detected",
        choice(database, webhook, event("anomaly_detected", "open", "low", "")));
    assertTold(
        "anomaly_resolved",
        choice(database, webhook, event("anomaly_resolved", "resolved", "low", "true")));
  }

  @ParameterizedTest
  @EnumSource
  void whatBecomesSevereEnoughIsToldAsNew(TestDatabase kind) {
    Database database = kind.database();
    Webhook webhook = webhook(database, new EventFilter(null, Severity.HIGH, Map.of()));
    assertInstanceOf(
        Choice.Withhold.class,
        choice(database, webhook, event("anomaly_detected", "open", "medium", "")));
    assertTold(
        "anomaly_detected",
        choice(database, webhook, event("anomaly_updated", "open", "high", "")));
  }

  @ParameterizedTest
  @EnumSource
  void anIncidentIsOfTheDetectorsOfItsAnomalies(TestDatabase kind) {
    Database database = kind.database();
    String incident = "incident_" + UUID.randomUUID();
    database.run(
        tx ->
            tx.update(
                """
                INSERT INTO incident_member (anomaly_id, incident_id, detector_id, started_at)
                VALUES (?, ?, ?, 0)""",
                anomaly,
                incident,
                "detector_7"));
    StoredEvent opened =
        new StoredEvent(
            8,
            incident + ".incident_opened.v1",
            "incident_opened",
            "anomalies",
            TIME,
            null,
            "{\"id\":\"%s\",\"state\":\"open\",\"severity\":\"high\",\"labels\":{\"a\":\"b\"}}"
                .formatted(incident));
    for (String detector : List.of("detector_7", "detector_8")) {
      Webhook webhook = webhook(database, new EventFilter(detector, null, Map.of("a", "b")));
      Choice choice = choice(database, webhook, opened);
      assertEquals(detector.equals("detector_7"), choice instanceof Choice.Tell);
    }
    Webhook others = webhook(database, new EventFilter(null, null, Map.of("a", "c")));
    assertFalse(choice(database, others, opened) instanceof Choice.Tell);
  }
}
