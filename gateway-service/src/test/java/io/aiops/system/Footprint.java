package io.aiops.system;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a service on the JVM holds on to.
 *
 * @param heapMegabytes heap in use after a full collection
 * @param threads live threads
 */
record Footprint(long heapMegabytes, long threads) {

  private static final int MEGABYTE = 1 << 20;

  static Footprint of(Service service) throws IOException {
    collect(service.pid());
    String metrics = Http.get(service.url() + "/q/metrics").text();
    long heap = sum(metrics, "jvm_memory_used_bytes{area=\"heap\"") / MEGABYTE;
    return new Footprint(heap, sum(metrics, "jvm_threads_live_threads"));
  }

  private static void collect(long pid) throws IOException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(new File("/dev/null"))
            .start();
    try {
      if (jcmd.waitFor() != 0) {
        throw new IOException("jcmd cannot collect the heap of " + pid);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static long sum(String metrics, String series) {
    return (long)
        metrics
            .lines()
            .filter(line -> line.startsWith(series))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
  }
}
