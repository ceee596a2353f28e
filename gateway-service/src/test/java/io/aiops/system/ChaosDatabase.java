package io.aiops.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A database that can be copied while nobody uses it. */
interface ChaosDatabase extends AutoCloseable {

  /**
   * What points detector-service to the database of this name.
   *
   * @param folder data of the product that uses it
   */
  Map<String, String> environment(String name, Path folder) throws IOException;

  /** Makes an empty one; a no-op where the product makes its own. */
  default void create(String name) throws IOException {}

  /** Makes the second one equal to the first. */
  void copy(String from, Path fromFolder, String to, Path toFolder) throws IOException;

  @Override
  default void close() throws IOException {}
}
