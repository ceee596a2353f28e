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

  static final String ISOLATION_FOREST = "isolation_forest";
  static final String RANDOM_CUT_FOREST = "random_cut_forest";
  static final String ENSEMBLE = "ensemble";

  /** Lines of logs rather than values: one entity per template, its rate judged like a value. */
  public static final String LOG_PATTERNS = "log_patterns";

  private static final Set<String> KNOWN =
      Set.of(
          AUTO, STATISTICAL, SEASONAL, ISOLATION_FOREST, RANDOM_CUT_FOREST, ENSEMBLE, LOG_PATTERNS);

  private static final Set<String> MULTIVARIATE =
      Set.of(AUTO, STATISTICAL, ISOLATION_FOREST, RANDOM_CUT_FOREST, ENSEMBLE);

  private static final List<IntegerRule> RULES =
      List.of(
          new IntegerRule("window", 50, 1_000_000, "points of memory of the location and scale"),
          new IntegerRule("hold", 0, 10_000, "points in which the score decays after a peak"));

  private static final IntegerRule PERIOD =
      new IntegerRule("period", 2, SeasonFinder.LONGEST, "points of one season");

  private static final List<IntegerRule> FOREST_RULES =
      List.of(
          new IntegerRule("trees", 10, 200, "random trees"),
          new IntegerRule("sample", 32, IsolationTree.LARGEST_SAMPLE, "points of one tree"));

  private static final IntegerRule SHINGLE =
      new IntegerRule("shingle", 1, 32, "values in a row that the forest sees as one point");

  private static final List<IntegerRule> LOG_RULES =
      List.of(
          new IntegerRule("templates", 1, 10_000, "templates at a time; the longest unused go"),
          new IntegerRule(
              "warm_up", 1, 100_000, "intervals with lines before new templates are news"));

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

  /** All names. */
  public static Set<String> known() {
    return KNOWN;
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
    if (dimensions > 1 && !MULTIVARIATE.contains(type)) {
      return List.of(
          new ParameterError(
              "model.type", "takes one value per point; for vectors use " + sorted(MULTIVARIATE)));
    }
    List<IntegerRule> rules = rules(type, dimensions);
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

  private static List<IntegerRule> rules(String type, int dimensions) {
    List<IntegerRule> rules = new ArrayList<>(RULES);
    switch (type) {
      case SEASONAL -> rules.add(PERIOD);
      case LOG_PATTERNS -> rules.addAll(LOG_RULES);
      case ISOLATION_FOREST -> rules.addAll(FOREST_RULES);
      case RANDOM_CUT_FOREST -> {
        rules.addAll(FOREST_RULES);
        if (dimensions == 1) {
          rules.add(SHINGLE);
        }
      }
      default -> {}
    }
    return rules;
  }

  /** The model of a valid spec. */
  static Model model(ModelSpec spec, int window) {
    Model base =
        spec.dimensions() == 1 ? new SeriesModel(spec, window) : new VectorModel(spec, window);
    return switch (spec.type()) {
      case ISOLATION_FOREST, RANDOM_CUT_FOREST -> new ForestModel(spec, base);
      case ENSEMBLE -> new EnsembleModel(spec, base);
      default -> base;
    };
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
