package io.aiops.detector.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Asks over keep-alive connections as fast as answers come, with as little client as possible. */
final class HttpLoad {

  private final int port;

  HttpLoad(int port) {
    this.port = port;
  }

  /** One request. */
  record Request(String method, String path, String body) {
    byte[] bytes() {
      return (method
              + " "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
              + body.getBytes(StandardCharsets.UTF_8).length
              + "\r\n\r\n"
              + body)
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Requests a second, and the median latency in milliseconds. */
  record Figures(double perSecond, double p50) {}

  Figures run(int connections, int millis, IntFunction<Request> request) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      long end = System.nanoTime() + millis * 1_000_000L;
      List<Future<long[]>> results = new ArrayList<>();
      long start = System.nanoTime();
      for (int i = 0; i < connections; i++) {
        byte[] bytes = request.apply(i).bytes();
        results.add(threads.submit((Callable<long[]>) () -> one(bytes, end)));
      }
      List<long[]> latencies = new ArrayList<>();
      for (Future<long[]> result : results) {
        latencies.add(result.get());
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      long[] all = latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
      return new Figures(all.length / seconds, all[all.length / 2] / 1e6);
    } finally {
      threads.shutdown();
    }
  }

  private long[] one(byte[] request, long end) throws IOException {
    long[] latencies = new long[1024];
    int count = 0;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream(), 65_536);
      while (System.nanoTime() < end) {
        long start = System.nanoTime();
        out.write(request);
        answer(in);
        if (count == latencies.length) {
          latencies = Arrays.copyOf(latencies, count * 2);
        }
        latencies[count++] = System.nanoTime() - start;
      }
    }
    return Arrays.copyOf(latencies, count);
  }

  private static void answer(InputStream in) throws IOException {
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 2")) {
      throw new IOException("unexpected answer: " + status);
    }
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection was closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
