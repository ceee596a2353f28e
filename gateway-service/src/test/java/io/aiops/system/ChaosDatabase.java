package io.aiops.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A database that can be copied while nobody uses it. */
interface ChaosDatabase extends AutoCloseable {

  /** Makes an empty database. */
  default void create(String name) throws IOException {}

  /** What points detector-service to the database of this name. */
  default Map<String, String> environment(String name) {
    return Map.of();
  }

  /**
   * Makes the second database, equal to the first.
   *
   * @param fromFolder data of the product that uses the first one
   */
  void copy(String from, Path fromFolder, String to, Path toFolder) throws IOException;

  /** What can be done to it, with names. */
  default Map<String, Runnable> disturbances() {
    return Map.of();
  }

  @Override
  default void close() {}
}
