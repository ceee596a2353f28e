package io.aiops.gateway.event;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.aiops.gateway.config.GatewayConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** This process's own subscription to events: made at the start, renewed, ended on a clean stop. */
@ApplicationScoped
public class Subscription {

  private static final Logger LOG = Logger.getLogger(Subscription.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final GatewayConfig config;
  private final EventWindow window;
  private final Instance<EventListener> listener;
  private final ObjectMapper mapper;
  private final URI url;
  private final URI callbackUrl;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "subscription");
            made.setDaemon(true);
            return made;
          });
  private volatile boolean active;
  private volatile boolean restart = true;
  private volatile boolean stopped;
  private long pause;

  public Subscription(
      GatewayConfig config,
      EventWindow window,
      Instance<EventListener> listener,
      ObjectMapper mapper,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    this.config = config;
    this.window = window;
    this.listener = listener;
    this.mapper = mapper;
    String id = URLEncoder.encode(config.instance(), StandardCharsets.UTF_8);
    this.url = URI.create(config.detectorUrl() + "/internal/v1/subscribers/" + id);
    this.callbackUrl =
        config.callbackUrl().orElse(URI.create("http://127.0.0.1:" + port + "/internal/v1/events"));
  }

  void start(@Observes StartupEvent event) {
    thread.execute(this::renew);
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
    thread.shutdownNow();
    if (active) {
      try {
        client.send(request().DELETE().build(), HttpResponse.BodyHandlers.discarding());
      } catch (IOException e) {
        LOG.debugf("The subscription could not be ended, it runs out: %s", e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether events come in. */
  public boolean active() {
    return active;
  }

  /** Subscribes anew after the last event that is here. */
  public void resume() {
    restart = true;
    if (!stopped) {
      thread.execute(this::subscribe);
    }
  }

  private void renew() {
    subscribe();
    if (!stopped) {
      long period = config.events().renewEvery().toMillis();
      pause =
          active
              ? period
              : Math.min(period, Math.max(config.events().retryMin().toMillis(), pause * 2));
      var unused = thread.schedule(this::renew, pause, TimeUnit.MILLISECONDS);
    }
  }

  private void subscribe() {
    boolean wasActive = active;
    boolean fresh = restart;
    try {
      ObjectNode body = mapper.createObjectNode().put("callback_url", callbackUrl.toString());
      EventWindow.Position before = window.position();
      if (fresh) {
        body.put("from_seq", window.ask());
      }
      HttpResponse<byte[]> answer =
          client.send(
              request()
                  .header("Content-Type", "application/json")
                  .PUT(HttpRequest.BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body)))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        lost("it answers " + answer.statusCode());
        return;
      }
      subscribed(mapper.readTree(answer.body()), before, fresh);
      if (!wasActive) {
        LOG.infof("Subscribed to events: callback=%s", callbackUrl);
      }
    } catch (IOException e) {
      lost(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      lost(e.toString());
    }
  }

  private void subscribed(JsonNode answer, EventWindow.Position before, boolean fresh) {
    String epoch = answer.path("epoch").asText();
    long seq = answer.path("seq").asLong();
    long position = answer.path("position").asLong();
    EventWindow.Found found = window.subscribed(epoch, seq, position, before.seq(), fresh);
    active = true;
    // A renewal that came too late made a new subscription, which skips what came in between.
    restart = !fresh && position > window.position().seq();
    if (found == EventWindow.Found.OTHER) {
      LOG.warnf(
          "The database is another one: epoch=%s seq=%d before=%s seq_before=%d",
          epoch, seq, before.epoch(), before.seq());
      listener.get().interrupted();
      restart = true;
    }
    if (restart) {
      subscribe();
    }
  }

  private void lost(String why) {
    if (active || pause == 0) {
      LOG.warnf("No subscription to events at %s: %s", config.detectorUrl(), why);
    }
    active = false;
    restart = true;
  }

  private HttpRequest.Builder request() {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(TIMEOUT);
    config.internalToken().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request;
  }
}
