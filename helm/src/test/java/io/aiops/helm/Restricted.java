package io.aiops.helm;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import static io.aiops.helm.Manifest.elements;

/**
 * The Pod Security Standard "restricted" (kubernetes.io, Pod Security Standards, 2025), and what
 * this product wants beyond it: a read-only root and no token of the cluster's API.
 */
final class Restricted {

  private static final Set<String> VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "persistentVolumeClaim",
          "projected",
          "secret");

  private Restricted() {}

  static List<String> violations(Manifest manifest, JsonNode pod) {
    List<String> found = new ArrayList<>();
    JsonNode spec = pod.path("spec");
    JsonNode ofPod = spec.path("securityContext");
    for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
      if (spec.path(shared).asBoolean()) {
        found.add(manifest + " has " + shared);
      }
    }
    if (spec.path("automountServiceAccountToken").asBoolean(true)) {
      found.add(manifest + " mounts a token of the cluster's API");
    }
    elements(spec.path("volumes"))
        .forEach(
            volume ->
                volume
                    .fieldNames()
                    .forEachRemaining(
                        type -> {
                          if (!type.equals("name") && !VOLUMES.contains(type)) {
                            found.add(manifest + " has a volume of type " + type);
                          }
                        }));
    for (JsonNode container : manifest.containers()) {
      String name = manifest + ", container " + container.path("name").asText() + ",";
      JsonNode own = container.path("securityContext");
      if (own.path("allowPrivilegeEscalation").asBoolean(true)) {
        found.add(name + " may escalate privileges");
      }
      if (own.path("privileged").asBoolean()) {
        found.add(name + " is privileged");
      }
      if (!own.path("readOnlyRootFilesystem").asBoolean()) {
        found.add(name + " can write to its root");
      }
      if (!either(own, ofPod, "runAsNonRoot").asBoolean()
          || either(own, ofPod, "runAsUser").asInt(1) == 0) {
        found.add(name + " may run as root");
      }
      String profile = either(own, ofPod, "seccompProfile").path("type").asText();
      if (!Set.of("RuntimeDefault", "Localhost").contains(profile)) {
        found.add(name + " has no seccomp profile");
      }
      boolean dropped =
          elements(own.at("/capabilities/drop")).anyMatch(one -> one.asText().equals("ALL"));
      boolean added =
          elements(own.at("/capabilities/add"))
              .anyMatch(one -> !one.asText().equals("NET_BIND_SERVICE"));
      if (!dropped || added) {
        found.add(name + " keeps capabilities");
      }
      elements(container.path("ports"))
          .filter(port -> port.path("hostPort").asInt() != 0)
          .forEach(port -> found.add(name + " takes a port of the node"));
    }
    return found;
  }

  private static JsonNode either(JsonNode own, JsonNode ofPod, String field) {
    return own.has(field) ? own.path(field) : ofPod.path(field);
  }
}
