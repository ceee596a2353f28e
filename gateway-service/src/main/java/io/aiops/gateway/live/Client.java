package io.aiops.gateway.live;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.aiops.gateway.event.RelayedEvent;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;

/**
 * One socket. All of it belongs to the event loop of its channel. What the channel does not take at
 * once waits in a queue with a bound in bytes: one that reads too slowly is closed, and costs
 * nobody else anything.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, which tells us
final class Client {

  /** After this name of the pipeline frames are bytes. */
  private static final String ENCODER = "ws-encoder";

  /** Time for the close frame to get out, where the client still reads. */
  private static final long CLOSE_MILLIS = 1000;

  private final Channel channel;
  private final ChannelHandlerContext out;
  private final LiveMetrics metrics;
  private final long mostQueued;
  private final Map<String, Wish> wishes = new HashMap<>();
  private final ArrayDeque<ByteBuf> queue = new ArrayDeque<>();
  private final ArrayDeque<RelayedEvent> missed = new ArrayDeque<>();
  private long queued;
  private long progressAt;
  private boolean dirty;
  private boolean closing;
  private long pingedAt;
  private boolean answered = true;
  private long heartbeatAt;

  /** What a client wants of one topic: what passes the filter, after the seq at which it asked. */
  private record Wish(Filter filter, long after) {}

  Client(Channel channel, LiveMetrics metrics, long mostQueued, long now) {
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

  boolean wants(String topic) {
    return wishes.containsKey(topic);
  }

  boolean subscribed() {
    return !wishes.isEmpty();
  }

  void subscribe(String topic, Filter filter, long after, long now) {
    if (wishes.isEmpty()) {
      heartbeatAt = now;
    }
    wishes.put(topic, new Wish(filter, after));
  }

  void unsubscribe(String topic) {
    wishes.remove(topic);
  }

  /** Sends an event that just came in, if it is wanted and was not sent as a missed one. */
  void offer(RelayedEvent event, ByteBuf frame) {
    Wish wish = wishes.get(event.topic());
    if (wish == null || event.seq() <= wish.after() || !wish.filter().accepts(event)) {
      return;
    }
    metrics.sent();
    if (missed.isEmpty()) {
      write(frame.retainedDuplicate());
    } else if (!closing) {
      missed.addLast(event);
    }
  }

  /**
   * Sends events that the client missed, as fast as it reads them. They are kept as references to
   * the window, which is bounded, and so do not count as queued.
   */
  void catchUp(List<RelayedEvent> events) {
    if (!closing) {
      missed.addAll(events);
      drain();
    }
  }

  /** Sends a frame, which is released then; {@link #flush} lets it out. */
  void write(ByteBuf frame) {
    if (closing || !channel.isActive()) {
      frame.release();
      return;
    }
    if (missed.isEmpty() && queue.isEmpty() && writable()) {
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
    boolean progress = false;
    while (!missed.isEmpty() && writable()) {
      out.write(Frames.text(missed.removeFirst().json()), out.voidPromise());
      dirty = true;
      progress = true;
    }
    while (missed.isEmpty() && !queue.isEmpty() && writable()) {
      ByteBuf frame = queue.removeFirst();
      queued -= frame.readableBytes();
      out.write(frame, out.voidPromise());
      dirty = true;
      progress = true;
    }
    if (progress) {
      progressAt = System.nanoTime();
    }
    flush();
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
    missed.clear();
    queued = 0;
  }

  /** The client answered a ping. */
  void heard() {
    answered = true;
  }

  /** Asks now and then whether the client is there, and closes it when it does not answer. */
  void check(long now, long pingEvery, long pongTimeout) {
    if (!queue.isEmpty() || !missed.isEmpty()) {
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
