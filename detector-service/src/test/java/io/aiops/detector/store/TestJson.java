package io.aiops.detector.store;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.aiops.detector.json.Json;

/** JSON as the service is configured to write it. */
public final class TestJson {

  private TestJson() {}

  public static Json json() {
    return new Json(
        JsonMapper.builder()
            .findAndAddModules()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build());
  }
}
