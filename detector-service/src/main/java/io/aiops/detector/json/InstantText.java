package io.aiops.detector.json;

import java.time.Instant;

import com.fasterxml.jackson.databind.util.StdConverter;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Writes a time as RFC 3339 in UTC with milliseconds. */
@RegisterForReflection
public final class InstantText extends StdConverter<Instant, String> {
  @Override
  public String convert(Instant value) {
    return Times.format(value);
  }
}
