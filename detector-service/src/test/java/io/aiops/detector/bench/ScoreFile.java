package io.aiops.detector.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** The judgements on a series, as a CSV file of timestamp, score, alarm_score and is_anomaly. */
final class ScoreFile {

  private final Series series;
  private final double[] scores;
  private final double[] alarmScores;
  private final boolean[] flags;

  ScoreFile(Series series) {
    this.series = series;
    scores = new double[series.size()];
    alarmScores = new double[series.size()];
    flags = new boolean[series.size()];
  }

  void set(int row, double score, double alarmScore, boolean anomaly) {
    scores[row] = score;
    alarmScores[row] = alarmScore;
    flags[row] = anomaly;
  }

  /** Writes it into a folder, under the name of the series. */
  void write(Path folder) throws IOException {
    try (PrintWriter lines =
        new PrintWriter(Files.newBufferedWriter(folder.resolve(series.name() + ".csv")))) {
      lines.println("timestamp,score,alarm_score,is_anomaly");
      for (int i = 0; i < scores.length; i++) {
        lines.println(
            series.stamp(i) + "," + scores[i] + "," + alarmScores[i] + "," + (flags[i] ? 1 : 0));
      }
    }
  }
}
