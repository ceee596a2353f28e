package io.aiops.ingest.discovery;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.aiops.ingest.source.Metric;

/** Which metrics tell most about whether a service does well. */
final class Ranking {

  /** Metrics that describe or time a process rather than its work. */
  private static final Pattern USELESS =
      Pattern.compile(
          ".*(_info|_info_total|_created|_start_time_seconds|_boot_time_seconds|_max|_limit"
              + "|timestamp_seconds|_uptime_seconds|_cpu_count|_enabled|_ratio_limit)"
              + "|.*_(max|peak|offset|config|arenas|capacity|committed|loaded|unloaded)(_.*)?"
              + "|.*_(chunk_size|cache_size|threadlocal_caches|workers|build_info)"
              + "|ALERTS.*|scrape_.*|go_(info|gc|memstats|sched).*");

  /** Words of a name with the group that they stand for, the most telling first. */
  private static final List<Group> GROUPS =
      List.of(
          new Group("errors", "error|fail|reject|drop|exception|timeout|abort|panic|retr"),
          new Group("latency", "duration|latency|seconds_(bucket|sum)|response_time|_seconds$"),
          new Group("traffic", "request|http|rpc|quer|message|event|points|batch|sent|received"),
          new Group(
              "saturation", "queue|pending|lag|backlog|inflight|active|connection|pool|thread"),
          new Group("resources", "cpu|mem|heap|disk|filesystem|file|fd|network|load|bytes|gc"));

  private static final int LEFT_OVER = GROUPS.size();

  private Ranking() {}

  private record Group(String name, Pattern words) {
    Group(String name, String words) {
      this(name, Pattern.compile(words));
    }
  }

  static boolean useful(Metric metric) {
    return !USELESS.matcher(metric.name()).matches();
  }

  /** Less is more telling. */
  static int rank(Metric metric) {
    String name = metric.name().toLowerCase(Locale.ROOT);
    if (metric.type() == Metric.Type.HISTOGRAM || metric.type() == Metric.Type.SUMMARY) {
      return 1;
    }
    for (int i = 0; i < GROUPS.size(); i++) {
      if (GROUPS.get(i).words().matcher(name).find()) {
        return i;
      }
    }
    return LEFT_OVER;
  }

  /** The group of a rank. */
  static String group(int rank) {
    return rank < LEFT_OVER ? GROUPS.get(rank).name() : "other";
  }
}
