package io.aiops.gateway.live;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.aiops.gateway.security.Caller;
import io.aiops.gateway.security.Gate;
import io.aiops.gateway.security.Sessions;
import io.aiops.gateway.security.Tokens;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Who may listen. The upgrade says who asks; the channel carries it to the socket. */
@ApplicationScoped
class Admission {

  /** After the gate, before the framework upgrades, which it does at -100. */
  private static final int ORDER = -150;

  private static final AttributeKey<Caller> CALLER = AttributeKey.valueOf("aiops.caller");

  private final Tokens tokens;
  private final Sessions sessions;

  Admission(Tokens tokens, Sessions sessions) {
    this.tokens = tokens;
    this.sessions = sessions;
  }

  void register(@Observes Router router) {
    if (tokens.required()) {
      router.route("/api/ws").order(ORDER).handler(this::keepCaller);
    }
  }

  private void keepCaller(RoutingContext context) {
    Optional<Caller> caller = Gate.caller(context);
    if (context.request().connection() instanceof ConnectionBase connection) {
      connection.channel().attr(CALLER).set(caller.orElse(null));
    }
    context.next();
  }

  /** Whether the one behind a channel may listen, now as at the upgrade. */
  boolean holds(Channel channel) {
    if (!tokens.required()) {
      return true;
    }
    Caller caller = channel.attr(CALLER).get();
    return caller != null && sessions.holds(caller);
  }
}
