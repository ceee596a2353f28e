package io.aiops.ingest.delivery;

import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.ingest.config.Durations;

/** Reads the answer of a lease call; unknown members are ignored. */
final class LeaseReader {

  private LeaseReader() {}

  /**
   * The pulls of an answer.
   *
   * @throws IOException when a member is missing or malformed, naming the pull
   */
  static List<LeasedPull> read(JsonNode root) throws IOException {
    JsonNode list = root.path("pulls");
    if (!list.isArray()) {
      throw new IOException("the lease answer has no list of pulls");
    }
    List<LeasedPull> pulls = new ArrayList<>(list.size());
    for (JsonNode item : list) {
      try {
        pulls.add(pull(item));
      } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
        throw new IOException(
            "pull " + item.path("id").asText("?") + " is malformed: " + e.getMessage(), e);
      }
    }
    return pulls;
  }

  private static LeasedPull pull(JsonNode item) {
    String id = text(item, "id");
    return new LeasedPull(
        id,
        item.path("detector_id").asText(id),
        text(item, "source"),
        text(item, "query"),
        !item.path("kind").asText("metric").equals("log"),
        Durations.parse(text(item, "interval")),
        Durations.parse(item.path("delay").asText("0s")),
        time(item, "from"),
        time(item, "to"),
        time(item, "position"),
        item.path("token").asLong(),
        item.path("endpoint").asText("").isEmpty() || item.path("endpoint").isNull()
            ? Optional.empty()
            : Optional.of(URI.create(item.path("endpoint").asText())));
  }

  private static String text(JsonNode item, String member) {
    JsonNode value = item.path(member);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(member + " is missing");
    }
    return value.asText();
  }

  /** RFC 3339 or epoch milliseconds, absent for null. */
  static OptionalLong time(JsonNode item, String member) {
    JsonNode value = item.path(member);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        value.isNumber()
            ? value.asLong()
            : OffsetDateTime.parse(value.asText()).toInstant().toEpochMilli());
  }
}
