package io.aiops.ingest.pull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MetricNamesTest {

  @Test
  void aQueryOfOneMetricHasOneName() {
    for (String query :
        new String[] {
          "up",
          "up{job=\"or {x}\"}",
          "sum by (le, pod) (rate(http_seconds_bucket{code=~'5..'}[5m]))",
          "{__name__=\"up\", job=\"a\"}",
          "{\"http.requests\", job=\"a\"}",
          "last_over_time(load [5m]) # this or that",
          "a{x='1'} / on(pod) b {y=`2`}",
          "a and b unless c",
          "{job=\"api\"}".replace("{", "errors{"),
        }) {
      assertFalse(MetricNames.mayDiffer(query), query);
    }
  }

  @Test
  void aQueryThatMayMeetSeveralMetricsKeepsTheirNamesWhateverIsThere() {
    for (String query :
        new String[] {
          "a or b",
          "a OR vector(0)",
          "{job=\"api\"}",
          "rate({__name__=~\"http_.*\"}[5m])",
          "{__name__!=\"up\"}",
          "label_replace(a, \"__name__\", \"$1\", \"x\", \"(.*)\")",
        }) {
      assertTrue(MetricNames.mayDiffer(query), query);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "'", "`"})
  void aLongStringIsReadLikeAShortOne(String quote) {
    String many = "checkout-7d9f|".repeat(700);
    String escaped = "a\\\\.b|".repeat(1_600);
    for (String text : new String[] {many, escaped}) {
      String selector = "{pod=~" + quote + text + quote + "}";
      assertFalse(MetricNames.mayDiffer("up" + selector), text);
      assertTrue(MetricNames.mayDiffer(selector), text);
      assertTrue(MetricNames.mayDiffer("up" + selector + " or b"), text);
    }
  }

  @Test
  void whatStandsInALongCommentOrBehindAnEscapedQuoteCountsForNothing() {
    assertFalse(MetricNames.mayDiffer("up # " + "a or b ".repeat(1_400)));
    assertFalse(MetricNames.mayDiffer("up{a=\"" + "x\\\" or {y} ".repeat(900) + "\"}"));
  }
}
