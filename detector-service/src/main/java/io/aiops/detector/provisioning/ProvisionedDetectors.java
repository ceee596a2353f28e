package io.aiops.detector.provisioning;

import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** The detectors that come from files, as the detector package keeps them. */
public interface ProvisionedDetectors {

  /** Whether several replicas read the same files, and each applies them to what it owns. */
  boolean shared();

  /** Ids of all detectors here that were made from files. */
  Set<String> provisionedIds();

  /**
   * Creates or updates a detector; changes nothing where that is the business of another replica.
   *
   * @param start whether it shall run
   * @return whether the detector is like this now; false where another replica has it otherwise
   * @throws io.aiops.detector.problem.DomainException where the definition is refused
   */
  boolean provision(String id, JsonNode definition, boolean start);

  /** Deletes a detector that came from a file. */
  void deprovision(String id);
}
