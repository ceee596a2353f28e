package io.aiops.ingest.source.demo;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * When what goes wrong: one incident in each slot from a first second on, none before. The slots of
 * the first cycle are short, so that a newcomer sees every type soon; the later ones are long,
 * because what happens all the time is no anomaly. All types come round in each cycle, after the
 * first one in an order that is new each time.
 */
final class Incidents {

  /** Length of a slot in the first cycle. */
  static final int FIRST_SLOT_SECONDS = 110;

  /** Later: no divisor of the shop's day, so that an incident meets another hour each time. */
  static final int SLOT_SECONDS = 370;

  /** From the first second to the first incident: the services start meanwhile. */
  static final int LEAD_SECONDS = 50;

  private static final int SHORTEST_SECONDS = 34;
  private static final int LONGEST_SECONDS = 46;

  /** An incident starts this late in its slot at most, so that the slot holds it and a calm. */
  private static final int LATEST_SECONDS = 20;

  private static final Incident.Type[] TYPES = Incident.Type.values();
  private static final long FIRST_CYCLE_SECONDS = (long) FIRST_SLOT_SECONDS * TYPES.length;

  private static final int TARGETS = 1 << 16;
  private static final long ORDER = 101;
  private static final long LENGTH = 102;
  private static final long PLACE = 103;
  private static final long TARGET = 104;

  private final Noise noise;
  private final long first;

  /** Incidents from this second since the epoch on. */
  Incidents(Noise noise, long from) {
    this.noise = noise;
    this.first = from + LEAD_SECONDS;
  }

  /** The incident whose slot holds a second; it may be over or still to come. */
  Optional<Incident> near(long second) {
    return second < first ? Optional.empty() : Optional.of(ofSlot(slot(second)));
  }

  /** How far a type is in effect, 0 to 1. */
  double strength(Incident.Type type, long second) {
    return near(second).filter(i -> i.type() == type).map(i -> i.strength(second)).orElse(0.0);
  }

  /** The same for one of several possible targets. */
  double strength(Incident.Type type, int target, int targets, long second) {
    return on(type, target, targets, second).map(i -> i.strength(second)).orElse(0.0);
  }

  /** Seconds that a type is in effect on a target. */
  double pile(Incident.Type type, int target, int targets, long second) {
    return on(type, target, targets, second).map(i -> i.pile(second)).orElse(0.0);
  }

  /** The last end of a type on a target in {@code (after, second]}. */
  OptionalLong lastEnd(Incident.Type type, int target, int targets, long after, long second) {
    if (second < first) {
      return OptionalLong.empty();
    }
    long earliest = after < first ? 0 : slot(after);
    for (long slot = slot(second); slot >= earliest; slot--) {
      Incident incident = ofSlot(slot);
      if (incident.type() == type
          && incident.target() % targets == target
          && incident.end() <= second
          && incident.end() > after) {
        return OptionalLong.of(incident.end());
      }
    }
    return OptionalLong.empty();
  }

  private Optional<Incident> on(Incident.Type type, int target, int targets, long second) {
    return near(second).filter(i -> i.type() == type && i.target() % targets == target);
  }

  private long slot(long second) {
    long since = second - first;
    return since < FIRST_CYCLE_SECONDS
        ? since / FIRST_SLOT_SECONDS
        : TYPES.length + (since - FIRST_CYCLE_SECONDS) / SLOT_SECONDS;
  }

  private long startOf(long slot) {
    return slot < TYPES.length
        ? first + slot * FIRST_SLOT_SECONDS
        : first + FIRST_CYCLE_SECONDS + (slot - TYPES.length) * SLOT_SECONDS;
  }

  private Incident ofSlot(long slot) {
    long start = startOf(slot);
    // The very first one comes without delay: somebody waits for it.
    start += slot == 0 ? 0 : noise.below(LATEST_SECONDS, PLACE, slot);
    int length =
        SHORTEST_SECONDS + noise.below(LONGEST_SECONDS - SHORTEST_SECONDS + 1, LENGTH, slot);
    return new Incident(type(slot), noise.below(TARGETS, TARGET, slot), start, start + length);
  }

  /** The first cycle is in the order of declaration, further ones are shuffled. */
  private Incident.Type type(long slot) {
    Incident.Type[] types = TYPES.clone();
    long cycle = slot / types.length;
    int place = (int) (slot % types.length);
    for (int i = types.length - 1; i > 0 && cycle > 0; i--) {
      int other = noise.below(i + 1, ORDER, cycle * types.length + i);
      Incident.Type swapped = types[i];
      types[i] = types[other];
      types[other] = swapped;
    }
    return types[place];
  }
}
