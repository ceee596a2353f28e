package io.aiops.helm;

import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;

/**
 * What Kubernetes itself would refuse. Two sets of models, because each overlooks something: the
 * client's one takes a number for a text, the other one takes fields that do not exist.
 */
final class Models {

  private record Pair(Class<?> client, Class<?> fabric8) {}

  /** By API version and kind; a version that Kubernetes has removed is not here. */
  private static final Map<String, Pair> KNOWN =
      Map.ofEntries(
          Map.entry("v1 ConfigMap", new Pair(V1ConfigMap.class, ConfigMap.class)),
          Map.entry("v1 Namespace", new Pair(V1Namespace.class, Namespace.class)),
          Map.entry(
              "v1 PersistentVolumeClaim",
              new Pair(V1PersistentVolumeClaim.class, PersistentVolumeClaim.class)),
          Map.entry("v1 Pod", new Pair(V1Pod.class, Pod.class)),
          Map.entry("v1 Secret", new Pair(V1Secret.class, Secret.class)),
          Map.entry("v1 Service", new Pair(V1Service.class, Service.class)),
          Map.entry("v1 ServiceAccount", new Pair(V1ServiceAccount.class, ServiceAccount.class)),
          Map.entry("apps/v1 Deployment", new Pair(V1Deployment.class, Deployment.class)),
          Map.entry("apps/v1 StatefulSet", new Pair(V1StatefulSet.class, StatefulSet.class)),
          Map.entry(
              "autoscaling/v2 HorizontalPodAutoscaler",
              new Pair(V2HorizontalPodAutoscaler.class, HorizontalPodAutoscaler.class)),
          Map.entry("networking.k8s.io/v1 Ingress", new Pair(V1Ingress.class, Ingress.class)),
          Map.entry(
              "networking.k8s.io/v1 NetworkPolicy",
              new Pair(V1NetworkPolicy.class, NetworkPolicy.class)),
          Map.entry(
              "policy/v1 PodDisruptionBudget",
              new Pair(V1PodDisruptionBudget.class, PodDisruptionBudget.class)));

  /** Of the Prometheus operator, whose models are in neither set. */
  private static final String OPERATOR = "monitoring.coreos.com/v1";

  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              config ->
                  config
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private Models() {}

  /**
   * Reads a document strictly.
   *
   * @throws IllegalArgumentException naming what is unknown, missing or of a wrong type
   */
  static void check(Manifest manifest) {
    if (manifest.apiVersion().equals(OPERATOR)) {
      return;
    }
    Pair pair = KNOWN.get(manifest.apiVersion() + " " + manifest.kind());
    if (pair == null) {
      throw new IllegalArgumentException(
          "Kubernetes knows no " + manifest.apiVersion() + " " + manifest.kind());
    }
    JsonNode json = manifest.json();
    try {
      JSON.deserialize(json.toString(), pair.client());
      STRICT.treeToValue(json, pair.fabric8());
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IllegalArgumentException(manifest + ": " + e.getMessage(), e);
    }
  }
}
