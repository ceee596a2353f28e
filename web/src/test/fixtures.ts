import type {
  Anomaly,
  Detector,
  DetectorPage,
  FeedbackEntry,
  Incident,
  IncidentDetail,
  Job,
  Page,
  Session,
  Source,
  Suppression,
  Template,
} from '../app/api/types';
import type { Webhook } from '../app/api/webhookTypes';

/** What a gateway without tokens says. */
export function session(changes: Partial<Session> = {}): Session {
  return { authenticated: false, required: false, name: null, role: null, expires_at: null, ...changes };
}

/** Somebody is signed in. */
export function signedIn(changes: Partial<Session> = {}): Session {
  return session({ authenticated: true, required: true, name: 'ana', role: 'operator', expires_at: '2026-01-02T11:04:05Z', ...changes });
}

/** A detector as GET gives it. */
export function detector(changes: Partial<Detector> = {}): Detector {
  return {
    id: 'detector_1',
    name: 'checkout latency',
    description: '',
    model: { type: 'auto', parameters: {} },
    source: { name: 'prometheus', query: 'up' },
    features: [],
    interval: '1m',
    delay: '30s',
    alert_budget_per_week: 1,
    direction: 'both',
    min_deviation: { absolute: null, relative: null },
    consecutive_points: 1,
    missing: 'ignore',
    retrain: { every: '1d', on_drift: true },
    labels: { team: 'payments' },
    status: 'running',
    status_reason: null,
    provisioned: false,
    created_at: '2026-01-02T03:04:05.678Z',
    updated_at: '2026-01-02T03:04:05.678Z',
    version: 3,
    ...changes,
  };
}

/** A webhook that works. */
export function webhook(changes: Partial<Webhook> = {}): Webhook {
  return {
    id: 'webhook_1',
    name: 'on-call',
    url: 'https://hooks.slack.com/…',
    kind: 'slack',
    events: ['anomaly_detected', 'anomaly_resolved'],
    filter: { detector_id: null, min_severity: null, labels: {} },
    has_secret: false,
    enabled: true,
    created_at: '2026-01-02T03:04:05.678Z',
    updated_at: '2026-01-02T03:04:05.678Z',
    version: 3,
    state: { last_delivery_at: '2026-01-02T03:04:05.678Z', last_status: 200, last_error: null, failing_since: null, pending: 0 },
    ...changes,
  };
}

/** An open anomaly. */
export function anomaly(changes: Partial<Anomaly> = {}): Anomaly {
  return {
    id: 'anomaly_a',
    detector_id: 'detector_1',
    detector_name: 'checkout latency',
    entity: { pod: 'a' },
    state: 'open',
    severity: 'critical',
    score: 0.99,
    direction: 'above',
    class: 'deviation',
    started_at: '2026-01-02T03:04:05.678Z',
    detected_at: '2026-01-02T03:04:05.678Z',
    peak_at: '2026-01-02T03:04:05.678Z',
    ended_at: null,
    value: 85.5,
    expected: 11.8,
    lower: 7.2,
    upper: 16.4,
    contributions: [{ name: 'level', share: 1 }],
    explanation: '85.5 is far above the expected 11.8 (7.2 to 16.4)',
    incident_id: null,
    acknowledged: false,
    feedback: null,
    historical: false,
    suppressed: false,
    suppressed_by: null,
    version: 1,
    ...changes,
  };
}

/** An open incident of two anomalies. */
export function incident(changes: Partial<Incident> = {}): Incident {
  return {
    id: 'incident_a',
    state: 'open',
    severity: 'critical',
    title: 'connections in use, then checkout latency (service=checkout)',
    started_at: '2026-01-02T03:04:05.678Z',
    ended_at: null,
    members: ['anomaly_a', 'anomaly_b'],
    probable_cause: [
      { anomaly_id: 'anomaly_a', rank: 1, why: 'Began first, 40s before the next; critical; shares labels with the other.' },
      { anomaly_id: 'anomaly_b', rank: 2, why: 'Began 40s after the first; high; shares labels with the other.' },
    ],
    labels: { service: 'checkout' },
    acknowledged: false,
    version: 1,
    ...changes,
  };
}

