package io.aiops.ingest.pull;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the series of a query may come from several metrics, so that their names belong to what
 * tells them apart. That follows from the query alone: what is there at one moment would name an
 * entity differently before and after a restart.
 */
final class MetricNames {

  /** Possessive: what gives nothing back needs no stack, however long a string is. */
  private static final Pattern STRING_OR_COMMENT =
      Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"|'(?:[^'\\\\]++|\\\\.)*+'|`[^`]*+`|#[^\\n]*+");

  /** What stands for a string: the rules below look at structure only. */
  private static final String STRING = "\"\"";

  private static final Pattern UNION = Pattern.compile("\\bor\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern SELECTOR = Pattern.compile("([\\w:])?\\s*\\{([^}]*)}");

  /** A matcher for one name, or a quoted name. */
  private static final Pattern ONE_NAME =
      Pattern.compile("(?:^|,)\\s*(?:__name__\\s*=\\s*\"\"|\"\")\\s*(?:,|$)");

  private static final Pattern NAME_AS_TEXT = Pattern.compile("[\"'`]__name__[\"'`]");

  private MetricNames() {}

  static boolean mayDiffer(String query) {
    String structure =
        STRING_OR_COMMENT
            .matcher(query)
            .replaceAll(found -> found.group().startsWith("#") ? "" : STRING);
    if (UNION.matcher(structure).find() || NAME_AS_TEXT.matcher(query).find()) {
      return true;
    }
    Matcher selector = SELECTOR.matcher(structure);
    while (selector.find()) {
      boolean named = selector.group(1) != null || ONE_NAME.matcher(selector.group(2)).find();
      if (!named) {
        return true;
      }
    }
    return false;
  }
}
