package io.aiops.system;

import java.util.List;
import java.util.Map;

import org.hamcrest.Description;
import org.hamcrest.TypeSafeMatcher;

import com.fasterxml.jackson.databind.JsonNode;

/** True when it sees the same twice in a row. */
final class Unchanged extends TypeSafeMatcher<List<Map<String, JsonNode>>> {

  private List<Map<String, JsonNode>> before = List.of();

  @Override
  protected boolean matchesSafely(List<Map<String, JsonNode>> now) {
    boolean same = now.equals(before);
    before = now;
    return same;
  }

  @Override
  public void describeTo(Description description) {
    description.appendText("what was seen before");
  }
}
