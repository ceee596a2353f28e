package io.aiops.detector.webhook;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.event.StoredEvent;
import io.aiops.detector.store.TestJson;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** In which words things are told, and where to. */
class WordsTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:10:00Z");

  private static final AiopsConfig CONFIG =
      config(Map.of("aiops.public-url", "https://aiops.example/"));

  private final Wording wording = new Wording(CONFIG);
  private final AlertWriter alerts =
      new AlertWriter(wording, Clock.fixed(NOW, ZoneOffset.UTC), CONFIG);

  private static AiopsConfig config(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withMapping(AiopsConfig.class)
        .withConverter(Duration.class, 200, new DurationConverter())
        .withDefaultValues(values)
        .build()
        .getConfigMapping(AiopsConfig.class);
  }

  private static Notice anomaly(String type, String more, Map<String, String> labels) {
    String data =
        "{\"id\":\"anomaly_a\",\"detector_id\":\"detector_1\",\"detector_name\":\"<!channel> & co\","
            + "\"entity\":{\"pod\":\"a\"},\"severity\":\"high\",\"class\":\"deviation\","
            + "\"started_at\":\"2026-01-02T03:04:05.000Z\",\"explanation\":\"85.5 is far above\""
            + more
            + "}";
    StoredEvent event = new StoredEvent(7, "e", type, "anomalies", NOW, "detector_1", data);
    return new Notice(event, TestJson.json().read(data), labels);
  }

  @Test
  void anOpenAlertEndsLaterUnlessItIsRepeatedAndAResolvedOneWhenItEnded() {
    JsonNode open = alerts.alert(anomaly("anomaly_detected", "", Map.of()));
    assertEquals("2026-01-02T03:04:05.000Z", open.get("startsAt").textValue());
    assertEquals("2026-01-02T03:14:00.000Z", open.get("endsAt").textValue());
    assertEquals("https://aiops.example/anomalies/anomaly_a", open.get("generatorURL").textValue());
    JsonNode over =
        alerts.alert(
            anomaly("anomaly_resolved", ",\"ended_at\":\"2026-01-02T03:09:00.000Z\"", Map.of()));
    assertEquals("2026-01-02T03:09:00.000Z", over.get("endsAt").textValue());
    assertEquals(open.get("labels"), over.get("labels"));
    JsonNode ahead =
        alerts.alert(
            anomaly("anomaly_resolved", ",\"ended_at\":\"2026-01-02T03:30:00.000Z\"", Map.of()));
    assertEquals("2026-01-02T03:10:00.000Z", ahead.get("endsAt").textValue());
  }

  @Test
  void labelsAreLegalAndOurOwnAreNotOverwritten() {
    JsonNode labels =
        alerts
            .alert(
                anomaly(
                    "anomaly_detected",
                    "",
                    Map.of(
                        "__name__", "up", "a.b", "1", "severity", "page", "9", "x", "empty", "")))
            .get("labels");
    assertEquals("up", labels.get("metric").textValue());
    assertEquals("1", labels.get("a_b").textValue());
    assertEquals("high", labels.get("severity").textValue());
    assertEquals("page", labels.get("exported_severity").textValue());
    assertEquals("x", labels.get("exported_9").textValue());
    assertFalse(labels.has("empty"));
  }

  private JsonNode incident(Map<String, String> labels) {
    String data =
        "{\"id\":\"incident_a\",\"title\":\"a, then b\",\"severity\":\"high\","
            + "\"started_at\":\"2026-01-02T03:04:05.000Z\"}";
    StoredEvent event = new StoredEvent(7, "e", "incident_opened", "anomalies", NOW, null, data);
    return alerts.alert(new Notice(event, TestJson.json().read(data), labels));
  }

  @Test
  void anIncidentThatLosesALabelStaysTheSameAlert() {
    JsonNode before = incident(Map.of("service", "shop", "team", "payments"));
    JsonNode after = incident(Map.of("service", "shop"));
    assertEquals(before.get("labels"), after.get("labels"));
    assertEquals(
        TestJson.json()
            .read(
                "{\"severity\":\"high\",\"alertname\":\"AiopsIncident\",\"incident\":\"incident_a\"}"),
        before.get("labels"));
    assertEquals(
        "{service=\"shop\",team=\"payments\"}",
        before.at("/annotations/shared_labels").textValue());
    assertEquals("{service=\"shop\"}", after.at("/annotations/shared_labels").textValue());
    assertFalse(incident(Map.of()).get("annotations").has("shared_labels"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://a:9093, http://a:9093/api/v2/alerts",
    "http://a:9093/, http://a:9093/api/v2/alerts",
    "http://a/am/api/v2/alerts, http://a/am/api/v2/alerts",
    "http://a/am?x=1, http://a/am/api/v2/alerts?x=1"
  })
  void theAddressOfAlertmanagerOrOfItsApiWillDo(String given, String target) {
    assertEquals(URI.create(target), AlertWriter.target(URI.create(given)));
  }

  @Test
  void namesBecomeNoMentionsInSlack() {
    JsonNode message = new SlackWriter(wording).message(anomaly("anomaly_detected", "", Map.of()));
    assertFalse(message.toString().contains("<!channel>"), message.toString());
    assertTrue(
        message
            .at("/blocks/0/text/text")
            .textValue()
            .startsWith("*<https://aiops.example/anomalies/anomaly_a|New: High anomaly: &lt;"),
        message.toString());
    assertEquals("85.5 is far above", message.at("/blocks/1/text/text").textValue());
  }

  @Test
  void hostsThatAreNotConfiguredAreRefused() {
    AddressRules rules =
        new AddressRules(config(Map.of("aiops.webhooks.allowed-hosts", "a.example, *.b.example")));
    for (String host : new String[] {"a.example", "A.Example", "x.b.example", "y.x.b.example"}) {
      assertEquals(Optional.empty(), rules.refusal(host), host);
    }
    for (String host : new String[] {"b.example", "a.example.c", "xb.example", "127.0.0.1"}) {
      assertTrue(rules.refusal(host).isPresent(), host);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "169.254.169.254, true",
    "2852039166, true",
    "[fe80::1], true",
    "[::ffff:169.254.1.1], true",
    "[fd00:ec2::254], true",
    "100.100.100.200, true",
    "127.0.0.1, false",
    "10.0.0.1, false",
    "alertmanager.monitoring, false"
  })
  void addressesThatHandOutCredentialsAreRefused(String host, boolean refused) {
    assertEquals(refused, new AddressRules(config(Map.of())).refusal(host).isPresent());
    assertEquals(
        Optional.empty(),
        new AddressRules(config(Map.of("aiops.webhooks.allow-link-local", "true"))).refusal(host));
  }
}
