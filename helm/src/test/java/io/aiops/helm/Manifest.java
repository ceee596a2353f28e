package io.aiops.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/**
 * One document of Kubernetes.
 *
 * @param json its content
 */
record Manifest(JsonNode json) {

  static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** The documents of a file, without empty ones. */
  static List<Manifest> parse(String text) {
    List<Manifest> manifests = new ArrayList<>();
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(text)) {
      while (documents.hasNext()) {
        JsonNode document = documents.next();
        if (document.isObject()) {
          manifests.add(new Manifest(document));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return manifests;
  }

  String kind() {
    return json.path("kind").asText();
  }

  String apiVersion() {
    return json.path("apiVersion").asText();
  }

  String name() {
    return json.at("/metadata/name").asText();
  }

  /** The template of its pods, or itself where it is one; metadata and spec. */
  Optional<JsonNode> pod() {
    if (kind().equals("Pod")) {
      return Optional.of(json);
    }
    JsonNode template = json.at("/spec/template");
    return template.isMissingNode() ? Optional.empty() : Optional.of(template);
  }

  /** Init containers and containers of its pods. */
  List<JsonNode> containers() {
    return pod().stream()
        .flatMap(
            pod ->
                Stream.concat(
                    elements(pod.at("/spec/initContainers")), elements(pod.at("/spec/containers"))))
        .toList();
  }

  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }

  @Override
  public String toString() {
    return kind() + " " + name();
  }
}
