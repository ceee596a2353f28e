package io.aiops.ingest.source.prometheus;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.NumberInput;

import io.aiops.ingest.source.AnswerLimits;
import io.aiops.ingest.source.FailureCode;
import io.aiops.ingest.source.Series;
import io.aiops.ingest.source.SourceException;

/**
 * Reads an answer of {@code query_range} into columns without building a tree. Members may come in
 * any order and unknown ones are skipped. One parser reads one answer.
 */
public final class MatrixParser {

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
  private static final int FIRST_CAPACITY = 64;
  private static final int MAX_NOTES = 20;

  private final AnswerLimits limits;
  private final List<Series> series = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> infos = new ArrayList<>();
  private int histograms;
  private boolean streams;
  private String status = "";
  private String errorType = "";
  private String error = "";
  private long points;
  private long[] timestamps = new long[FIRST_CAPACITY];
  private double[] values = new double[FIRST_CAPACITY];

  private MatrixParser(AnswerLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads a whole answer.
   *
   * @throws IOException when it is no JSON, cut off, or not of the promised shape
   * @throws SourceException when it holds more than the limits allow
   */
  public static Matrix parse(InputStream in, AnswerLimits limits) throws IOException {
    MatrixParser parser = new MatrixParser(limits);
    try (JsonParser json = JSON.createParser(in)) {
      parser.answer(json);
    } catch (NumberFormatException e) {
      throw new IOException("a value is no number: " + e.getMessage(), e);
    } catch (ArithmeticException e) {
      throw new IOException("a timestamp is out of range", e);
    }
    return parser.matrix();
  }

  private Matrix matrix() throws IOException {
    if (!status.equals("success") && !status.equals("error")) {
      throw new IOException("the answer has no status");
    }
    Optional<Matrix.ApiError> failure =
        status.equals("error")
            ? Optional.of(new Matrix.ApiError(errorType, error))
            : Optional.empty();
    return new Matrix(series, warnings, infos, histograms, streams, failure);
  }

  private void answer(JsonParser json) throws IOException {
    expect(json, json.nextToken(), JsonToken.START_OBJECT);
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "status" -> status = json.getValueAsString("");
        case "errorType" -> errorType = json.getValueAsString("");
        case "error" -> error = json.getValueAsString("");
        case "warnings" -> notes(json, warnings);
        case "infos" -> notes(json, infos);
        case "data" -> data(json);
        default -> json.skipChildren();
      }
    }
    expect(json, json.currentToken(), JsonToken.END_OBJECT);
  }

  private static void notes(JsonParser json, List<String> into) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (into.size() < MAX_NOTES) {
        into.add(json.getValueAsString(""));
      }
      json.skipChildren();
    }
  }

  private void data(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    expect(json, json.currentToken(), JsonToken.START_OBJECT);
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken token = json.nextToken();
      if (name.equals("resultType")) {
        resultType(json.getValueAsString(""));
      } else if (name.equals("result") && token == JsonToken.START_ARRAY && !streams) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          item(json);
        }
      } else {
        json.skipChildren();
      }
    }
  }

  private void resultType(String type) throws IOException {
    if (type.equals("streams")) {
      streams = true;
    } else if (!type.equals("matrix")) {
      throw new IOException("the answer is a " + type + " in the place of a matrix");
    }
  }

  private void item(JsonParser json) throws IOException {
    expect(json, json.currentToken(), JsonToken.START_OBJECT);
    Map<String, String> labels = Map.of();
    int size = 0;
    boolean histogram = false;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "metric" -> labels = labels(json);
        case "values" -> size = points(json);
        case "histograms" -> {
          histogram = true;
          json.skipChildren();
        }
        case "stream" -> {
          streams = true;
          json.skipChildren();
        }
        default -> json.skipChildren();
      }
    }
    if (histogram) {
      histograms++;
    }
    if (size > 0) {
      if (series.size() >= limits.maxSeries()) {
        throw limits.tooManySeries();
      }
      series.add(new Series(labels, Arrays.copyOf(timestamps, size), Arrays.copyOf(values, size)));
    }
  }

  private static Map<String, String> labels(JsonParser json) throws IOException {
    expect(json, json.currentToken(), JsonToken.START_OBJECT);
    Map<String, String> labels = new LinkedHashMap<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      expect(json, json.nextToken(), JsonToken.VALUE_STRING);
      labels.put(name, json.getText());
    }
    return labels;
  }

  private int points(JsonParser json) throws IOException {
    expect(json, json.currentToken(), JsonToken.START_ARRAY);
    int size = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (streams) {
        json.skipChildren();
        continue;
      }
      expect(json, json.currentToken(), JsonToken.START_ARRAY);
      if (++points > limits.maxPoints()) {
        throw SourceException.tooMuch(
            FailureCode.BAD_ANSWER, "the answer has more than " + limits.maxPoints() + " points");
      }
      if (size == timestamps.length) {
        timestamps = Arrays.copyOf(timestamps, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      timestamps[size] = millis(json);
      if (size > 0 && timestamps[size] <= timestamps[size - 1]) {
        throw new JsonParseException(json, "timestamps do not ascend");
      }
      expect(json, json.nextToken(), JsonToken.VALUE_STRING);
      values[size++] = number(json);
      expect(json, json.nextToken(), JsonToken.END_ARRAY);
    }
    return size;
  }

  private static long millis(JsonParser json) throws IOException {
    return switch (json.nextToken()) {
      case VALUE_NUMBER_INT -> Math.multiplyExact(json.getLongValue(), 1000L);
      case VALUE_NUMBER_FLOAT -> Math.round(json.getDoubleValue() * 1000);
      default -> throw new JsonParseException(json, "a timestamp is no number");
    };
  }

  private static double number(JsonParser json) throws IOException {
    char[] text = json.getTextCharacters();
    int offset = json.getTextOffset();
    int length = json.getTextLength();
    char last = length == 0 ? ' ' : text[offset + length - 1];
    if (last < '0' || last > '9') {
      return special(json.getText());
    }
    return NumberInput.parseDouble(text, offset, length, true);
  }

  private static double special(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> throw new NumberFormatException("'" + text + "'");
    };
  }

  private static void expect(JsonParser json, JsonToken found, JsonToken wanted)
      throws IOException {
    if (found != wanted) {
      throw new JsonParseException(json, "found " + found + " where " + wanted + " belongs");
    }
  }
}
