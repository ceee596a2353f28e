package io.aiops.system;

import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.awaitility.Awaitility.await;

/** A client of the socket that keeps what it gets. */
final class EventSocket implements WebSocket.Listener {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(60);

  final List<JsonNode> messages = new CopyOnWriteArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private WebSocket socket;

  /**
   * @param more further fields of the subscription, each with a comma before it
   */
  static EventSocket subscribe(int port, String topics, String more) {
    EventSocket made = new EventSocket();
    made.socket =
        Http.CLIENT
            .newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/ws"), made)
            .join();
    made.socket
        .sendText("{\"action\":\"subscribe\",\"topics\":[" + topics + "]" + more + "}", true)
        .join();
    made.first(message -> message.get("type").asText().equals("subscribed"));
    return made;
  }

  JsonNode first(Predicate<JsonNode> wanted) {
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(SOON)
        .until(() -> messages.stream().anyMatch(wanted));
    return messages.stream().filter(wanted).findFirst().orElseThrow();
  }

  List<JsonNode> events() {
    return messages.stream().filter(message -> message.has("topic")).toList();
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
}
