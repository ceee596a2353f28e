package io.aiops.system;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.awaitility.Awaitility.await;

/** Kills and freezes services at moments that the seed chooses, each kind in turn. */
final class Disturber {

  private static final long LONGEST_CALM_MILLIS = 9000;
  private static final long LONGEST_ABSENCE_MILLIS = 3000;
  private static final long LONGEST_OVERRUN_MILLIS = 3000;

  private final List<Service> services;
  private final Random random;
  private final Duration lease;
  private final List<String> done = new ArrayList<>();
  private final List<Runnable> kinds = new ArrayList<>();

  /**
   * @param lease longer than this a service is frozen, so that all it holds runs out
   * @param more what else can be done, with names
   */
  Disturber(Product product, long seed, Duration lease, Map<String, Runnable> more) {
    this.services = product.all();
    this.random = new Random(seed);
    this.lease = lease;
    for (Service service : services) {
      kinds.add(() -> kill(List.of(service)));
      kinds.add(() -> freeze(service));
    }
    more.forEach(
        (name, what) ->
            kinds.add(
                () -> {
                  done.add(name);
                  what.run();
                }));
    kinds.add(() -> kill(services));
    kinds.add(() -> kill(product.detectors));
  }

  /** Disturbs until then; all services run afterwards. */
  void until(Instant end) {
    List<Runnable> deck = new ArrayList<>();
    while (Instant.now().isBefore(end)) {
      if (deck.isEmpty()) {
        deck.addAll(kinds);
        Collections.shuffle(deck, random);
      }
      pause(random.nextLong(LONGEST_CALM_MILLIS));
      for (Service service : services) {
        if (!service.alive()) {
          throw new AssertionError(service.name() + " ended by itself, see " + service.log());
        }
      }
      deck.remove(deck.size() - 1).run();
    }
  }

  private void kill(List<Service> these) {
    done.add("kill " + names(these));
    these.forEach(Service::kill);
    pause(random.nextLong(LONGEST_ABSENCE_MILLIS));
    these.forEach(Service::start);
  }

  private void freeze(Service service) {
    done.add("freeze " + service.name());
    service.freeze();
    pause(lease.toMillis() + random.nextLong(LONGEST_OVERRUN_MILLIS));
    service.thaw();
  }

  private static List<String> names(List<Service> these) {
    return these.stream().map(Service::name).toList();
  }

  /** What was done, in order. */
  List<String> done() {
    return List.copyOf(done);
  }

  private static void pause(long millis) {
    await()
        .pollDelay(Duration.ofMillis(millis))
        .atMost(Duration.ofMillis(millis).plusMinutes(1))
        .until(() -> true);
  }
}
