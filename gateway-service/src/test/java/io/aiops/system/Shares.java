package io.aiops.system;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import static org.awaitility.Awaitility.await;

/** Which replica has which detectors, as the database says. */
final class Shares {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final PostgresServer postgres;
  private final String database;

  Shares(PostgresServer postgres, String database) {
    this.postgres = postgres;
    this.database = database;
  }

  /** Addresses of the owners whose leases run, by detector. */
  Map<String, String> owners() throws IOException {
    return postgres.pairs(
        database,
        "SELECT detector_id, address FROM lease WHERE detector_id IS NOT NULL"
            + " AND owner IS NOT NULL"
            + " AND expires_at > extract(epoch FROM clock_timestamp()) * 1000");
  }

  /** Detectors of a replica. */
  List<String> of(Service replica) throws IOException {
    return owners().entrySet().stream()
        .filter(entry -> entry.getValue().equals(replica.url()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Waits until each replica has as many detectors of the same weight as the others. */
  void awaitEven(int detectors, int replicas) {
    await("each of %d replicas has its share".formatted(replicas))
        .atMost(PATIENCE)
        .until(
            () -> {
              Collection<Long> shares =
                  owners().values().stream()
                      .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                      .values();
              long each = detectors / replicas;
              return shares.size() == replicas && shares.stream().allMatch(one -> one == each);
            });
  }
}
