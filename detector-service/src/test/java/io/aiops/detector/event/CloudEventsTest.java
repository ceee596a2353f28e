package io.aiops.detector.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.junit.jupiter.api.Assertions.assertEquals;

class CloudEventsTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Stream<Path> goldenEvents() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("contract/events"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("goldenEvents")
  void anEventIsWrittenAsTheContractShowsIt(Path file) throws IOException {
    JsonNode golden = MAPPER.readTree(file.toFile());
    StoredEvent event =
        new StoredEvent(
            Long.parseLong(golden.get("sequence").textValue()),
            golden.get("id").textValue(),
            golden.get("type").textValue(),
            golden.get("topic").textValue(),
            Instant.parse(golden.get("time").textValue()),
            golden.has("subject") ? golden.get("subject").textValue() : null,
            golden.get("data").toString());

    byte[] batch =
        new CloudEvents(MAPPER).batch(List.of(event, event), golden.get("epoch").textValue());

    JsonNode written = MAPPER.readTree(batch);
    assertEquals(2, written.size());
    assertEquals(golden, written.get(0));
  }
}
