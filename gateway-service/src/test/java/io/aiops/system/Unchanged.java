package io.aiops.system;

import java.util.Map;

import org.hamcrest.Description;
import org.hamcrest.TypeSafeMatcher;

import com.fasterxml.jackson.databind.JsonNode;

/** True when it sees the same twice in a row. */
final class Unchanged extends TypeSafeMatcher<Map<String, JsonNode>> {

  private Map<String, JsonNode> before = Map.of();

  @Override
  protected boolean matchesSafely(Map<String, JsonNode> now) {
    boolean same = now.equals(before);
    before = now;
    return same;
  }

  @Override
  public void describeTo(Description description) {
    description.appendText("what was seen before");
  }
}
