package io.aiops.ingest.source.loki;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.aiops.ingest.http.HttpAnswer;
import io.aiops.ingest.http.HttpCaller;
import io.aiops.ingest.http.TlsClient;
import io.aiops.ingest.source.LogAnswer;
import io.aiops.ingest.source.LogStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** No line is lost or repeated, against a server that pages as Loki does. */
class LogPagesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final long MILLI = 1_000_000;

  private final HttpCaller caller = new HttpCaller(new TlsClient(TIMEOUT), 64L << 20);
  private final List<Line> lines = new ArrayList<>();
  private int mostEntries = 5000;
  private HttpServer server;

  /** A line that the server has. */
  private record Line(String host, long nanos, String text) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/loki/api/v1/query_range", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Oldest first; which lines of a nanosecond come first changes with the limit. */
  private void answer(HttpExchange exchange) throws IOException {
    Map<String, Long> asked = new HashMap<>();
    for (String pair : exchange.getRequestURI().getQuery().split("&", -1)) {
      asked.put(pair.split("=", 2)[0], Long.valueOf(pair.split("=", 2)[1]));
    }
    int limit = asked.get("limit").intValue();
    if (limit > mostEntries) {
      String error = "max entries limit per query exceeded, limit > max_entries_limit_per_query";
      send(exchange, 400, error + " (" + limit + " > " + mostEntries + ")");
      return;
    }
    List<Line> found =
        new ArrayList<>(
            lines.stream()
                .filter(l -> l.nanos() >= asked.get("start") && l.nanos() < asked.get("end"))
                .toList());
    Collections.shuffle(found, new Random(limit));
    found.sort(Comparator.comparingLong(Line::nanos));
    ObjectNode root = JSON.createObjectNode().put("status", "success");
    ArrayNode result = root.putObject("data").put("resultType", "streams").putArray("result");
    Map<String, ArrayNode> streams = new HashMap<>();
    for (Line line : found.subList(0, Math.min(limit, found.size()))) {
      ArrayNode values =
          streams.computeIfAbsent(
              line.host(),
              host -> {
                ObjectNode stream = result.addObject();
                stream.putObject("stream").put("host", host);
                return stream.putArray("values");
              });
      ArrayNode entry = values.addArray().add(Long.toString(line.nanos())).add(line.text());
      entry.addObject().putObject("structuredMetadata").put("trace", "1");
    }
    send(exchange, 200, root.toString());
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private HttpAnswer ask(long start, long end, int limit) {
    String query = "?start=" + start + "&end=" + end + "&limit=" + limit;
    URI uri =
        URI.create(
            "http://127.0.0.1:"
                + server.getAddress().getPort()
                + "/loki/api/v1/query_range"
                + query);
    try {
      return caller.send(HttpRequest.newBuilder(uri).GET().build(), TIMEOUT);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private LogAnswer read(long from, long to, int most) {
    return new LogPages(this::ask, most).read(from, to);
  }

  private static List<String> texts(LogAnswer answer) {
    return answer.streams().stream().map(LogStream::lines).flatMap(List::stream).sorted().toList();
  }

  private List<String> texts() {
    return lines.stream().map(Line::text).sorted().toList();
  }

  @Test
  void recordedLinesOfOneNanosecondComeCompletelyThroughSmallPages() throws IOException {
    try (InputStream file = LogPagesTest.class.getResourceAsStream("/loki/burst.json")) {
      for (JsonNode stream : JSON.readTree(file).path("data").path("result")) {
        for (JsonNode value : stream.path("values")) {
          String host = stream.path("stream").path("host").asText();
          lines.add(new Line(host, value.get(0).asLong(), value.get(1).asText()));
        }
      }
    }
    mostEntries = 100;
    long first = lines.stream().mapToLong(Line::nanos).min().orElseThrow() / MILLI;
    LogAnswer answer = read(first - 1000, first + 20_000, 20_000);
    assertEquals(texts(), texts(answer));
    assertEquals(2, answer.streams().size());
    assertEquals(first + 20_000, answer.to());
  }

  @Test
  void tiesLargerThanAPageAndAcrossItsEdgesAreComplete() {
    Random random = new Random(1);
    for (int i = 0; i < 12_000; i++) {
      long nanos = (10_000 + random.nextInt(6)) * MILLI;
      if (i < 4000) {
        nanos = 10_003 * MILLI + 7;
      }
      lines.add(new Line("host-" + i % 3, nanos, "line " + i));
    }
    LogAnswer answer = read(9_000, 20_000, 100_000);
    assertEquals(texts(), texts(answer));
    assertTrue(answer.warnings().isEmpty(), answer.warnings().toString());
  }

  @Test
  void aRangeWithMoreLinesThanWantedIsReadPartByPart() {
    for (int i = 0; i < 20_000; i++) {
      lines.add(new Line("a", 1_000 * MILLI + i * 400_000L, "line " + i));
    }
    List<String> all = new ArrayList<>();
    long from = 500;
    int parts = 0;
    while (from < 20_000) {
      LogAnswer answer = read(from, 20_000, 3_000);
      long start = from;
      answer
          .streams()
          .forEach(stream -> stream.timestamps().forEach(t -> assertTrue(t > start, "repeated")));
      all.addAll(texts(answer));
      assertTrue(answer.to() > from, "stands at " + from);
      from = answer.to();
      parts++;
    }
    assertEquals(texts(), all.stream().sorted().toList());
    assertTrue(parts > 3, parts + " parts");
  }

  @Test
  void edgesBelongToTheRangeOfTheirMillisecond() {
    lines.add(new Line("a", 1_001 * MILLI - 1, "before"));
    lines.add(new Line("a", 1_001 * MILLI, "first"));
    lines.add(new Line("a", 2_001 * MILLI - 1, "last"));
    lines.add(new Line("a", 2_001 * MILLI, "after"));
    assertEquals(List.of("first", "last"), texts(read(1_000, 2_000, 10)));
  }
}
