package io.aiops.detector.feedback;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.json.Times;
import io.aiops.detector.scoring.Lesson;

/** The points that were stored with an anomaly, for where memory does not reach back. */
final class StoredPoints {

  private StoredPoints() {}

  /**
   * Those of the anomaly itself that have a value.
   *
   * @param columns {@code timestamps} and {@code values}, with points before and after it
   */
  static Lesson of(Anomaly anomaly, JsonNode columns) {
    double[] usual = {};
    List<Long> times = new ArrayList<>();
    List<double[]> points = new ArrayList<>();
    long start = anomaly.startedAt().toEpochMilli();
    long end = anomaly.endedAt() == null ? Long.MAX_VALUE : anomaly.endedAt().toEpochMilli();
    JsonNode values = columns.path("values");
    for (int i = 0; i < values.size(); i++) {
      long time = Times.parse(columns.path("timestamps").path(i)).toEpochMilli();
      double[] point = point(values.get(i));
      if (time >= start && time < end && point != null) {
        usual = times.isEmpty() ? usual(columns.path("expected").path(i), point.length) : usual;
        times.add(time);
        points.add(point);
      }
    }
    return new Lesson(
        times.stream().mapToLong(Long::longValue).toArray(),
        points.toArray(new double[0][]),
        usual);
  }

  private static double[] usual(JsonNode expected, int dimensions) {
    double[] known = point(expected);
    if (known == null) {
      known = new double[dimensions];
      Arrays.fill(known, Double.NaN);
    }
    return known;
  }

  /** Null where it has no value. */
  private static double[] point(JsonNode value) {
    if (!value.isArray()) {
      return value.isNumber() ? new double[] {value.doubleValue()} : null;
    }
    double[] point = new double[value.size()];
    boolean some = false;
    for (int f = 0; f < point.length; f++) {
      point[f] = value.get(f).isNumber() ? value.get(f).doubleValue() : Double.NaN;
      some |= value.get(f).isNumber();
    }
    return some ? point : null;
  }
}
