package io.aiops.ingest.source.openmetrics;

import java.util.List;

/** A query on scrapes. */
public sealed interface Expression {

  /** {@code name{matchers}}: the samples of a name. */
  record Selector(String name, List<Matcher> matchers) implements Expression {
    public Selector {
      matchers = List.copyOf(matchers);
    }
  }

  /** {@code rate(selector)}: increase per second since the previous scrape. */
  record Rate(Selector selector) implements Expression {}

  /** {@code sum by (labels) (inner)}. */
  record Sum(List<String> labels, Expression inner) implements Expression {
    public Sum {
      labels = List.copyOf(labels);
    }
  }

  /** {@code left / right} of samples with equal labels. */
  record Quotient(Expression left, Expression right) implements Expression {}
}
