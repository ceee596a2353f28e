package io.aiops.ingest.source;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which part of a list this is. */
@Schema(name = "Pagination", description = "Which part of a list this is.")
public record Page(
    @Schema(description = "Number of the page, from 1.", examples = "1") int page,
    @Schema(description = "Items of a page.", examples = "20") int limit,
    @Schema(description = "Items in all.", examples = "3") int total,
    @Schema(description = "Pages in all.", examples = "1") int pages) {

  /** Items of a page where nothing is asked for. */
  public static final int DEFAULT_LIMIT = 20;

  /** Items of a page at most. */
  public static final int MAX_LIMIT = 200;

  /** The page of a list of this length. */
  public static Page of(int page, int limit, int total) {
    return new Page(page, limit, total, (total + limit - 1) / limit);
  }

  /** The items of this page. */
  public <T> List<T> cut(List<T> all) {
    int from = (int) Math.min((long) (page - 1) * limit, all.size());
    return all.subList(from, Math.min(from + limit, all.size()));
  }
}
