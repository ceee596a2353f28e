// Webhooks of the small installation: one that works, one that fails, one that is disabled.
import { iso, MINUTE, now } from './data.js';

const EVENTS = ['anomaly_detected', 'anomaly_resolved', 'incident_opened', 'incident_resolved'];
const FINE = { last_delivery_at: iso(now - 4 * MINUTE), last_status: 200, last_error: null, failing_since: null, pending: 0 };

function webhook(number, changes) {
  return {
    id: `webhook_${number}`,
    name: '',
    url: 'https://hooks.slack.com/…',
    kind: 'slack',
    events: EVENTS,
    filter: { detector_id: null, min_severity: null, labels: {} },
    has_secret: false,
    enabled: true,
    created_at: iso(now - 9 * 24 * 60 * MINUTE),
    updated_at: iso(now - number * 47 * MINUTE),
    version: 2,
    state: FINE,
    ...changes,
  };
}

export function webhooks() {
  return [
    webhook(1, { name: 'Alertmanager', kind: 'alertmanager', url: 'http://alertmanager.monitoring.svc:9093', filter: { detector_id: null, min_severity: 'high', labels: {} } }),
    webhook(2, { name: 'archive', kind: 'cloudevents', url: 'https://archive.example.com/events?…', has_secret: true, enabled: false, events: [...EVENTS, 'detector_health', 'system_health'] }),
    webhook(3, { name: 'on-call', kind: 'cloudevents', url: 'https://pager.example.com/hooks/aiops', has_secret: true, state: { last_delivery_at: iso(now - 41 * MINUTE), last_status: 503, last_error: 'It answered 503.', failing_since: iso(now - 31 * MINUTE), pending: 3 } }),
    webhook(4, { name: 'team payments', filter: { detector_id: null, min_severity: 'medium', labels: { team: 'payments' } } }),
  ];
}

/** The latest tries of one, newest first. */
export function deliveries({ id, state }) {
  const tries = Array.from({ length: 6 }, (_, index) => ({
    id: `${id}.${20 - index}`,
    event_id: 'anomaly_k3v9x2m4q8ta.anomaly_detected.1767323045678',
    event_type: 'anomaly_detected',
    attempt: 6 - index,
    status: index % 3 === 2 ? null : 503,
    latency_ms: index % 3 === 2 ? 10_002 : 31,
    error: index % 3 === 2 ? 'No answer within 10s.' : 'It answered 503.',
    at: iso(now - (1 + index * 5) * MINUTE),
    next_attempt_at: iso(now + (4 - index * 5) * MINUTE),
  }));
  const taken = ['incident_resolved', 'anomaly_resolved', 'incident_opened', 'anomaly_detected'].map((event_type, index) => ({
    id: `${id}.${14 - index}`,
    event_id: `incident_k3v9x2m4q8ta.${event_type}.v${index}`,
    event_type,
    attempt: 1,
    status: 200,
    latency_ms: 12 + index * 7,
    error: null,
    at: iso(now - (41 + index * 9) * MINUTE),
    next_attempt_at: null,
  }));
  return state.failing_since === null ? taken : [...tries, ...taken];
}
