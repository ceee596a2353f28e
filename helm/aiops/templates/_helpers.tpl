{{- define "aiops.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" }}
{{- end }}

{{/* Short enough for the longest suffix within 63 characters. */}}
{{- define "aiops.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" }}
{{- else if contains (include "aiops.name" .) .Release.Name }}
{{- .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "aiops.name" .) | trunc 40 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/* A value as a text. To Helm every number is a floating-point one, and 1000000 would become 1e+06; JSON has no such habit. */}}
{{- define "aiops.text" -}}
{{- if kindIs "float64" . }}{{ toJson . }}{{ else }}{{ toString . }}{{ end }}
{{- end }}

{{/* What tells the pods of a component from all others; takes (list $ component). */}}
{{- define "aiops.selector" -}}
app.kubernetes.io/name: {{ include "aiops.name" (index . 0) }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{/* Takes (list $ component). */}}
{{- define "aiops.labels" -}}
{{ include "aiops.selector" . }}
app.kubernetes.io/part-of: aiops
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ printf "%s-%s" (index . 0).Chart.Name (index . 0).Chart.Version | replace "+" "_" }}
{{- with (index . 0).Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Of pods: without versions, so that a new chart alone replaces none; takes (list $ component labels). */}}
{{- define "aiops.podLabels" -}}
{{ include "aiops.selector" . }}
app.kubernetes.io/part-of: aiops
{{- with merge (dict) (index . 2) (index . 0).Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Takes (list $ component name). */}}
{{- define "aiops.metadata" -}}
{{- $root := index . 0 -}}
name: {{ index . 2 }}
namespace: {{ $root.Release.Namespace }}
labels:
  {{- include "aiops.labels" (list $root (index . 1)) | nindent 2 }}
{{- with $root.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Takes (list $ component). */}}
{{- define "aiops.serviceAccountName" -}}
{{- $root := index . 0 -}}
{{- $account := (index $root.Values (index . 1)).serviceAccount -}}
{{- $own := printf "%s-%s" (include "aiops.fullname" $root) (index . 1) -}}
{{- default (ternary $own "default" $account.create) $account.name }}
{{- end }}

{{/* Takes (list $ component). */}}
{{- define "aiops.image" -}}
{{- $root := index . 0 -}}
{{- $image := (index $root.Values (index . 1)).image -}}
{{- with $root.Values.image.registry }}{{ trimSuffix "/" . }}/{{ end }}{{ $image.repository }}
{{- if $image.digest }}@{{ $image.digest }}{{ else }}:{{ coalesce $image.tag $root.Values.image.tag $root.Chart.AppVersion }}{{ end }}
{{- end }}

{{- define "aiops.internalSecret" -}}
{{- default (printf "%s-internal" (include "aiops.fullname" .)) .Values.internalToken.existingSecret }}
{{- end }}

{{/* The secret with the API's tokens; empty where everybody may call. */}}
{{- define "aiops.authSecret" -}}
{{- if .Values.auth.existingSecret }}
{{- .Values.auth.existingSecret }}
{{- else if .Values.auth.tokens }}
{{- printf "%s-api-tokens" (include "aiops.fullname" .) }}
{{- end }}
{{- end }}

{{- define "aiops.detectorsConfigMap" -}}
{{- default (printf "%s-detectors" (include "aiops.fullname" .)) .Values.existingDetectorsConfigMap }}
{{- end }}

{{/* The kind of detector-service's workload: a file belongs to one pod with a name, a database to any number. */}}
{{- define "aiops.detectorKind" -}}
{{- ternary "StatefulSet" "Deployment" (eq .Values.database.kind "sqlite") }}
{{- end }}

{{/* Whether a component may run as several pods; takes (list $ component). */}}
{{- define "aiops.several" -}}
{{- $values := index (index . 0).Values (index . 1) -}}
{{- if or $values.autoscaling.enabled (gt (int $values.replicas) 1) }}true{{ end }}
{{- end }}

{{/* Behind a service of several pods the metrics would be another pod's at each reading. */}}
{{- define "aiops.selfWatch" -}}
{{- $one := not (or (include "aiops.several" (list . "gateway")) (include "aiops.several" (list . "detector")) (include "aiops.several" (list . "ingest"))) -}}
{{- if and .Values.selfWatch $one }}true{{ end }}
{{- end }}

{{/* An address of a component within the cluster; takes (list $ component). */}}
{{- define "aiops.url" -}}
http://{{ include "aiops.fullname" (index . 0) }}-{{ index . 1 }}:{{ (index (index . 0).Values (index . 1)).service.port }}
{{- end }}

{{/* The address of the pod itself, for others; takes (list $ port). */}}
{{- define "aiops.podUrl" -}}
http://{{ ternary "[$(POD_IP)]" "$(POD_IP)" (index . 0).Values.ipv6 }}:{{ index . 1 }}
{{- end }}

{{/* An environment variable from a secret; takes (list variable secret key). */}}
{{- define "aiops.secretEnv" -}}
- name: {{ index . 0 }}
  valueFrom:
    secretKeyRef:
      name: {{ index . 1 }}
      key: {{ index . 2 }}
{{- end }}

{{/*
The data of what an earlier revision made, or nothing; takes (list $ kind name). An installation finds nothing, so it does not
look: the chart can be rendered without a cluster.
*/}}
{{- define "aiops.earlier" -}}
{{- $root := index . 0 -}}
{{- if $root.Release.IsUpgrade }}
{{- (lookup "v1" (index . 1) $root.Release.Namespace (index . 2)).data | default dict | toJson }}
{{- else }}
{{- dict | toJson }}
{{- end }}
{{- end }}

{{/* A random text in base64 that outlives upgrades; takes (list $ secret key given). */}}
{{- define "aiops.stableSecret" -}}
{{- $found := include "aiops.earlier" (list (index . 0) "Secret" (index . 1)) | fromJson -}}
{{- if index . 3 }}{{ index . 3 | b64enc }}{{ else }}{{ get $found (index . 2) | default (randAlphaNum 48 | b64enc) }}{{ end }}
{{- end }}
