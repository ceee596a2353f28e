package io.aiops.gateway.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class CallbackTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private final CloudEventReader reader = new CloudEventReader(MAPPER);

  static Stream<Path> goldenEvents() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../detector-service/contract/events"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("goldenEvents")
  void anEventOfTheContractBecomesAMessageForClients(Path file) throws Exception {
    JsonNode golden = MAPPER.readTree(file.toFile());

    CloudEventReader.Batch batch =
        reader.read(("[" + golden + "]").getBytes(StandardCharsets.UTF_8));

    RelayedEvent event = batch.events().get(0);
    JsonNode message = MAPPER.readTree(event.json());
    assertEquals(golden.get("epoch").asText(), batch.epoch());
    assertEquals(golden.get("sequence").asText(), Long.toString(event.seq()));
    assertEquals(golden.get("type"), message.get("type"));
    assertEquals(golden.get("topic"), message.get("topic"));
    assertEquals(golden.get("id"), message.get("id"));
    assertEquals(golden.get("time"), message.get("time"));
    assertEquals(golden.get("data"), message.get("data"));
    assertEquals(golden.path("subject").asText(""), message.path("detector_id").asText(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "{}",
        "[]",
        "[1]",
        "[{}]",
        "[{\"epoch\":\"a\",\"sequence\":\"x\",\"id\":\"i\",\"topic\":\"t\",\"type\":\"y\",\"time\":\"z\",\"data\":{}}]",
        "[{\"epoch\":\"a\",\"sequence\":\"1\",\"id\":\"i\",\"topic\":\"t\",\"type\":\"y\",\"time\":\"z\",\"data\":3}]"
      })
  void aBatchThatIsNotOneIsRefused(String body) {
    assertThrows(
        CloudEventReader.MalformedBatchException.class,
        () -> reader.read(body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void severitiesHaveAnOrder() {
    assertEquals(
        List.of(1, 2, 3, 4, 0),
        Stream.of("low", "medium", "high", "critical", "").map(Topic::severity).toList());
  }
}
