package io.aiops.gateway.live;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.aiops.gateway.config.GatewayConfig;
import io.aiops.gateway.event.EventWindow;

/** What is said on the socket beside events. All of it runs on the client's event loop. */
@ApplicationScoped
class Protocol {

  /** How long a client waits for what had happened before and is not here yet. */
  private static final long CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(10);

  /**
   * How long it waits where it missed nothing: where detector-service does not answer, nothing has
   * to be told.
   */
  private static final long GREET_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long POLL_MILLIS = 25;
  private static final long LATE_POLL_MILLIS = 500;

  private final EventWindow window;
  private final ObjectMapper mapper;
  private final Clock clock;
  private final double heartbeatSeconds;

  Protocol(EventWindow window, ObjectMapper mapper, Clock clock, GatewayConfig config) {
    this.window = window;
    this.mapper = mapper;
    this.clock = clock;
    this.heartbeatSeconds = config.live().heartbeat().toMillis() / 1000.0;
  }

  /**
   * Greets a client once all is here that had happened before, but does not wait long for that: an
   * epoch that is not known yet tells it nothing.
   */
  void welcome(Client client) {
    client.waiting().addWelcome(System.nanoTime());
    attend(client);
  }

  private void greet(Client client) {
    EventWindow.Position position = window.position();
    ObjectNode message =
        message("welcome").put("epoch", position.epoch()).put("seq", position.seq());
    if (heartbeatSeconds == Math.rint(heartbeatSeconds)) {
      message.put("heartbeat_seconds", (long) heartbeatSeconds);
    } else {
      message.put("heartbeat_seconds", heartbeatSeconds);
    }
    send(client, message);
  }

  /** Its seq is the client's: events of the window may still be on their way to it. */
  void heartbeat(Client client) {
    send(
        client,
        message("heartbeat")
            .put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
            .put("seq", client.served()));
  }

  void pong(Client client) {
    send(client, message("pong"));
  }

  void error(Client client, ClientMessage.Bad bad) {
    send(client, message("error").put("code", bad.code()).put("message", bad.message()));
  }

  /** Says why, for whoever reads no close codes, and closes. */
  void unauthorised(Client client) {
    error(
        client,
        new ClientMessage.Bad("unauthorized", "this needs a token or a session that is not over"));
    client.close(CloseCode.UNAUTHORISED);
  }

  void unsubscribe(Client client, List<String> topics) {
    EventWindow.Position position = window.position();
    client.begin(position.epoch(), position.seq());
    client.waiting().forget(topics);
    topics.forEach(client::unsubscribe);
    ObjectNode message = message("unsubscribed");
    topics.forEach(message.putArray("topics")::add);
    send(client, message.put("seq", client.served()));
  }

  void subscribe(Client client, ClientMessage.Subscribe wish) {
    client.waiting().add(wish, System.nanoTime());
    attend(client);
  }

  private void attend(Client client) {
    if (client.waiting().watch()) {
      look(client);
    }
  }

  /** Answers what can be answered, and looks again where that is not all. */
  private void look(Client client) {
    EventWindow.Position position = window.position();
    Waiting waiting = client.waiting();
    long waited = waiting.nanos(System.nanoTime());
    if (position.caughtUp()) {
      waiting.over();
      client.meet(position.epoch(), position.past());
      answer(client, waiting.takeAll());
      return;
    }
    if (waited >= CATCH_UP_NANOS && waiting.forMissed()) {
      // Whether the missed events are gone cannot be said: the client shall ask again.
      client.close(CloseCode.NOT_YET);
      return;
    }
    boolean late = waited >= GREET_NANOS;
    if (late) {
      answer(client, waiting.takeForPresent());
    }
    if (client.channel().isActive()) {
      long pause = late ? LATE_POLL_MILLIS : POLL_MILLIS;
      var unused =
          client.channel().eventLoop().schedule(() -> look(client), pause, TimeUnit.MILLISECONDS);
    }
  }

  private void answer(Client client, List<ClientMessage.Subscribe> wishes) {
    if (client.waiting().takeWelcome()) {
      greet(client);
    }
    wishes.forEach(wish -> begin(client, wish));
  }

  private void begin(Client client, ClientMessage.Subscribe wish) {
    EventWindow.Since since = window.since(wish.since() == null ? Long.MAX_VALUE : wish.since(), 0);
    boolean sameEpoch = wish.epoch() == null || wish.epoch().equals(since.epoch());
    boolean recovered = wish.since() != null && sameEpoch && since.recovered();
    client.begin(since.epoch(), since.seq());
    ObjectNode message = message("subscribed");
    wish.topics().forEach(message.putArray("topics")::add);
    send(
        client,
        message.put("recovered", recovered).put("seq", recovered ? since.seq() : client.served()));
    long now = System.nanoTime();
    for (String topic : wish.topics()) {
      if (recovered) {
        client.resume(topic, wish.filter(), wish.since(), now);
      } else {
        client.subscribe(topic, wish.filter(), since.seq(), now);
      }
    }
    client.drain();
  }

  private ObjectNode message(String type) {
    return mapper.createObjectNode().put("type", type);
  }

  private static void send(Client client, ObjectNode message) {
    client.write(Frames.text(message.toString()));
    client.flush();
  }
}
