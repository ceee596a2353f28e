package io.aiops.system;

import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A client of the socket as the contract wants it: whenever the connection ends it comes back with
 * the last seq and the epoch that it has seen.
 */
final class FaithfulClient implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final int port;
  private final String topics;
  private final List<Long> seqs = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::run, "faithful-client");
  private volatile long last;
  private volatile String epoch = "";
  private final AtomicInteger connections = new AtomicInteger();
  private volatile boolean over;

  /**
   * @param topics as in the subscription, JSON strings with commas
   */
  FaithfulClient(int port, String topics) {
    this.port = port;
    this.topics = topics;
    thread.setDaemon(true);
    thread.start();
  }

  /** The seq of all events in the order in which they came. */
  List<Long> seqs() {
    return List.copyOf(seqs);
  }

  /** What went against the contract. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** How often it had a subscription. */
  int connections() {
    return connections.get();
  }

  private void run() {
    while (!over) {
      try {
        Connection connection = new Connection();
        CompletableFuture<WebSocket> socket =
            Http.CLIENT
                .newWebSocketBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/ws"), connection);
        socket.get(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        connection.ended.get();
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      } catch (ExecutionException | TimeoutException e) {
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over = true;
    thread.interrupt();
  }

  private final class Connection implements WebSocket.Listener {
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean end) {
      text.append(part);
      if (end) {
        try {
          message(socket, MAPPER.readTree(text.toString()));
        } catch (JsonProcessingException e) {
          complaints.add("not JSON: " + text);
        }
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    private void message(WebSocket socket, JsonNode message) {
      switch (message.path("type").asText()) {
        case "welcome" -> welcome(socket, message.path("epoch").asText());
        case "subscribed" -> {
          connections.incrementAndGet();
          if (!message.path("recovered").asBoolean()) {
            complaints.add("not recovered after seq " + last + ": " + message);
          }
        }
        case "heartbeat" -> {}
        case "error" -> complaints.add(message.toString());
        default -> event(message.path("seq").asLong());
      }
    }

    private void welcome(WebSocket socket, String current) {
      if (epoch.isEmpty()) {
        epoch = current;
      }
      String known = epoch.isEmpty() ? "" : ",\"epoch\":\"" + epoch + "\"";
      var unused =
          socket.sendText(
              "{\"action\":\"subscribe\",\"topics\":["
                  + topics
                  + "],\"since\":"
                  + last
                  + known
                  + "}",
              true);
    }

    private void event(long seq) {
      if (seq <= last) {
        complaints.add("seq " + seq + " after " + last);
      }
      last = seq;
      seqs.add(seq);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      ended.complete(null);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      ended.complete(null);
    }
  }
}
