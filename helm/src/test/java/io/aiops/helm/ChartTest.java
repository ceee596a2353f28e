package io.aiops.helm;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import static io.aiops.helm.Manifest.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the values do. */
class ChartTest {

  private static final String EXTERNAL =
      "database: {kind: external, external: {existingSecret: db, url: 'postgresql://h:1/d'}}\n";

  @TempDir Path folder;

  private List<Manifest> with(String values) {
    return Chart.with(folder, values);
  }

  private static Map<String, String> settings(List<Manifest> manifests, String name) {
    return texts(Chart.find(manifests, "ConfigMap", "aiops-" + name).json().path("data"));
  }

  /** Environment of the service's container; a reference as its secret and key. */
  private static Map<String, String> environment(
      List<Manifest> manifests, String kind, String name) {
    Map<String, String> found = new TreeMap<>();
    JsonNode container = Chart.find(manifests, kind, "aiops-" + name).containers().get(0);
    for (JsonNode one : container.path("env")) {
      JsonNode secret = one.at("/valueFrom/secretKeyRef");
      found.put(
          one.path("name").asText(),
          secret.isObject()
              ? secret.path("name").asText() + "/" + secret.path("key").asText()
              : one.path("value").asText());
    }
    return found;
  }

  private static String checksum(List<Manifest> manifests, String kind, String name) {
    return Chart.find(manifests, kind, "aiops-" + name)
        .json()
        .at("/spec/template/metadata/annotations/checksum~1config")
        .asText();
  }

  @Test
  void byDefaultTheDatabaseIsAFileOfOneNamedPod() {
    List<Manifest> manifests = with("{}");
    JsonNode spec = Chart.find(manifests, "StatefulSet", "aiops-detector").json().path("spec");
    assertEquals(1, spec.path("replicas").asInt());
    assertEquals(
        "8Gi", spec.at("/volumeClaimTemplates/0/spec/resources/requests/storage").asText());
    assertEquals("/data", settings(manifests, "detector").get("DATA_DIR"));
    assertFalse(environment(manifests, "StatefulSet", "detector").containsKey("DATABASE_PASSWORD"));
  }

  @Test
  void onPostgresqlTheDetectorsAreAnyNumberOfEqualPods() {
    List<Manifest> manifests = with(EXTERNAL + "detector: {replicas: 3}");
    JsonNode spec = Chart.find(manifests, "Deployment", "aiops-detector").json().path("spec");
    assertEquals(3, spec.path("replicas").asInt());
    assertEquals("postgresql://h:1/d", settings(manifests, "detector").get("DATABASE_URL"));
    Map<String, String> environment = environment(manifests, "Deployment", "detector");
    assertEquals("db/username", environment.get("DATABASE_USER"));
    assertEquals("db/password", environment.get("DATABASE_PASSWORD"));
  }

  @Test
  void theAddressOfTheDatabaseMayStandInTheSecret() {
    List<Manifest> manifests = with("database: {kind: external, external: {existingSecret: db}}");
    assertEquals("db/url", environment(manifests, "Deployment", "detector").get("DATABASE_URL"));
    assertFalse(settings(manifests, "detector").containsKey("DATABASE_URL"));
  }

  @Test
  void eachPodGivesItsOwnAddress() {
    List<Manifest> manifests = with("{}");
    assertEquals(
        "http://$(POD_IP):8080/internal/v1/events",
        environment(manifests, "Deployment", "gateway").get("AIOPS_CALLBACK_URL"));
    assertEquals(
        "http://$(POD_IP):8081",
        environment(manifests, "StatefulSet", "detector").get("AIOPS_ENDPOINT"));
    assertEquals(
        "http://[$(POD_IP)]:8081",
        environment(with("ipv6: true"), "StatefulSet", "detector").get("AIOPS_ENDPOINT"));
  }

  @Test
  void allServicesShareOneTokenThatIsRandomUnlessGiven() {
    List<Manifest> manifests = with("{}");
    String reference = environment(manifests, "Deployment", "gateway").get("INTERNAL_TOKEN");
    assertEquals("aiops-internal/token", reference);
    assertEquals(
        reference, environment(manifests, "StatefulSet", "detector").get("INTERNAL_TOKEN"));
    assertEquals(reference, environment(manifests, "Deployment", "ingest").get("INTERNAL_TOKEN"));
    assertEquals(48, token(manifests).length());
    assertNotEquals(token(manifests), token(with("{}")));
    assertEquals("0123456789abcdef", token(with("internalToken: {value: 0123456789abcdef}")));
  }

