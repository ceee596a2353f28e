package io.aiops.gateway.live;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.aiops.gateway.event.EventListener;
import io.aiops.gateway.event.RelayedEvent;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;

/**
 * All sockets by their event loop. An event is encoded once; each loop gets one task per batch,
 * which writes to all of its clients first and then lets each one flush once.
 */
@ApplicationScoped
class Hub implements EventListener {

  private static final long STOP_MILLIS = 1000;

  /** Clients of one loop; only the loop itself touches the set. */
  private final ConcurrentMap<EventLoop, Set<Client>> loops = new ConcurrentHashMap<>();

  /** On the client's loop. */
  void add(Client client) {
    loops.computeIfAbsent(client.channel().eventLoop(), loop -> new LinkedHashSet<>()).add(client);
  }

  /** On the client's loop. */
  void remove(Client client) {
    Set<Client> clients = loops.get(client.channel().eventLoop());
    if (clients != null) {
      clients.remove(client);
    }
    client.drop();
  }

  /** Tells clients to go elsewhere, and gives the word a moment to get out. */
  void stop(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
    Map<EventLoop, Set<Client>> all = Map.copyOf(loops);
    CountDownLatch told = new CountDownLatch(all.size());
    all.forEach(
        (loop, clients) ->
            loop.execute(
                () -> {
                  List.copyOf(clients).forEach(client -> client.close(CloseCode.STOP));
                  told.countDown();
                }));
    var unused = told.await(STOP_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Runs something for every client, on the client's loop. */
  void forEach(Consumer<Client> action) {
    loops.forEach((loop, clients) -> loop.execute(() -> List.copyOf(clients).forEach(action)));
  }

  @Override
  public void published(List<RelayedEvent> events) {
    List<ByteBuf> frames = new ArrayList<>(events.size());
    events.forEach(event -> frames.add(Frames.text(event.json())));
    loops.forEach(
        (loop, clients) -> {
          frames.forEach(ByteBuf::retain);
          loop.execute(() -> deliver(clients, events, frames));
        });
    frames.forEach(ByteBuf::release);
  }

  private static void deliver(
      Set<Client> clients, List<RelayedEvent> events, List<ByteBuf> frames) {
    try {
      for (Client client : clients) {
        for (int i = 0; i < events.size(); i++) {
          client.offer(events.get(i), frames.get(i));
        }
      }
      clients.forEach(Client::flush);
    } finally {
      frames.forEach(ByteBuf::release);
    }
  }

  @Override
  public void interrupted() {
    forEach(client -> client.close(CloseCode.RESTART));
  }
}
