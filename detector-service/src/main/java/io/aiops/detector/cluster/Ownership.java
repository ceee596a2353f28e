package io.aiops.detector.cluster;

import java.util.Map;
import java.util.Optional;

import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.store.Tx;

/**
 * Who does what among the replicas on one database. Each detector has one owner, who alone keeps
 * its state and writes for it; so has each task of which there is one.
 */
public interface Ownership {

  /**
   * The task of telling subscribers, finding incidents, deleting old events, and making detectors
   * from files.
   */
  String DISPATCHER = ":dispatcher";

  /** Begins to take part; answers when what can be had has been taken. */
  void start(Tenant tenant);

  /**
   * Gives back, while calls are still taken, what another replica can take; answers when that is
   * done. From then on nothing is taken any more.
   */
  void leave();

  /** Gives everything back, after the tenant has saved it. */
  void stop();

  /** Whether this replica has what bears this name, loaded and with a lease that runs. */
  boolean owns(String name);

  /**
   * Keeps the name with this replica until the end of the transaction.
   *
   * @throws UnavailableException where another one has it by now; nothing may be written then
   */
  void check(Tx tx, String name);

  /** Reads anew what bears this name, because a commit may have come through or not. */
  void doubt(String name);

  /** Makes this replica the owner of a detector that this transaction creates. */
  void claim(Tx tx, String detectorId);

  /** Makes this replica the owner of a preview that this transaction creates. */
  void claimPreview(Tx tx, String jobId);

  /** Ends the lease of a preview that is over. */
  void endPreview(Tx tx, String jobId);

  /**
   * Where the owner is.
   *
   * @return absent where there is none, or the name is unknown
   */
  Optional<Owner> owner(Tx tx, String name);

  /** Addresses of the owners of all detectors and previews that have one, by name. */
  Map<String, String> addresses(Tx tx);

  /** Whether others may write to the same database. */
  boolean shared();

  /** Address of this replica, for its peers and workers. */
  String address();

  /** An owner as its lease names it. */
  record Owner(String replica, String address) {}
}
