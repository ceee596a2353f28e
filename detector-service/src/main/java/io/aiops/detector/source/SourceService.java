package io.aiops.detector.source;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.json.InstantText;
import io.aiops.detector.json.Json;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.PendingEvent;
import io.aiops.detector.store.Tx;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Keeps the states of sources, and announces when one goes down or comes back. */
@ApplicationScoped
public class SourceService {

  /** Kind of sources that answer with the present only. */
  private static final String SCRAPED = "openmetrics";

  private final Database database;
  private final SourceStore store;
  private final Json json;

  public SourceService(Database database, SourceStore store, Json json) {
    this.database = database;
    this.store = store;
    this.json = json;
  }

  /** The {@code data} of a {@code system_health} event. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Health(
      String component,
      String name,
      String state,
      String message,
      @JsonSerialize(converter = InstantText.class) Instant since,
      long version) {}

  /** What a report says. */
  record Report(
      String name,
      String kind,
      String url,
      boolean reachable,
      Double latencyMs,
      String lastError,
      Instant checkedAt) {}

  /** Whether a source with this name has ever been reported, or none has at all. */
  public boolean mayExist(String name) {
    return database.read(tx -> store.isEmpty(tx) || store.exists(tx, name));
  }

  /** Whether the past can be asked of a source, as far as is known: scrapes have none. */
  public boolean mayHaveHistory(String name) {
    return database.read(tx -> store.kind(tx, name)).filter(SCRAPED::equals).isEmpty();
  }

  void report(Report report) {
    database.run(
        tx -> {
          Optional<SourceState> before = store.findForUpdate(tx, report.name());
          boolean turned =
              before.map(state -> state.reachable() != report.reachable()).orElse(true);
          SourceState after =
              new SourceState(
                  report.name(),
                  report.kind(),
                  report.url(),
                  report.reachable(),
                  report.latencyMs(),
                  report.lastError(),
                  report.checkedAt(),
                  turned ? report.checkedAt() : before.orElseThrow().since(),
                  before.map(SourceState::version).orElse(0L) + (turned ? 1 : 0));
          store.save(tx, after);
          if (turned && (before.isPresent() || !report.reachable())) {
            announce(tx, after);
          }
        });
  }

  private void announce(Tx tx, SourceState state) {
    Health health =
        new Health(
            "source",
            state.name(),
            state.reachable() ? "up" : "down",
            Objects.requireNonNullElse(state.lastError(), ""),
            state.since(),
            state.version());
    tx.emit(
        new PendingEvent(
            "source." + inAscii(state.name()) + ".system_health." + state.version(),
            "system_health",
            "system",
            state.since(),
            null,
            json.write(health)));
  }

  /** The id of an event becomes a header of HTTP, which holds little more than ASCII. */
  private static String inAscii(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }
}
