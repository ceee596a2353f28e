package io.aiops.ingest.source.loki;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

import io.aiops.ingest.http.HttpAnswer;
import io.aiops.ingest.source.LogAnswer;
import io.aiops.ingest.source.LogStream;
import io.aiops.ingest.source.SourceException;

/**
 * Reads a range page by page. Loki has no cursor, several lines may share a nanosecond, and which
 * of them a page ends with changes with its size: so each page begins at the last time of the one
 * before, and what was there already is dropped.
 */
final class LogPages {

  private static final long NANOS = 1_000_000;

  /** Lines of a page: half of what Loki gives at most, so that there is room to double. */
  private static final int PAGE = 2500;

  private static final int LARGEST_PAGE = 5000;
  private static final int SMALLEST_PAGE = 100;

  /** Characters of one answer, about; escaped they must fit into one body. */
  private static final long MOST_CHARACTERS = 8L << 20;

  /** Loki's default order within a nanosecond is none; any fixed one makes fetches alike. */
  private static final Comparator<LogPage.Entry> ORDER =
      Comparator.comparingLong(LogPage.Entry::nanos)
          .thenComparing(entry -> entry.labels().toString())
          .thenComparing(LogPage.Entry::line);

  private final Asker asker;
  private final int most;
  private final List<LogPage.Entry> entries = new ArrayList<>();
  private final Set<String> warnings = new HashSet<>();
  private Set<LogPage.Entry> atLast = new HashSet<>();
  private int page = PAGE;
  private int largest = LARGEST_PAGE;
  private long characters;
  private OptionalLong clock = OptionalLong.empty();

  /** Asks for one page: lines from {@code start} to before {@code end}, oldest first. */
  interface Asker {
    HttpAnswer ask(long start, long end, int limit);
  }

  /**
   * @param most lines of one answer, about
   */
  LogPages(Asker asker, int most) {
    this.asker = asker;
    this.most = most;
  }

  /** The lines of {@code (from, to]}, epoch milliseconds, or of a first part of it. */
  LogAnswer read(long from, long to) {
    long start = (from + 1) * NANOS;
    long end = (to + 1) * NANOS;
    boolean complete = false;
    while (!complete && !enough()) {
      LogPage found = ask(start, end);
      warnings.addAll(found.warnings());
      long last = found.entries().stream().mapToLong(LogPage.Entry::nanos).max().orElse(start);
      int added = add(found, last);
      complete = found.entries().size() < page;
      if (!complete && last == start && added == 0) {
        start = beyondTie(start);
      } else {
        start = last;
      }
    }
    long covered = complete ? to : Math.max(from, Math.floorDiv(start, NANOS) - 1);
    if (covered == from && !complete) {
      // A millisecond with more lines than wanted is read to its end all the same.
      return new LogPages(asker, Integer.MAX_VALUE).read(from, from + 1);
    }
    return new LogAnswer(streams(covered), covered, List.copyOf(warnings), clock);
  }

  private boolean enough() {
    return entries.size() >= most || (characters >= MOST_CHARACTERS && most < Integer.MAX_VALUE);
  }

  private LogPage ask(long start, long end) {
    while (true) {
      try {
        HttpAnswer answer = asker.ask(start, end, page);
        clock = answer.date().map(date -> OptionalLong.of(date.toEpochMilli())).orElse(clock);
        return LogPage.of(answer);
      } catch (SourceException e) {
        // An installation may allow less than others; it says so by this name.
        if (!e.getMessage().contains("max_entries_limit") || page <= SMALLEST_PAGE) {
          throw e;
        }
        page /= 2;
        largest = page;
      }
    }
  }

  private int add(LogPage found, long last) {
    int before = entries.size();
    Set<LogPage.Entry> seen = new HashSet<>();
    for (LogPage.Entry entry : found.entries()) {
      if (!atLast.contains(entry)) {
        entries.add(entry);
        characters += entry.line().length();
      }
      if (entry.nanos() == last) {
        seen.add(entry);
      }
    }
    if (!atLast.isEmpty() && atLast.iterator().next().nanos() == last) {
      seen.addAll(atLast);
    }
    atLast = seen;
    return entries.size() - before;
  }

  /** Where to go on when a page holds nothing but lines of one nanosecond that are known. */
  private long beyondTie(long start) {
    if (page < largest) {
      page = Math.min(largest, page * 2);
      return start;
    }
    warnings.add(
        "more than "
            + largest
            + " lines share the nanosecond "
            + start
            + "; the rest of them is left out");
    atLast = new HashSet<>();
    return start + 1;
  }

  private List<LogStream> streams(long upTo) {
    Map<String, List<LogPage.Entry>> byStream = new LinkedHashMap<>();
    entries.stream()
        .filter(entry -> Math.floorDiv(entry.nanos(), NANOS) <= upTo)
        .sorted(ORDER)
        .forEach(
            entry ->
                byStream
                    .computeIfAbsent(entry.labels().toString(), labels -> new ArrayList<>())
                    .add(entry));
    return new TreeMap<>(byStream)
        .values().stream()
            .map(
                lines ->
                    new LogStream(
                        lines.get(0).labels(),
                        lines.stream().map(line -> Math.floorDiv(line.nanos(), NANOS)).toList(),
                        lines.stream().map(LogPage.Entry::line).toList()))
            .toList();
  }
}
