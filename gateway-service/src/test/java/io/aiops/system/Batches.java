package io.aiops.system;

import java.time.Instant;

/** Batches of observations as ingest-service writes them, with values that waver a little. */
final class Batches {

  private static final int BYTES_PER_POINT = 32;

  private Batches() {}

  /**
   * The batch that follows a position.
   *
   * @param from position that it goes on from
   * @param entities number of series
   * @param points of each series
   * @param intervalSeconds between two points
   */
  static String after(Instant from, int entities, int points, int intervalSeconds) {
    StringBuilder body = new StringBuilder(entities * points * BYTES_PER_POINT);
    body.append(
        "{\"from\":\"%s\",\"to\":\"%s\",\"series\":["
            .formatted(from, end(from, points, intervalSeconds)));
    for (int entity = 0; entity < entities; entity++) {
      body.append(entity == 0 ? "" : ",")
          .append("{\"labels\":{\"pod\":\"pod-")
          .append(entity)
          .append("\",\"namespace\":\"shop\"},\"timestamps\":[");
      for (int i = 1; i <= points; i++) {
        body.append(i == 1 ? "" : ",").append(end(from, i, intervalSeconds).toEpochMilli());
      }
      body.append("],\"values\":[");
      for (int i = 1; i <= points; i++) {
        long second = end(from, i, intervalSeconds).getEpochSecond();
        body.append(i == 1 ? "" : ",").append(100 + (second * 31 + entity * 17L) % 13);
      }
      body.append("]}");
    }
    return body.append("]}").toString();
  }

  /** Position after such a batch. */
  static Instant end(Instant from, int points, int intervalSeconds) {
    return from.plusSeconds((long) points * intervalSeconds);
  }
}
