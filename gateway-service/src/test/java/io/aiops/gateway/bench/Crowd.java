package io.aiops.gateway.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** Many WebSocket clients on one thread, which count events and cost as little as they can. */
final class Crowd implements AutoCloseable {

  private static final String MARK = "\"sent\":\"";
  private static final int BUFFER = 1 << 18;
  private static final int LONGEST = 4096;
  private static final int TEXT = 1;

  private final Selector selector = Selector.open();
  private final List<SocketChannel> channels = new ArrayList<>();
  private final AtomicLongArray received;
  private final Latencies latencies = new Latencies();
  private final Thread thread = new Thread(this::run, "crowd");
  private volatile boolean running = true;
  private volatile boolean timing;
  private final AtomicInteger lost = new AtomicInteger();

  /** One connection's unfinished frame. */
  private static final class Reader {
    final int index;
    final ByteBuffer rest = ByteBuffer.allocate(LONGEST);

    Reader(int index) {
      this.index = index;
    }
  }

  Crowd(int port, String path, int count, String hello) throws IOException {
    received = new AtomicLongArray(count);
    for (int i = 0; i < count; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channels.add(channel);
      write(
          channel,
          ("GET "
                  + path
                  + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      skipHead(channel);
      if (!hello.isEmpty()) {
        byte[] text = hello.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(text.length + 6);
        frame.put((byte) 0x81).put((byte) (0x80 | text.length)).putInt(0).put(text);
        write(channel, frame.array());
      }
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, new Reader(i));
    }
    thread.setDaemon(true);
    thread.start();
  }

  private static void write(SocketChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static void skipHead(SocketChannel channel) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    int end = 0;
    while (end < 4 && channel.read(one) > 0) {
      end = one.get(0) == "\r\n\r\n".charAt(end) ? end + 1 : one.get(0) == '\r' ? 1 : 0;
      one.clear();
    }
  }

  /** Events that the slowest client has. */
  long least() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < received.length(); i++) {
      least = Math.min(least, received.get(i));
    }
    return least;
  }

  int lost() {
    return lost.get();
  }

  Latencies time(boolean on) {
    timing = on;
    return latencies;
  }

  private void run() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    while (running) {
      try {
        selector.select(
            key -> {
              try {
                read(key, buffer);
              } catch (IOException e) {
                lost.incrementAndGet();
                key.cancel();
              }
            },
            100);
      } catch (IOException e) {
        return;
      }
    }
  }

  private void read(SelectionKey key, ByteBuffer buffer) throws IOException {
    Reader reader = (Reader) key.attachment();
    reader.rest.flip();
    buffer.clear();
    buffer.put(reader.rest);
    reader.rest.clear();
    if (((SocketChannel) key.channel()).read(buffer) < 0) {
      lost.incrementAndGet();
      key.cancel();
      return;
    }
    buffer.flip();
    int events = 0;
    while (frame(buffer)) {
      events++;
    }
    reader.rest.put(buffer);
    received.addAndGet(reader.index, events);
  }

  /** Takes frames up to one that is an event; false when no whole frame is left. */
  private boolean frame(ByteBuffer buffer) {
    while (buffer.remaining() >= 2) {
      int start = buffer.position();
      int opcode = buffer.get(start) & 0xf;
      int length = buffer.get(start + 1) & 0x7f;
      int head = 2;
      if (length == 126) {
        if (buffer.remaining() < 4) {
          return false;
        }
        length = buffer.getShort(start + 2) & 0xffff;
        head = 4;
      }
      if (buffer.remaining() < head + length) {
        return false;
      }
      buffer.position(start + head + length);
      if (opcode == TEXT && length > 300) {
        if (timing) {
          latencies.record(System.nanoTime() - sentAt(buffer, start + head, length));
        }
        return true;
      }
    }
    return false;
  }

  private static long sentAt(ByteBuffer buffer, int start, int length) {
    byte[] text = new byte[length];
    buffer.get(start, text);
    String message = new String(text, StandardCharsets.US_ASCII);
    int from = message.indexOf(MARK) + MARK.length();
    return Long.parseLong(message.substring(from, message.indexOf('"', from)));
  }

  @Override
  public void close() throws IOException {
    running = false;
    selector.wakeup();
    for (SocketChannel channel : channels) {
      channel.close();
    }
  }
}
