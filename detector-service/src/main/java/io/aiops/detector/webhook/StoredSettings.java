package io.aiops.detector.webhook;

import java.net.URI;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.json.Json;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Settings as a JSON document in the database; rules of today need not hold for those of then. */
@ApplicationScoped
class StoredSettings {

  private final Json json;

  StoredSettings(Json json) {
    this.json = json;
  }

  /** What has no column of its own. */
  @RegisterForReflection
  record Document(String url, Kind kind, List<String> events, EventFilter filter) {}

  String write(Settings settings) {
    return json.write(
        new Document(
            settings.url().toString(), settings.kind(), settings.events(), settings.filter()));
  }

  Settings read(String stored, String name, String secret, boolean enabled) {
    Document document = json.read(stored, Document.class);
    return new Settings(
        name,
        URI.create(document.url()),
        document.kind(),
        document.events(),
        document.filter(),
        secret,
        enabled);
  }
}
