package io.aiops.helm;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Wrong values are refused before anything is installed, and the message names them. */
class RefusedValuesTest {

  @TempDir Path folder;

  private String refusal(String values) {
    return assertThrows(IllegalStateException.class, () -> Chart.with(folder, values), values)
        .getMessage();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown: 1",
        "gateway: {replica: 2}",
        "gateway: {replicas: '2'}",
        "gateway: {replicas: -1}",
        "gateway: {service: {port: 70000}}",
        "gateway: {service: {type: ExternalName}}",
        "gateway: {resources: {limits: {memory: 1gb}}}",
        "gateway: {extraEnv: [{nam: A}]}",
        "gateway: {config: {lower-case: a}}",
        "gateway: {image: {digest: abc}}",
        "gateway: {probes: {live: {periodSeconds: 1}}}",
        "gateway: {podLabels: {app.kubernetes.io/component: other}}",
        "gateway: {strategy: {type: Sometimes}}",
        "commonLabels: {a: 1}",
        "image: {pullPolicy: Sometimes}",
        "internalToken: {value: short}",
        "auth: {tokens: [{name: ana, role: viewer}]}",
        "auth: {tokens: [{name: ana, role: admin, token: 0123456789abcdef0123456789abcdef}]}",
        "auth: {tokens: [{name: ana, role: viewer, token: short}]}",
        "auth: {tokens: [{name: a b, role: viewer, token: 0123456789abcdef0123456789abcdef}]}",
        "auth: {tokens: [{name: ana, role: viewer, sha256: abc}]}",
        "database: {kind: mysql}",
        "database: {external: {url: 'postgresql://user:password@host/db'}}",
        "database: {sqlite: {persistence: {accessModes: []}}}",
        "sources: {Prometheus: {url: 'http://a'}}",
        "sources: {prometheus: {url: a}}",
        "sources: {prometheus: {url: 'http://a', password: secret}}",
        "sources: {prometheus: {url: 'http://a', credentials: {existingSecret: a}}}",
        "sources: {prometheus: {url: 'http://a', tls: {existingSecret: a, certKey: b}}}",
        "detectors: {detector_1: {name: a}}",
        "detectors: {Upper: {name: a}}",
        "detectors: {nameless: {interval: 1m}}",
        "ingress: {hosts: []}",
        "ingress: {controller: apache}",
        "networkPolicy: {databasePort: 0}",
        "networkPolicy: {ingestEgress: [{from: []}]}",
        "publicUrl: aiops.example.org",
        "webhooks: {allowedHosts: ['https://hooks.example.org']}",
        "webhooks: {hosts: []}",
        "metrics: {serviceMonitor: {interval: often}}",
        "shutdown: {delaySeconds: 5s}",
      })
  void byTheSchema(String values) {
    String message = refusal(values);
    assertTrue(message.contains("values don't meet the specifications of the schema"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "detector: {replicas: 2} | database.kind sqlite has one detector-service",
        "detector: {autoscaling: {enabled: true}} | database.kind sqlite has one detector-service",
        "database: {kind: external} | needs database.external.existingSecret",
        "sources: {mimir: {url: 'http://a'}} | sources.mimir.kind is needed",
        "sources: {prometheus: {timeout: 5s}} | sources.prometheus.url is needed",
        "sources: {a: {kind: openmetrics}} | sources.a.targets is needed",
        "gateway: {terminationGracePeriodSeconds: 15} | gateway.terminationGracePeriodSeconds",
        "gateway: {autoscaling: {enabled: true, maxReplicas: 1}} | maxReplicas must not be below",
        "'{existingDetectorsConfigMap: a, detectors: {b: {name: c}}}' | exclude each other",
      })
  void byTheChartWhereTheyDoNotFitTogether(String values, String message) {
    String found = refusal(values);
    assertTrue(found.contains(message), found);
  }
}
