{{/* Alerts about this product itself. What it finds in what it watches is told by its own anomalies. */}}
{{- define "aiops.alerts" -}}
{{- $ours := printf "namespace=%q" .Release.Namespace -}}
{{- $rule := .Values.metrics.prometheusRule -}}
- alert: AiopsNothingScored
  expr: 'absent(aiops_points_processed_total{ {{- $ours -}} })'
  for: 10m
  severity: critical
  summary: 'detector-service is away'
  description: 'No detector-service gives metrics, so nothing is judged. Points of sources with a history are fetched later.'
- alert: AiopsPullLag
  expr: 'max by (pull) (aiops_ingest_pull_lag_seconds{ {{- $ours -}} }) > {{ int64 $rule.lagSeconds }}'
  for: 10m
  severity: warning
  summary: 'Points of detector {{ "{{ $labels.pull }}" }} are late'
  description: 'The next point has been due for {{ "{{ $value | humanizeDuration }}" }}. Look at the answers of the source and at the logs of ingest-service.'
- alert: AiopsOutboxLag
  expr: 'max(aiops_outbox_lag_seconds{ {{- $ours -}} }) > {{ int64 $rule.outboxLagSeconds }}'
  for: 5m
  severity: warning
  summary: 'Events do not get out'
  description: 'An event waits for {{ "{{ $value | humanizeDuration }}" }}. Some gateway does not take its events; dashboards are behind.'
- alert: AiopsDetectorsIll
  expr: 'sum by (health) (aiops_detectors{ {{- $ours }}, health=~"stale|unhealthy"}) > 0'
  for: 10m
  severity: warning
  summary: 'Detectors are {{ "{{ $labels.health }}" }}'
  description: '{{ "{{ $value }}" }} detectors see no points or cannot work. The dashboard says which, and why.'
- alert: AiopsSourceDown
  expr: 'max by (source) (aiops_ingest_source_up{ {{- $ours -}} }) == 0'
  for: 5m
  severity: critical
  summary: 'Source {{ "{{ $labels.source }}" }} does not answer'
  description: 'Nothing that comes from it is watched. What it has kept is fetched when it is back.'
- alert: AiopsGatewayUpstreamFailures
  expr: 'sum by (upstream) (rate(aiops_gateway_upstream_failures_total{ {{- $ours -}} }[5m])) > 0.1'
  for: 10m
  severity: warning
  summary: 'Calls to {{ "{{ $labels.upstream }}" }} fail'
  description: 'Clients get 502, 503 or 504 from the gateway.'
- alert: AiopsSlowClients
  expr: 'sum(rate(aiops_live_slow_clients_total{ {{- $ours -}} }[10m])) > 0.05'
  for: 15m
  severity: info
  summary: 'Clients are too slow for their events'
  description: 'Sockets are closed again and again, because messages pile up. Check the network and AIOPS_LIVE_MAX_QUEUE.'
{{- end }}
