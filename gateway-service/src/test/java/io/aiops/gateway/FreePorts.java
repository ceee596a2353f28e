package io.aiops.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Points the gateway at ports of which nobody listens until a test does. */
public class FreePorts implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.ofEntries(
        Map.entry("aiops.detector-url", "http://127.0.0.1:" + port()),
        Map.entry("aiops.ingest-url", "http://127.0.0.1:" + port()),
        Map.entry("aiops.instance", "gateway-test"),
        Map.entry("aiops.upstream.timeout", "1s"),
        Map.entry("aiops.upstream.max-body", "1M"),
        Map.entry("aiops.events.retry-min", "50ms"),
        Map.entry("aiops.events.renew-every", "500ms"),
        Map.entry("aiops.events.window-bytes", "8M"),
        Map.entry("aiops.live.heartbeat", "300ms"),
        Map.entry("aiops.live.ping", "500ms"),
        Map.entry("aiops.live.pong-timeout", "1s"),
        Map.entry("aiops.live.max-queue", "256K"),
        Map.entry("aiops.live.max-subscribes-per-minute", "20"));
  }

  private static int port() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
