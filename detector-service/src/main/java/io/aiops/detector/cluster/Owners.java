package io.aiops.detector.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.config.DatabaseAddress;
import io.aiops.detector.store.Database;

/** Chooses: leases where the database is shared, else everything is here. */
class Owners {

  private static final String LOOPBACK = "127.0.0.1";
  private static final Set<String> ANY = Set.of("0.0.0.0", "::");

  @Produces
  @Singleton
  Ownership ownership(
      Database database,
      LeaseStore store,
      AiopsConfig config,
      @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    boolean shared = DatabaseAddress.of(config.database()).isPresent();
    String address =
        config
            .endpoint()
            .orElseGet(() -> "http://" + (shared ? name(host) : LOOPBACK) + ":" + port);
    return shared
        ? new LeaseKeeper(
            database,
            store,
            UUID.randomUUID().toString(),
            address,
            config.cluster().lease().toMillis(),
            config.cluster().renew().toMillis())
        : new SoleOwner(address);
  }

  /** Where it listens on all addresses, the first that others may reach. */
  private static String name(String host) {
    if (!ANY.contains(host)) {
      return host;
    }
    try {
      return InetAddress.getLocalHost().getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Set AIOPS_ENDPOINT: this machine has no address", e);
    }
  }
}