/** The same with its anomalies and what happened. */
export function incidentDetail(changes: Partial<IncidentDetail> = {}): IncidentDetail {
  return {
    ...incident(),
    anomalies: [
      anomaly({ detector_id: 'detector_2', detector_name: 'connections in use', incident_id: 'incident_a' }),
      anomaly({ id: 'anomaly_b', severity: 'high', started_at: '2026-01-02T03:04:45.678Z', incident_id: 'incident_a' }),
    ],
    timeline: [
      { at: '2026-01-02T03:04:05.678Z', kind: 'started', anomaly_id: 'anomaly_a', text: 'connections in use began to be abnormal' },
      { at: '2026-01-02T03:04:45.678Z', kind: 'started', anomaly_id: 'anomaly_b', text: 'checkout latency began to be abnormal' },
    ],
    ...changes,
  };
}

/** A kind of line that is as it always was. */
export function template(changes: Partial<Template> = {}): Template {
  return {
    id: 't1',
    template: 'Accepted password for <*> from <*>',
    example: 'Accepted password for *** from <ip>',
    count: 1234,
    rate_per_minute: 2.5,
    first_seen_at: '2026-01-02T03:04:05.678Z',
    last_seen_at: '2026-01-02T04:04:05.678Z',
    score: 0.02,
    open_anomaly_id: null,
    ...changes,
  };
}

/** A verdict that is in effect. */
export function feedbackEntry(changes: Partial<FeedbackEntry> = {}): FeedbackEntry {
  return {
    anomaly_id: 'anomaly_a',
    entity: { pod: 'a' },
    verdict: 'not_anomaly',
    comment: 'nightly batch',
    at: '2026-01-02T03:04:05.678Z',
    effect: 'tolerance',
    taught_points: null,
    tolerance: { class: 'deviation', direction: 'above', feature: null, size: 6.4, up_to: 8 },
    in_effect: true,
    ended_at: null,
    ended_by: null,
    ...changes,
  };
}

/** An analysis that waits. */
export function job(changes: Partial<Job> = {}): Job {
  return {
    id: 'job_1',
    detector_id: 'detector_1',
    kind: 'analysis',
    state: 'queued',
    progress: { percent: 0, points: 0 },
    from: '2026-01-02T00:00:00.000Z',
    to: '2026-01-03T00:00:00.000Z',
    created_at: '2026-01-03T00:00:01.000Z',
    finished_at: null,
    error: null,
    result: null,
    ...changes,
  };
}

/** A suppression that counts now, for an hour. */
export function suppression(changes: Partial<Suppression> = {}): Suppression {
  return {
    id: 'suppression_1',
    name: 'database upgrade',
    comment: '',
    matchers: ['team="payments"'],
    detector_id: null,
    starts_at: null,
    ends_at: null,
    schedule: null,
    enabled: true,
    active: true,
    next_change_at: null,
    created_at: '2026-01-02T03:04:05.678Z',
    updated_at: '2026-01-02T03:04:05.678Z',
    version: 1,
    ...changes,
  };
}

export function source(changes: Partial<Source> = {}): Source {
  return {
    name: 'prometheus',
    kind: 'prometheus',
    url: 'http://127.0.0.1:9090',
    reachable: true,
    latency_ms: 3.1,
    last_error: null,
    checked_at: '2026-01-02T03:04:05.678Z',
    ...changes,
  };
}

export function pagination(total: number, changes: Partial<Page> = {}): Page {
  return { page: 1, limit: 20, total, pages: Math.ceil(total / 20), ...changes };
}

export function detectorPage(...detectors: Detector[]): DetectorPage {
  return { detectors, pagination: pagination(detectors.length) };
}
