package io.aiops.ingest.source.prometheus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.aiops.ingest.http.HttpAnswer;
import io.aiops.ingest.http.TooLargeException;
import io.aiops.ingest.source.AnswerLimits;
import io.aiops.ingest.source.FailureCode;
import io.aiops.ingest.source.SeriesAnswer;
import io.aiops.ingest.source.SourceException;

/** Turns answers of Prometheus and Loki into points or failures. */
public final class Answers {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_ERROR_CHARS = 4_000;
  private static final String ADVICE = "PromQL ";

  private Answers() {}

  /**
   * The points of an answer of {@code query_range}.
   *
   * @throws SourceException for every other answer
   */
  public static SeriesAnswer series(HttpAnswer answer, AnswerLimits limits) {
    if (answer.status() != 200) {
      throw failure(answer);
    }
    Matrix matrix;
    try {
      matrix = MatrixParser.parse(answer.body(), limits);
    } catch (TooLargeException e) {
      throw SourceException.tooMuch(FailureCode.BAD_ANSWER, e.getMessage());
    } catch (JsonProcessingException e) {
      throw badAnswer(answer, e.getOriginalMessage());
    } catch (IOException e) {
      throw badAnswer(answer, e.getMessage());
    }
    if (matrix.error().isPresent()) {
      throw apiFailure(200, matrix.error().get().type(), matrix.error().get().message());
    }
    if (matrix.streams()) {
      throw new SourceException(
          FailureCode.QUERY_REJECTED,
          "the query gives log lines; make numbers of them, as with count_over_time(… [1m])");
    }
    OptionalLong clock =
        answer
            .date()
            .map(date -> OptionalLong.of(date.toEpochMilli()))
            .orElse(OptionalLong.empty());
    return new SeriesAnswer(matrix.series(), notes(matrix), partial(matrix), clock);
  }

  /**
   * An answer of Prometheus' JSON shape as a tree, its member {@code data}.
   *
   * @throws SourceException for every other answer
   */
  public static JsonNode data(HttpAnswer answer) {
    if (answer.status() != 200) {
      throw failure(answer);
    }
    try {
      JsonNode root = JSON.readTree(answer.body());
      if (!root.path("status").asText().equals("success")) {
        throw badAnswer(answer, "it has no status success");
      }
      return root.path("data");
    } catch (TooLargeException e) {
      throw SourceException.tooMuch(FailureCode.BAD_ANSWER, e.getMessage());
    } catch (JsonProcessingException e) {
      throw badAnswer(answer, e.getOriginalMessage());
    } catch (IOException e) {
      throw badAnswer(answer, e.getMessage());
    }
  }

  /** Why an answer other than 200 is no result. */
  public static SourceException failure(HttpAnswer answer) {
    String text = answer.text(MAX_ERROR_CHARS);
    String type = "";
    String message = text.isEmpty() || text.startsWith("<") ? "no message" : text;
    if (text.startsWith("{")) {
      try {
        JsonNode root = JSON.readTree(text);
        type = root.path("errorType").asText("");
        message = root.path("error").asText(root.path("message").asText(message));
      } catch (JsonProcessingException e) {
        message = text;
      }
    }
    if (answer.status() == 429) {
      return SourceException.busy("HTTP 429: " + message, answer.retryAfter());
    }
    if (answer.status() == 503 && !type.equals("timeout")) {
      return SourceException.busy("HTTP 503: " + message, answer.retryAfter());
    }
    return apiFailure(answer.status(), type, message);
  }

  private static SourceException apiFailure(int status, String type, String message) {
    if (type.equals("timeout") || status == 504 || status == 408) {
      return SourceException.tooMuch(FailureCode.TIMEOUT, message);
    }
    // Too many samples or too long a range is refused like a bad query, but a shorter one may pass.
    if (status == 422 || type.equals("execution")) {
      return SourceException.tooMuch(FailureCode.QUERY_REJECTED, message);
    }
    if (status == 400 || type.equals("bad_data")) {
      return message.contains("too many") || message.contains("exceed") || message.contains("limit")
          ? SourceException.tooMuch(FailureCode.QUERY_REJECTED, message)
          : new SourceException(FailureCode.QUERY_REJECTED, message);
    }
    String text = "HTTP " + status + ": " + message;
    if (status >= 300 && status < 400) {
      return new SourceException(
          FailureCode.BAD_ANSWER, "HTTP " + status + ": the address answers with a redirect");
    }
    if (status == 401 || status == 403) {
      return new SourceException(FailureCode.SOURCE_UNREACHABLE, text + " (credentials refused)");
    }
    return new SourceException(
        status >= 500 ? FailureCode.SOURCE_UNREACHABLE : FailureCode.BAD_ANSWER, text);
  }

  private static SourceException badAnswer(HttpAnswer answer, String reason) {
    return new SourceException(
        FailureCode.BAD_ANSWER,
        "the answer ("
            + answer.header("Content-Type").orElse("no content type")
            + ") is not what the interface promises: "
            + reason);
  }

  private static List<String> notes(Matrix matrix) {
    List<String> notes = new ArrayList<>(matrix.warnings());
    notes.addAll(matrix.infos());
    if (matrix.histograms() > 0) {
      notes.add(
          matrix.histograms()
              + " series hold native histograms and are left out; take a number of them, as with"
              + " histogram_quantile(0.99, …)");
    }
    return notes;
  }

  /** Remarks about the query begin with "PromQL"; any other warning means that storage failed. */
  private static boolean partial(Matrix matrix) {
    return matrix.warnings().stream().anyMatch(warning -> !warning.startsWith(ADVICE));
  }
}
