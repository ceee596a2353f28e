package io.aiops.detector.cluster;

import java.util.Map;
import java.util.Optional;

import io.aiops.detector.store.Tx;

/** The embedded database belongs to one process, and with it everything. */
final class SoleOwner implements Ownership {

  private final String address;

  SoleOwner(String address) {
    this.address = address;
  }

  @Override
  public void start(Tenant tenant) {
    tenant.gained(DISPATCHER);
  }

  @Override
  public void leave() {}

  @Override
  public void stop() {}

  @Override
  public boolean owns(String name) {
    return true;
  }

  @Override
  public void check(Tx tx, String name) {}

  @Override
  public void doubt(String name) {}

  @Override
  public void claim(Tx tx, String detectorId) {}

  @Override
  public void claimPreview(Tx tx, String jobId) {}

  @Override
  public void endPreview(Tx tx, String jobId) {}

  @Override
  public Optional<Owner> owner(Tx tx, String name) {
    return Optional.of(new Owner("", address));
  }

  @Override
  public Map<String, String> addresses(Tx tx) {
    return Map.of();
  }

  @Override
  public boolean shared() {
    return false;
  }

  @Override
  public String address() {
    return address;
  }
}
