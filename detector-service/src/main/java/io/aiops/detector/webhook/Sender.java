package io.aiops.detector.webhook;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.json.Durations;

/**
 * Posts one message, once. Redirects are not followed, an answer's body is read up to a bound and
 * forgotten, and the whole takes no longer than the timeout. No error names the address: it may be
 * a secret, and what stands in an answer is nobody's business who may make a webhook.
 */
@ApplicationScoped
class Sender {

  private static final Logger LOG = Logger.getLogger(Sender.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final AddressRules addresses;
  private final Clock clock;
  private final Duration timeout;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  Sender(AddressRules addresses, Clock clock, AiopsConfig config) {
    this.addresses = addresses;
    this.clock = clock;
    this.timeout = config.webhooks().timeout();
  }

  /**
   * @param written writes the message; one that cannot be written or sent is refused, so that it
   *     holds up what follows no longer than one that the other side refuses
   * @param secret null for no signature
   */
  Outcome send(Supplier<Message> written, String secret) throws InterruptedException {
    long begin = System.nanoTime();
    try {
      Message message = written.get();
      Optional<String> refusal = addresses.resolvedRefusal(message.target().getHost());
      if (refusal.isPresent()) {
        return Outcome.failed(
            Outcome.Verdict.REFUSED, elapsed(begin), "The host " + refusal.get() + ".");
      }
      HttpResponse<Void> answer = post(message, secret);
      return Answers.outcome(answer, elapsed(begin), clock.instant());
    } catch (UnknownHostException e) {
      return later(begin, "The host has no address.");
    } catch (TimeoutException e) {
      return later(begin, "No answer within " + Durations.format(timeout) + ".");
    } catch (ConnectException e) {
      return later(begin, "The connection was refused.");
    } catch (SSLException e) {
      return later(begin, "The TLS handshake failed.");
    } catch (IOException e) {
      return later(begin, "The connection failed (" + e.getClass().getSimpleName() + ").");
    } catch (RuntimeException e) {
      LOG.debugf(e, "A message of a webhook cannot be sent");
      return Outcome.failed(
          Outcome.Verdict.REFUSED,
          elapsed(begin),
          "It cannot be sent (" + e.getClass().getSimpleName() + ").");
    }
  }

  private static Outcome later(long begin, String error) {
    return Outcome.failed(Outcome.Verdict.LATER, elapsed(begin), error);
  }

  private HttpResponse<Void> post(Message message, String secret)
      throws IOException, InterruptedException, TimeoutException {
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request(message, secret), head -> new BoundedDiscard());
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private HttpRequest request(Message message, String secret) {
    Instant now = clock.instant();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(message.target())
            .timeout(timeout)
            .header("Content-Type", message.contentType())
            .header("User-Agent", "aiops-webhook")
            .header("webhook-id", message.id())
            .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
            .POST(HttpRequest.BodyPublishers.ofString(message.body()));
    if (secret != null) {
      request.header(
          "webhook-signature",
          Signature.of(secret, message.id(), now.getEpochSecond(), message.body()));
    }
    return request.build();
  }

  private static long elapsed(long begin) {
    return (System.nanoTime() - begin) / NANOS_PER_MILLI;
  }
}
