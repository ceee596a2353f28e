package io.aiops.detector.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.aiops.detector.model.EntityModel;
import io.aiops.detector.model.ModelSpec;
import io.aiops.detector.model.RetrainRule;
import io.aiops.detector.model.Score;

/**
 * Streams labelled series from cold through the model that serves {@code detect} and writes
 * timestamp, score, alarm_score and is_anomaly of every point.
 *
 * <p>Arguments: data folder, output folder, then optionally {@code type=auto}, {@code budget=1},
 * {@code retrain=never} (default daily and on drift) and model parameters such as {@code hold=0}.
 */
public final class Evaluate {

  private Evaluate() {}

  /** Runs the command. */
  public static void main(String[] arguments) throws IOException {
    Path out = Files.createDirectories(Path.of(arguments[1]));
    Map<String, String> options = new HashMap<>();
    for (String argument : List.of(arguments).subList(2, arguments.length)) {
      options.put(argument.split("=", 2)[0], argument.split("=", 2)[1]);
    }
    String type = options.getOrDefault("type", "auto");
    double budget = Double.parseDouble(options.getOrDefault("budget", "1"));
    boolean never = options.getOrDefault("retrain", "daily").equals("never");
    RetrainRule rule = never ? RetrainRule.NEVER : RetrainRule.DAILY;
    options.keySet().removeAll(List.of("type", "budget", "retrain"));
    Map<String, Object> parameters = new HashMap<>();
    options.forEach((name, value) -> parameters.put(name, Integer.valueOf(value)));
    long points = 0;
    long nanos = 0;
    long most = 0;
    for (Series series : Series.readAll(Path.of(arguments[0]))) {
      EntityModel model =
          EntityModel.create(
              new ModelSpec(
                  type,
                  parameters,
                  series.intervalMillis(),
                  series.dimensions(),
                  budget,
                  "UTC",
                  rule,
                  1));
      ScoreFile judgements = new ScoreFile(series);
      Episodes episodes = new Episodes();
      long start = System.nanoTime();
      for (int i = 0; i < series.size(); i++) {
        Score score = episodes.step(model, series.millis(i), series.point(i));
        judgements.set(i, score.score(), score.alarmScore(), episodes.open());
      }
      nanos += System.nanoTime() - start;
      points += series.size();
      most = Math.max(most, model.memoryBytes());
      judgements.write(out);
      System.out.printf(
          "%s %s %s %s%n", series.name(), model.type(), model.reason(), model.retrainState());
    }
    System.out.printf(
        "%d points, %.0f points/s (cold), at most %d bytes of state%n",
        points, points * 1e9 / nanos, most);
  }
}
