package io.aiops.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Prints how long each service takes from the start of its process until it is ready, the processor
 * time that it takes for that, which a busy machine does not lengthen much, and the memory that it
 * has resident at rest: on the JVM and, where they have been compiled, as native executables.
 */
class StartBench {

  private static final int STARTS = 5;
  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration REST = Duration.ofSeconds(30);

  @TempDir Path folder;

  private record Starts(Figures millis, Figures cpuMillis) {}

  private record Measured(Starts starts, double mebibytes) {
    @Override
    public String toString() {
      Figures millis = starts.millis();
      return "%.0f (%.0f to %.0f) | %.0f | %.0f"
          .formatted(
              millis.median(),
              millis.least(),
              millis.most(),
              starts.cpuMillis().median(),
              mebibytes);
    }
  }

  @Test
  void startAndRest() throws IOException {
    Map<String, Measured> jvm = measure(false);
    Map<String, Measured> natively = measure(true);
    System.out.printf(
        "%n| %d starts of each | ms to ready | CPU ms to ready | MiB at rest |%n|---|---|---|---|%n",
        STARTS);
    print("JVM", jvm);
    print("native", natively);
    assertTrue(jvm.values().stream().allMatch(one -> one.mebibytes() > 0));
  }

  private static void print(String how, Map<String, Measured> measured) {
    measured.forEach((service, one) -> System.out.printf("| %s, %s | %s |%n", service, how, one));
  }

  private Map<String, Measured> measure(boolean natively) throws IOException {
    Path own = Files.createDirectories(folder.resolve(natively ? "native" : "jvm"));
    Map<String, Measured> measured = new TreeMap<>();
    try (Product product = new Product(own, Map.of("SELF_WATCH", "false"))) {
      List<Service> services =
          product.all().stream().filter(one -> !natively || one.compiled()).toList();
      Map<Service, Starts> starts = new HashMap<>();
      // An ingest-service is ready only once it has met a detector-service, which comes first.
      for (Service service : services) {
        starts.put(service, starts(service.natively(natively)));
      }
      // Resident memory counts while nothing is asked of them.
      await().pollDelay(REST).atMost(REST.multipliedBy(2)).until(() -> true);
      for (Service service : services) {
        measured.put(service.name(), new Measured(starts.get(service), resident(service)));
      }
    }
    return measured;
  }

  /** Starts it some times; the last one goes on. */
  private static Starts starts(Service service) {
    double[] millis = new double[STARTS];
    double[] cpuMillis = new double[STARTS];
    for (int i = 0; i < STARTS; i++) {
      if (service.alive()) {
        service.stop();
      }
      long start = System.nanoTime();
      service.start().awaitReady(POLL);
      millis[i] = (System.nanoTime() - start) / 1e6;
      cpuMillis[i] = cpu(service).toMillis();
    }
    return new Starts(new Figures(millis), new Figures(cpuMillis));
  }

  private static Duration cpu(Service service) {
    return ProcessHandle.of(service.pid()).orElseThrow().info().totalCpuDuration().orElseThrow();
  }

  private static double resident(Service service) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + service.pid() + "/status"))) {
      String line = lines.filter(one -> one.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
    }
  }
}
