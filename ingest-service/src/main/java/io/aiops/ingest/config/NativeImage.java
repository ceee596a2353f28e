package io.aiops.ingest.config;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What a native executable has to keep although only configuration names it. */
@RegisterForReflection(targets = SnakeCaseStrategy.class)
final class NativeImage {

  private NativeImage() {}
}
