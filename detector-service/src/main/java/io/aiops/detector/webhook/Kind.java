package io.aiops.detector.webhook;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The language that a webhook understands. */
public enum Kind {
  /** One CloudEvent in JSON per request. */
  CLOUDEVENTS,
  /** Alerts of Alertmanager's API v2, repeated while they last. */
  ALERTMANAGER,
  /** Messages of Slack's incoming webhooks, which others take as well. */
  SLACK;

  /** The name in the API. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static Kind of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  static Set<String> texts() {
    return Arrays.stream(values())
        .map(Kind::text)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
