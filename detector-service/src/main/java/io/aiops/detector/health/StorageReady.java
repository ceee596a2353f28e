package io.aiops.detector.health;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.aiops.detector.store.Database;

/** Ready while the database stores what is scored: without it nothing is. */
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
    var check = HealthCheckResponse.named("storage").status(error == null);
    return error == null ? check.build() : check.withData("error", error).build();
  }
}
