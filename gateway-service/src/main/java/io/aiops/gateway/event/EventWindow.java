package io.aiops.gateway.event;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.gateway.config.GatewayConfig;

/** The latest events, for clients that come back; bounded in number and in bytes. */
@ApplicationScoped
public class EventWindow {

  /**
   * Gaps after a new request for the missing events that show that they are gone: the first may be
   * a batch that was on its way already.
   */
  private static final int GAPS_OF_LOST_EVENTS = 2;

  /** By seq, without a gap. */
  private final NavigableMap<Long, RelayedEvent> events = new TreeMap<>();

  private final int mostEvents;
  private final long mostBytes;
  private long bytes;
  private String epoch = "";
  private long last;

  /** Whether it is known what comes after {@link #last}, so that a gap shows. */
  private boolean based;

  /** The seq after which events were last asked for anew. */
  private long askedAfter = -1;

  /** Gaps met since then, although nothing came between. */
  private int gaps;

  /** The seq that detector-service had when this process subscribed: until then it catches up. */
  private long target;

  /** The seq that there was when this process first met this epoch: what is up to it is no news. */
  private long past;

  public EventWindow(GatewayConfig config) {
    this.mostEvents = config.events().window();
    this.mostBytes = config.events().windowBytes().asLongValue();
  }

  /**
   * Where the stream of events is.
   *
   * @param epoch empty before the first subscription
   * @param caughtUp whether all that had happened before this process started is here
   * @param past seq of the last event that had happened before this process started
   */
  public record Position(String epoch, long seq, boolean caughtUp, long past) {}

  /** What became of a batch. */
  public enum Outcome {
    TAKEN,
    /** It leaves a gap to what is here. */
    GAP,
    /** It is for an earlier process under this name: what comes before it is not here yet. */
    EARLY
  }

  /** What a subscription learnt. */
  public enum Found {
    SAME,
    /** Another database, or an older state of it: all seqs are void. */
    OTHER
  }

  /**
   * The new ones of a batch, in order.
   *
   * @param interrupted whether they do not follow on what clients have
   * @param past how many of them, the first ones, had happened before this process started
   */
  public record Added(Outcome outcome, List<RelayedEvent> events, boolean interrupted, int past) {

    /** Those that nobody could have heard of before. */
    List<RelayedEvent> news() {
      return events.subList(past, events.size());
    }
  }

  /**
   * Events after a seq.
   *
   * @param recovered whether all of them are here
   * @param epoch empty before the first subscription
   * @param seq of the latest event when this was read
   */
  public record Since(boolean recovered, String epoch, long seq, List<RelayedEvent> events) {}

  public synchronized Position position() {
    return new Position(epoch, last, !epoch.isEmpty() && last >= target, past);
  }

  /** Events are asked for anew; answers after which seq. */
  public synchronized long ask() {
    if (askedAfter != last) {
      askedAfter = last;
      gaps = 0;
    }
    return last;
  }

  /**
   * Learns where detector-service is.
   *
   * @param seq the latest event there is
   * @param position the event after which it goes on
   * @param before the seq that was here when it was asked: it cannot have less
   * @param fresh whether all events up to {@code seq} are still to come, rather than on their way
   */
  public synchronized Found subscribed(
      String newEpoch, long seq, long position, long before, boolean fresh) {
    boolean first = epoch.isEmpty();
    boolean changed = changeEpoch(newEpoch);
    if (!changed && seq < before) {
      clear();
      changed = true;
    }
    if (fresh || changed) {
      target = seq;
    }
    if (first || changed) {
      past = seq;
    }
    if (fresh && !changed && !based) {
      last = position;
      based = true;
    }
    return changed ? Found.OTHER : Found.SAME;
  }

  private boolean changeEpoch(String newEpoch) {
    if (newEpoch.equals(epoch)) {
      return false;
    }
    boolean known = !epoch.isEmpty();
    clear();
    epoch = newEpoch;
    return known;
  }

  private void clear() {
    events.clear();
    bytes = 0;
    last = 0;
    based = false;
    target = 0;
    past = 0;
    askedAfter = -1;
  }

  /** Adds what is new of a batch. */
  public synchronized Added add(CloudEventReader.Batch batch) {
    if (epoch.isEmpty()) {
      return new Added(Outcome.EARLY, List.of(), false, 0);
    }
    boolean interrupted = changeEpoch(batch.epoch());
    List<RelayedEvent> fresh = new ArrayList<>();
    int old = 0;
    for (RelayedEvent event : batch.events()) {
      if (event.seq() <= last) {
        continue;
      }
      if (based && event.seq() > last + 1) {
        if (!lost()) {
          return new Added(Outcome.GAP, fresh, interrupted, old);
        }
        events.clear();
        bytes = 0;
        interrupted = true;
      }
      events.put(event.seq(), event);
      bytes += event.json().length;
      last = event.seq();
      based = true;
      fresh.add(event);
      old += event.seq() <= past ? 1 : 0;
    }
    while (events.size() > mostEvents || (bytes > mostBytes && events.size() > 1)) {
      bytes -= events.pollFirstEntry().getValue().json().length;
    }
    return new Added(Outcome.TAKEN, fresh, interrupted, old);
  }

  /** Whether detector-service does not have the missing events any more. */
  private boolean lost() {
    return askedAfter == last && ++gaps >= GAPS_OF_LOST_EVENTS;
  }

  /**
   * @param seq the last event that the client has
   */
  public Since since(long seq) {
    return since(seq, Integer.MAX_VALUE);
  }

  /**
   * The first events after a seq.
   *
   * @param seq the last event that the client has
   * @param most events that are wanted at once
   */
  public synchronized Since since(long seq, int most) {
    long oldest = events.isEmpty() ? last + 1 : events.firstKey();
    boolean recovered = !epoch.isEmpty() && seq >= oldest - 1 && seq <= last;
    List<RelayedEvent> missed = events.tailMap(seq, false).values().stream().limit(most).toList();
    return new Since(recovered, epoch, last, missed);
  }
}
