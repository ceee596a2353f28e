package io.aiops.detector.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.aiops.detector.json.Page;
import io.aiops.detector.problem.InvalidInputException;

/** Which jobs a list shall show. */
record JobQuery(String where, List<Object> parameters, Page page) {

  private static final Set<String> KINDS =
      new TreeSet<>(Set.of(Job.ANALYSIS, Job.PREVIEW, Job.TRAIN));

  /**
   * @param detectorId empty for those of all
   * @param kind empty for any
   */
  static JobQuery read(String detectorId, String kind, Page page) {
    StringBuilder where = new StringBuilder(" WHERE TRUE");
    List<Object> parameters = new ArrayList<>();
    if (!detectorId.isEmpty()) {
      where.append(" AND detector_id = ?");
      parameters.add(detectorId);
    }
    if (!kind.isEmpty()) {
      if (!KINDS.contains(kind)) {
        throw InvalidInputException.of("kind", "must be one of " + String.join(", ", KINDS));
      }
      where.append(" AND kind = ?");
      parameters.add(kind);
    }
    return new JobQuery(where.toString(), parameters, page);
  }
}
