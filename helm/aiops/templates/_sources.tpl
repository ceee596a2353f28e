{{/* The environment variable of a source's credential; takes (list source suffix). */}}
{{- define "aiops.sourceEnv" -}}
SOURCE_{{ index . 0 | upper | replace "-" "_" }}_{{ index . 1 }}
{{- end }}

{{/* A value of a properties file: a backslash stands for itself there only when it is doubled. */}}
{{- define "aiops.property" -}}
{{- include "aiops.text" . | replace "\\" "\\\\" }}
{{- end }}

{{/* A source's files from its secrets, as sources of a projected volume; takes (list source values). */}}
{{- define "aiops.sourceFiles" -}}
{{- $secret := (index . 1).credentials | default dict -}}
{{- $tls := (index . 1).tls | default dict -}}
{{- if $secret.bearerTokenKey }}
- secret:
    name: {{ $secret.existingSecret }}
    items:
      - key: {{ $secret.bearerTokenKey }}
        path: token
{{- end }}
{{- if $tls.existingSecret }}
- secret:
    name: {{ $tls.existingSecret }}
    items:
      {{- range $file, $key := dict "ca.crt" $tls.caKey "tls.crt" $tls.certKey "tls.key" $tls.keyKey }}
      {{- if $key }}
      - key: {{ $key }}
        path: {{ $file }}
      {{- end }}
      {{- end }}
{{- end }}
{{- end }}

{{/*
The sources as the file that ingest-service reads. A file and not environment variables, because names of headers and
targets would lose their case and their dashes. Credentials stand in it as ${VARIABLE} only.
*/}}
{{- define "aiops.sources" -}}
# Made from the chart's values.
{{- range $source, $values := .Values.sources }}
{{- $prefix := printf "aiops.sources.%s" $source }}
{{- $secret := $values.credentials | default dict }}
{{- $tls := $values.tls | default dict }}
{{- $folder := printf "/etc/aiops/sources/%s" $source }}
{{ $prefix }}.kind={{ default $source $values.kind }}
{{- range $key, $value := dict "url" $values.url "timeout" $values.timeout "connect-timeout" $values.connectTimeout "max-answer-bytes" $values.maxAnswerBytes "max-concurrent" $values.maxConcurrent "target-label" $values.targetLabel }}
{{- if $value }}
{{ $prefix }}.{{ $key }}={{ include "aiops.property" $value }}
{{- end }}
{{- end }}
{{- range $name, $value := $values.headers }}
{{ $prefix }}.headers.{{ $name }}={{ include "aiops.property" $value }}
{{- end }}
{{- range $name, $value := $values.targets }}
{{ $prefix }}.targets.{{ $name }}={{ include "aiops.property" $value }}
{{- end }}
{{- if $secret.passwordKey }}
{{ $prefix }}.username=${{ "{" }}{{ include "aiops.sourceEnv" (list $source "USERNAME") }}}
{{ $prefix }}.password=${{ "{" }}{{ include "aiops.sourceEnv" (list $source "PASSWORD") }}}
{{- end }}
{{- if $secret.bearerTokenKey }}
{{ $prefix }}.bearer-token-file={{ $folder }}/token
{{- end }}
{{- if $tls.caKey }}
{{ $prefix }}.ca-file={{ $folder }}/ca.crt
{{- end }}
{{- if $tls.certKey }}
{{ $prefix }}.client-cert-file={{ $folder }}/tls.crt
{{- end }}
{{- if $tls.keyKey }}
{{ $prefix }}.client-key-file={{ $folder }}/tls.key
{{- end }}
{{- end }}
{{- end }}
