package io.aiops.ingest.source.openmetrics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.aiops.ingest.source.Series;

/**
 * Reads the text formats of Prometheus (0.0.4) and OpenMetrics (1.0). Timestamps and exemplars are
 * read over: a point belongs to the instant of its scrape.
 */
final class ExpositionParser {

  /** More samples than this from one target are a mistake rather than a process. */
  static final int MAX_SAMPLES = 100_000;

  private static final int MAX_FAMILIES = 20_000;

  private final Map<String, String> types = new HashMap<>();
  private final Map<String, String> help = new HashMap<>();
  private final List<Sample> samples = new ArrayList<>();
  private final long nanos;

  private ExpositionParser(long nanos) {
    this.nanos = nanos;
  }

  /**
   * Reads a whole exposition.
   *
   * @param nanos when it was fetched, on the monotonic clock
   * @throws IOException naming line and column of what is malformed
   */
  static Exposition parse(Reader text, long nanos) throws IOException {
    ExpositionParser parser = new ExpositionParser(nanos);
    BufferedReader lines = new BufferedReader(text);
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      try {
        parser.line(new Cursor(line));
      } catch (SyntaxException e) {
        throw new IOException(
            "line " + number + ", column " + e.position() + ": " + e.getMessage(), e);
      }
    }
    return new Exposition(parser.samples, parser.types, parser.help);
  }

  private void line(Cursor line) {
    line.skipBlanks();
    if (line.atEnd()) {
      return;
    }
    if (line.take('#')) {
      comment(line);
      return;
    }
    if (samples.size() >= MAX_SAMPLES) {
      throw line.error("more than " + MAX_SAMPLES + " samples");
    }
    Map<String, String> labels = new TreeMap<>();
    if (line.peek() != '{') {
      labels.put(Series.NAME_LABEL, line.metricName());
      line.skipBlanks();
    }
    if (line.take('{')) {
      labels(line, labels);
      line.skipBlanks();
    }
    if (!labels.containsKey(Series.NAME_LABEL)) {
      throw line.error("the sample has no name");
    }
    double value = line.number();
    line.skipBlanks();
    if (!line.atEnd() && line.peek() != '#') {
      line.number();
      line.skipBlanks();
    }
    if (!line.atEnd() && line.peek() != '#') {
      throw line.error("something stands behind the sample");
    }
    samples.add(new Sample(labels, value, nanos));
  }

  private void comment(Cursor line) {
    line.skipBlanks();
    String keyword = line.word();
    if (!keyword.equals("TYPE") && !keyword.equals("HELP")) {
      return;
    }
    line.skipBlanks();
    String name = !line.atEnd() && line.peek() == '"' ? line.quoted() : line.word();
    line.skipBlanks();
    Map<String, String> into = keyword.equals("TYPE") ? types : help;
    if (!name.isEmpty() && into.size() < MAX_FAMILIES) {
      into.put(name, keyword.equals("TYPE") ? line.word() : Cursor.unescape(line.rest()));
    }
  }

  private static void labels(Cursor line, Map<String, String> labels) {
    for (line.skipBlanks(); !line.take('}'); line.skipBlanks()) {
      String name = line.peek() == '"' ? line.quoted() : line.labelName();
      line.skipBlanks();
      if (line.take('=')) {
        line.skipBlanks();
        if (labels.put(name, line.quoted()) != null) {
          throw line.error("label " + name + " stands twice");
        }
      } else if (labels.put(Series.NAME_LABEL, name) != null) {
        throw line.error("'=' is missing after " + name);
      }
      line.skipBlanks();
      if (!line.take(',') && line.peek() != '}') {
        throw line.error("',' or '}' is missing");
      }
    }
  }
}
