package io.aiops.detector.model;

/**
 * One part of an explanation.
 *
 * @param name the index of a feature ({@code "0"}, {@code "1"}, …) for vectors; for a single series
 *     {@code level}, {@code change}, {@code season} or {@code spread}
 * @param share 0..1
 */
public record Contribution(String name, double share) {}
