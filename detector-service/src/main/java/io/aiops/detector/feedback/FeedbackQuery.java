package io.aiops.detector.feedback;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.aiops.detector.anomaly.Conditions;
import io.aiops.detector.json.Page;
import io.aiops.detector.problem.InvalidInputException;

/** Which verdicts a list shall show. */
record FeedbackQuery(String where, List<Object> parameters, String order, Page page) {

  static final String DEFAULT_SORT = "-at";

  private static final Map<String, String> COLUMNS =
      Map.of("at", "created_at", "verdict", "verdict");

  /**
   * @param verdicts names with commas between; empty for any
   * @throws InvalidInputException naming every parameter that breaks a rule
   */
  static FeedbackQuery read(String detectorId, String verdicts, String sort, Page page) {
    Conditions conditions = new Conditions();
    conditions.add("detector_id = ?", detectorId);
    if (!verdicts.isBlank()) {
      List<String> names = Arrays.stream(verdicts.split(",", -1)).map(String::strip).toList();
      if (FeedbackVerdict.texts().containsAll(names)) {
        conditions.add("verdict IN (" + "?, ".repeat(names.size() - 1) + "?)", names.toArray());
      } else {
        conditions.reject("verdict", "must be of " + String.join(", ", FeedbackVerdict.texts()));
      }
    }
    String order = conditions.order(sort, COLUMNS);
    conditions.refuseAnyViolation();
    return new FeedbackQuery(conditions.where(), conditions.parameters(), order, page);
  }
}
