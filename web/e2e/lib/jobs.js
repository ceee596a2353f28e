// Jobs on made-up history: each poll brings them further.
import { columns, iso, MINUTE, now } from './data.js';

const STEPS = 3;

function previewed(pod, index, from, to, spikes) {
  const step = Math.max(MINUTE, Math.round((to - from) / 240));
  const anomalies = spikes.map(({ share, severity }) => ({
    started_at: iso(from + share * (to - from)), ended_at: iso(from + share * (to - from) + 12 * step), peak_at: iso(from + share * (to - from) + 3 * step),
    severity, score: 0.99, class: 'deviation', direction: 'above', value: 41.2, expected: 11.8, lower: 9.9, upper: 13.7, explanation: '41.2 is far above the expected 11.8 (9.9 to 13.7)',
  }));
  const spike = spikes.length === 0 ? null : { from: Date.parse(anomalies[0].started_at), to: Date.parse(anomalies[0].ended_at), factor: 3 };
  return { labels: { pod }, anomaly_count: anomalies.length, ...columns(index * 17 + 5, from, to, { step, spike }), anomalies };
}

function previewResult(from, to) {
  const pods = [
    ['checkout-7d9f8b6c5-x2x9q', [{ share: 0.62, severity: 'critical' }, { share: 0.81, severity: 'low' }]],
    ['checkout-7d9f8b6c5-k1w7z', [{ share: 0.3, severity: 'medium' }]],
    ['checkout-7d9f8b6c5-k2w7z', []],
  ];
  return {
    from: iso(from), to: iso(to), entities: pods.map(([pod, spikes], index) => previewed(pod, index, from, to, spikes)),
    entity_count: 3, point_count: 4320, anomaly_count: 3, anomalies_per_week: (3 * 7 * 24 * 60 * MINUTE) / (to - from), truncated: false,
  };
}

const ANALYSED = {
  points: 138_240, entities: 12, anomalies: 5, by_severity: { low: 1, medium: 2, high: 1, critical: 1 },
  by_entity: [{ labels: { pod: 'checkout-7d9f8b6c5-x2x9q' }, anomalies: 3, severity: 'critical' }], seconds: 1.8, truncated: false,
};

function job(number, changes) {
  return { id: `job_${number}`, detector_id: 'detector_1', kind: 'analysis', state: 'queued', progress: { percent: 0, points: 0 }, from: null, to: null, created_at: iso(Date.now()), finished_at: null, error: null, result: null, ...changes };
}

/** The jobs of an installation. */
export class Jobs {
  #list = [
    job(3, { state: 'running', progress: { percent: 43.2, points: 59_712 }, from: iso(now - 30 * 24 * 60 * MINUTE), to: iso(now), created_at: iso(now - MINUTE), slow: true }),
    job(2, { state: 'finished', progress: { percent: 100, points: ANALYSED.points }, from: iso(now - 7 * 24 * 60 * MINUTE), to: iso(now), created_at: iso(now - 90 * MINUTE), finished_at: iso(now - 89 * MINUTE), result: ANALYSED }),
    job(1, { kind: 'train', state: 'failed', error: 'Nothing came from the source for 3m: connection refused by prometheus.monitoring.svc:9090', from: iso(now - 24 * 60 * MINUTE), to: iso(now), created_at: iso(now - 26 * 60 * MINUTE), finished_at: iso(now - 26 * 60 * MINUTE) }),
  ];

  start(kind, detectorId, { from, to }) {
    const made = job(this.#list.length + 1, { kind, detector_id: detectorId, from: iso(from), to: iso(to), polls: 0 });
    this.#list.unshift(made);
    return made;
  }

  list(query) {
    this.#list.forEach((each) => this.#advance(each));
    return this.#list.filter((each) => ['detector_id', 'kind'].every((name) => !query.get(name) || each[name] === query.get(name)));
  }

  find(id) {
    const found = this.#list.find((each) => each.id === id);
    if (found !== undefined) {
      this.#advance(found);
    }
    return found;
  }

  cancel(found) {
    if (found.state === 'queued' || found.state === 'running') {
      Object.assign(found, { state: 'cancelled', finished_at: iso(Date.now()) });
    }
  }

  #advance(each) {
    if (each.slow || (each.state !== 'queued' && each.state !== 'running')) {
      return;
    }
    each.polls++;
    const done = each.polls >= STEPS;
    Object.assign(each, { state: done ? 'finished' : 'running', progress: { percent: Math.min(100, (100 * each.polls) / STEPS), points: 1440 * each.polls } });
    if (done) {
      Object.assign(each, { finished_at: iso(Date.now()), result: each.kind === 'preview' ? previewResult(Date.parse(each.from), Date.parse(each.to)) : ANALYSED });
    }
  }
}
