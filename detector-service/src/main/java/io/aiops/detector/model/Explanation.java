package io.aiops.detector.model;

import java.util.List;

/**
 * Why the last scored point got its score.
 *
 * @param contributions largest first, shares summing to 1; empty while nothing is known
 */
public record Explanation(List<Contribution> contributions) {

  /** Copies the list. */
  public Explanation {
    contributions = List.copyOf(contributions);
  }
}
