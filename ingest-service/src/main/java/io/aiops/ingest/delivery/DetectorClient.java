package io.aiops.ingest.delivery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.aiops.ingest.config.IngestConfig;
import io.aiops.ingest.http.HttpAnswer;
import io.aiops.ingest.http.HttpCaller;
import io.aiops.ingest.http.TlsClient;
import io.aiops.ingest.source.FailureCode;
import io.aiops.ingest.source.SourceState;

/** Calls detector-service as its {@code contract/internal.md} says. Calls block. */
@Singleton
public final class DetectorClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final long MAX_ANSWER_BYTES = 16L << 20;

  /** As many pulls as there may be, with the longest queries. */
  private static final long MAX_LEASE_BYTES = 128L << 20;

  private static final int MAX_MESSAGE_CHARS = 500;

  private final TlsClient clients = new TlsClient(CONNECT_TIMEOUT);
  private final HttpCaller caller = new HttpCaller(clients, MAX_ANSWER_BYTES);
  private final HttpCaller leaseCaller = new HttpCaller(clients, MAX_LEASE_BYTES);
  private final String base;
  private final Optional<String> token;
  private final Duration shortTimeout;
  private final Duration deliveryTimeout;

  public DetectorClient(IngestConfig config) {
    this.base = trimmed(config.detectorUrl());
    this.token = config.internalToken();
    this.shortTimeout = config.lease().timeout();
    this.deliveryTimeout = config.pulls().deliveryTimeout();
  }

  /**
   * Leases pulls and renews those that this worker holds.
   *
   * @return all that it holds now
   * @throws IOException when there was no usable answer
   */
  public List<LeasedPull> lease(String worker, int max) throws IOException {
    byte[] body =
        JSON.createObjectNode()
            .put("worker", worker)
            .put("max", max)
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    HttpAnswer answer =
        send(
            leaseCaller, request(base, "/internal/v1/pulls/lease").POST(bytes(body)), shortTimeout);
    if (answer.status() != 200) {
      throw new IOException(problem(answer));
    }
    return LeaseReader.read(JSON.readTree(answer.body()));
  }

  /** Delivers a batch; never throws for what the other side answers or fails to. */
  public Outcome deliver(LeasedPull pull, Batch batch) {
    HttpAnswer answer;
    try {
      answer = send(pullRequest(pull, "observations", BatchWriter.write(batch)), deliveryTimeout);
    } catch (IOException e) {
      return new Outcome.Unreachable("detector-service: " + e.getMessage());
    }
    JsonNode body = json(answer);
    return switch (answer.status()) {
      case 200 ->
          new Outcome.Accepted(
              body.path("accepted").asLong(),
              body.path("late").asLong(),
              position(body).orElse(batch.to()));
      case 404 -> new Outcome.Lost("it is gone");
      case 409 -> conflict(body);
      case 429, 500, 502, 503, 504 ->
          new Outcome.Busy("detector-service: " + problem(answer), answer.retryAfter());
      default -> new Outcome.Refused("detector-service: " + problem(answer));
    };
  }

  /** Reports why a pull gave no points; false when it has to be reported again. */
  public boolean fail(LeasedPull pull, FailureCode code, String message) {
    byte[] body =
        JSON.createObjectNode()
            .put("code", code.text())
            .put("message", message)
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    try {
      return send(pullRequest(pull, "failures", body), shortTimeout).status() < 500;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Tells the state of a source.
   *
   * @throws IOException when it has to be told again
   */
  public void report(SourceState state) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.put("kind", state.kind().text());
    body.put("url", state.url());
    body.put("reachable", state.reachable().orElse(false));
    if (state.latencyMs().isPresent()) {
      body.put("latency_ms", state.latencyMs().getAsDouble());
    } else {
      body.putNull("latency_ms");
    }
    body.put("last_error", state.lastError().orElse(null));
    body.put("checked_at", state.checkedAt().map(Object::toString).orElse(null));
    String path = "/internal/v1/sources/" + encode(state.name());
    HttpAnswer answer =
        send(
            request(base, path).PUT(bytes(body.toString().getBytes(StandardCharsets.UTF_8))),
            shortTimeout);
    if (answer.status() != 204 && answer.status() != 200) {
      throw new IOException(problem(answer));
    }
  }

  private HttpRequest.Builder pullRequest(LeasedPull pull, String what, byte[] body) {
    String endpoint = pull.endpoint().map(DetectorClient::trimmed).orElse(base);
    return request(endpoint, "/internal/v1/pulls/" + encode(pull.id()) + "/" + what)
        .header("Fencing-Token", Long.toString(pull.token()))
        .POST(bytes(body));
  }

  private HttpRequest.Builder request(String endpoint, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(endpoint + path))
            .header("Content-Type", "application/json");
    token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
    return request;
  }

  private HttpAnswer send(HttpRequest.Builder request, Duration timeout) throws IOException {
    return send(caller, request, timeout);
  }

  private static HttpAnswer send(HttpCaller by, HttpRequest.Builder request, Duration timeout)
      throws IOException {
    HttpRequest built = request.build();
    try {
      return by.send(built, timeout);
    } catch (ConnectException e) {
      throw new IOException("connection refused by " + built.uri().getAuthority(), e);
    }
  }

  private static Outcome conflict(JsonNode body) {
    String type = body.path("type").asText("");
    OptionalLong position = position(body);
    if ((type.endsWith("/gap") || type.endsWith(":gap")) && position.isPresent()) {
      return new Outcome.Gap(position.getAsLong());
    }
    return new Outcome.Lost(body.path("detail").asText("the lease is lost"));
  }

  private static OptionalLong position(JsonNode body) {
    try {
      return LeaseReader.time(body, "position");
    } catch (RuntimeException e) {
      return OptionalLong.empty();
    }
  }

  private static JsonNode json(HttpAnswer answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }

  private static String problem(HttpAnswer answer) {
    String text = answer.text(MAX_MESSAGE_CHARS);
    try {
      JsonNode body = JSON.readTree(text);
      text = body.path("detail").asText(body.path("title").asText(text));
    } catch (JsonProcessingException e) {
      text = text.lines().findFirst().orElse("no message");
    }
    return "HTTP " + answer.status() + ": " + text;
  }

  private static HttpRequest.BodyPublisher bytes(byte[] body) {
    return HttpRequest.BodyPublishers.ofByteArray(body);
  }

  private static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String trimmed(URI uri) {
    return uri.toString().replaceAll("/+$", "");
  }
}
