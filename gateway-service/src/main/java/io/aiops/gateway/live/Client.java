package io.aiops.gateway.live;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.aiops.gateway.event.EventWindow;
import io.aiops.gateway.event.RelayedEvent;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;

/**
 * One socket. All of it belongs to the event loop of its channel. What the channel does not take at
 * once waits in a queue with a bound in bytes: one that reads too slowly is closed, and costs
 * nobody else anything. One that catches up reads from the window, live events as well, until it is
 * through: it keeps none of them, and is closed where the window is faster.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, which tells us
final class Client {

  /** After this name of the pipeline frames are bytes. */
  private static final String ENCODER = "ws-encoder";

  /** Time for the close frame to get out, where the client still reads. */
  private static final long CLOSE_MILLIS = 1000;

  /** Events that one which catches up takes from the window at once. */
  private static final int PORTION = 64;

  private final Channel channel;
  private final ChannelHandlerContext out;
  private final EventWindow window;
  private final LiveMetrics metrics;
  private final long mostQueued;
  private final Waiting waiting = new Waiting();
  private final Map<String, Wish> wishes = new HashMap<>();
  private final ArrayDeque<ByteBuf> queue = new ArrayDeque<>();
  private long queued;

  /** Epoch of {@link #served}. */
  private String epoch = "";

  /** The seq up to which all that it wants was written or queued. */
  private long served;

  /** Whether it reads from the window, and live events have to wait for it. */
  private boolean behind;

  private long progressAt;
  private boolean dirty;
  private boolean closing;
  private long pingedAt;
  private boolean answered = true;
  private long heartbeatAt;

  /** What a client wants of one topic: what passes the filter, after the seq that it has. */
  private record Wish(Filter filter, long after) {

    boolean wants(RelayedEvent event) {
      return event.seq() > after && filter.accepts(event);
    }

    Wish from(long seq) {
      return new Wish(filter, Math.max(after, seq));
    }
  }

  Client(Channel channel, EventWindow window, LiveMetrics metrics, long mostQueued, long now) {
    this.window = window;
    this.channel = channel;
    this.out = channel.pipeline().context(ENCODER);
    this.metrics = metrics;
    this.mostQueued = mostQueued;
    this.pingedAt = now;
    this.progressAt = now;
  }

  Channel channel() {
    return channel;
  }

  Waiting waiting() {
    return waiting;
  }

  boolean wants(String topic) {
    return wishes.containsKey(topic);
  }

  boolean subscribed() {
    return !wishes.isEmpty();
  }

  /** The seq up to which nothing is owed to it: what it may say as since when it comes back. */
  long served() {
    return served;
  }

  /** Where it wants nothing yet it stands where the events stand: nothing before is owed to it. */
  void begin(String newEpoch, long seq) {
    if (wishes.isEmpty()) {
      epoch = newEpoch;
      served = seq;
      behind = false;
    }
  }

  /**
   * Learns where the events stood when this process met them. Where it began before, all up to
   * there is past: nobody is told of it unless it asks for what it missed.
   */
  void meet(String newEpoch, long past) {
    if (!behind) {
      epoch = newEpoch;
      served = Math.max(served, past);
    }
  }

  /** Sends events of a topic from a seq on; where it had the topic already, it misses none. */
  void subscribe(String topic, Filter filter, long seq, long now) {
    Wish former = wishes.get(topic);
    want(topic, new Wish(filter, former == null ? seq : former.after()), now);
  }

  /** Sends events of a topic after a seq, from the window where they have been live already. */
  void resume(String topic, Filter filter, long after, long now) {
    if (after < served) {
      long before = served;
      wishes.replaceAll((other, wish) -> wish.from(before));
      served = after;
      behind = true;
    }
    want(topic, new Wish(filter, after), now);
  }

  private void want(String topic, Wish wish, long now) {
    if (wishes.isEmpty()) {
      heartbeatAt = now;
    }
    wishes.put(topic, wish);
  }

  void unsubscribe(String topic) {
    wishes.remove(topic);
  }

  /** Sends an event that just came in, if it is wanted and not yet sent. */
  void offer(RelayedEvent event, ByteBuf frame) {
    if (behind || event.seq() <= served) {
      return;
    }
    served = event.seq();
    if (wants(event)) {
      metrics.sent();
      write(frame.retainedDuplicate());
    }
  }

  private boolean wants(RelayedEvent event) {
    Wish wish = wishes.get(event.topic());
    return wish != null && wish.wants(event);
  }

  /** Sends a frame, which is released then; {@link #flush} lets it out. */
  void write(ByteBuf frame) {
    if (closing || !channel.isActive()) {
      frame.release();
      return;
    }
    if (queue.isEmpty() && writable()) {
      out.write(frame, out.voidPromise());
      dirty = true;
      return;
    }
    queue.addLast(frame);
    queued += frame.readableBytes();
    if (queued > mostQueued) {
      metrics.slowClient();
      close(CloseCode.SLOW);
    }
  }

  /** A batch may be larger than what the channel takes before it is flushed. */
  private boolean writable() {
    if (!channel.isWritable()) {
      flush();
    }
    return channel.isWritable();
  }

  void flush() {
    if (dirty) {
      dirty = false;
      out.flush();
    }
  }

  /** Goes on with what waits, now that the channel takes more. */
  void drain() {
    // Asking may flush, and a flush may get here and take what waits.
    while (writable() && !queue.isEmpty()) {
      ByteBuf frame = queue.removeFirst();
      queued -= frame.readableBytes();
      out.write(frame, out.voidPromise());
      progress();
    }
    while (writable() && behind && queue.isEmpty()) {
      catchUp();
    }
    flush();
  }

  private void progress() {
    dirty = true;
    progressAt = System.nanoTime();
  }

  /** Goes on in the window as far as the channel takes it. */
  private void catchUp() {
    EventWindow.Since since = window.since(served, PORTION);
    if (!since.recovered() || !since.epoch().equals(epoch)) {
      metrics.slowClient();
      close(CloseCode.SLOW);
      return;
    }
    for (RelayedEvent event : since.events()) {
      if (!writable() || !behind) {
        return;
      }
      if (event.seq() > served) {
        served = event.seq();
        if (wants(event)) {
          metrics.sent();
          out.write(Frames.text(event.json()), out.voidPromise());
          progress();
        }
      }
    }
    behind = served < since.seq();
  }

  /** What waits is dropped, because a client that reads nothing would keep it for ever. */
  void close(CloseCode why) {
    if (closing) {
      return;
    }
    closing = true;
    drop();
    out.writeAndFlush(Frames.close(why.code(), why.reason()), out.voidPromise());
    var unused =
        channel.eventLoop().schedule(() -> channel.close(), CLOSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  void drop() {
    queue.forEach(ByteBuf::release);
    queue.clear();
    queued = 0;
    behind = false;
  }

  /** The client answered a ping. */
  void heard() {
    answered = true;
  }

  /** Asks now and then whether the client is there, and closes it when it does not answer. */
  void check(long now, long pingEvery, long pongTimeout) {
    if (!queue.isEmpty() || behind) {
      if (now - progressAt >= pongTimeout) {
        metrics.slowClient();
        close(CloseCode.SLOW);
      }
      return;
    }
    progressAt = now;
    if (!answered && now - pingedAt >= pongTimeout) {
      close(CloseCode.SILENT);
    } else if (answered && now - pingedAt >= pingEvery) {
      pingedAt = now;
      answered = false;
      write(Frames.ping());
    }
  }

  /** Whether a heartbeat is due. */
  boolean heartbeatDue(long now, long every) {
    if (!subscribed() || now - heartbeatAt < every) {
      return false;
    }
    heartbeatAt = now;
    return true;
  }
}
