package io.aiops.detector.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What {@link Evaluate} does, through the REST call {@code detect} of a running service: a detector
 * for each series, its points in columns, deleted afterwards. The files are equal to those of
 * {@code Evaluate} unless a series has points that are not after the one before: those score 0.
 *
 * <p>Arguments: data folder, output folder, then optionally the address of the service (default
 * {@code http://127.0.0.1:8081}) and the type of the model (default {@code auto}).
 */
public final class EvaluateRest {

  private static final int POINTS_PER_CALL = 2000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI detectors;
  private final String type;

  private EvaluateRest(String address, String type) {
    this.detectors = URI.create(address + "/api/detectors");
    this.type = type;
  }

  /** Runs the command. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path out = Files.createDirectories(Path.of(arguments[1]));
    EvaluateRest rest =
        new EvaluateRest(
            arguments.length > 2 ? arguments[2] : "http://127.0.0.1:8081",
            arguments.length > 3 ? arguments[3] : "auto");
    for (Series series : Series.readAll(Path.of(arguments[0]))) {
      rest.judge(series).write(out);
      System.out.println(series.name());
    }
  }

  private ScoreFile judge(Series series) throws IOException, InterruptedException {
    URI detector =
        URI.create(
            detectors + "/" + call("POST", detectors, definition(series)).get("id").asText());
    ScoreFile judgements = new ScoreFile(series);
    for (int from = 0; from < series.size(); from += POINTS_PER_CALL) {
      int to = Math.min(series.size(), from + POINTS_PER_CALL);
      JsonNode answer = call("POST", URI.create(detector + "/detect"), columns(series, from, to));
      for (int i = from; i < to; i++) {
        judgements.set(
            i,
            answer.get("scores").get(i - from).asDouble(),
            answer.get("alarm_scores").get(i - from).asDouble(),
            answer.get("is_anomaly").get(i - from).asBoolean());
      }
    }
    call("DELETE", detector, null);
    return judgements;
  }

  private JsonNode definition(Series series) {
    ObjectNode body = JSON.createObjectNode();
    body.put("name", series.name() + " " + UUID.randomUUID());
    body.put("interval", series.intervalMillis() / 1000 + "s");
    body.set("model", JSON.valueToTree(Map.of("type", type)));
    if (series.dimensions() > 1) {
      ArrayNode features = body.putArray("features");
      for (int f = 0; f < series.dimensions(); f++) {
        features.add("feature_" + f);
      }
    }
    return body;
  }

  private static JsonNode columns(Series series, int from, int to) {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode timestamps = body.putArray("timestamps");
    ArrayNode values = body.putArray("values");
    for (int i = from; i < to; i++) {
      timestamps.add(Instant.ofEpochMilli(series.millis(i)).toString());
      double[] point = series.point(i);
      ArrayNode into = point.length == 1 ? values : values.addArray();
      for (double value : point) {
        into.add(value);
      }
    }
    return body;
  }

  private JsonNode call(String method, URI uri, JsonNode body)
      throws IOException, InterruptedException {
    HttpRequest.BodyPublisher content =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .method(method, content)
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() >= 300) {
      throw new IOException(method + " " + uri + ": " + new String(answer.body(), UTF_8));
    }
    return JSON.readTree(answer.body());
  }
}
