package io.aiops.gateway.live;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.aiops.gateway.FreePorts;
import io.aiops.gateway.support.RawSocket;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Clients that read nothing, answer nothing, or are simply gone. */
@QuarkusTest
@TestProfile(FreePorts.class)
@SuppressWarnings("try") // sockets only have to be there
class SlowClientTest {

  static final int EVENT_BYTES = 4000;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @BeforeEach
  void known() {
    Events.beSubscribed();
  }

  /** Shakes hands, subscribes, and reads nothing from then on. */
  private static Socket stalled() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), RestAssured.port));
    socket
        .getOutputStream()
        .write(
            """
            GET /api/ws HTTP/1.1
            Host: localhost
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

            """
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) socket.getInputStream().read());
    }
    byte[] text =
        "{\"action\":\"subscribe\",\"topics\":[\"anomalies\"]}".getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[6 + text.length];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) (0x80 | text.length);
    System.arraycopy(text, 0, frame, 6, text.length);
    socket.getOutputStream().write(frame);
    return socket;
  }

  /** Says that it is there, though it reads nothing: else a slow machine calls it silent first. */
  private static void pong(Socket socket) {
    try {
      socket.getOutputStream().write(new byte[] {(byte) 0x8A, (byte) 0x80, 0, 0, 0, 0});
    } catch (IOException e) {
      // It has been closed, which is what is waited for.
    }
  }

  static double metric(String name) {
    String metrics = given().get("/q/metrics").asString();
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }

  @Test
  void aStalledClientIsClosedAndTheOthersGetEverything() throws IOException {
    Events.anomalies(1, "low", "");
    HttpClient client = HttpClient.newHttpClient();
    double before = metric("aiops_live_slow_clients_total");
    List<Socket> stalled = new ArrayList<>();
    TestSocket quick = TestSocket.open(client, RestAssured.port).subscribe("\"anomalies\"", "");
    for (int i = 0; i < 5; i++) {
      stalled.add(stalled());
    }
    ScheduledExecutorService answers = Executors.newSingleThreadScheduledExecutor();
    var unused =
        answers.scheduleAtFixedRate(
            () -> stalled.forEach(SlowClientTest::pong), 0, 100, TimeUnit.MILLISECONDS);
    String detail = "x".repeat(EVENT_BYTES);
    int sent = 0;
    while (metric("aiops_live_slow_clients_total") < before + 5 && sent < 20_000) {
      Events.anomalies(100, "low", detail);
      sent += 100;
    }
    answers.shutdownNow();
    int expected = sent;
    TestSocket.until(() -> quick.sequences().size() == expected);
    assertEquals(before + 5, metric("aiops_live_slow_clients_total"));
    TestSocket.until(() -> metric("aiops_live_clients") <= 1);
    for (Socket socket : stalled) {
      socket.close();
    }
    quick.abort();
  }

  /** Posts more than fits between a client and the gateway; answers the seq before it. */
  static long muchToCatchUp() {
    long before = Events.last();
    for (int i = 0; i < 18; i++) {
      Events.anomalies(100, "low", "x".repeat(EVENT_BYTES));
    }
    return before;
  }

  static void subscribe(RawSocket socket, long since) throws IOException {
    socket.text("{\"action\":\"subscribe\",\"topics\":[\"anomalies\"],\"since\":" + since + "}");
  }

  @Test
  void aCatchUpThatIsAskedForAnewReplacesTheOneThatRuns() throws IOException {
    long since = muchToCatchUp();
    try (RawSocket socket = new RawSocket(RestAssured.port)) {
      socket.head();
      for (int i = 0; i < 3; i++) {
        subscribe(socket, since);
      }
      List<Long> seqs = new ArrayList<>();
      int subscribed = 0;
      while (subscribed < 3 || seqs.isEmpty() || seqs.get(seqs.size() - 1) < Events.last()) {
        JsonNode message = MAPPER.readTree(socket.next(RawSocket.TEXT).payload());
        if (message.path("type").asText().equals("subscribed")) {
          assertTrue(message.path("recovered").asBoolean());
          subscribed++;
          seqs.clear();
        } else if (message.has("topic")) {
          seqs.add(message.path("seq").asLong());
        }
      }
      assertEquals(LongStream.rangeClosed(since + 1, Events.last()).boxed().toList(), seqs);
    }
  }

  @Test
  void aClientThatAnswersNoPingIsClosed() throws IOException {
    double before = metric("aiops_live_clients");
    try (Socket silent = stalled()) {
      TestSocket.until(() -> metric("aiops_live_clients") == before + 1);
      TestSocket.until(() -> metric("aiops_live_clients") == before);
    }
  }

  @Test
  void aClientThatAnswersPingsStays() {
    TestSocket socket =
        TestSocket.open(HttpClient.newHttpClient(), RestAssured.port).subscribe("\"system\"", "");
    TestSocket.until(() -> socket.ofType("heartbeat").size() >= 12);
    assertEquals(0, socket.closeCode.get());
    socket.abort();
  }
}
