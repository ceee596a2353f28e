package io.aiops.detector.model.log;

import java.util.Random;

/** Made-up log lines of a shop. */
final class Lines {

  private static final String[] USERS = {"ann", "bob", "eve", "joe", "kim", "lee", "max", "zoe"};
  private static final String[] HOSTS = {"db.shop.internal", "10.1.2.3:5432", "fe80::1:2"};

  private Lines() {}

  /** One of a dozen kinds of lines, with what varies drawn anew. */
  static String next(Random random) {
    String user = USERS[random.nextInt(USERS.length)];
    String host = HOSTS[random.nextInt(HOSTS.length)];
    int number = random.nextInt(100_000);
    return switch (random.nextInt(12)) {
      case 0 -> "User " + user + " logged in from " + host + " after " + number + " ms";
      case 1 -> "GET /cart/" + number + " status: 200 time: 0." + number;
      case 2 -> "order " + Long.toHexString(random.nextLong()) + " of " + user + " was paid";
      case 3 -> "{\"level\":\"info\",\"msg\":\"cache hit\",\"key\":\"k" + number + "\"}";
      case 4 -> "connection to " + host + " refused (attempt " + number + ")";
      case 5 -> "Garbage collection took " + number + " ms, freed " + number + " MB";
      case 6 -> "worker " + number + " started";
      case 7 -> "[pool-" + number + "] shutting down";
      case 8 -> "x".repeat(random.nextInt(4000)) + " " + number;
      case 9 -> "Mon Jun  " + (1 + number % 28) + " 10:11:12 UTC 2026 checkpoint complete";
      case 10 ->
          "word" + "abcdefghij".charAt(number % 10) + " happened to " + user + " again today";
      default -> random.nextInt(20) == 0 ? rare(random) : "heartbeat";
    };
  }

  private static String rare(Random random) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < 3 + random.nextInt(5); i++) {
      for (int letter = 0; letter < 5; letter++) {
        line.append((char) ('g' + random.nextInt(20)));
      }
      line.append(' ');
    }
    return line.toString();
  }
}
