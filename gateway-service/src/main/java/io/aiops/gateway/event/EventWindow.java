package io.aiops.gateway.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.gateway.config.GatewayConfig;

/** The latest events, for clients that come back; bounded in number and in bytes. */
@ApplicationScoped
public class EventWindow {

  private final ArrayDeque<RelayedEvent> events = new ArrayDeque<>();
  private final int mostEvents;
  private final long mostBytes;
  private long bytes;
  private String epoch = "";
  private long last;

  /** The seq that detector-service had when this process subscribed: until then it catches up. */
  private long target;

  public EventWindow(GatewayConfig config) {
    this.mostEvents = config.events().window();
    this.mostBytes = config.events().windowBytes().asLongValue();
  }

  /**
   * Where the stream of events is.
   *
   * @param epoch empty before the first subscription
   * @param caughtUp whether all that had happened before this process started is here
   */
  public record Position(String epoch, long seq, boolean caughtUp) {}

  /** What became of a batch. */
  public enum Outcome {
    TAKEN,
    /** It leaves a gap to what is here. */
    GAP
  }

  /** The new ones of a batch, in order. */
  public record Added(Outcome outcome, List<RelayedEvent> events, boolean epochChanged) {}

  /**
   * Events after a seq.
   *
   * @param recovered whether all of them are here
   * @param seq of the latest event when this was read
   */
  public record Since(boolean recovered, long seq, List<RelayedEvent> events) {}

  public synchronized Position position() {
    return new Position(epoch, last, !epoch.isEmpty() && last >= target);
  }

  /**
   * Learns where detector-service is; answers whether its database is another one.
   *
   * @param fresh whether all events up to {@code seq} are still to come, rather than on their way
   */
  public synchronized boolean subscribed(String newEpoch, long seq, boolean fresh) {
    boolean changed = changeEpoch(newEpoch);
    if (fresh || changed) {
      target = seq;
    }
    return changed;
  }

  private boolean changeEpoch(String newEpoch) {
    if (newEpoch.equals(epoch)) {
      return false;
    }
    boolean known = !epoch.isEmpty();
    events.clear();
    bytes = 0;
    last = 0;
    target = 0;
    epoch = newEpoch;
    return known;
  }

  /** Adds what is new of a batch. */
  public synchronized Added add(CloudEventReader.Batch batch) {
    boolean changed = changeEpoch(batch.epoch());
    List<RelayedEvent> fresh = new ArrayList<>();
    for (RelayedEvent event : batch.events()) {
      if (event.seq() <= last) {
        continue;
      }
      if (last > 0 && event.seq() > last + 1) {
        return new Added(Outcome.GAP, fresh, changed);
      }
      events.addLast(event);
      bytes += event.json().length;
      last = event.seq();
      fresh.add(event);
    }
    while (events.size() > mostEvents || (bytes > mostBytes && events.size() > 1)) {
      bytes -= events.removeFirst().json().length;
    }
    return new Added(Outcome.TAKEN, fresh, changed);
  }

  /**
   * @param seq the last event that the client has
   */
  public synchronized Since since(long seq) {
    long oldest = events.isEmpty() ? last + 1 : events.peekFirst().seq();
    boolean recovered = seq >= oldest - 1 && seq <= last;
    List<RelayedEvent> missed = new ArrayList<>();
    for (RelayedEvent event : events) {
      if (event.seq() > seq) {
        missed.add(event);
      }
    }
    return new Since(recovered, last, missed);
  }
}
