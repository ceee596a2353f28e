package io.aiops.gateway.event;

import java.util.List;

/** Hears of events at once. */
public interface EventListener {

  /** Events in order; each one is told once. */
  void published(List<RelayedEvent> events);

  /** What comes next does not follow on what clients have: they have to come back. */
  void interrupted();
}
