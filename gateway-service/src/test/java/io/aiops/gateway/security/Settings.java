package io.aiops.gateway.security;

import io.aiops.gateway.config.GatewayConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The configuration without a container. */
final class Settings {

  private Settings() {}

  /** All defaults, but for these: name, value, name, value. */
  static GatewayConfig with(String... settings) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .withMapping(GatewayConfig.class)
            .addDiscoveredConverters()
            .withDefaultValue("aiops.detector-url", "http://127.0.0.1:1")
            .withDefaultValue("aiops.ingest-url", "http://127.0.0.1:1")
            .withDefaultValue("aiops.instance", "test");
    for (int i = 0; i < settings.length; i += 2) {
      builder.withDefaultValue(settings[i], settings[i + 1]);
    }
    return builder.build().getConfigMapping(GatewayConfig.class);
  }
}
