package io.aiops.ingest.source.openmetrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Evaluates a query on a scrape and the one before it. */
final class Evaluator {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Scrape now;
  private final Optional<Scrape> before;

  Evaluator(Scrape now, Optional<Scrape> before) {
    this.now = now;
    this.before = before;
  }

  /**
   * The samples of a query; without a previous scrape a rate has none.
   *
   * @throws SyntaxException when samples cannot be matched one to one
   */
  List<Sample> evaluate(Expression expression) {
    if (expression instanceof Expression.Selector selector) {
      return now.select(selector);
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

  private List<Sample> rate(Expression.Selector selector) {
    Map<Map<String, String>, Sample> earlier = new HashMap<>();
    before.ifPresent(
        scrape -> scrape.select(selector).forEach(sample -> earlier.put(sample.labels(), sample)));
    List<Sample> rates = new ArrayList<>();
    for (Sample sample : now.select(selector)) {
      Sample previous = earlier.get(sample.labels());
      if (previous != null && sample.nanos() > previous.nanos()) {
        // A counter that fell has restarted from zero.
        double increase =
            sample.value() < previous.value() ? sample.value() : sample.value() - previous.value();
        double seconds = (sample.nanos() - previous.nanos()) / NANOS_PER_SECOND;
        rates.add(new Sample(sample.unnamed(), increase / seconds, sample.nanos()));
      }
    }
    return rates;
  }

  private List<Sample> sum(Expression.Sum sum) {
    Map<Map<String, String>, Sample> groups = new LinkedHashMap<>();
    for (Sample sample : evaluate(sum.inner())) {
      Map<String, String> group = new TreeMap<>();
      for (String label : sum.labels()) {
        String value = sample.labels().get(label);
        if (value != null) {
          group.put(label, value);
        }
      }
      groups.merge(
          group,
          new Sample(group, sample.value(), sample.nanos()),
          (a, b) -> new Sample(group, a.value() + b.value(), b.nanos()));
    }
    return List.copyOf(groups.values());
  }

  private List<Sample> quotient(Expression.Quotient quotient) {
    Map<Map<String, String>, Sample> divisors = unique(evaluate(quotient.right()), "divisor");
    List<Sample> results = new ArrayList<>();
    unique(evaluate(quotient.left()), "dividend")
        .forEach(
            (labels, sample) -> {
              Sample divisor = divisors.get(labels);
              if (divisor != null) {
                results.add(new Sample(labels, sample.value() / divisor.value(), sample.nanos()));
              }
            });
    return results;
  }

  private static Map<Map<String, String>, Sample> unique(List<Sample> samples, String side) {
    Map<Map<String, String>, Sample> byLabels = new LinkedHashMap<>();
    for (Sample sample : samples) {
      Map<String, String> labels = sample.unnamed();
      if (byLabels.put(labels, sample) != null) {
        throw new SyntaxException("the " + side + " has two samples with labels " + labels, 1);
      }
    }
    return byLabels;
  }
}
