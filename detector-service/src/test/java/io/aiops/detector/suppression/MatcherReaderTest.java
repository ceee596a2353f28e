package io.aiops.detector.suppression;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MatcherReaderTest {

  /** A matcher, its name in full, a value that it takes and one that it does not. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '§',
      value = {
        "team=\"payments\"§team=\"payments\"§payments§payment",
        "team=payments§team=\"payments\"§payments§Payments",
        "  team  =  payments  §team=\"payments\"§payments§` payments`",
        "team=\"\"§team=\"\"§``§a",
        "team!=payments§team!=\"payments\"§a§payments",
        "team!=\"payments\"§team!=\"payments\"§``§payments",
        "pod=~\"api-.*\"§pod=~\"api-.*\"§api-1§an-api-1",
        "pod=~api-.+§pod=~\"api-.+\"§api-1§api-",
        "pod=~\"a|b\"§pod=~\"a|b\"§b§ab",
        "pod!~\"api-.*\"§pod!~\"api-.*\"§web-1§api-1",
        "pod=~\"api-\\d+\"§pod=~\"api-\\\\d+\"§api-17§api-x",
        "pod=~\"api-\\\\d+\"§pod=~\"api-\\\\d+\"§api-17§api-x",
        "pod=~\"(?i)API\"§pod=~\"(?i)API\"§api§ap",
        "path=\"a\\\"b\\\\c\"§path=\"a\\\"b\\\\c\"§a\"b\\c§abc",
        "grüße=\"schön\"§grüße=\"schön\"§schön§schon",
        "\"a b=c\"=\"d,e\"§\"a b=c\"=\"d,e\"§d,e§d",
        "a=\"\\u00e4\"§a=\"ä\"§ä§a",
        "a=\"\\U0001F600\"§a=\"\uD83D\uDE00\"§\uD83D\uDE00§a",
        "a.b/c:d-e=1§a.b/c:d-e=\"1\"§1§2",
      })
  void whatAlertmanagerTakesIsTaken(String text, String canonical, String yes, String no) {
    LabelMatcher matcher = MatcherReader.read(text);
    assertEquals(canonical, matcher.text());
    assertEquals(matcher, MatcherReader.read(matcher.text()));
    String name = canonical.startsWith("\"") ? "a b=c" : canonical.split("[=!]", -1)[0];
    assertTrue(matcher.matches(Map.of(name, yes)), yes);
    assertFalse(matcher.matches(Map.of(name, no)), no);
  }

  @ParameterizedTest
  @CsvSource({
    "a=\"\",true",
    "a!=x,true",
    "a=~\".*\",true",
    "a!~\".+\",true",
    "a=x,false",
    "a=~\".+\",false"
  })
  void aLabelThatIsNotThereIsEmpty(String text, boolean matches) {
    LabelMatcher matcher = MatcherReader.read(text);
    assertEquals(matches, matcher.matches(Map.of("b", "x")));
    assertEquals(matches, matcher.matchesNothing());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '§',
      value = {
        "``§a label name is expected at the end",
        "=b§a label name is expected at position 0",
        "\"\"=b§the label name is empty",
        "team§one of = != =~ !~ is expected at the end",
        "team payments§one of = != =~ !~ is expected at position 5",
        "team>payments§one of = != =~ !~ is expected",
        "team=§a value is expected at the end",
        "team==payments§a value is expected at position 5",
        "team=a b§unexpected text after the value at position 7",
        "team=\"a\",pod=\"b\"§unexpected text after the value at position 8",
        "{team=\"a\"}§a label name is expected at position 0",
        "team=\"a§the quotes that open at position 5 are not closed",
        "team='a'§a value is expected at position 5",
        "team=\"\\u00g0\"§an escape needs 4 hexadecimal digits",
        "team=\"\\UFFFFFFFF\"§an escape is no character",
        "pod=~\"(\"§the regular expression is wrong: missing closing )",
        "pod=~\"(?=a)\"§the regular expression is wrong",
        "pod=~\"(a)\\\\1\"§the regular expression is wrong",
        "pod=~\"(((a{999}){999}){999}){999}\"§repeats too much",
        "pod=~\"(abcdefgh){900}\"§repeats too much",
      })
  void whatIsWrongIsSaid(String text, String why) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> MatcherReader.read(text)).getMessage();
    assertTrue(
        message.startsWith("must be one label matcher such as team=\"payments\": "), message);
    assertTrue(message.contains(why), message);
  }

  @Test
  void lengthsAreBounded() {
    assertThrows(IllegalArgumentException.class, () -> MatcherReader.read("a=" + "b".repeat(4000)));
    assertThrows(IllegalArgumentException.class, () -> MatcherReader.read("a=" + "b".repeat(3998)));
    assertThrows(
        IllegalArgumentException.class,
        () -> MatcherReader.read("a=\"" + "\\x".repeat(1500) + "\""));
    String longest = MatcherReader.read("a=" + "b".repeat(3996)).text();
    assertEquals(longest, MatcherReader.read(longest).text());
    assertThrows(IllegalArgumentException.class, () -> MatcherReader.read("a=~" + "b".repeat(501)));
    assertTrue(MatcherReader.read("a=~" + "b".repeat(500)).matches(Map.of("a", "b".repeat(500))));
  }

  /** Each of them takes an engine that backtracks longer than the universe is old. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+b",
        "(a§aa)+b",
        "(.*)*b",
        "(a§a?)+b",
        "(([a-z])+.)+[A-Z]([a-z])+b",
        "a?{30}b"
      })
  void noExpressionBlowsUp(String expression) {
    String value = "a".repeat(2048);
    assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          try {
            assertFalse(
                MatcherReader.read("p=~\"" + expression + "\"").matches(Map.of("p", value)));
          } catch (IllegalArgumentException refused) {
            assertTrue(refused.getMessage().contains("regular expression"));
          }
        });
  }
}
