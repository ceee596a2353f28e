package io.aiops.ingest.source.prometheus;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.aiops.ingest.config.SourceSettings;
import io.aiops.ingest.source.AnswerLimits;
import io.aiops.ingest.source.FailureCode;
import io.aiops.ingest.source.Range;
import io.aiops.ingest.source.Series;
import io.aiops.ingest.source.SeriesAnswer;
import io.aiops.ingest.source.SourceException;
import io.aiops.ingest.source.SourceHttp;
import io.smallrye.config.SmallRyeConfigBuilder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What real servers answered, read as they meant it. */
class RecordedPrometheusTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Range RANGE = new Range(1_795_458_390_000L, 1_795_458_450_000L, 15_000);

  private final List<String> requests = new ArrayList<>();
  private HttpServer server;
  private JsonNode recorded;
  private JsonNode withoutCredentials;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static JsonNode recording(String name) throws IOException {
    try (InputStream file =
        RecordedPrometheusTest.class.getResourceAsStream("/prometheus/" + name + ".http.json")) {
      return JSON.readTree(file);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
    String wanted = recorded.at("/request/headers/Authorization").asText();
    boolean known =
        withoutCredentials == null
            || wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    JsonNode response = (known ? recorded : withoutCredentials).path("response");
    String text = response.path("body").asText();
    byte[] bytes =
        response.path("bodyEncoding").asText().equals("base64")
            ? Base64.getDecoder().decode(text)
            : text.getBytes(StandardCharsets.UTF_8);
    for (String header : List.of("Content-Type", "Content-Encoding")) {
      if (response.path("headers").has(header)) {
        exchange.getResponseHeaders().set(header, response.path("headers").get(header).asText());
      }
    }
    exchange.sendResponseHeaders(response.path("status").asInt(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private PrometheusSource source(String user) {
    String url = "http://" + user + "127.0.0.1:" + server.getAddress().getPort();
    SourceSettings settings =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(SourceSettings.class, "source")
            .withDefaultValue("source.kind", "prometheus")
            .build()
            .getConfigMapping(SourceSettings.class, "source");
    return new PrometheusSource(
        "prometheus", SourceHttp.of(url, settings), TIMEOUT, new AnswerLimits(1000, 100_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query_range_200_series",
        "query_range_before_any_data",
        "query_range_counter_reset_rate",
        "query_range_counter_reset_raw",
        "query_range_duration_step_rfc3339",
        "query_range_empty",
        "query_range_histogram_quantile_classic",
        "query_range_lookback_fills",
        "query_range_matrix",
        "query_range_matrix.v242",
        "query_range_mixed_up",
        "query_range_nan_inf",
        "query_range_nan_inf.v242",
        "query_range_native_histogram",
        "query_range_node_cpu",
        "query_range_post_form",
        "query_range_quantile_of_nothing_is_nan",
        "query_range_sometimes_nan",
        "query_range_stale_gaps",
        "query_range_stale_gaps.v242",
        "query_range_step_larger_than_range_one_point",
        "query_range_unaligned_float_start",
        "query_range_warnings_bad_bucket_label"
      })
  void everyPointOfAnAnswerIsRead(String name) throws IOException {
    recorded = recording(name);
    JsonNode body = JSON.readTree(recorded.at("/response/body").asText());
    SeriesAnswer answer = source("").fetch("up", RANGE);
    assertEquals(meant(body), read(answer));
    int histograms = body.at("/data/result").findValues("histograms").isEmpty() ? 0 : 1;
    assertEquals(
        body.path("warnings").size() + body.path("infos").size() + histograms,
        answer.warnings().size());
    assertFalse(answer.partial(), "remarks about a query are no sign of missing data");
  }

  /** The points as the JSON has them, by the labels of their series. */
  private static Map<Map<String, String>, List<String>> meant(JsonNode body) {
    Map<Map<String, String>, List<String>> all = new HashMap<>();
    for (JsonNode series : body.at("/data/result")) {
      if (!series.has("values")) {
        continue;
      }
      Map<String, String> labels = new TreeMap<>();
      series
          .path("metric")
          .properties()
          .forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
      List<String> points = new ArrayList<>();
      for (JsonNode point : series.path("values")) {
        long millis = new BigDecimal(point.get(0).asText()).movePointRight(3).longValueExact();
        points.add(millis + "=" + number(point.get(1).asText()));
      }
      all.put(labels, points);
    }
    return all;
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace("Inf", "Infinity"));
  }

  private static Map<Map<String, String>, List<String>> read(SeriesAnswer answer) {
    Map<Map<String, String>, List<String>> all = new HashMap<>();
    for (Series series : answer.series()) {
      List<String> points = new ArrayList<>();
      for (int i = 0; i < series.size(); i++) {
        points.add(series.timestamp(i) + "=" + series.value(i));
      }
      all.put(series.labels(), points);
    }
    return all;
  }

  @Test
  void asksWithTheFormThatTheServerAnswered() throws IOException {
    recorded = recording("query_range_post_form");
    source("").fetch("shop_cpu_ratio", RANGE);
    assertEquals(
        List.of(
            "POST /api/v1/query_range "
                + recorded.at("/request/body").asText()
                + "&timeout=10000ms"),
        requests);
  }

  @ParameterizedTest
  @CsvSource({
    "error_parse_400, QUERY_REJECTED, false, unclosed left parenthesis",
    "error_parse_400.v242, QUERY_REJECTED, false, unclosed left parenthesis",
    "error_bad_regex_400, QUERY_REJECTED, false, error parsing regexp",
    "error_empty_matcher_400, QUERY_REJECTED, false, vector selector must contain",
    "error_range_vector_in_query_range_400, QUERY_REJECTED, false, range vector",
    "error_11000_points_400, QUERY_REJECTED, true, exceeded maximum resolution",
    "error_11000_points_400.v242, QUERY_REJECTED, true, exceeded maximum resolution",
    "error_too_many_samples_422, QUERY_REJECTED, true, too many samples",
    "error_many_to_many_422, QUERY_REJECTED, true, duplicate series",
    "error_duplicate_labelset_422, QUERY_REJECTED, true, same labelset",
    "error_range_timeout_503, TIMEOUT, true, query timed out",
    "error_range_timeout_503.v242, TIMEOUT, true, query timed out",
    "error_server_query_timeout_503, TIMEOUT, true, query timed out",
    "starting_query_503, SOURCE_UNREACHABLE, false, Service Unavailable",
    "auth_wrong_401, SOURCE_UNREACHABLE, false, credentials refused",
    "error_unknown_endpoint_404, BAD_ANSWER, false, 404 page not found",
    "query_vector, BAD_ANSWER, false, vector in the place of a matrix",
    "query_string, BAD_ANSWER, false, string in the place of a matrix"
  })
  void aRefusalSaysWhatIsWrongAndWhetherLessMayPass(
      String name, FailureCode code, boolean tooMuch, String message) throws IOException {
    recorded = recording(name);
    PrometheusSource source = source("");
    SourceException refusal = assertThrows(SourceException.class, () -> source.fetch("up", RANGE));
    assertEquals(code, refusal.code());
    assertEquals(tooMuch, refusal.tooMuch());
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
  }

  @Test
  void aServerThatTakesNoFormsIsAskedByGet() throws IOException {
    recorded = recording("error_wrong_method_405");
    PrometheusSource source = source("");
    assertThrows(SourceException.class, () -> source.fetch("up", RANGE));
    recorded = recording("query_range_matrix");
    assertEquals(4, source.fetch("up", RANGE).series().size());
    assertEquals(
        List.of("POST", "GET", "GET"),
        requests.stream().map(request -> request.substring(0, request.indexOf(' '))).toList());
  }

  @Test
  void aProbeUnpacksWhatIsPackedAndSendsCredentialsOfTheAddress() throws IOException {
    recorded = recording("query_gzip");
    assertTrue(source("").probe(TIMEOUT).isEmpty());
    recorded = recording("auth_basic_200");
    withoutCredentials = recording("auth_wrong_401");
    assertTrue(source("puller:secret@").probe(TIMEOUT).isEmpty());
    PrometheusSource wrong = source("puller:guess@");
    assertEquals(
        FailureCode.SOURCE_UNREACHABLE,
        assertThrows(SourceException.class, () -> wrong.probe(TIMEOUT)).code());
    assertFalse(wrong.address().contains("guess"), wrong.address());
  }

  @Test
  void aTimeBeyondAllTimesIsABadAnswer() throws IOException {
    recorded = recording("query_range_matrix");
    String body = recorded.at("/response/body").asText();
    ((ObjectNode) recorded.path("response"))
        .put("body", body.replaceFirst("\\[\\[[0-9]+", "[[9223372036854775807"));
    PrometheusSource source = source("");
    assertEquals(
        FailureCode.BAD_ANSWER,
        assertThrows(SourceException.class, () -> source.fetch("up", RANGE)).code());
  }
}
