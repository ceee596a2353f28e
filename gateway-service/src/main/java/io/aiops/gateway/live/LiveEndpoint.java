package io.aiops.gateway.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.aiops.gateway.config.GatewayConfig;
import io.aiops.gateway.event.EventWindow;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.undertow.websockets.UndertowSession;

/** The socket of the public API. */
@ServerEndpoint("/api/ws")
@ApplicationScoped
public class LiveEndpoint {

  private static final Logger LOG = Logger.getLogger(LiveEndpoint.class);
  private static final String CONNECTION = "connection";

  private final Hub hub;
  private final Protocol protocol;
  private final Admission admission;
  private final EventWindow window;
  private final LiveMetrics metrics;
  private final ObjectMapper mapper;
  private final GatewayConfig.Live limits;

  LiveEndpoint(
      Hub hub,
      Protocol protocol,
      Admission admission,
      EventWindow window,
      LiveMetrics metrics,
      ObjectMapper mapper,
      GatewayConfig config) {
    this.admission = admission;
    this.hub = hub;
    this.protocol = protocol;
    this.window = window;
    this.metrics = metrics;
    this.mapper = mapper;
    this.limits = config.live();
  }

  @OnOpen
  public void open(Session session) {
    Channel channel = ((UndertowSession) session).getChannel();
    boolean tooMany = metrics.opened() > limits.maxConnections();
    Connection connection =
        new Connection(
            new Client(
                channel, window, metrics, limits.maxQueue().asLongValue(), System.nanoTime()),
            limits);
    session.getUserProperties().put(CONNECTION, connection);
    channel.pipeline().addLast(new Drain(connection.client()));
    connection.run(
        () -> {
          if (tooMany) {
            connection.client().close(CloseCode.TOO_MANY_CONNECTIONS);
          } else if (!admission.holds(channel)) {
            protocol.unauthorised(connection.client());
          } else {
            hub.add(connection.client());
            protocol.welcome(connection.client());
          }
        });
  }

  @OnMessage
  public void text(Session session, String part, boolean last) {
    Connection connection = connection(session);
    connection.run(() -> connection.text(part, last, text -> message(connection, text)));
  }

  @OnMessage
  public void binary(Session session, byte[] part, boolean last) {
    Connection connection = connection(session);
    connection.run(() -> connection.client().close(CloseCode.BAD_PROTOCOL));
  }

  @OnMessage
  public void pong(Session session, PongMessage pong) {
    Connection connection = connection(session);
    connection.run(connection.client()::heard);
  }

  @OnClose
  public void close(Session session, CloseReason reason) {
    metrics.closed();
    Connection connection = connection(session);
    connection.run(() -> hub.remove(connection.client()));
  }

  @OnError
  public void error(Session session, Throwable failure) {
    LOG.debugf("A socket failed: %s", failure.toString());
  }

  private void message(Connection connection, String text) {
    Client client = connection.client();
    ClientMessage message = ClientMessage.read(mapper, text);
    if (message instanceof ClientMessage.Subscribe subscribe) {
      if (connection.maySubscribe()) {
        protocol.subscribe(client, subscribe);
      } else {
        client.close(CloseCode.TOO_MANY_SUBSCRIPTIONS);
      }
    } else if (message instanceof ClientMessage.Unsubscribe unsubscribe) {
      protocol.unsubscribe(client, unsubscribe.topics());
    } else if (message instanceof ClientMessage.Ping) {
      protocol.pong(client);
    } else if (message instanceof ClientMessage.Bad bad) {
      protocol.error(client, bad);
      connection.bad();
    }
  }

  private static Connection connection(Session session) {
    return (Connection) session.getUserProperties().get(CONNECTION);
  }

  /** Goes on with what waits for a client when its channel takes more. */
  private static final class Drain extends ChannelInboundHandlerAdapter {
    private final Client client;

    Drain(Client client) {
      this.client = client;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      if (context.channel().isWritable()) {
        client.drain();
      }
      context.fireChannelWritabilityChanged();
    }
  }
}
