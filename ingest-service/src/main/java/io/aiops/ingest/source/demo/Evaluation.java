package io.aiops.ingest.source.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.aiops.ingest.source.Range;
import io.aiops.ingest.source.Series;
import io.aiops.ingest.source.openmetrics.Expression;
import io.aiops.ingest.source.openmetrics.SyntaxException;

/** Evaluates a query at all instants of a range. */
final class Evaluation {

  private static final double MILLIS_PER_SECOND = 1_000;

  private final Catalogue catalogue;
  private final Range range;

  Evaluation(Catalogue catalogue, Range range) {
    this.catalogue = catalogue;
    this.range = range;
  }

  /** Labels and a value for each instant. */
  static final class Line {

    private final Map<String, String> labels;
    private final double[] values;

    Line(Map<String, String> labels, double[] values) {
      this.labels = labels;
      this.values = values;
    }

    Map<String, String> labels() {
      return labels;
    }

    /** Not a copy. */
    double[] values() {
      return values;
    }

    Map<String, String> unnamed() {
      Map<String, String> rest = new TreeMap<>(labels);
      rest.remove(Series.NAME_LABEL);
      return rest;
    }
  }

  /**
   * The lines of a query.
   *
   * @throws SyntaxException when they cannot be matched one to one
   */
  List<Line> of(Expression expression) {
    if (expression instanceof Expression.Selector selector) {
      return select(selector, range);
    }
    if (expression instanceof Expression.Rate rate) {
      return rate(rate.selector());
    }
    if (expression instanceof Expression.Sum sum) {
      return sum(sum);
    }
    if (expression instanceof Expression.Quotient quotient) {
      return quotient(quotient);
    }
    throw new IllegalStateException("unknown expression " + expression);
  }

  private List<Line> select(Expression.Selector selector, Range instants) {
    List<Line> lines = new ArrayList<>();
    for (DemoSeries series : catalogue.named(selector.name())) {
      if (selector.matchers().stream()
          .allMatch(m -> m.test(series.labels().getOrDefault(m.label(), "")))) {
        lines.add(new Line(series.labels(), series.values(instants)));
      }
    }
    return lines;
  }

  /** Increase per second since the instant one step before. */
  private List<Line> rate(Expression.Selector selector) {
    double seconds = range.step() / MILLIS_PER_SECOND;
    Range longer = new Range(range.start() - range.step(), range.end(), range.step());
    List<Line> rates = new ArrayList<>();
    for (Line line : select(selector, longer)) {
      double[] rate = new double[line.values().length - 1];
      for (int i = 0; i < rate.length; i++) {
        double now = line.values()[i + 1];
        double before = line.values()[i];
        // A counter that fell has restarted from zero.
        rate[i] = (now < before ? now : now - before) / seconds;
      }
      rates.add(new Line(line.unnamed(), rate));
    }
    return rates;
  }

  private List<Line> sum(Expression.Sum sum) {
    Map<Map<String, String>, double[]> groups = new LinkedHashMap<>();
    for (Line line : of(sum.inner())) {
      Map<String, String> group = new TreeMap<>(line.labels());
      group.keySet().retainAll(sum.labels());
      double[] total = groups.computeIfAbsent(group, g -> new double[line.values().length]);
      for (int i = 0; i < total.length; i++) {
        total[i] += line.values()[i];
      }
    }
    List<Line> sums = new ArrayList<>();
    groups.forEach((labels, values) -> sums.add(new Line(labels, values)));
    return sums;
  }

  private List<Line> quotient(Expression.Quotient quotient) {
    Map<Map<String, String>, double[]> divisors = unique(of(quotient.right()), "divisor");
    List<Line> quotients = new ArrayList<>();
    unique(of(quotient.left()), "dividend")
        .forEach(
            (labels, dividend) -> {
              double[] divisor = divisors.get(labels);
              if (divisor != null) {
                double[] values = new double[dividend.length];
                for (int i = 0; i < values.length; i++) {
                  values[i] = dividend[i] / divisor[i];
                }
                quotients.add(new Line(labels, values));
              }
            });
    return quotients;
  }

  private static Map<Map<String, String>, double[]> unique(List<Line> lines, String side) {
    Map<Map<String, String>, double[]> byLabels = new LinkedHashMap<>();
    for (Line line : lines) {
      Map<String, String> labels = line.unnamed();
      if (byLabels.put(labels, line.values()) != null) {
        throw new SyntaxException("the " + side + " has two series with labels " + labels, 1);
      }
    }
    return byLabels;
  }
}