  private static String token(List<Manifest> manifests) {
    String text =
        Chart.find(manifests, "Secret", "aiops-internal").json().at("/data/token").asText();
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }

  @Test
  void credentialsOfSourcesStayInTheirSecrets() {
    List<Manifest> manifests =
        with(
            """
            sources:
              mimir-eu:
                kind: prometheus
                url: https://mimir/a\\b
                headers: {X-Scope-OrgID: Team}
                credentials: {existingSecret: mimir, passwordKey: secret}
            """);
    String file = settings(manifests, "sources").get("sources.properties");
    assertTrue(file.contains("aiops.sources.mimir-eu.url=https://mimir/a\\\\b\n"), file);
    assertTrue(file.contains("aiops.sources.mimir-eu.headers.X-Scope-OrgID=Team\n"), file);
    assertTrue(file.contains("password=${SOURCE_MIMIR_EU_PASSWORD}"), file);
    assertEquals(
        "mimir/secret",
        environment(manifests, "Deployment", "ingest").get("SOURCE_MIMIR_EU_PASSWORD"));
  }

  @Test
  void detectorsAreFilesOfTheirOwn() throws Exception {
    List<Manifest> manifests =
        with("detectors: {queue: {name: Queue, source: {name: a, query: 'b{c=\"d\"}'}}}");
    Map<String, String> files = settings(manifests, "detectors");
    JsonNode detector = Manifest.YAML.readTree(files.get("queue.yaml"));
    assertEquals("b{c=\"d\"}", detector.at("/source/query").asText());
    assertTrue(files.containsKey("cpu.yaml"), "the services watch themselves");
  }

  @Test
  void aChangeOfDetectorsReplacesNoPodButAChangeOfSettingsDoes() {
    String before = checksum(with("{}"), "StatefulSet", "detector");
    assertEquals(
        before, checksum(with("detectors: {queue: {name: Queue}}"), "StatefulSet", "detector"));
    assertNotEquals(
        before,
        checksum(with("detector: {config: {AIOPS_HISTORY: 2d}}"), "StatefulSet", "detector"));
    assertNotEquals(
        checksum(with("{}"), "Deployment", "ingest"),
        checksum(with("sources: {loki: {url: 'http://a'}}"), "Deployment", "ingest"));
  }

  @Test
  void largeNumbersStayWhatTheyAre() {
    List<Manifest> manifests =
        with(
            """
            detector: {config: {AIOPS_LIMITS_EVENTS: 1000000, AIOPS_LIMITS_MEMORY: 0.75, A: 1234567.5}}
            sources: {prometheus: {url: 'http://a', maxConcurrent: 2000000, maxAnswerBytes: 3000000}}
            ingest: {terminationGracePeriodSeconds: 4000000, tmpSize: 5000000}
            ingress: {enabled: true, controller: nginx, websocketTimeoutSeconds: 6000000}
            metrics: {prometheusRule: {enabled: true, lagSeconds: 7000000}}
            database: {kind: bundled, bundled: {runAsUser: 1000650000}}
            """);
    Map<String, String> settings = settings(manifests, "detector");
    assertEquals("1000000", settings.get("AIOPS_LIMITS_EVENTS"));
    assertEquals("0.75", settings.get("AIOPS_LIMITS_MEMORY"));
    assertEquals("1234567.5", settings.get("A"));
    String sources = settings(manifests, "sources").get("sources.properties");
    assertTrue(sources.contains(".max-concurrent=2000000\n"), sources);
    assertTrue(sources.contains(".max-answer-bytes=3000000\n"), sources);
    JsonNode ingest = Chart.find(manifests, "Deployment", "aiops-ingest").json();
    assertEquals(
        "4000000", ingest.at("/spec/template/spec/terminationGracePeriodSeconds").toString());
    assertEquals("5000000", ingest.findValue("sizeLimit").toString());
    JsonNode postgresql = Chart.find(manifests, "StatefulSet", "aiops-postgresql").json();
    assertEquals("1000650000", postgresql.findValue("runAsUser").toString());
    String all = manifests.stream().map(Manifest::json).toList().toString();
    assertTrue(all.contains("proxy-read-timeout\":\"6000000\""), all);
    assertTrue(all.contains("> 7000000\""), all);
  }

