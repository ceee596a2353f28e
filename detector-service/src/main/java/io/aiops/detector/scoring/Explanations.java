package io.aiops.detector.scoring;

import java.util.List;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.anomaly.Sentence;
import io.aiops.detector.detector.Detector;
import io.aiops.detector.json.Durations;
import io.aiops.detector.json.Labels;
import io.aiops.detector.model.Explanation;

/** Puts the model's reasons into the words of the detector. */
final class Explanations {

  private Explanations() {}

  /** Shares by name: of features as the detector names them. */
  static List<Anomaly.Share> shares(Detector detector, Explanation explanation) {
    List<String> features = detector.definition().features();
    return explanation.contributions().stream()
        .map(
            part ->
                new Anomaly.Share(
                    features.isEmpty() ? part.name() : features.get(Integer.parseInt(part.name())),
                    part.share()))
        .toList();
  }

  static String sentence(Detector detector, Labels entity, double value, Judgement judgement) {
    return Sentence.of(
        subject(detector, entity, judgement),
        value,
        judgement.expected(),
        judgement.lower(),
        judgement.upper(),
        judgement.deviation(),
        judgement.anomaly());
  }

  private static String subject(Detector detector, Labels entity, Judgement judgement) {
    List<String> features = detector.definition().features();
    if (detector.definition().watchesLines()) {
      return "lines like \""
          + entity.values().get(LogState.TEMPLATE)
          + "\" in "
          + Durations.format(detector.definition().interval())
          + ":";
    }
    return features.isEmpty() ? "" : features.get(judgement.feature());
  }

  /** Null for NaN; the largest number for infinity, which JSON does not know. */
  static Double nullable(double value) {
    if (Double.isNaN(value)) {
      return null;
    }
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
  }
}
