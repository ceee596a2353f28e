package io.aiops.detector.cluster;

/** Keeps what this replica owns. All calls come from one thread at a time. */
public interface Tenant {

  /** Takes over: reads the state from the database, and begins. */
  void gained(String name);

  /** Forgets at once, and saves nothing: somebody else owns it by now. */
  void lost(String name);

  /** Saves and forgets, because the lease is going to be given back. */
  void leaving(String name);

  /** How much work a detector is, for a fair share among the replicas: 1 and its entities. */
  long weight(String detectorId);

  /** Others may have changed definitions. */
  void refresh();
}
