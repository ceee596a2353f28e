package io.aiops.helm;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The checks of the other tests find what they look for. */
class CheckersTest {

  private static final String GOOD =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: a, labels: {app: a}}
      spec:
        replicas: 1
        selector: {matchLabels: {app: a}}
        template:
          metadata: {labels: {app: a}}
          spec:
            serviceAccountName: a
            automountServiceAccountToken: false
            securityContext: {runAsNonRoot: true, runAsUser: 1001, seccompProfile: {type: RuntimeDefault}}
            containers:
              - name: a
                image: a:1
                securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
                ports: [{name: http, containerPort: 8080}]
                env: [{name: A, valueFrom: {configMapKeyRef: {name: a, key: a}}}]
                livenessProbe: {httpGet: {path: /, port: http}}
                resources: {limits: {memory: 1Gi}}
                volumeMounts: [{name: tmp, mountPath: /tmp}]
            volumes: [{name: tmp, emptyDir: {sizeLimit: 1Gi}}]
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: a}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: a}
      data: {a: b}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: a}
      spec: {selector: {app: a}, ports: [{name: http, port: 80, targetPort: http}]}
      """;

  private static void check(String text) {
    Manifest.parse(text).forEach(Models::check);
  }

  @Test
  void takesWhatIsRight() {
    assertDoesNotThrow(() -> check(GOOD));
    assertEquals(List.of(), Rules.broken(Manifest.parse(GOOD), Set.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replicas: 1 | replica: 1", // unknown
        "replicas: 1 | replicas: '1'", // a text for a number
        "{app: a}} | {app: 1}}", // a number for a text
        "containerPort: 8080 | protocol: TCP", // missing
        "memory: 1Gi | memory: 1gb", // no quantity
        "sizeLimit: 1Gi | sizeLimit: big", // no quantity
        "apps/v1 | extensions/v1beta1", // removed from Kubernetes
        "automountServiceAccountToken: false | automountServiceAccountToken: 'no'",
        "{name: A, | {name: 5,",
      })
  void refusesWhatKubernetesDoesNotKnow(String right, String wrong) {
    assertTrue(GOOD.contains(right), right);
    String text = GOOD.replace(right, wrong);
    assertThrows(IllegalArgumentException.class, () -> check(text), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "selector: {matchLabels: {app: a}} | selector: {matchLabels: {app: b}} | does not select its own pods",
        "serviceAccountName: a | serviceAccountName: b | needs ServiceAccount b",
        "configMapKeyRef: {name: a, | configMapKeyRef: {name: b, | needs ConfigMap b",
        "key: a} | key: b} | wants b of ConfigMap a",
        "targetPort: http | targetPort: 81 | leads to the port 81",
        "path: /, port: http | path: /, port: web | probes the port web",
        "spec: {selector: {app: a} | spec: {selector: {app: b} | selects no pods",
        "volumes: [{name: tmp | volumes: [{name: temp | mounts tmp",
        "automountServiceAccountToken: false | automountServiceAccountToken: true | mounts a token",
        "emptyDir: {sizeLimit: 1Gi} | hostPath: {path: /} | volume of type hostPath",
        "allowPrivilegeEscalation: false, | '' | may escalate",
        "readOnlyRootFilesystem: true | readOnlyRootFilesystem: false | can write to its root",
        "runAsNonRoot: true, | '' | may run as root",
        "runAsUser: 1001 | runAsUser: 0 | may run as root",
        "{type: RuntimeDefault} | {type: Unconfined} | no seccomp profile",
        "{drop: [ALL]} | {drop: [ALL], add: [SYS_TIME]} | keeps capabilities",
      })
  void findsWhatDoesNotWork(String right, String wrong, String complaint) {
    assertTrue(GOOD.contains(right), right);
    List<String> broken = Rules.broken(Manifest.parse(GOOD.replace(right, wrong)), Set.of());
    assertTrue(broken.stream().anyMatch(one -> one.contains(complaint)), broken::toString);
  }
}
