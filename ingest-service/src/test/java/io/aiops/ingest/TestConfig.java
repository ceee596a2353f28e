package io.aiops.ingest;

import java.time.Duration;
import java.util.Map;

import io.aiops.ingest.config.IngestConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;

/** A configuration without a container. */
public final class TestConfig {

  private static final int CONVERTER_PRIORITY = 400;

  private TestConfig() {}

  /** The defaults but for these settings. */
  public static IngestConfig of(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter())
        .withMapping(IngestConfig.class)
        .withDefaultValues(settings)
        .build()
        .getConfigMapping(IngestConfig.class);
  }
}
