import type { Severity, Violation } from '../../app/api/types';
import type { Webhook, WebhookInput, WebhookKind } from '../../app/api/webhookTypes';
import { parseLabels, typedLabels } from '../../lib/labels';

export const KINDS: { value: WebhookKind; label: string; url: string }[] = [
  { value: 'slack', label: 'Slack', url: 'https://hooks.slack.com/services/…' },
  { value: 'alertmanager', label: 'Alertmanager', url: 'http://alertmanager:9093' },
  { value: 'cloudevents', label: 'CloudEvents', url: 'https://example.com/events' },
];

export const EPISODES = [
  'anomaly_detected',
  'anomaly_updated',
  'anomaly_resolved',
  'incident_opened',
  'incident_updated',
  'incident_resolved',
];

/** What Alertmanager can make nothing of. */
export const OTHERS = [
  'detector_created',
  'detector_updated',
  'detector_deleted',
  'detector_started',
  'detector_stopped',
  'detector_health',
  'system_health',
];

/** Bytes of a secret that is made here; the specification asks for 24 to 64. */
const SECRET_BYTES = 32;

/** A webhook as it is typed. */
export interface WebhookValues {
  name: string;
  kind: WebhookKind;
  url: string;
  events: string[];
  detectorId: string;
  minSeverity: Severity | '';
  labels: string;
  /** Empty leaves what there is. */
  secret: string;
  dropSecret: boolean;
  enabled: boolean;
}

export const NEW: WebhookValues = {
  name: '',
  kind: 'slack',
  url: '',
  events: ['anomaly_detected', 'anomaly_resolved', 'incident_opened', 'incident_resolved'],
  detectorId: '',
  minSeverity: '',
  labels: '',
  secret: '',
  dropSecret: false,
  enabled: true,
};

export function toValues(webhook: Webhook): WebhookValues {
  return {
    name: webhook.name,
    kind: webhook.kind,
    url: webhook.url,
    events: webhook.events,
    detectorId: webhook.filter.detector_id ?? '',
    minSeverity: webhook.filter.min_severity ?? '',
    labels: typedLabels(webhook.filter.labels),
    secret: '',
    dropSecret: false,
    enabled: webhook.enabled,
  };
}

/** The events that can be chosen of a kind. */
export function eventsOf(kind: WebhookKind): string[] {
  return kind === 'alertmanager' ? EPISODES : [...EPISODES, ...OTHERS];
}

/** What is wrong with what was typed, by the fields of the API. */
export function faultsOf(values: WebhookValues): Violation[] {
  const faults: Violation[] = [];
  if (values.name.trim() === '') {
    faults.push({ field: 'name', message: 'is required' });
  }
  if (!/^https?:\/\/./.test(values.url.trim())) {
    faults.push({ field: 'url', message: 'must begin with http:// or https://' });
  }
  if (toInput(values).events.length === 0) {
    faults.push({ field: 'events', message: 'at least one must be chosen' });
  }
  const labels = parseLabels(values.labels);
  if (typeof labels === 'string') {
    faults.push({ field: 'filter.labels', message: labels });
  }
  return faults;
}

export function toInput(values: WebhookValues): WebhookInput {
  const labels = parseLabels(values.labels);
  const input: WebhookInput = {
    name: values.name.trim(),
    url: values.url.trim(),
    kind: values.kind,
    events: eventsOf(values.kind).filter((event) => values.events.includes(event)),
    filter: {
      detector_id: values.detectorId.trim() === '' ? null : values.detectorId.trim(),
      min_severity: values.minSeverity === '' ? null : values.minSeverity,
      labels: typeof labels === 'string' ? {} : labels,
    },
    enabled: values.enabled,
  };
  if (values.dropSecret) {
    input.secret = '';
  } else if (values.secret.trim() !== '') {
    input.secret = values.secret.trim();
  }
  return input;
}

/** A secret as Standard Webhooks wants it. */
export function makeSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}
