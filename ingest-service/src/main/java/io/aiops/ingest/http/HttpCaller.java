package io.aiops.ingest.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Sends requests and waits for whole answers, bounded in time and bytes. */
public final class HttpCaller {

  private final TlsClient clients;
  private final long maxBytes;

  /**
   * A caller.
   *
   * @param maxBytes longest answer, as sent and as decompressed
   */
  public HttpCaller(TlsClient clients, long maxBytes) {
    this.clients = clients;
    this.maxBytes = maxBytes;
  }

  /**
   * Sends a request. A connection that the server closed while it was idle shows only when it is
   * used: such a request is sent a second time, so it must be safe to repeat.
   *
   * @param timeout until the last byte of the answer
   * @throws HttpTimeoutException when the answer was not complete in time
   * @throws TooLargeException when it is longer than the limit
   */
  public HttpAnswer send(HttpRequest request, Duration timeout) throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      return once(request, timeout);
    } catch (HttpTimeoutException | ConnectException | SSLException | TooLargeException e) {
      throw e;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      return once(request, Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
  }

  private HttpAnswer once(HttpRequest request, Duration timeout) throws IOException {
    HttpClient client = clients.get();
    CompletableFuture<HttpResponse<byte[]>> pending =
        client.sendAsync(
            request,
            info ->
                new BoundedBody(
                    maxBytes, info.headers().firstValueAsLong("Content-Length").orElse(0)));
    try {
      HttpResponse<byte[]> response = pending.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return new HttpAnswer(response.statusCode(), response.headers(), response.body(), maxBytes);
    } catch (TimeoutException e) {
      pending.cancel(true);
      HttpTimeoutException late =
          new HttpTimeoutException("no complete answer within " + timeout.toMillis() + " ms");
      late.initCause(e);
      throw late;
    } catch (InterruptedException e) {
      pending.cancel(true);
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("stopped while waiting");
      stopped.initCause(e);
      throw stopped;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException(e.getCause());
    }
  }
}
