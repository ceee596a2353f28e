package io.aiops.detector.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import io.aiops.detector.model.log.Template;
import io.aiops.detector.model.log.TemplateMiner;

/**
 * Streams the lines of files with columns {@code line_id,content} through the miner of {@code
 * log_patterns} from cold and writes line_id, event_id and event_template of every line. A template
 * that was merged later goes by the number that it has in the end.
 *
 * <p>Arguments: data folder, output folder.
 */
public final class ParseLogs {

  private ParseLogs() {}

  /** Runs the command. */
  public static void main(String[] arguments) throws IOException {
    Path out = Files.createDirectories(Path.of(arguments[1]));
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(arguments[0]))) {
      files = all.filter(file -> file.toString().endsWith(".csv.gz")).sorted().toList();
    }
    long lines = 0;
    long nanos = 0;
    for (Path file : files) {
      List<List<String>> rows = rows(file);
      int[] ids = new int[rows.size()];
      TemplateMiner miner = new TemplateMiner(TemplateMiner.DEFAULT_TEMPLATES);
      long start = System.nanoTime();
      for (int i = 0; i < ids.length; i++) {
        ids[i] = miner.learn(rows.get(i).get(1));
      }
      nanos += System.nanoTime() - start;
      lines += ids.length;
      String name = file.getFileName().toString().replace(".csv.gz", ".csv");
      write(out.resolve(name), rows, ids, miner);
      System.out.printf(
          "%-20s %5d lines %4d templates%n", name, ids.length, miner.templates().size());
    }
    System.out.printf("%d lines, %.0f lines/s (cold)%n", lines, lines * 1e9 / nanos);
  }

  private static void write(Path file, List<List<String>> rows, int[] ids, TemplateMiner miner)
      throws IOException {
    Map<Integer, String> texts = new HashMap<>();
    for (Template template : miner.templates()) {
      texts.put(template.id(), template.text());
    }
    try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(file))) {
      lines.println("line_id,event_id,event_template");
      for (int i = 0; i < ids.length; i++) {
        int id = miner.resolve(ids[i]);
        String text = texts.getOrDefault(id, "").replace("\"", "\"\"");
        lines.println(rows.get(i).get(0) + ",T" + id + ",\"" + text + "\"");
      }
    }
  }

  /** The rows of a file without its head; fields may be quoted. */
  private static List<List<String>> rows(Path file) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (InputStream bytes = new GZIPInputStream(Files.newInputStream(file));
        BufferedReader text =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      text.readLine();
      for (List<String> row = row(text); !row.isEmpty(); row = row(text)) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<String> row(BufferedReader text) throws IOException {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    int c = text.read();
    if (c < 0) {
      return fields;
    }
    for (; c >= 0 && (quoted || c != '\n'); c = text.read()) {
      if (c == '"') {
        text.mark(1);
        if (quoted && text.read() == '"') {
          field.append('"');
        } else {
          text.reset();
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else if (c != '\r') {
        field.append((char) c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
