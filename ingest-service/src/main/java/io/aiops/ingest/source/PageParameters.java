package io.aiops.ingest.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.aiops.ingest.problem.ProblemException;
import io.aiops.ingest.problem.Violation;

/** Reads the parameters of a paged list. */
public final class PageParameters {

  private static final int MAX_PAGE = 1_000_000;

  private PageParameters() {}

  /**
   * The page that is asked for, the first 20 items where nothing is.
   *
   * @throws ProblemException naming all that is out of range
   */
  public static Page of(Optional<String> page, Optional<String> limit, int total) {
    List<Violation> wrong = new ArrayList<>();
    int number = number("page", page, 1, MAX_PAGE, wrong);
    int size = number("limit", limit, Page.DEFAULT_LIMIT, Page.MAX_LIMIT, wrong);
    if (!wrong.isEmpty()) {
      throw ProblemException.invalid(wrong);
    }
    return Page.of(number, size, total);
  }

  private static int number(
      String field, Optional<String> text, int absent, int max, List<Violation> wrong) {
    if (text.isEmpty()) {
      return absent;
    }
    int value = text.get().matches("\\d{1,9}") ? Integer.parseInt(text.get()) : 0;
    if (value < 1 || value > max) {
      wrong.add(new Violation(field, "must be a whole number from 1 to " + max));
    }
    return value;
  }
}
