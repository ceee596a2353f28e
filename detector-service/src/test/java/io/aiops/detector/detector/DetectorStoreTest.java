package io.aiops.detector.detector;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.aiops.detector.json.Json;
import io.aiops.detector.json.Page;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.TestDatabase;
import io.aiops.detector.store.TestJson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Detectors, the same on both databases. */
class DetectorStoreTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  private final Json json = TestJson.json();
  private final DetectorStore store = new DetectorStore(json);

  private Detector detector(String name, String team, Status status) {
    Definition definition =
        DefinitionReader.read(
            json.read("{\"name\":\"%s\",\"labels\":{\"team\":\"%s\"}}".formatted(name, team)));
    return new Detector(
        UUID.randomUUID().toString(), definition, status, null, false, NOW, NOW, null, 1);
  }

  private List<String> names(
      Database database, String status, String text, String team, String sort) {
    DetectorQuery query =
        DetectorQuery.read(
            status, "auto", text, List.of("team:" + team), sort, Page.of("1", "200"));
    List<String> names =
        database.read(tx -> store.list(tx, query)).stream()
            .map(detector -> detector.definition().name())
            .toList();
    assertEquals(names.size(), database.<Long>read(tx -> store.count(tx, query)));
    return names;
  }

  @ParameterizedTest
  @EnumSource
  void aDetectorIsReadAsItWasStoredAndChanged(TestDatabase kind) {
    Database database = kind.database();
    Detector created = detector("one " + UUID.randomUUID(), "a", Status.CREATED);
    database.run(tx -> store.insert(tx, created));
    assertTrue(database.<List<Detector>>read(store::all).contains(created));
    Detector running = created.with(Status.RUNNING, "why not", NOW.plusSeconds(1));
    database.run(tx -> store.update(tx, running));
    assertTrue(database.<List<Detector>>read(store::all).contains(running));
    String name = running.definition().name();
    assertTrue(database.<Boolean>read(tx -> store.nameTaken(tx, name, "another")));
    assertFalse(database.<Boolean>read(tx -> store.nameTaken(tx, name, running.id())));
    database.run(
        tx -> {
          store.lockNames(tx);
          store.delete(tx, running);
          store.retire(tx, running.id(), 3);
          store.retire(tx, running.id(), 4);
        });
    assertFalse(database.<List<Detector>>read(store::all).contains(running));
    assertEquals(4, database.<Long>read(tx -> store.retiredVersion(tx, running.id())));
    assertEquals(0, database.<Long>read(tx -> store.retiredVersion(tx, "unknown")));
  }

  @ParameterizedTest
  @EnumSource
  void listsAreFilteredAndSortedAlike(TestDatabase kind) {
    Database database = kind.database();
    String team = "x".repeat(1900) + UUID.randomUUID();
    String mark = UUID.randomUUID().toString();
    for (String name : List.of("b_", "A%", "a-", "C", "Ö")) {
      Detector detector =
          detector(name + mark, team, name.equals("C") ? Status.STOPPED : Status.CREATED);
      database.run(tx -> store.insert(tx, detector));
    }
    assertEquals(
        List.of("A%", "a-", "b_", "C", "Ö"),
        names(database, "", "", team, "name").stream()
            .map(name -> name.replace(mark, ""))
            .toList());
    assertEquals(List.of("C" + mark), names(database, "stopped", "", team, "name"));
    assertEquals(List.of("A%" + mark), names(database, "", "a%", team, "name"));
    assertEquals(List.of("b_" + mark), names(database, "", "B_", team, "-name"));
    assertEquals(List.of("Ö" + mark), names(database, "", "ö", team, "-updated_at"));
    assertEquals(List.of(), names(database, "", "", team + "y", "id"));
  }
}
