package io.aiops.detector.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
import static org.junit.jupiter.api.Assertions.assertTrue;

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

  /** What is chosen; what follows from that is remembered. */
  private Choice choice(Database database, Webhook webhook, StoredEvent event) {
    Choice choice = database.read(tx -> chooser.of(tx, webhook, event));
    if (choice instanceof Choice.Withhold withhold) {
      database.run(tx -> subjects.withhold(tx, webhook.id(), withhold.subject()));
    } else if (choice instanceof Choice.Release release) {
      database.run(tx -> subjects.release(tx, webhook.id(), release.subject()));
    } else if (choice instanceof Choice.Tell told) {
      Notice notice = told.notice();
      if (notice.type().equals(EventTypes.opening(notice.type()))) {
        database.run(tx -> subjects.tell(tx, webhook.id(), notice.text("id")));
      } else if (notice.type().endsWith(EventTypes.RESOLVED)) {
        database.run(tx -> subjects.release(tx, webhook.id(), notice.text("id")));
      }
    }
    return choice;
  }

  private long remembered(Database database, Webhook webhook) {
    return database.read(
        tx ->
            tx.number(
                "SELECT (SELECT count(*) FROM webhook_withheld WHERE webhook_id = ?)"
                    + " + (SELECT count(*) FROM webhook_told WHERE webhook_id = ?)",
                webhook.id(),
                webhook.id()));
  }

  private static StoredEvent incident(
      String id, String type, String state, String labels, String... members) {
    String data =
        "{\"id\":\"%s\",\"state\":\"%s\",\"severity\":\"high\",\"labels\":{%s},\"members\":[%s],\"started_at\":\"2026-01-02T03:04:05.678Z\"}"
            .formatted(
                id,
                state,
                labels,
                Stream.of(members)
                    .map(member -> "\"" + member + "\"")
                    .collect(Collectors.joining(",")));
    return new StoredEvent(8, id + "." + type, type, "anomalies", TIME, null, data);
  }

  private static String member(Database database, String incident, String detector) {
    String member = "anomaly_" + UUID.randomUUID();
    database.run(
        tx ->
            tx.update(
                """
                INSERT INTO incident_member (anomaly_id, incident_id, detector_id, started_at)
                VALUES (?, ?, ?, 0)""",
                member,
                incident,
                detector));
    return member;
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
    assertEquals(anomaly + ".anomaly_updated", ((Choice.Tell) told).notice().event().id());
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
    String member = member(database, incident, "detector_7");
    StoredEvent opened = incident(incident, "incident_opened", "open", "\"a\":\"b\"", member);
    for (String detector : List.of("detector_7", "detector_8")) {
      Webhook webhook = webhook(database, new EventFilter(detector, null, Map.of("a", "b")));
      Choice choice = choice(database, webhook, opened);
      assertEquals(detector.equals("detector_7"), choice instanceof Choice.Tell);
    }
    Webhook others = webhook(database, new EventFilter(null, null, Map.of("a", "c")));
    assertFalse(choice(database, others, opened) instanceof Choice.Tell);
  }

  @ParameterizedTest
  @EnumSource
  void theEndOfAnIncidentThatLostTheLabelIsToldWhereItsBeginningWas(TestDatabase kind) {
    Database database = kind.database();
    String id = "incident_" + UUID.randomUUID();
    Webhook webhook = webhook(database, new EventFilter(null, null, Map.of("team", "a")));
    assertTold(
        "incident_opened",
        choice(database, webhook, incident(id, "incident_opened", "open", "\"team\":\"a\"")));
    assertInstanceOf(
        Choice.Pass.class, choice(database, webhook, incident(id, "incident_updated", "open", "")));
    assertTold(
        "incident_resolved",
        choice(database, webhook, incident(id, "incident_resolved", "resolved", "")));
    assertEquals(0, remembered(database, webhook));
  }

  @ParameterizedTest
  @EnumSource
  void anIncidentIsToldAsNewWhenItFirstConcernsAWebhook(TestDatabase kind) {
    Database database = kind.database();
    String id = "incident_" + UUID.randomUUID();
    Webhook webhook = webhook(database, new EventFilter("detector_7", null, Map.of()));
    String first = member(database, id, "detector_8");
    assertInstanceOf(
        Choice.Withhold.class,
        choice(database, webhook, incident(id, "incident_opened", "open", "", first)));
    String second = member(database, id, "detector_7");
    assertTold(
        "incident_opened",
        choice(database, webhook, incident(id, "incident_updated", "open", "", first, second)));
    assertTold(
        "incident_resolved",
        choice(
            database, webhook, incident(id, "incident_resolved", "resolved", "", first, second)));
    assertEquals(0, remembered(database, webhook));
  }

  @ParameterizedTest
  @EnumSource
  void anIncidentThatBecamePartOfAnotherEndsForThoseWhoKnowIt(TestDatabase kind) {
    Database database = kind.database();
    String id = "incident_" + UUID.randomUUID();
    String whole = "incident_" + UUID.randomUUID();
    String member = member(database, id, "detector_7");
    StoredEvent opened = incident(id, "incident_opened", "open", "", member);
    StoredEvent resolved = incident(id, "incident_resolved", "resolved", "");
    Webhook quick = webhook(database, new EventFilter("detector_7", null, Map.of()));
    Webhook slow = webhook(database, new EventFilter("detector_7", null, Map.of()));
    Webhook others = webhook(database, new EventFilter("detector_8", null, Map.of()));
    assertTold("incident_opened", choice(database, quick, opened));
    assertInstanceOf(Choice.Withhold.class, choice(database, others, opened));
    database.run(
        tx ->
            tx.update(
                "UPDATE incident_member SET incident_id = ? WHERE incident_id = ?", whole, id));
    assertTold("incident_resolved", choice(database, quick, resolved));
    assertTold("incident_opened", choice(database, slow, opened));
    assertTold("incident_resolved", choice(database, slow, resolved));
    assertInstanceOf(Choice.Release.class, choice(database, others, resolved));
    for (Webhook webhook : List.of(quick, slow, others)) {
      assertEquals(0, remembered(database, webhook));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatAFilterSaysByTheEndChangesNothing(TestDatabase kind) {
    Database database = kind.database();
    Webhook webhook = webhook(database, EventFilter.ANY);
    Webhook narrow = with(webhook, new EventFilter("detector_9", null, Map.of("team", "a")));
    choice(database, webhook, event("anomaly_detected", "open", "low", ""));
    StoredEvent over = event("anomaly_resolved", "resolved", "low", "");
    assertTold("anomaly_resolved", choice(database, narrow, over));
    choice(database, narrow, event("anomaly_detected", "open", "low", ""));
    assertInstanceOf(Choice.Pass.class, choice(database, webhook, over));
  }

  @ParameterizedTest
  @EnumSource
  void whoWantsEndsOnlyOrHearsAgainOfWhatIsOpenHearsOfEveryEnd(TestDatabase kind) {
    Database database = kind.database();
    Webhook webhook = webhook(database, EventFilter.ANY);
    StoredEvent over = event("anomaly_resolved", "resolved", "low", "");
    assertInstanceOf(Choice.Pass.class, choice(database, webhook, over));
    Settings settings = webhook.settings();
    for (Settings other :
        List.of(
            new Settings(
                settings.name(),
                settings.url(),
                Kind.SLACK,
                List.of("anomaly_resolved"),
                EventFilter.ANY,
                null,
                true),
            new Settings(
                settings.name(),
                settings.url(),
                Kind.ALERTMANAGER,
                EventTypes.DEFAULT,
                EventFilter.ANY,
                null,
                true))) {
      assertTold("anomaly_resolved", choice(database, webhook.with(other, TIME), over));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatPeopleSayOfSomethingThatIsOverIsToldAsWell(TestDatabase kind) {
    Database database = kind.database();
    Webhook webhook = webhook(database, EventFilter.ANY);
    Settings settings = webhook.settings();
    Webhook curious =
        webhook.with(
            new Settings(
                settings.name(),
                settings.url(),
                settings.kind(),
                EventTypes.ALL,
                EventFilter.ANY,
                null,
                true),
            TIME);
    choice(database, curious, event("anomaly_detected", "open", "low", ""));
    choice(database, curious, event("anomaly_resolved", "resolved", "low", ""));
    StoredEvent judged = event("anomaly_updated", "resolved", "low", "");
    assertTold("anomaly_updated", choice(database, curious, judged));
    assertInstanceOf(Choice.Pass.class, choice(database, webhook, judged));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsOverWhileAWebhookIsOffIsForgotten(TestDatabase kind) {
    Database database = kind.database();
    Webhook webhook = webhook(database, EventFilter.ANY);
    String open = "incident_" + UUID.randomUUID();
    database.run(
        tx -> {
          tx.update(
              """
              INSERT INTO incident (id, state, severity, title, searchable, started_at, document,
                version)
              VALUES (?, 'open', 1, '', '', 0, '{}', 1)""",
              open);
          for (String subject : List.of(open, "incident_" + UUID.randomUUID(), anomaly)) {
            subjects.tell(tx, webhook.id(), subject);
            subjects.withhold(tx, webhook.id(), subject);
          }
          subjects.releaseGone(tx, webhook.id());
        });
    assertEquals(4, remembered(database, webhook), "incidents always end");
    database.run(tx -> subjects.releaseOver(tx, webhook.id()));
    assertEquals(2, remembered(database, webhook));
    assertTrue(database.<Boolean>read(tx -> subjects.told(tx, webhook.id(), open)));
    database.run(tx -> tx.update("DELETE FROM incident WHERE id = ?", open));
  }

  private static Webhook with(Webhook webhook, EventFilter filter) {
    Settings settings = webhook.settings();
    return webhook.with(
        new Settings(
            settings.name(),
            settings.url(),
            settings.kind(),
            settings.events(),
            filter,
            settings.secret(),
            settings.enabled()),
        TIME);
  }
}
