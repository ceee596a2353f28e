package io.aiops.gateway.support;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A WebSocket client that keeps all it hears. */
public final class WsClient implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private volatile int closeCode;
  private volatile boolean failed;
  private final WebSocket socket;

  public WsClient(int port) {
    this(URI.create("ws://127.0.0.1:" + port + "/api/ws"));
  }

  public WsClient(URI url) {
    this(url, Map.of());
  }

  /** Connects with headers that a browser or a program adds to the upgrade. */
  public WsClient(URI url, Map<String, String> headers) {
    WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
    headers.forEach(builder::header);
    socket = builder.buildAsync(url, new Ears()).join();
  }

  /** Connects and subscribes, and waits until it is so. */
  public static WsClient subscribed(int port, String... topics) {
    WsClient client = new WsClient(port);
    client.subscribe(topics);
    return client;
  }

  public void send(String message) {
    socket.sendText(message, true).join();
  }

  public void sendPart(String part, boolean last) {
    socket.sendText(part, last).join();
  }

  public void sendBinary(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  public void subscribe(String... topics) {
    int before = ofType("subscribed").size();
    send("{\"action\":\"subscribe\",\"topics\":[\"" + String.join("\",\"", topics) + "\"]}");
    Awaitility.await().atMost(PATIENCE).until(() -> ofType("subscribed").size() > before);
  }

  /** All messages so far. */
  public List<JsonNode> messages() {
    return new ArrayList<>(messages);
  }

  public List<JsonNode> ofType(String type) {
    return messages.stream().filter(m -> m.path("type").asText().equals(type)).toList();
  }

  /** The first message of a type, once it has come. */
  public JsonNode await(String type) {
    Awaitility.await(type).atMost(PATIENCE).until(() -> !ofType(type).isEmpty());
    return ofType(type).get(0);
  }

  /** The seqs of all events, in the order in which they came. */
  public List<Long> seqs() {
    return messages.stream().filter(m -> m.has("topic")).map(m -> m.path("seq").asLong()).toList();
  }

  /** The code of the close frame, once it has come. */
  public int awaitClose() {
    Awaitility.await("close").atMost(PATIENCE).until(() -> closeCode != 0 || failed);
    return closeCode;
  }

  public boolean open() {
    return closeCode == 0 && !failed;
  }

  @Override
  public void close() {
    socket.abort();
  }

  private final class Ears implements WebSocket.Listener {
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
      closeCode = code;
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      failed = true;
    }
  }
}
