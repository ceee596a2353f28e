package io.aiops.gateway.live;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.aiops.gateway.config.GatewayConfig;
import io.netty.channel.EventLoop;

/** The inbound side of a socket, with bounds on what a client may do. */
final class Connection {

  /** Messages that cannot be taken, until the client is taken for broken. */
  private static final int MOST_BAD_MESSAGES = 10;

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final Client client;
  private final int mostSubscribes;
  private final long mostChars;
  private final StringBuilder message = new StringBuilder();
  private int badMessages;
  private int subscribes;
  private long minuteStart = System.nanoTime();

  Connection(Client client, GatewayConfig.Live limits) {
    this.client = client;
    this.mostSubscribes = limits.maxSubscribesPerMinute();
    this.mostChars = limits.maxMessage().asLongValue();
  }

  Client client() {
    return client;
  }

  /** Runs on the client's event loop: at once where this is it. */
  void run(Runnable work) {
    EventLoop loop = client.channel().eventLoop();
    if (loop.inEventLoop()) {
      work.run();
    } else {
      loop.execute(work);
    }
  }

  /** Puts the parts of a message together, as long as it is not too long. */
  void text(String part, boolean last, Consumer<String> whole) {
    if (message.length() + part.length() > mostChars) {
      message.setLength(0);
      client.close(CloseCode.BAD_PROTOCOL);
      return;
    }
    message.append(part);
    if (last) {
      String text = message.toString();
      message.setLength(0);
      message.trimToSize();
      whole.accept(text);
    }
  }

  void bad() {
    if (++badMessages >= MOST_BAD_MESSAGES) {
      client.close(CloseCode.BAD_PROTOCOL);
    }
  }

  boolean maySubscribe() {
    long now = System.nanoTime();
    if (now - minuteStart > MINUTE) {
      minuteStart = now;
      subscribes = 0;
    }
    return ++subscribes <= mostSubscribes;
  }
}
