package io.aiops.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Prints how long an anomaly takes from the call that finds it to a WebSocket client, through the
 * three packaged services, beside that call itself.
 */
class EventLatencyBench {

  private static final String TRAINING = "[10,12,11,13,10,15,14,12,11,9,13,12]";
  private static final int ROUNDS = 200;
  private static final int WARM_UP = 50;

  @TempDir Path folder;

  /** Notes when each announcement of an anomaly arrived. */
  private static final class Arrivals implements WebSocket.Listener {
    private final LinkedBlockingQueue<Long> nanos = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        if (text.indexOf("\"anomaly_detected\"") >= 0) {
          nanos.add(System.nanoTime());
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  @Test
  void fromTheCallToTheClient() throws Exception {
    try (Product product = new Product(folder, Map.of("SELF_WATCH", "false")).start()) {
      Http.post(product.api() + "/detectors", "{\"name\":\"bench\"}");
      String detector = product.api() + "/detectors/detector_1";
      Arrivals arrivals = subscribe(product);
      double[] answer = new double[ROUNDS];
      double[] event = new double[ROUNDS];
      for (int i = -WARM_UP; i < ROUNDS; i++) {
        long start = find(detector, i);
        long answered = System.nanoTime();
        Long arrived = arrivals.nanos.poll(10, TimeUnit.SECONDS);
        assertNotNull(arrived, "the event did not arrive");
        if (i >= 0) {
          answer[i] = (answered - start) / 1e6;
          event[i] = (arrived - start) / 1e6;
        }
      }
      print("call of detect, answered", answer);
      print("call of detect, anomaly_detected at the client", event);
    }
  }

  private static Arrivals subscribe(Product product) {
    Arrivals arrivals = new Arrivals();
    Http.CLIENT
        .newWebSocketBuilder()
        .buildAsync(URI.create("ws://127.0.0.1:" + product.gateway.port() + "/api/ws"), arrivals)
        .join()
        .sendText("{\"action\":\"subscribe\",\"topics\":[\"anomalies\"]}", true)
        .join();
    return arrivals;
  }

  /** Trains an entity of its own, so that each round opens one anomaly; answers when it called. */
  private static long find(String detector, int round) throws IOException {
    String entity = "\"entity\":{\"round\":\"" + round + "\"}";
    Http.post(detector + "/train", "{\"values\":" + TRAINING + "," + entity + "}");
    long start = System.nanoTime();
    Http.Answer answer = Http.post(detector + "/detect", "{\"value\":85.5," + entity + "}");
    assertTrue(answer.json().get("is_anomaly").asBoolean(), answer.text());
    return start;
  }

  private static void print(String what, double[] millis) {
    Arrays.sort(millis);
    System.out.printf(
        "BENCH %s: p50 %.2f ms, p99 %.2f ms, most %.2f ms%n",
        what, millis[ROUNDS / 2], millis[ROUNDS * 99 / 100], millis[ROUNDS - 1]);
  }
}
