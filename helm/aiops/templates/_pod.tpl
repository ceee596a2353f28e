{{/* Takes (list values component) and gives the settings that all services share, as data of a config map. */}}
{{- define "aiops.sharedConfig" -}}
{{- $root := index . 0 -}}
AIOPS_HOST: {{ ternary "::" "0.0.0.0" $root.Values.ipv6 | quote }}
QUARKUS_SHUTDOWN_DELAY: {{ printf "%ds" (int $root.Values.shutdown.delaySeconds) }}
QUARKUS_SHUTDOWN_TIMEOUT: {{ printf "%ds" (int $root.Values.shutdown.timeoutSeconds) }}
{{- range $name, $value := (index $root.Values (index . 1)).config }}
{{ $name }}: {{ include "aiops.text" $value | quote }}
{{- end }}
{{- end }}

{{/*
The template of a service's pods. Takes a dictionary: root, component, port, config (what the pod is replaced for when it
changes), and as texts env, volumes and mounts.
*/}}
{{- define "aiops.pod" -}}
{{- $root := .root -}}
{{- $values := index $root.Values .component -}}
{{- $name := printf "%s-%s" (include "aiops.fullname" $root) .component -}}
metadata:
  labels:
    {{- include "aiops.podLabels" (list $root .component $values.podLabels) | nindent 4 }}
  annotations:
    checksum/config: {{ print .config $root.Values.internalToken.value | sha256sum }}
    {{- if $root.Values.metrics.podAnnotations }}
    prometheus.io/scrape: "true"
    prometheus.io/path: /q/metrics
    prometheus.io/port: {{ .port | quote }}
    {{- end }}
    {{- with merge (dict) $values.podAnnotations $root.Values.commonAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "aiops.serviceAccountName" (list $root .component) }}
  automountServiceAccountToken: false
  # Variables that Kubernetes makes from names of services could be taken for settings.
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ int64 $values.terminationGracePeriodSeconds }}
  securityContext:
    {{- toYaml $root.Values.podSecurityContext | nindent 4 }}
  {{- with $root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  {{- with $values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with $values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  topologySpreadConstraints:
    {{- if $values.topologySpreadConstraints }}
    {{- toYaml $values.topologySpreadConstraints | nindent 4 }}
    {{- else }}
    {{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
    - maxSkew: 1
      topologyKey: {{ . }}
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "aiops.selector" (list $root $.component) | nindent 10 }}
    {{- end }}
    {{- end }}
  {{- with $values.initContainers }}
  initContainers:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: {{ .component }}
      image: {{ include "aiops.image" (list $root .component) }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      securityContext:
        {{- toYaml $root.Values.securityContext | nindent 8 }}
      ports:
        - name: http
          containerPort: {{ .port }}
          protocol: TCP
      envFrom:
        - configMapRef:
            name: {{ $name }}
        {{- with $values.extraEnvFrom }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      env:
        - name: POD_IP
          valueFrom:
            fieldRef:
              fieldPath: status.podIP
        {{- include "aiops.secretEnv" (list "INTERNAL_TOKEN" (include "aiops.internalSecret" $root) $root.Values.internalToken.key) | nindent 8 }}
        {{- .env | nindent 8 }}
        {{- with $values.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      startupProbe:
        httpGet:
          path: /q/health/started
          port: http
        {{- toYaml $values.probes.startup | nindent 8 }}
      livenessProbe:
        httpGet:
          path: /q/health/live
          port: http
        {{- toYaml $values.probes.liveness | nindent 8 }}
      readinessProbe:
        httpGet:
          path: /q/health/ready
          port: http
        {{- toYaml $values.probes.readiness | nindent 8 }}
      {{- with $values.lifecycle }}
      lifecycle:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      resources:
        {{- toYaml $values.resources | nindent 8 }}
      volumeMounts:
        - name: tmp
          mountPath: /tmp
        {{- with .mounts }}
        {{- . | nindent 8 }}
        {{- end }}
        {{- with $values.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    {{- with $values.extraContainers }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  volumes:
    # Libraries unpack there; the root of the file system is read-only.
    - name: tmp
      emptyDir:
        sizeLimit: {{ include "aiops.text" $values.tmpSize }}
    {{- with .volumes }}
    {{- . | nindent 4 }}
    {{- end }}
    {{- with $values.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}

{{/* Number of pods, where nobody else decides it; takes (list $ component). */}}
{{- define "aiops.replicas" -}}
{{- $values := index (index . 0).Values (index . 1) -}}
{{- if not $values.autoscaling.enabled }}
replicas: {{ int64 $values.replicas }}
{{- end }}
{{- end }}
