package io.aiops.detector.scoring;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;

import io.aiops.detector.json.Labels;
import io.aiops.detector.json.Times;
import io.aiops.detector.problem.InvalidInputException;
import io.aiops.detector.problem.Violation;

/** Reads points from a stream of JSON tokens into columns, without a tree and without boxing. */
final class PointReader {

  private static final Set<String> DETECT_FIELDS =
      Set.of("value", "timestamp", "values", "timestamps", "entity");
  private static final Set<String> TRAIN_FIELDS =
      Set.of("values", "timestamps", "entity", "from", "to");
  private static final int FIRST_SIZE = 16;
  private static final int MOST_VIOLATIONS = 20;

  private final JsonParser parser;
  private final int dimensions;
  private final int most;
  private final List<Violation> violations = new ArrayList<>();
  private Labels entity = Labels.NONE;
  private double[] values = new double[FIRST_SIZE];
  private long[] times = new long[FIRST_SIZE];
  private int points;
  private int timeCount;
  private boolean single;
  private boolean columns;
  private boolean timed;
  private Instant from;
  private Instant to;

  private PointReader(JsonParser parser, int dimensions, int most) {
    // Values that come twice would be learnt one after the other.
    this.parser = parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    this.dimensions = dimensions;
    this.most = most;
  }

  /**
   * Reads {@code {"value", "timestamp", "entity"}} or {@code {"values", "timestamps", "entity"}}.
   *
   * @param dimensions numbers per point: 1 takes plain numbers, more takes arrays
   * @param most points of one request
   */
  static PointBatch detect(JsonParser parser, int dimensions, int most) throws IOException {
    PointReader reader = new PointReader(parser, dimensions, most);
    if (parser.nextToken() == JsonToken.START_OBJECT) {
      reader.object(DETECT_FIELDS);
    } else {
      reader.reject("body", "must be a JSON object");
    }
    return reader.batch();
  }

  /**
   * What to train on: points, or a range of the source's history.
   *
   * @param points null where a range was named
   */
  record Lesson(PointBatch points, Instant from, Instant to) {}

  /**
   * Reads {@code {"values", "timestamps", "entity"}}, a bare array of values, or {@code {"from",
   * "to"}}.
   */
  static Lesson train(JsonParser parser, int dimensions, int most) throws IOException {
    PointReader reader = new PointReader(parser, dimensions, most);
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_ARRAY) {
      reader.columns = true;
      reader.values("values");
    } else if (first == JsonToken.START_OBJECT) {
      reader.object(TRAIN_FIELDS);
    } else {
      reader.reject("body", "must be a JSON object or an array of numbers");
    }
    return reader.from == null && reader.to == null
        ? new Lesson(reader.batch(), null, null)
        : reader.range();
  }

  private Lesson range() {
    if (columns || timed) {
      reject("from", "cannot be combined with values");
    } else if (from == null || to == null || !from.isBefore(to)) {
      reject("to", "must be a time after from");
    }
    if (!violations.isEmpty()) {
      throw new InvalidInputException(violations);
    }
    return new Lesson(null, from, to);
  }

  private PointBatch batch() throws IOException {
    if (violations.isEmpty() && parser.nextToken() != null) {
      reject("body", "must end after the first JSON value");
    }
    if (single && columns) {
      reject("value", "cannot be combined with values");
    } else if (!single && !columns && violations.isEmpty()) {
      reject("value", "is required, or values");
    } else if (columns && points == 0 && violations.isEmpty()) {
      reject("values", "must not be empty");
    } else if (timed && timeCount != points && violations.isEmpty()) {
      reject("timestamps", "must be as many as values: " + timeCount + " are not " + points);
    }
    if (!violations.isEmpty()) {
      throw new InvalidInputException(violations);
    }
    times = Arrays.copyOf(times, points);
    if (!timed) {
      Arrays.fill(times, PointBatch.NO_TIME);
    }
    return new PointBatch(
        entity, single, dimensions, times, Arrays.copyOf(values, points * dimensions));
  }

  private void object(Set<String> known) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      if (!known.contains(field)) {
        reject(
            field,
            "is not a known field; known are "
                + String.join(", ", known.stream().sorted().toList()));
        parser.skipChildren();
      } else {
        read(field);
      }
    }
  }

  private void read(String field) throws IOException {
    switch (field) {
      case "value" -> {
        single = true;
        value("value");
      }
      case "timestamp" -> {
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
          timed = true;
          time("timestamp");
        }
      }
      case "values" -> {
        columns = true;
        array("values", () -> values("values"));
      }
      case "timestamps" -> {
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
          timed = true;
          array("timestamps", this::times);
        }
      }
      case "from" -> from = instant("from");
      case "to" -> to = instant("to");
      default -> entity = LabelReader.read(parser, field, violations);
    }
  }

  private interface Elements {
    void read() throws IOException;
  }

  private void array(String field, Elements elements) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      elements.read();
    } else {
      reject(field, "must be an array");
      parser.skipChildren();
    }
  }

  private void values(String field) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (points >= most) {
        throw InvalidInputException.of(field, "must be at most " + most + " points");
      }
      value(field);
    }
  }

  private void times() throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (timeCount >= most) {
        throw InvalidInputException.of("timestamps", "must be at most " + most + " points");
      }
      time("timestamps");
    }
  }

  private void value(String field) throws IOException {
    int start = points * dimensions;
    if (values.length < start + dimensions) {
      values = Arrays.copyOf(values, Math.max(start + dimensions, values.length * 2));
    }
    String rule =
        dimensions == 1
            ? "must be a finite number or null"
            : "must be an array of " + dimensions + " finite numbers or nulls, one per feature";
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      Arrays.fill(values, start, start + dimensions, Double.NaN);
    } else if (dimensions == 1) {
      if (!number(start)) {
        reject(name(field, points), rule);
      }
    } else if (!vector(start)) {
      reject(name(field, points), rule);
    }
    points++;
  }

  private boolean vector(int start) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return false;
    }
    boolean good = true;
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      good &= count < dimensions && number(start + count);
      count++;
    }
    return good && count == dimensions;
  }

  private boolean number(int index) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      values[index] = Double.NaN;
      return true;
    }
    if (!token.isNumeric()) {
      parser.skipChildren();
      return false;
    }
    values[index] = parser.getDoubleValue();
    return Double.isFinite(values[index]);
  }

  private void time(String field) throws IOException {
    if (times.length <= timeCount) {
      times = Arrays.copyOf(times, times.length * 2);
    }
    Instant time = instant(name(field, timeCount));
    times[timeCount++] = time == null ? PointBatch.NO_TIME : time.toEpochMilli();
  }

  private Instant instant(String field) throws IOException {
    try {
      return switch (parser.currentToken()) {
        case VALUE_NUMBER_INT -> Times.millis(parser.getLongValue());
        case VALUE_STRING -> Times.parse(parser.getText());
        default ->
            throw new IllegalArgumentException("must be an RFC 3339 time or epoch milliseconds");
      };
    } catch (IllegalArgumentException | InputCoercionException e) {
      reject(field, "must be an RFC 3339 time or epoch milliseconds, from 1971 to 2200");
      parser.skipChildren();
      return null;
    }
  }

  private String name(String field, int index) {
    return field.endsWith("s") ? field + "[" + index + "]" : field;
  }

  /** Notes a broken rule; after some it is clear that the whole input is wrong. */
  private void reject(String field, String message) {
    violations.add(new Violation(field, message));
    if (violations.size() >= MOST_VIOLATIONS) {
      throw new InvalidInputException(violations);
    }
  }
}
