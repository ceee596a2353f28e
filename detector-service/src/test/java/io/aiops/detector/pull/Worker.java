package io.aiops.detector.pull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import io.aiops.detector.api.Api;
import io.restassured.response.ValidatableResponse;

import static io.restassured.RestAssured.given;

/** What ingest-service does with pulls, for tests. */
public final class Worker {

  private static final long MINUTE = 60_000;

  private final String name;

  public Worker(String name) {
    this.name = name;
  }

  /** A pull as it was leased. */
  public record Lease(String id, long token, long position, Map<String, Object> fields) {

    /** Sends values of one entity, one a minute, after {@code from}. */
    public ValidatableResponse send(long from, String pod, double... values) {
      return send(from, from + values.length * MINUTE, series(from, pod, values));
    }

    public ValidatableResponse send(long from, long to, String... series) {
      return given()
          .contentType("application/json")
          .header("Fencing-Token", token)
          .body(
              "{\"from\":%d,\"to\":%d,\"series\":[%s]}"
                  .formatted(from, to, String.join(",", series)))
          .post("/internal/v1/pulls/" + id + "/observations")
          .then();
    }

    /** Sends lines of one stream, each with its time. */
    public ValidatableResponse sendLines(long from, long to, List<Map.Entry<Long, String>> lines) {
      return given()
          .contentType("application/json")
          .header("Fencing-Token", token)
          .body(
              Map.of(
                  "from",
                  from,
                  "to",
                  to,
                  "streams",
                  List.of(
                      Map.of(
                          "labels", Map.of("app", "shop"),
                          "timestamps", lines.stream().map(Map.Entry::getKey).toList(),
                          "lines", lines.stream().map(Map.Entry::getValue).toList()))))
          .post("/internal/v1/pulls/" + id + "/observations")
          .then();
    }

    public ValidatableResponse fail(String code, String message) {
      return given()
          .contentType("application/json")
          .header("Fencing-Token", token)
          .body("{\"code\":\"%s\",\"message\":\"%s\"}".formatted(code, message))
          .post("/internal/v1/pulls/" + id + "/failures")
          .then();
    }
  }

  /** The columns of one entity with a point every minute after {@code from}. */
  public static String series(long from, String pod, double... values) {
    return "{\"labels\":{\"pod\":\"%s\"},\"timestamps\":%s,\"values\":%s}"
        .formatted(
            pod,
            LongStream.rangeClosed(1, values.length)
                .mapToObj(i -> Long.toString(from + i * MINUTE))
                .collect(Collectors.toList()),
            java.util.Arrays.toString(values));
  }

  /** All pulls that this worker holds after asking for {@code most}. */
  public List<Lease> leases(int most) {
    List<Map<String, Object>> pulls =
        Api.json("{\"worker\":\"%s\",\"max\":%d}".formatted(name, most))
            .post("/internal/v1/pulls/lease")
            .then()
            .statusCode(200)
            .extract()
            .path("pulls");
    return pulls.stream().map(Worker::lease).toList();
  }

  public Lease lease(String id) {
    return leases(100_000).stream()
        .filter(lease -> lease.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError(id + " is not leased to " + name));
  }

  public boolean holds(String id) {
    return leases(100_000).stream().anyMatch(lease -> lease.id().equals(id));
  }

  private static Lease lease(Map<String, Object> fields) {
    return new Lease(
        (String) fields.get("id"),
        ((Number) fields.get("token")).longValue(),
        Instant.parse((String) fields.get("position")).toEpochMilli(),
        fields);
  }
}
