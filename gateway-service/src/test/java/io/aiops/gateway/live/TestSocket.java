package io.aiops.gateway.live;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.awaitility.Awaitility.await;

/** A client of the socket. */
final class TestSocket implements WebSocket.Listener {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(20);

  final List<JsonNode> messages = new CopyOnWriteArrayList<>();
  final AtomicInteger closeCode = new AtomicInteger();
  private final StringBuilder text = new StringBuilder();
  private WebSocket socket;

  static TestSocket open(HttpClient client, int port) {
    return opening(client, port).join();
  }

  static CompletableFuture<TestSocket> opening(HttpClient client, int port) {
    TestSocket test = new TestSocket();
    return client
        .newWebSocketBuilder()
        .buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/ws"), test)
        .thenApply(
            socket -> {
              test.socket = socket;
              return test;
            });
  }

  void send(String message) {
    socket.sendText(message, true).join();
  }

  void sendBytes(byte[] message) {
    socket.sendBinary(ByteBuffer.wrap(message), true).join();
  }

  /** Part of a message; lost where the other side has closed the socket in the meantime. */
  void sendPart(String part) {
    socket.sendText(part, false).exceptionally(closed -> socket).join();
  }

  void abort() {
    socket.abort();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      try {
        messages.add(MAPPER.readTree(text.toString()));
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + text, e);
      }
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closeCode.set(code);
    return null;
  }

  List<JsonNode> ofType(String type) {
    return messages.stream().filter(m -> m.get("type").asText().equals(type)).toList();
  }

  JsonNode first(String type) {
    until(() -> !ofType(type).isEmpty());
    return ofType(type).get(0);
  }

  /** Waits for what is usually there already. */
  static void until(Callable<Boolean> condition) {
    await().pollDelay(Duration.ZERO).pollInterval(POLL).atMost(SOON).until(condition);
  }

  /** Sequence numbers of events, in the order in which they came. */
  List<Long> sequences() {
    List<Long> sequences = new ArrayList<>();
    for (JsonNode message : messages) {
      if (message.has("topic")) {
        sequences.add(message.get("seq").asLong());
      }
    }
    return sequences;
  }

  TestSocket subscribe(String topics, String more) {
    int before = ofType("subscribed").size();
    send("{\"action\":\"subscribe\",\"topics\":[" + topics + "]" + more + "}");
    until(() -> ofType("subscribed").size() > before);
    return this;
  }
}
