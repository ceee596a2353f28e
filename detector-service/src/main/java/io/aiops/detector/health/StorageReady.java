package io.aiops.detector.health;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.aiops.detector.store.Database;

/**
 * Says what is wrong with the database, and is up all the same: calls must come here to be told why
 * (503), all the more as every replica has the same database.
 */
@Readiness
@ApplicationScoped
public class StorageReady implements HealthCheck {

  private final Database database;

  public StorageReady(Database database) {
    this.database = database;
  }

  @Override
  public HealthCheckResponse call() {
    String error = database.lastError();
    var check = HealthCheckResponse.named("storage").up();
    return error == null ? check.build() : check.withData("error", error).build();
  }
}
