package io.aiops.gateway.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Starts the services behind the gateway and tells the gateway where they are. */
public class FakeServices implements QuarkusTestResourceLifecycleManager {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Map<String, String> args = Map.of();
  private FakeDetector detector;
  private HttpServer ingest;

  @Override
  public void init(Map<String, String> initArgs) {
    args = initArgs;
  }

  @Override
  public Map<String, String> start() {
    try {
      detector = new FakeDetector(args.get("token"));
      ingest = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
      ingest.setExecutor(threads);
      ingest.createContext("/api/", new EchoApi("ingest"));
      ingest.start();
      int port = freePort();
      Map<String, String> settings = new HashMap<>();
      settings.put("aiops.detector-url", detector.url().toString());
      settings.put("aiops.ingest-url", "http://127.0.0.1:" + ingest.getAddress().getPort());
      settings.put("quarkus.http.test-port", Integer.toString(port));
      // Of packages and executables.
      settings.put("quarkus.http.port", Integer.toString(port));
      settings.put("aiops.callback-url", "http://127.0.0.1:" + port + "/internal/v1/events");
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(
        detector, new TestInjector.AnnotatedAndMatchesType(Fake.class, FakeDetector.class));
  }

  @Override
  public void stop() {
    detector.close();
    ingest.stop(0);
    threads.shutdownNow();
  }

  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
