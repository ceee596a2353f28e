package io.aiops.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The network between two services: a port that leads to another one, until it is cut. It can also
 * make the clock of an HTTP server stand still, as its clients see it.
 */
final class Link implements AutoCloseable {

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final byte[] DATE_HEADER = "\r\ndate: ".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket server;
  private final int target;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "link");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;
  private volatile Instant frozen;

  Link(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  /** Breaks all connections off and takes no new ones. */
  void cut() {
    cut = true;
    open.forEach(Link::close);
  }

  /** Takes connections again. */
  void mend() {
    cut = false;
  }

  /** From now on answers carry no later {@code Date} than this. */
  void freeze(Instant at) {
    frozen = at;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket from = server.accept();
        if (cut) {
          close(from);
          continue;
        }
        open.add(from);
        threads.execute(() -> connect(from));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void connect(Socket from) {
    try {
      Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(to);
      if (cut) {
        throw new IOException("cut");
      }
      threads.execute(() -> copy(from, to, false));
      copy(to, from, true);
    } catch (IOException e) {
      close(from);
    } finally {
      open.remove(from);
    }
  }

  private void copy(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[16_384];
    DateRewriter dates = new DateRewriter();
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (answers) {
          dates.rewrite(buffer, count);
        }
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      // the other direction ends as well
    } finally {
      close(from);
      close(to);
      open.remove(from);
      open.remove(to);
    }
  }

  /** Overwrites the date of HTTP answers in a stream; a JSON body has no line ends of its kind. */
  private final class DateRewriter {
    private int matched;
    private byte[] date = new byte[0];
    private int written;

    void rewrite(byte[] buffer, int count) {
      Instant at = frozen;
      for (int i = 0; i < count; i++) {
        if (written < date.length) {
          buffer[i] = date[written++];
        } else if (at != null && matches(buffer[i]) && Instant.now().isAfter(at)) {
          date = HTTP_DATE.format(at).getBytes(StandardCharsets.US_ASCII);
          written = 0;
        }
      }
    }

    private boolean matches(byte next) {
      if (Character.toLowerCase(next) != DATE_HEADER[matched]) {
        matched = next == DATE_HEADER[0] ? 1 : 0;
        return false;
      }
      matched = (matched + 1) % DATE_HEADER.length;
      return matched == 0;
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is closed in any case
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    open.forEach(Link::close);
    threads.shutdownNow();
  }
}
