package io.aiops.detector.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The catalogue of model types: which there are, what they take, what they need. */
public final class ModelTypes {

  static final String AUTO = "auto";
  static final String STATISTICAL = "statistical";
  static final String SEASONAL = "seasonal";

  private static final Set<String> KNOWN =
      Set.of(
          AUTO,
          STATISTICAL,
          SEASONAL,
          "isolation_forest",
          "random_cut_forest",
          "ensemble",
          "log_patterns");

  private static final Set<String> UNIVARIATE = Set.of(AUTO, STATISTICAL, SEASONAL);
  private static final Set<String> MULTIVARIATE = Set.of(AUTO, STATISTICAL);

  private static final List<IntegerRule> RULES =
      List.of(
          new IntegerRule("window", 50, 1_000_000, "points of memory of the location and scale"),
          new IntegerRule("hold", 0, 10_000, "points in which the score decays after a peak"));

  private static final IntegerRule PERIOD =
      new IntegerRule("period", 2, SeasonFinder.LONGEST, "points of one season");

  private ModelTypes() {}

  private record IntegerRule(String name, int least, int most, String meaning) {

    List<ParameterError> check(Object value) {
      boolean whole =
          value instanceof Number number
              && number.doubleValue() == Math.rint(number.doubleValue())
              && number.doubleValue() >= least
              && number.doubleValue() <= most;
      return whole
          ? List.of()
          : List.of(
              new ParameterError(
                  "model.parameters." + name,
                  "must be a whole number from " + least + " to " + most + " (" + meaning + ")"));
    }
  }

  /** All names of the contract. */
  public static Set<String> known() {
    return KNOWN;
  }

  /** The names that work. */
  public static Set<String> available() {
    return UNIVARIATE;
  }

  /**
   * Checks type and parameters.
   *
   * @return what is wrong, one entry per field; empty if nothing is
   */
  public static List<ParameterError> validate(
      String type, Map<String, Object> parameters, int dimensions) {
    if (!KNOWN.contains(type)) {
      return List.of(new ParameterError("model.type", "must be one of " + sorted(KNOWN)));
    }
    if (!available().contains(type)) {
      return List.of(
          new ParameterError("model.type", "is not available yet; use " + sorted(available())));
    }
    if (dimensions > 1 && !MULTIVARIATE.contains(type)) {
      return List.of(
          new ParameterError(
              "model.type", "takes one value per point; for vectors use " + sorted(MULTIVARIATE)));
    }
    List<IntegerRule> rules = new ArrayList<>(RULES);
    if (type.equals(SEASONAL)) {
      rules.add(PERIOD);
    }
    List<ParameterError> errors = new ArrayList<>();
    for (String name : new TreeSet<>(parameters.keySet())) {
      errors.addAll(
          rules.stream()
              .filter(rule -> rule.name().equals(name))
              .findFirst()
              .map(rule -> rule.check(parameters.get(name)))
              .orElseGet(() -> List.of(unknown(type, name, rules))));
    }
    return errors;
  }

  private static ParameterError unknown(String type, String name, List<IntegerRule> rules) {
    return new ParameterError(
        "model.parameters." + name,
        "is not a parameter of "
            + type
            + "; it takes "
            + rules.stream().map(IntegerRule::name).sorted().toList());
  }

  /** The least points with a value for {@link EntityModel#train}, and the length of the warm-up. */
  public static int minimumTrainingPoints(ModelSpec spec) {
    return Warmup.POINTS;
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }
}
