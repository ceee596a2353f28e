package io.aiops.detector.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.aiops.detector.json.Durations;

/**
 * Ranks the anomalies of an incident as causes of the others: by when each began, how bad it is,
 * how unusual for its series, and with how many of the others it shares labels.
 */
final class Causes {

  /** A cause comes before its effects, so this counts for as much as any two of the others. */
  private static final double ONSET_WEIGHT = 0.4;

  private static final double SEVERITY_WEIGHT = 0.2;
  private static final double RARITY_WEIGHT = 0.2;
  private static final double OVERLAP_WEIGHT = 0.2;

  /** Nobody reads on after these. */
  private static final int MOST = 5;

  private static final double WORST_SEVERITY = 4;

  private final List<Member> members;
  private final Instant first;
  private final Instant last;

  /**
   * @param members in the order in which they began
   */
  private Causes(List<Member> members) {
    this.members = members;
    this.first = members.get(0).startedAt();
    this.last = members.get(members.size() - 1).startedAt();
  }

  private record Ranked(Member member, double weight) {}

  static List<Incident.Cause> rank(List<Member> members) {
    Causes causes = new Causes(members);
    List<Ranked> ranked =
        members.stream()
            .map(member -> new Ranked(member, causes.weight(member)))
            .sorted(Comparator.comparingDouble(Ranked::weight).reversed())
            .limit(MOST)
            .toList();
    List<Incident.Cause> result = new ArrayList<>();
    for (Ranked one : ranked) {
      Member member = one.member();
      result.add(new Incident.Cause(member.anomaly().id(), result.size() + 1, causes.why(member)));
    }
    return result;
  }

  private double weight(Member member) {
    double spread = Duration.between(first, last).toMillis();
    double onset =
        spread == 0 ? 1 : 1 - Duration.between(first, member.startedAt()).toMillis() / spread;
    return ONSET_WEIGHT * onset
        + SEVERITY_WEIGHT * member.anomaly().severity().rank() / WORST_SEVERITY
        + RARITY_WEIGHT / (1 + member.earlier())
        + OVERLAP_WEIGHT * overlaps(member) / Math.max(1, members.size() - 1);
  }

  private long overlaps(Member member) {
    String id = member.anomaly().id();
    return members.stream()
        .filter(other -> !other.anomaly().id().equals(id) && other.sharesLabels(member))
        .count();
  }

  private String why(Member member) {
    return onset(member)
        + "; "
        + member.anomaly().severity().text()
        + "; "
        + rarity(member.earlier())
        + "; "
        + overlap(overlaps(member), members.size() - 1)
        + ".";
  }

  private String onset(Member member) {
    Duration late = Duration.between(first, member.startedAt());
    if (!late.isZero()) {
      return "Began " + Durations.format(late) + " after the first";
    }
    return members.stream()
        .map(other -> Duration.between(first, other.startedAt()))
        .filter(wait -> !wait.isZero())
        .findFirst()
        .filter(wait -> members.get(1).startedAt().isAfter(first))
        .map(wait -> "Began first, " + Durations.format(wait) + " before the next")
        .orElse("Among the first to begin");
  }

  private static String rarity(long earlier) {
    return "its series had "
        + (earlier == 0 ? "no other anomaly" : earlier == 1 ? "1 other" : earlier + " others")
        + " in the "
        + Member.MEMORY.toDays()
        + " days before";
  }

  private static String overlap(long shared, int others) {
    String whom = others == 1 ? "the other" : shared + " of the " + others + " others";
    return (shared == 0 ? "shares no labels with " : "shares labels with ")
        + (shared == 0 ? "the other" + (others == 1 ? "" : "s") : whom);
  }
}
