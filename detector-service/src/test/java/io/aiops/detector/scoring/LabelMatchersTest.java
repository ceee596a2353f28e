package io.aiops.detector.scoring;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.aiops.detector.json.Labels;
import io.aiops.detector.problem.InvalidInputException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class LabelMatchersTest {

  private static final Labels POD = Labels.of(Map.of("pod", "api-1", "code", "503"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{pod=\"api-1\"}|true",
        "{pod=\"api\"}|false",
        "{pod!=\"api\"}|true",
        "{pod=~\"api\"}|false",
        "{pod=~\"api-.*\", code=~\"5..\"}|true",
        "{pod=~\"api-.*\", code!~\"5..\"}|false",
        "{node=\"\"}|true",
        "{node=~\".+\"}|false",
        "{}|true"
      })
  void matchesWholeValues(String text, boolean matches) {
    assertEquals(matches, LabelMatchers.parse(text, "entity").test(POD));
  }

  @Test
  void anExpressionThatWouldBacktrackForEverIsAnsweredAtOnce() {
    LabelMatchers matchers = LabelMatchers.parse("{pod=~\"(a+)+b\"}", "entity");
    Labels many = Labels.of(Map.of("pod", "a".repeat(2000)));
    assertTimeoutPreemptively(Duration.ofMinutes(1), () -> assertFalse(matchers.test(many)));
  }

  @Test
  void anExpressionThatRepeatsTooMuchIsRefused() {
    assertThrows(
        InvalidInputException.class,
        () -> LabelMatchers.parse("{pod=~\"((a{99}){99}){99}\"}", "entity"));
  }
}
