package io.aiops.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The default: a file in the product's folder. */
final class SqliteFiles implements ChaosDatabase {

  @Override
  public void copy(String from, Path fromFolder, String to, Path toFolder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(fromFolder)) {
      files = all.filter(file -> file.getFileName().toString().startsWith("aiops.db")).toList();
    }
    for (Path file : files) {
      Files.copy(file, toFolder.resolve(file.getFileName()));
    }
  }
}
