package io.aiops.detector.pull;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.aiops.detector.json.Labels;
import io.aiops.detector.json.Times;
import io.aiops.detector.problem.InvalidInputException;
import io.aiops.detector.scoring.Observations;

/** Reads a batch of observations from a stream of JSON tokens into columns. */
final class ObservationReader {

  private static final int FIRST_SIZE = 64;

  private final JsonParser parser;
  private final int most;
  private int points;

  private ObservationReader(JsonParser parser, int most) {
    this.parser = parser;
    this.most = most;
  }

  /**
   * @param most points of one batch
   * @throws InvalidInputException naming the first broken rule
   */
  static Observations read(JsonParser parser, int most) throws IOException {
    return new ObservationReader(parser, most).batch();
  }

  private Observations batch() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw InvalidInputException.of("body", "must be a JSON object");
    }
    Instant from = null;
    Instant to = null;
    List<Observations.Series> series = List.of();
    List<Observations.Stream> streams = List.of();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "from" -> from = time(field);
        case "to" -> to = time(field);
        case "series" -> series = allSeries();
        case "streams" -> streams = allStreams();
        case "warnings" -> parser.skipChildren();
        default ->
            throw InvalidInputException.of(
                field, "is not a known field; known are from, to, series, streams, warnings");
      }
    }
    if (parser.nextToken() != null) {
      throw InvalidInputException.of("body", "must end after the object");
    }
    if (from == null || to == null || from.isAfter(to)) {
      throw InvalidInputException.of("from", "is required, as is to, which must not be before it");
    }
    Observations observations =
        new Observations(from.toEpochMilli(), to.toEpochMilli(), series, streams);
    series.forEach(one -> refuseOutside("series", one.times(), one.labels(), observations));
    streams.forEach(one -> refuseOutside("streams", one.times(), one.labels(), observations));
    return observations;
  }

  private static void refuseOutside(String field, long[] times, Labels labels, Observations range) {
    for (long time : times) {
      if (time <= range.from() || time > range.to()) {
        throw InvalidInputException.of(
            field,
            "has a timestamp outside of (from, to]: " + Times.format(time) + " of " + labels);
      }
    }
  }

  private Instant time(String field) throws IOException {
    try {
      return switch (parser.currentToken()) {
        case VALUE_STRING -> Times.parse(parser.getText());
        case VALUE_NUMBER_INT -> Times.millis(parser.getLongValue());
        default -> throw InvalidInputException.of(field, "must be a time");
      };
    } catch (IllegalArgumentException e) {
      throw InvalidInputException.of(field, e.getMessage());
    }
  }

  private List<Observations.Series> allSeries() throws IOException {
    require(JsonToken.START_ARRAY, "series", "must be an array");
    List<Observations.Series> all = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      all.add(series("series[" + all.size() + "]"));
    }
    return all;
  }

  private Observations.Series series(String name) throws IOException {
    require(JsonToken.START_OBJECT, name, "must be an object");
    Labels labels = Labels.NONE;
    long[] times = {};
    double[] values = {};
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "labels" -> labels = labels(name + ".labels");
        case "timestamps" -> times = times(name + ".timestamps", 1);
        case "values" -> values = values(name + ".values");
        default ->
            throw InvalidInputException.of(
                name + "." + field, "is not a known field; known are labels, timestamps, values");
      }
    }
    if (times.length != values.length) {
      throw InvalidInputException.of(name + ".values", "must be as many as timestamps");
    }
    count(times.length, "series", "points");
    return new Observations.Series(labels, times, values);
  }

  private void count(int more, String field, String what) {
    points += more;
    if (points > most) {
      throw InvalidInputException.of(field, "must have at most " + most + " " + what + " in all");
    }
  }

  private List<Observations.Stream> allStreams() throws IOException {
    require(JsonToken.START_ARRAY, "streams", "must be an array");
    List<Observations.Stream> all = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      all.add(stream("streams[" + all.size() + "]"));
    }
    return all;
  }

  private Observations.Stream stream(String name) throws IOException {
    require(JsonToken.START_OBJECT, name, "must be an object");
    Labels labels = Labels.NONE;
    long[] times = {};
    List<String> lines = List.of();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "labels" -> labels = labels(name + ".labels");
        case "timestamps" -> times = times(name + ".timestamps", 0);
        case "lines" -> lines = lines(name + ".lines");
        default ->
            throw InvalidInputException.of(
                name + "." + field, "is not a known field; known are labels, timestamps, lines");
      }
    }
    if (times.length != lines.size()) {
      throw InvalidInputException.of(name + ".lines", "must be as many as timestamps");
    }
    count(times.length, "streams", "lines");
    return new Observations.Stream(labels, times, lines);
  }

  private List<String> lines(String name) throws IOException {
    require(JsonToken.START_ARRAY, name, "must be an array");
    List<String> lines = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      require(JsonToken.VALUE_STRING, name + "[" + lines.size() + "]", "must be a string");
      if (lines.size() >= most) {
        throw InvalidInputException.of(name, "must be at most " + most + " lines");
      }
      lines.add(parser.getText());
    }
    return lines;
  }

  private Labels labels(String name) throws IOException {
    require(JsonToken.START_OBJECT, name, "must be an object of strings");
    TreeMap<String, String> labels = new TreeMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String label = parser.currentName();
      parser.nextToken();
      require(JsonToken.VALUE_STRING, name + "." + label, "must be a string");
      Labels.put(labels, label, parser.getText(), name);
    }
    return new Labels(labels);
  }

  /**
   * @param step least distance of two of them, in milliseconds
   */
  private long[] times(String name, int step) throws IOException {
    require(JsonToken.START_ARRAY, name, "must be an array");
    long[] times = new long[FIRST_SIZE];
    int size = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      require(JsonToken.VALUE_NUMBER_INT, name + "[" + size + "]", "must be epoch milliseconds");
      if (size == times.length) {
        times = Arrays.copyOf(times, grown(size, name));
      }
      times[size] = parser.getLongValue();
      if (size > 0 && times[size] - step < times[size - 1]) {
        throw InvalidInputException.of(
            name + "[" + size + "]",
            step > 0 ? "must be after the one before it" : "must not be before the one before it");
      }
      size++;
    }
    return Arrays.copyOf(times, size);
  }

  private double[] values(String name) throws IOException {
    require(JsonToken.START_ARRAY, name, "must be an array");
    double[] values = new double[FIRST_SIZE];
    int size = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (size == values.length) {
        values = Arrays.copyOf(values, grown(size, name));
      }
      values[size] = value(name + "[" + size + "]");
      size++;
    }
    return Arrays.copyOf(values, size);
  }

  private double value(String name) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return Double.NaN;
    }
    if (token == JsonToken.VALUE_STRING) {
      return switch (parser.getText()) {
        case "+Inf" -> Double.POSITIVE_INFINITY;
        case "-Inf" -> Double.NEGATIVE_INFINITY;
        default -> throw InvalidInputException.of(name, "must be a number, +Inf, -Inf or null");
      };
    }
    if (!token.isNumeric()) {
      throw InvalidInputException.of(name, "must be a number, +Inf, -Inf or null");
    }
    return parser.getDoubleValue();
  }

  private int grown(int size, String name) {
    if (size >= most) {
      throw InvalidInputException.of(name, "must be at most " + most + " points");
    }
    return size * 2;
  }

  private void require(JsonToken token, String field, String rule) {
    if (parser.currentToken() != token) {
      throw InvalidInputException.of(field, rule);
    }
  }
}
