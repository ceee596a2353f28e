package io.aiops.detector.suppression;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.aiops.detector.json.Page;
import io.aiops.detector.problem.InvalidInputException;

/**
 * Which suppressions a list shall show: those that count now first, then those that will, in the
 * order of their next change, then the others by name.
 *
 * @param active null for any
 * @param detectorId empty for any
 * @param text part of the id, name, comment or a matcher; empty for any
 */
record SuppressionQuery(Boolean active, String detectorId, String text, Page page) {

  private static final Comparator<Suppression> ORDER =
      Comparator.comparing(Suppression::active)
          .reversed()
          .thenComparing(one -> one.nextChangeAt() == null ? Instant.MAX : one.nextChangeAt())
          .thenComparing(one -> one.rule().name().toLowerCase(Locale.ROOT))
          .thenComparing(Suppression::id);

  /**
   * @throws InvalidInputException where {@code active} is no truth value
   */
  static SuppressionQuery read(String active, String detectorId, String text, Page page) {
    if (!List.of("", "true", "false").contains(active)) {
      throw InvalidInputException.of("active", "must be true or false");
    }
    return new SuppressionQuery(
        active.isEmpty() ? null : Boolean.valueOf(active),
        detectorId,
        text.strip().toLowerCase(Locale.ROOT),
        page);
  }

  SuppressionList of(List<Suppression> all) {
    List<Suppression> found = all.stream().filter(this::shows).sorted(ORDER).toList();
    return new SuppressionList(
        found.stream().skip(page.offset()).limit(page.limit()).toList(), page.info(found.size()));
  }

  private boolean shows(Suppression one) {
    return (active == null || active == one.active())
        && (detectorId.isEmpty() || detectorId.equals(one.rule().detectorId()))
        && texts(one).anyMatch(part -> part.toLowerCase(Locale.ROOT).contains(text));
  }

  private static Stream<String> texts(Suppression one) {
    Rule rule = one.rule();
    return Stream.concat(
        Stream.of(one.id(), rule.name(), rule.comment()),
        rule.matchers().stream().map(LabelMatcher::text));
  }
}
