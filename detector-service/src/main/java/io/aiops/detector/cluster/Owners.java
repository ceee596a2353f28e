package io.aiops.detector.cluster;

import java.util.UUID;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.config.DatabaseAddress;
import io.aiops.detector.store.Database;

/** Chooses: leases where the database is shared, else everything is here. */
class Owners {

  @Produces
  @Singleton
  Ownership ownership(
      Database database,
      LeaseStore store,
      AiopsConfig config,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    String address = config.endpoint().orElse("http://127.0.0.1:" + port);
    return DatabaseAddress.of(config.database()).isPresent()
        ? new LeaseKeeper(
            database,
            store,
            UUID.randomUUID().toString(),
            address,
            config.cluster().lease().toMillis(),
            config.cluster().renew().toMillis())
        : new SoleOwner(address);
  }
}
