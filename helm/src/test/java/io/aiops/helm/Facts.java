package io.aiops.helm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

import static io.aiops.helm.Manifest.elements;

/**
 * What all ways of installing a service must agree on.
 *
 * @param ports of the container, and of the service that leads to it
 * @param probes path, port and timing
 * @param environment names, from config maps as well
 */
record Facts(
    String image,
    List<String> ports,
    Map<String, String> probes,
    Set<String> environment,
    String resources) {

  /** Set by quarkus-kubernetes in each container, read by nobody. */
  private static final String NAMESPACE = "KUBERNETES_NAMESPACE";

  /**
   * Reads them from a workload.
   *
   * @param name of the workload, and of its service
   */
  static Facts of(List<Manifest> manifests, String name) {
    Manifest workload =
        manifests.stream()
            .filter(one -> one.name().equals(name) && one.kind().matches("Deployment|StatefulSet"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no workload " + name + " in " + manifests));
    JsonNode container = workload.containers().get(0);
    JsonNode port = container.at("/ports/0");
    JsonNode outside = Chart.find(manifests, "Service", name).json().at("/spec/ports/0");
    List<String> ports =
        List.of(
            port.path("name").asText(),
            port.path("containerPort").asText(),
            outside.path("name").asText(),
            outside.path("port").asText(),
            number(outside.path("targetPort"), container));
    Map<String, String> probes = new TreeMap<>();
    for (String probeName : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      JsonNode probe = container.path(probeName);
      List<String> parts = new ArrayList<>();
      parts.add(probe.at("/httpGet/path").asText());
      parts.add(number(probe.at("/httpGet/port"), container));
      for (String timing : List.of("periodSeconds", "timeoutSeconds", "failureThreshold")) {
        parts.add(probe.path(timing).asText());
      }
      parts.add(probe.path("initialDelaySeconds").asText("0"));
      probes.put(probeName, String.join(" ", parts));
    }
    return new Facts(
        container.path("image").asText(),
        ports,
        probes,
        environment(manifests, container),
        new TreeMap<>(
                Map.of(
                    "requests", Manifest.texts(container.at("/resources/requests")).toString(),
                    "limits", Manifest.texts(container.at("/resources/limits")).toString()))
            .toString());
  }

  private static Set<String> environment(List<Manifest> manifests, JsonNode container) {
    Set<String> names = new TreeSet<>();
    elements(container.path("envFrom"))
        .map(from -> from.at("/configMapRef/name").asText())
        .map(map -> Chart.find(manifests, "ConfigMap", map).json().path("data"))
        .forEach(data -> names.addAll(Manifest.texts(data).keySet()));
    elements(container.path("env")).forEach(one -> names.add(one.path("name").asText()));
    names.remove(NAMESPACE);
    return names;
  }

  private static String number(JsonNode port, JsonNode container) {
    return elements(container.path("ports"))
        .filter(one -> one.path("name").asText().equals(port.asText()))
        .map(one -> one.path("containerPort").asText())
        .findFirst()
        .orElse(port.asText());
  }
}
