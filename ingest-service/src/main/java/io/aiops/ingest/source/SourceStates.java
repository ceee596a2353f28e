package io.aiops.ingest.source;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

/** The last known state of each source. */
@Singleton
public final class SourceStates {

  private final Map<String, SourceState> states = new ConcurrentHashMap<>();

  /** Keeps a state in the place of an older one. */
  public void put(SourceState state) {
    states.put(state.name(), state);
  }

  public Optional<SourceState> find(String name) {
    return Optional.ofNullable(states.get(name));
  }

  /** The state of a source, one that says nothing before the first check. */
  public SourceState of(Source source) {
    return find(source.name())
        .orElseGet(() -> SourceState.unchecked(source.name(), source.kind(), source.address()));
  }
}
