package io.aiops.ingest.source.openmetrics;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads the query language of {@code openmetrics} and {@code demo} sources:
 *
 * <pre>
 * expression = term { "/" term }
 * term       = "rate" "(" selector ")"
 *            | "sum" [ "by" "(" label { "," label } ")" ] "(" expression ")"
 *            | "(" expression ")"
 *            | selector
 * selector   = name [ "{" label ("=" | "!=" | "=~" | "!~") "text" { "," … } "}" ]
 * </pre>
 */
public final class QueryParser {

  /** Brackets within brackets; bounds the stack. */
  private static final int MAX_DEPTH = 50;

  private final Cursor query;
  private int depth;

  private QueryParser(String query) {
    this.query = new Cursor(query);
  }

  /**
   * Reads a whole query.
   *
   * @throws SyntaxException where it is malformed
   */
  public static Expression parse(String query) {
    QueryParser parser = new QueryParser(query);
    Expression expression = parser.expression();
    if (!parser.query.atEnd()) {
      throw parser.query.error(
          "'" + parser.query.peek() + "' does not belong here" + parser.hint());
    }
    return expression;
  }

  private String hint() {
    return query.peek() == '[' ? "; rate() takes no window, it looks at the previous scrape" : "";
  }

  private Expression expression() {
    Expression left = term();
    while (query.take('/')) {
      left = new Expression.Quotient(left, term());
    }
    return left;
  }

  private Expression term() {
    if (++depth > MAX_DEPTH) {
      throw query.error("brackets are nested too deeply");
    }
    query.skipBlanks();
    Expression term;
    if (query.take('(')) {
      term = expression();
      close();
    } else {
      term = named();
    }
    query.skipBlanks();
    depth--;
    return term;
  }

  private Expression named() {
    int start = query.position();
    String name = query.metricName();
    query.skipBlanks();
    if (name.equals("rate") && query.take('(')) {
      query.skipBlanks();
      Expression.Selector selector = selector(query.metricName());
      close();
      return new Expression.Rate(selector);
    }
    if (name.equals("sum") && query.peek() != '{' && !query.atEnd()) {
      return sum();
    }
    if (query.peek() == '(') {
      throw new SyntaxException("there is no function " + name + ", only rate and sum", start);
    }
    return selector(name);
  }

  private Expression sum() {
    List<String> labels = new ArrayList<>();
    if (query.take("by")) {
      query.skipBlanks();
      open();
      do {
        query.skipBlanks();
        labels.add(query.labelName());
        query.skipBlanks();
      } while (query.take(','));
      close();
      query.skipBlanks();
    }
    open();
    Expression inner = expression();
    close();
    return new Expression.Sum(labels, inner);
  }

  private Expression.Selector selector(String name) {
    List<Matcher> matchers = new ArrayList<>();
    query.skipBlanks();
    if (query.take('{')) {
      for (query.skipBlanks(); !query.take('}'); query.skipBlanks()) {
        matchers.add(matcher());
        query.skipBlanks();
        if (!query.take(',') && query.peek() != '}') {
          throw query.error("',' or '}' is missing");
        }
      }
    }
    query.skipBlanks();
    return new Expression.Selector(name, matchers);
  }

  private Matcher matcher() {
    String label = query.labelName();
    query.skipBlanks();
    Matcher.Operator operator = operator();
    query.skipBlanks();
    int start = query.position();
    String value = query.quoted();
    boolean regex =
        operator == Matcher.Operator.MATCHES || operator == Matcher.Operator.MATCHES_NOT;
    try {
      return new Matcher(label, operator, value, Pattern.compile(regex ? value : ""));
    } catch (PatternSyntaxException e) {
      throw new SyntaxException("bad regular expression: " + e.getDescription(), start);
    }
  }

  private Matcher.Operator operator() {
    if (query.take("=~")) {
      return Matcher.Operator.MATCHES;
    }
    if (query.take("!~")) {
      return Matcher.Operator.MATCHES_NOT;
    }
    if (query.take("!=")) {
      return Matcher.Operator.NOT_EQUAL;
    }
    if (query.take('=')) {
      return Matcher.Operator.EQUAL;
    }
    throw query.error("one of = != =~ !~ is missing");
  }

  private void open() {
    if (!query.take('(')) {
      throw query.error("'(' is missing");
    }
  }

  private void close() {
    query.skipBlanks();
    if (!query.take(')')) {
      throw query.error("')' is missing" + hint());
    }
  }
}
