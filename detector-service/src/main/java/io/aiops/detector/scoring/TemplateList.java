package io.aiops.detector.scoring;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.json.InstantText;
import io.aiops.detector.json.Page;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** One page of the templates of a detector of lines, and how many there are in all. */
@RegisterForReflection
public record TemplateList(List<Item> templates, Page.Info pagination) {

  /**
   * What some lines have in common.
   *
   * @param id as the label {@code template_id} of its entity
   * @param template its words, with {@code <*>} for what varies
   * @param example a line of it: what varies is named by its kind, secrets are hidden
   * @param count lines so far
   * @param ratePerMinute mean of the recent intervals; null before one has ended
   * @param firstSeenAt null where an older version did not note it
   * @param lastSeenAt null where an older version did not note it
   * @param score how abnormal its rate is now, 0..1
   * @param openAnomalyId null where none is open
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Item(
      String id,
      String template,
      String example,
      long count,
      Double ratePerMinute,
      @JsonSerialize(converter = InstantText.class) Instant firstSeenAt,
      @JsonSerialize(converter = InstantText.class) Instant lastSeenAt,
      double score,
      String openAnomalyId) {}
}
