package io.aiops.detector.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A labelled series: columns timestamp, one or more values, label. */
public final class Series {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final long MINUTE = 60_000;

  /** Minute 0 of the series that number their minutes: the service takes no times before 1971. */
  private static final long FIRST = Instant.parse("2000-01-06T00:00:00Z").toEpochMilli();

  private final String name;
  private final List<String> stamps;
  private final long[] timestamps;
  private final double[][] points;

  private Series(String name, List<String> stamps, double[][] points) {
    this.name = name;
    this.stamps = List.copyOf(stamps);
    this.timestamps = stamps.stream().mapToLong(Series::millis).toArray();
    this.points = points;
  }

  /** Reads all series of a folder, without the training parts. */
  public static List<Series> readAll(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(f -> f.toString().endsWith(".csv.gz") && !f.toString().endsWith(".train.csv.gz"))
          .sorted()
          .map(Series::read)
          .toList();
    }
  }

  private static Series read(Path file) {
    List<String> stamps = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        stamps.add(cells[0]);
        rows.add(
            Arrays.stream(cells, 1, cells.length - 1).mapToDouble(Double::parseDouble).toArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String name = file.getFileName().toString().replaceAll("(\\.test)?\\.csv\\.gz$", "");
    return new Series(name, stamps, rows.toArray(double[][]::new));
  }

  /** A date and time, or the number of a minute. */
  private static long millis(String stamp) {
    return stamp.indexOf(':') < 0
        ? FIRST + Long.parseLong(stamp) * MINUTE
        : LocalDateTime.parse(stamp, FORMAT).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  /** File name without its endings. */
  public String name() {
    return name;
  }

  /** Points of the series. */
  public int size() {
    return points.length;
  }

  /** Values per point. */
  public int dimensions() {
    return points[0].length;
  }

  /** The timestamp of a row as it stands in the file. */
  public String stamp(int row) {
    return stamps.get(row);
  }

  /** The timestamp of a row in epoch milliseconds. */
  public long millis(int row) {
    return timestamps[row];
  }

  /** The values of a row. */
  public double[] point(int row) {
    return points[row];
  }

  /** The most usual distance of two points: their median. */
  public long intervalMillis() {
    long[] steps = new long[timestamps.length - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = timestamps[i + 1] - timestamps[i];
    }
    Arrays.sort(steps);
    return Math.max(1000, steps[steps.length / 2]);
  }
}
