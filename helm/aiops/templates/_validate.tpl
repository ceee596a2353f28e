{{/* What the schema cannot say in words that help. */}}
{{- define "aiops.validate" -}}
{{- if and (eq .Values.database.kind "sqlite") (include "aiops.several" (list . "detector")) }}
{{- fail "database.kind sqlite has one detector-service: for detector.replicas above 1 or detector.autoscaling, set database.kind to external or bundled" }}
{{- end }}
{{- if and (eq .Values.database.kind "external") (not .Values.database.external.existingSecret) }}
{{- fail "database.kind external needs database.external.existingSecret, a secret with the keys of database.external.userKey and passwordKey" }}
{{- end }}
{{- if and .Values.auth.tokens .Values.auth.existingSecret }}
{{- fail "auth.tokens and auth.existingSecret exclude each other" }}
{{- end }}
{{- if and .Values.detectors .Values.existingDetectorsConfigMap }}
{{- fail "detectors and existingDetectorsConfigMap exclude each other" }}
{{- end }}
{{- range $name, $source := .Values.sources }}
{{- $kind := default $name $source.kind }}
{{- if not (has $kind (list "prometheus" "loki" "openmetrics")) }}
{{- fail (printf "sources.%s.kind is needed: prometheus, loki or openmetrics" $name) }}
{{- end }}
{{- if and (eq $kind "openmetrics") (not $source.targets) }}
{{- fail (printf "sources.%s.targets is needed: addresses of /metrics pages by name" $name) }}
{{- end }}
{{- if and (ne $kind "openmetrics") (not $source.url) }}
{{- fail (printf "sources.%s.url is needed" $name) }}
{{- end }}
{{- end }}
{{- range $component := list "gateway" "detector" "ingest" }}
{{- $values := index $.Values $component }}
{{- if le (int $values.terminationGracePeriodSeconds) (add (int $.Values.shutdown.delaySeconds) (int $.Values.shutdown.timeoutSeconds)) }}
{{- fail (printf "%s.terminationGracePeriodSeconds must be more than shutdown.delaySeconds and shutdown.timeoutSeconds together" $component) }}
{{- end }}
{{- if and $values.autoscaling.enabled (lt (int $values.autoscaling.maxReplicas) (int $values.autoscaling.minReplicas)) }}
{{- fail (printf "%s.autoscaling.maxReplicas must not be below minReplicas" $component) }}
{{- end }}
{{- end }}
{{- end }}
