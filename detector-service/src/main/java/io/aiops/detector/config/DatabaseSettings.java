package io.aiops.detector.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;

/**
 * Makes one address out of {@code aiops.database.*} the choice between two data sources of the one
 * artefact: exactly one kind is active when the process starts.
 */
public class DatabaseSettings implements ConfigSourceFactory {

  private static final String PREFIX = "aiops.database.";
  private static final String POSTGRES = "quarkus.datasource.postgresql.";

  /** Above the file in the artefact, below what an operator sets on purpose. */
  private static final int ORDINAL = 270;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    Optional<DatabaseAddress> address =
        DatabaseAddress.parse(
            text(context, "url"), text(context, "user"), text(context, "password"));
    Map<String, String> settings = new HashMap<>();
    for (String name : List.of("sqlite", "sqlite-read", "postgresql")) {
      String active = Boolean.toString(name.equals("postgresql") == address.isPresent());
      settings.put("quarkus.datasource." + name + ".active", active);
      settings.put("quarkus.flyway." + name + ".active", active);
    }
    settings.remove("quarkus.flyway.sqlite-read.active");
    address.ifPresent(
        found -> {
          settings.put(POSTGRES + "jdbc.url", found.url());
          put(settings, POSTGRES + "username", found.user());
          put(settings, POSTGRES + "password", found.password());
        });
    return List.of(new PropertiesConfigSource(settings, "database", ORDINAL));
  }

  private static void put(Map<String, String> settings, String name, String value) {
    if (value != null) {
      settings.put(name, value);
    }
  }

  private static String text(ConfigSourceContext context, String name) {
    ConfigValue value = context.getValue(PREFIX + name);
    return value == null ? null : value.getValue();
  }
}
