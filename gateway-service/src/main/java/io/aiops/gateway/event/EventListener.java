package io.aiops.gateway.event;

import java.util.List;

/** Hears of events at once. */
public interface EventListener {

  /** Events in order; each one is told once. */
  void published(List<RelayedEvent> events);

  /** All that clients know of sequence numbers is void. */
  void epochChanged();
}