  @Test
  void theServicesWatchThemselvesOnlyWhileEachIsOnePod() {
    assertEquals("true", settings(with("{}"), "ingest").get("SELF_WATCH"));
    List<Manifest> several = with("gateway: {replicas: 2}");
    assertEquals("false", settings(several, "ingest").get("SELF_WATCH"));
    assertEquals(Map.of(), settings(several, "detectors"));
  }

  private static final String TOKENS =
      """
      auth:
        tokens:
          - {name: ana, role: viewer, token: 0123456789abcdef0123456789abcdef}
          - {name: ci, role: operator, sha256: %s}
      """
          .formatted("ab".repeat(32));

  @Test
  void tokensReachTheGatewayAsAFileThatCanChange() {
    List<Manifest> manifests = with(TOKENS);
    assertEquals(
        "ana viewer 0123456789abcdef0123456789abcdef\nci operator sha256:" + "ab".repeat(32) + "\n",
        Chart.find(manifests, "Secret", "aiops-api-tokens")
            .json()
            .at("/stringData/tokens")
            .asText());
    assertEquals("/etc/aiops/auth/tokens", settings(manifests, "gateway").get("API_TOKENS_FILE"));
    JsonNode pod =
        Chart.find(manifests, "Deployment", "aiops-gateway").json().at("/spec/template/spec");
    JsonNode mount = pod.at("/containers/0/volumeMounts/1");
    assertEquals("/etc/aiops/auth", mount.path("mountPath").asText());
    assertTrue(mount.path("subPath").isMissingNode(), "a single file would stay as it is");
    assertEquals("aiops-api-tokens", pod.at("/volumes/1/secret/secretName").asText());
    assertFalse(settings(manifests, "detector").containsKey("API_TOKENS_FILE"));
    assertNotEquals(
        checksum(with("{}"), "Deployment", "gateway"),
        checksum(manifests, "Deployment", "gateway"));
  }

  @Test
  void aSecretOfTokensMayComeFromElsewhere() {
    List<Manifest> manifests = with("auth: {existingSecret: mine, key: who}");
    assertEquals("/etc/aiops/auth/who", settings(manifests, "gateway").get("API_TOKENS_FILE"));
    assertEquals(
        "mine",
        Chart.find(manifests, "Deployment", "aiops-gateway")
            .json()
            .at("/spec/template/spec/volumes/1/secret/secretName")
            .asText());
    assertTrue(
        manifests.stream().noneMatch(one -> one.json().toString().contains("aiops-api-tokens")));
    assertFalse(settings(with("{}"), "gateway").containsKey("API_TOKENS_FILE"));
  }

  @Test
  void theNotesWarnOfAnIngressWithoutTokens() {
    String warning = "WARNING: the ingress is on and the API asks nobody";
    assertTrue(Chart.notes(folder, "ingress: {enabled: true}").contains(warning));
    assertFalse(Chart.notes(folder, "{}").contains("WARNING"));
    assertFalse(Chart.notes(folder, "ingress: {enabled: true}\n" + TOKENS).contains("WARNING"));
  }

  @Test
  void theNotesSayWhatIsWatched() {
    String both = "It watches itself as well: seven detectors";
    String alone = "Until then it watches itself: seven detectors";
    assertTrue(Chart.notes(folder, "{}").contains(alone));
    String notes = Chart.notes(folder, "sources: {prometheus: {url: 'http://a'}}");
    assertTrue(notes.contains("It watches: prometheus."), notes);
    assertTrue(notes.contains(both), notes);
    assertFalse(notes.contains("Until then"), notes);
    for (String off :
        List.of("selfWatch: false", "gateway: {replicas: 2}", "existingDetectorsConfigMap: mine")) {
      assertFalse(Chart.notes(folder, off).contains("watches itself"), off);
    }
    assertTrue(Chart.notes(folder, "gateway: {replicas: 2}").contains("does not watch itself"));
  }

  @Test
  void theDemoBringsItsDetectorsAndTheTimeOfItsStart() {
    List<Manifest> manifests = with("demo: {enabled: true, incidentsFrom: '2026-01-02T03:04:05Z'}");
    assertEquals("true", settings(manifests, "ingest").get("DEMO"));
    assertEquals("2h", settings(manifests, "detector").get("AIOPS_HISTORY"));
    assertEquals("2026-01-02T03:04:05Z", settings(manifests, "demo").get("DEMO_INCIDENTS_FROM"));
    assertTrue(settings(manifests, "detectors").containsKey("shop-latency.yaml"));
  }

