package io.aiops.detector.incident;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.aiops.detector.json.Json;
import io.aiops.detector.store.TestJson;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The incidents that the contract shows are as the service writes them. */
class GoldenIncidentsTest {

  private final Json json = TestJson.json();

  @ParameterizedTest
  @ValueSource(strings = {IncidentStore.OPENED, IncidentStore.UPDATED, IncidentStore.RESOLVED})
  void theContractShowsAnIncidentAsItIsWritten(String type) throws IOException {
    JsonNode golden =
        new ObjectMapper().readTree(Path.of("contract/events", type + ".json").toFile());
    JsonNode data = golden.get("data");
    Incident incident = json.read(data.toString(), Incident.class);

    assertEquals(data, json.read(json.write(incident)));
    assertEquals(type, golden.get("type").textValue());
    assertEquals(
        incident.id() + "." + type + ".v" + incident.version(), golden.get("id").textValue());
  }
}
