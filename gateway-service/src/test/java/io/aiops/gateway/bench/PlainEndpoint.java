package io.aiops.gateway.bench;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** What one would write first: each message to each session. The measure for the fan-out. */
@ServerEndpoint("/bench/plain")
@ApplicationScoped
public class PlainEndpoint {

  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();

  @OnOpen
  public void open(Session session) {
    sessions.add(session);
  }

  @OnClose
  public void close(Session session) {
    sessions.remove(session);
  }

  void publish(String message) {
    for (Session session : sessions) {
      var unused = session.getAsyncRemote().sendText(message);
    }
  }
}