  @Test
  void anImageMayBeNamedByTagOrDigest() {
    String digest = "sha256:" + "ab".repeat(32);
    List<Manifest> manifests =
        with(
            "image: {registry: r.example/x, tag: '2'}\n"
                + ("ingest: {image: {tag: '3'}}\ndetector: {image: {digest: '" + digest + "'}}"));
    assertEquals("r.example/x/gateway-service:2", image(manifests, "Deployment", "gateway"));
    assertEquals("r.example/x/ingest-service:3", image(manifests, "Deployment", "ingest"));
    assertEquals(
        "r.example/x/detector-service@" + digest, image(manifests, "StatefulSet", "detector"));
  }

  private static String image(List<Manifest> manifests, String kind, String name) {
    return Chart.find(manifests, kind, "aiops-" + name).containers().get(0).path("image").asText();
  }

  @Test
  void anAutoscalerAloneDecidesHowManyPodsThereAre() {
    List<Manifest> manifests = with(EXTERNAL + "detector: {autoscaling: {enabled: true}}");
    JsonNode spec = Chart.find(manifests, "Deployment", "aiops-detector").json().path("spec");
    assertFalse(spec.has("replicas"));
    assertEquals(
        "Deployment",
        Chart.find(manifests, "HorizontalPodAutoscaler", "aiops-detector")
            .json()
            .at("/spec/scaleTargetRef/kind")
            .asText());
  }

  @Test
  void optionalPartsAreThereWhenTheyAreWantedOnly() {
    List<String> kinds = with("{}").stream().map(Manifest::kind).distinct().toList();
    for (String kind : List.of("Ingress", "ServiceMonitor", "PrometheusRule")) {
      assertFalse(kinds.contains(kind), kind);
    }
    assertTrue(kinds.contains("NetworkPolicy"));
    assertFalse(
        with("networkPolicy: {enabled: false}").stream()
            .anyMatch(manifest -> manifest.kind().equals("NetworkPolicy")));
  }

  @Test
  void ingestReachesSourcesOfItsEnvironmentByRulesOfTheirOwn() {
    String given =
        "ingest: {extraEnv: [{name: PROMETHEUS_URL, value: 'http://p:9090'}]}\nnetworkPolicy: ";
    String prometheus = "{podSelector: {matchLabels: {app: p}}}";
    String rule = "{\"podSelector\":{\"matchLabels\":{\"app\":\"p\"}}}";
    assertFalse(egress(given + "{}").contains(rule));
    assertEquals(
        egress(given + "{}").replaceFirst("]$", ",{\"to\":[" + rule + "]}]"),
        egress(given + "{sourcesTo: [" + prometheus + "]}"));
    assertEquals(
        egress(given + "{}")
            .replaceFirst("]$", ",{\"ports\":[{\"port\":9090}],\"to\":[" + rule + "]}]"),
        egress(given + "{ingestEgress: [{to: [" + prometheus + "], ports: [{port: 9090}]}]}"));
    assertTrue(egress("sources: {prometheus: {url: 'http://p'}}").endsWith(",{}]"));
  }

  @Test
  void webhooksLeadAnywhereButToLinkLocalAddressesUnlessItIsSaidWhere() {
    String open = egress("{}", "aiops-detector");
    assertTrue(open.contains("\"cidr\":\"0.0.0.0/0\",\"except\":[\"169.254.0.0/16\"]"), open);
    String closed =
        egress(
            "networkPolicy: {webhooksTo: [{podSelector: {matchLabels: {app: w}}}]}",
            "aiops-detector");
    assertFalse(closed.contains("cidr"), closed);
    assertTrue(closed.contains("{\"podSelector\":{\"matchLabels\":{\"app\":\"w\"}}}"), closed);
    var settings =
        settings(
            with("publicUrl: 'https://a.example'\nwebhooks: {allowedHosts: [b, '*.c']}"),
            "detector");
    assertEquals("https://a.example", settings.get("PUBLIC_URL"));
    assertEquals("b,*.c", settings.get("AIOPS_WEBHOOKS_ALLOWED_HOSTS"));
  }

  private String egress(String values) {
    return egress(values, "aiops-ingest");
  }

  private String egress(String values, String policy) {
    return Chart.find(with(values), "NetworkPolicy", policy).json().at("/spec/egress").toString();
  }

  @Test
  void longNamesOfReleasesStayWithinTheLimitsOfKubernetes() {
    for (Manifest manifest : with("fullnameOverride: " + "a".repeat(40))) {
      assertTrue(manifest.name().length() <= 63, manifest::toString);
    }
  }
}
