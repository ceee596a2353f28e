package io.aiops.helm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.databind.JsonNode;

import static io.aiops.helm.Manifest.elements;
import static io.aiops.helm.Manifest.texts;

/**
 * What Kubernetes takes and what still does not work: references that lead nowhere, pods that are
 * not admitted.
 */
final class Rules {

  private static final List<String> WORKLOADS = List.of("Deployment", "StatefulSet");

  private final List<Manifest> manifests;
  private final Set<String> elsewhere;
  private final List<String> broken = new ArrayList<>();

  /**
   * @param elsewhere what is expected to be there already, as {@code Secret name}
   */
  private Rules(List<Manifest> manifests, Set<String> elsewhere) {
    this.manifests = manifests;
    this.elsewhere = elsewhere;
  }

  /** Everything that is wrong; empty where nothing is. */
  static List<String> broken(List<Manifest> manifests, Set<String> elsewhere) {
    Rules rules = new Rules(manifests, elsewhere);
    rules.namesAreUnique();
    manifests.forEach(rules::check);
    return rules.broken;
  }

  private void namesAreUnique() {
    Set<String> seen = new HashSet<>();
    manifests.forEach(
        manifest -> {
          if (!seen.add(manifest.toString())) {
            broken.add(manifest + " is there twice");
          }
        });
  }

  private void check(Manifest manifest) {
    manifest.pod().ifPresent(pod -> checkPod(manifest, pod));
    JsonNode spec = manifest.json().path("spec");
    switch (manifest.kind()) {
      case "Deployment", "StatefulSet" -> {
        Map<String, String> labels = texts(manifest.json().at("/spec/template/metadata/labels"));
        Map<String, String> selector = texts(spec.at("/selector/matchLabels"));
        if (selector.isEmpty() || !labels.entrySet().containsAll(selector.entrySet())) {
          broken.add(manifest + " does not select its own pods");
        }
        if (spec.has("serviceName")) {
          exists(manifest, "Service", spec.path("serviceName").asText());
        }
      }
      case "Service" -> {
        Manifest workload = selected(manifest, spec.path("selector"));
        elements(spec.path("ports")).forEach(port -> portExists(manifest, workload, port));
      }
      case "PodDisruptionBudget", "NetworkPolicy" -> {
        String field = manifest.kind().equals("NetworkPolicy") ? "podSelector" : "selector";
        selected(manifest, spec.path(field).path("matchLabels"));
      }
      case "HorizontalPodAutoscaler" ->
          exists(
              manifest,
              spec.at("/scaleTargetRef/kind").asText(),
              spec.at("/scaleTargetRef/name").asText());
      case "Ingress" ->
          spec.findValues("service")
              .forEach(
                  service -> {
                    exists(manifest, "Service", service.path("name").asText());
                    String port = service.at("/port/name").asText();
                    if (!find("Service", service.path("name").asText())
                        .path("spec")
                        .path("ports")
                        .findValuesAsText("name")
                        .contains(port)) {
                      broken.add(manifest + " names the port " + port + ", which is not there");
                    }
                  });
      default -> {}
    }
  }

  /** The workload that a selector means; the broken rule where it means none. */
  private Manifest selected(Manifest manifest, JsonNode selector) {
    Map<String, String> wanted = texts(selector);
    for (Manifest other : manifests) {
      boolean pods = WORKLOADS.contains(other.kind()) || other.kind().equals("Pod");
      if (pods
          && !wanted.isEmpty()
          && texts(other.pod().orElseThrow().at("/metadata/labels"))
              .entrySet()
              .containsAll(wanted.entrySet())) {
        return other;
      }
    }
    broken.add(manifest + " selects no pods by " + wanted);
    return manifest;
  }

  private void portExists(Manifest service, Manifest workload, JsonNode port) {
    String target = port.path("targetPort").asText(port.path("port").asText());
    boolean found =
        workload.containers().stream()
            .flatMap(container -> elements(container.path("ports")))
            .anyMatch(
                one ->
                    one.path("name").asText().equals(target)
                        || one.path("containerPort").asText().equals(target));
    if (!found) {
      broken.add(service + " leads to the port " + target + ", which its pods do not have");
    }
  }

  private void checkPod(Manifest manifest, JsonNode pod) {
    JsonNode spec = pod.path("spec");
    if (spec.has("serviceAccountName")) {
      exists(manifest, "ServiceAccount", spec.path("serviceAccountName").asText());
    }
    Set<String> volumes = new HashSet<>(spec.path("volumes").findValuesAsText("name"));
    elements(manifest.json().at("/spec/volumeClaimTemplates"))
        .forEach(claim -> volumes.add(claim.at("/metadata/name").asText()));
    for (JsonNode container : manifest.containers()) {
      elements(container.path("volumeMounts"))
          .map(mount -> mount.path("name").asText())
          .filter(name -> !volumes.contains(name))
          .forEach(name -> broken.add(manifest + " mounts " + name + ", which it does not have"));
      portsOfProbesExist(manifest, container);
    }
    references(spec, (kind, reference) -> refer(manifest, kind, reference));
    Restricted.violations(manifest, pod).forEach(broken::add);
  }

  private void portsOfProbesExist(Manifest manifest, JsonNode container) {
    List<String> ports = container.path("ports").findValuesAsText("name");
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      JsonNode port = container.path(probe).at("/httpGet/port");
      if (port.isTextual() && !ports.contains(port.asText())) {
        broken.add(manifest + " probes the port " + port.asText() + ", which is not there");
      }
    }
  }

  private static void references(JsonNode spec, BiConsumer<String, JsonNode> found) {
    spec.findValues("configMapRef").forEach(node -> found.accept("ConfigMap", node));
    spec.findValues("configMapKeyRef").forEach(node -> found.accept("ConfigMap", node));
    spec.findValues("configMap").forEach(node -> found.accept("ConfigMap", node));
    spec.findValues("secretRef").forEach(node -> found.accept("Secret", node));
    spec.findValues("secretKeyRef").forEach(node -> found.accept("Secret", node));
    spec.findValues("secret").forEach(node -> found.accept("Secret", node));
    spec.findValues("imagePullSecrets")
        .forEach(list -> list.forEach(node -> found.accept("Secret", node)));
    spec.findValues("persistentVolumeClaim")
        .forEach(node -> found.accept("PersistentVolumeClaim", node));
  }

  private void refer(Manifest manifest, String kind, JsonNode reference) {
    if (reference.path("optional").asBoolean()) {
      return;
    }
    String name =
        reference
            .path("name")
            .asText(reference.path("secretName").asText(reference.path("claimName").asText()));
    exists(manifest, kind, name);
    JsonNode target = find(kind, name);
    String key = reference.path("key").asText();
    if (!key.isEmpty() && target.isObject() && !target.path("data").has(key)) {
      broken.add(manifest + " wants " + key + " of " + kind + " " + name + ", which is not there");
    }
  }

  private void exists(Manifest manifest, String kind, String name) {
    if (find(kind, name).isMissingNode() && !elsewhere.contains(kind + " " + name)) {
      broken.add(manifest + " needs " + kind + " " + name + ", which is not there");
    }
  }

  private JsonNode find(String kind, String name) {
    return manifests.stream()
        .filter(manifest -> manifest.kind().equals(kind) && manifest.name().equals(name))
        .findFirst()
        .map(Manifest::json)
        .orElse(Manifest.YAML.missingNode());
  }
}
