// A small installation, as a function of time and a seed, so that two runs look the same.
const MINUTE = 60_000;

function random(seed) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

function iso(time) {
  return new Date(time).toISOString();
}

const now = Date.now();

function detector(number, changes) {
  return {
    id: `detector_${number}`,
    name: '',
    description: '',
    model: { type: 'auto', parameters: {} },
    source: null,
    features: [],
    interval: '1m',
    delay: '30s',
    alert_budget_per_week: 1,
    direction: 'both',
    min_deviation: { absolute: null, relative: null },
    consecutive_points: 1,
    missing: 'ignore',
    retrain: { every: '1d', on_drift: true },
    labels: {},
    status: 'running',
    status_reason: null,
    provisioned: false,
    created_at: iso(now - 9 * 24 * 60 * MINUTE),
    updated_at: iso(now - number * 47 * MINUTE),
    version: 3,
    ...changes,
  };
}

const prometheus = (query) => ({ name: 'prometheus', query });

export function detectors() {
  const named = [
    ['checkout latency, 99th percentile', 'histogram_quantile(0.99, sum by (le, pod) (rate(http_server_requests_seconds_bucket{service="checkout"}[5m])))', { team: 'payments', tier: '1' }],
    ['orders per second', 'sum by (region) (rate(orders_total[5m]))', { team: 'payments' }],
    ['heap used after collection', 'sum by (instance) (jvm_memory_used_bytes{area="heap"})', { team: 'platform' }],
    ['error ratio of the public gateway', 'sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))', { team: 'edge', tier: '1' }],
    ['disk write latency', 'rate(node_disk_write_time_seconds_total[5m]) / rate(node_disk_writes_completed_total[5m])', { team: 'platform' }],
    ['queue depth', 'max by (queue) (rabbitmq_queue_messages_ready)', { team: 'messaging' }],
    ['database connections in use', 'sum by (pool) (hikaricp_connections_active)', { team: 'payments' }],
  ];
  const list = named.map(([name, query, labels], index) =>
    detector(index + 1, { name, source: prometheus(query), labels }),
  );
  list[2].model = { type: 'seasonal', parameters: { period: 1440 } };
  list[3].description = 'Share of answers with a status of 500 and above. Page the edge team.';
  list[4].status = 'failed';
  list[4].status_reason = 'prometheus rejects the query: parse error: unexpected ")" at 1:44';
  list[5].status = 'stopped';
  list[6].status = 'created';
  list.push(
    detector(8, { name: 'thermometer in the server room', labels: { site: 'fra-2' } }),
    detector(9, { name: 'requests of the dashboard itself', source: { name: 'self', query: 'sum(rate(http_server_requests_seconds_count))' }, provisioned: true, interval: '5s', labels: { group: 'self' } }),
    detector(10, { name: 'cpu and memory of the build machines together', features: ['cpu', 'memory'], status: 'stopped' }),
  );
  list.push(
    detector(11, { name: 'lines of the shop', model: { type: 'log_patterns', parameters: {} }, source: { name: 'loki', query: '{namespace="shop"} |= ""' }, labels: { team: 'payments' } }),
  );
  for (let number = 12; number <= 27; number++) {
    list.push(
      detector(number, {
        name: `latency of service ${String.fromCharCode(86 + number)}`,
        source: prometheus(`avg by (pod) (service_latency_seconds{service="svc-${number}"})`),
        labels: { team: ['payments', 'platform', 'edge'][number % 3] },
        status: number % 5 === 0 ? 'stopped' : 'running',
      }),
    );
  }
  return list;
}

/** Columns of one series: a daily rhythm, noise, and a spike near the end where `spike` says so. */
export function columns(seed, from, to, { step = MINUTE, level = 12, spike = null } = {}) {
  const result = { timestamps: [], values: [], expected: [], lower: [], upper: [], scores: [] };
  const noise = random(seed + Math.floor(from / step));
  for (let time = Math.ceil(from / step) * step; time <= to; time += step) {
    const rhythm = level * (1 + 0.25 * Math.sin((time / (24 * 60 * MINUTE)) * 2 * Math.PI) + 0.08 * Math.sin(time / (17 * MINUTE)));
    const wobble = level * 0.05 * (noise() + noise() + noise() - 1.5);
    const inside = spike !== null && time >= spike.from && time <= spike.to;
    const value = inside ? rhythm * (spike.factor + 0.3 * noise()) : rhythm + wobble;
    const half = level * 0.16;
    result.timestamps.push(iso(time));
    result.values.push(Number(value.toFixed(3)));
    result.expected.push(Number(rhythm.toFixed(3)));
    result.lower.push(Number((rhythm - half).toFixed(3)));
    result.upper.push(Number((rhythm + half).toFixed(3)));
    const distance = Math.abs(value - rhythm) / half;
    result.scores.push(Number(Math.min(1, distance > 1 ? 0.75 + distance * 0.06 : distance * 0.35).toFixed(3)));
  }
  return result;
}

function anomaly(id, changes) {
  const started = changes.started ?? now - 14 * MINUTE;
  const ended = changes.ended ?? null;
  const rest = { ...changes };
  delete rest.started;
  delete rest.ended;
  return {
    id: `anomaly_${id}`,
    detector_id: 'detector_1',
    detector_name: 'checkout latency, 99th percentile',
    entity: {},
    state: ended === null ? 'open' : 'resolved',
    severity: 'low',
    score: 0.93,
    direction: 'above',
    class: 'deviation',
    started_at: iso(started),
    detected_at: iso(started + MINUTE),
    peak_at: iso(started + 3 * MINUTE),
    ended_at: ended === null ? null : iso(ended),
    value: 85.5,
    expected: 11.8,
    lower: 7.2,
    upper: 16.4,
    contributions: [
      { name: 'level', share: 0.62 },
      { name: 'change', share: 0.23 },
      { name: 'season', share: 0.11 },
      { name: 'spread', share: 0.04 },
    ],
    explanation: '85.5 is far above the expected 11.8 (7.2 to 16.4)',
    incident_id: null,
    acknowledged: false,
    feedback: null,
    historical: false,
    suppressed: false,
    suppressed_by: null,
    version: 2,
    ...rest,
  };
}

export function anomalies() {
  const open = [
    anomaly('k3v9x2m4q8ta', { entity: { pod: 'checkout-7d9f8b6c5-x2x9q', namespace: 'shop' }, severity: 'critical', score: 0.99 }),
    anomaly('p8w1n5c7r3zd', { detector_id: 'detector_4', detector_name: 'error ratio of the public gateway', severity: 'high', score: 0.97, value: 0.084, expected: 0.004, lower: 0, upper: 0.011, explanation: '0.084 is far above the expected 0.004 (0 to 0.011)', started: now - 31 * MINUTE, acknowledged: true }),
    anomaly('b2f6h9j4l1xs', { detector_id: 'detector_2', detector_name: 'orders per second', entity: { region: 'eu-west-1' }, severity: 'medium', score: 0.94, direction: 'below', value: 3.1, expected: 14.2, lower: 9.8, upper: 18.7, explanation: '3.1 is below the expected 14.2 (9.8 to 18.7)', started: now - 4 * MINUTE }),
    anomaly('t5y7u3i8o2pe', { detector_id: 'detector_3', detector_name: 'heap used after collection', entity: { instance: '10.42.0.17:8080' }, severity: 'low', score: 0.91, value: 1.21e9, expected: 8.4e8, lower: 6.9e8, upper: 1.1e9, explanation: '1.21e+09 is above the expected 8.4e+08', suppressed: true, suppressed_by: 'suppression_1', started: now - 95 * MINUTE }),
  ];
  const past = Array.from({ length: 26 }, (_, index) => {
    const started = now - (3 + index * 7) * 60 * MINUTE;
    return anomaly(`r${String(index).padStart(11, '0')}`, {
      started,
      ended: started + (4 + (index % 9) * 6) * MINUTE,
      severity: ['low', 'medium', 'high', 'critical'][(index * 7) % 4],
      entity: { pod: `checkout-7d9f8b6c5-${index}` },
      score: 0.91 + (index % 8) / 100,
      feedback: index % 6 === 0 ? 'expected' : null,
    });
  });
  const historical = ['critical', 'high', 'medium', 'medium', 'low'].map((severity, index) =>
    anomaly(`h${String(index).padStart(11, '0')}`, {
      historical: true,
      severity,
      started: now - (20 + index * 29) * 60 * MINUTE,
      ended: now - (20 + index * 29) * 60 * MINUTE + (6 + index) * MINUTE,
      entity: { pod: `checkout-7d9f8b6c5-${index < 3 ? 'x2x9q' : 'k1w7z'}` },
    }),
  );
  return [...open, ...past, ...historical];
}

export function sources() {
  return [
    { name: 'loki', kind: 'loki', url: 'http://loki.monitoring.svc:3100', reachable: false, latency_ms: null, last_error: 'connection refused by loki.monitoring.svc:3100', checked_at: iso(now - 8000) },
    { name: 'prometheus', kind: 'prometheus', url: 'http://prometheus.monitoring.svc:9090', reachable: true, latency_ms: 3.1, last_error: null, checked_at: iso(now - 5000) },
    { name: 'self', kind: 'openmetrics', url: 'http://127.0.0.1:8080/q/metrics,http://127.0.0.1:8081/q/metrics,http://127.0.0.1:8082/q/metrics', reachable: true, latency_ms: 11.4, last_error: null, checked_at: iso(now - 2000) },
  ];
}

export function suggestions(name) {
  const queries = [
    ['http_server_requests_seconds 99th percentile', 'histogram_quantile(0.99, sum by (le, job) (rate(http_server_requests_seconds_bucket[5m])))', 'Time that requests take.'],
    ['http_requests_total per second', 'sum by (job) (rate(http_requests_total[5m]))', 'Requests answered.'],
    ['process_cpu_usage mean per instance', 'avg by (job, instance) (process_cpu_usage)', 'The recent CPU usage of the process.'],
    ['jvm_gc_pause_seconds mean', 'sum by (job) (rate(jvm_gc_pause_seconds_sum[5m])) / sum by (job) (rate(jvm_gc_pause_seconds_count[5m]))', 'Time spent in collection pauses.'],
    ['up share that is up', 'avg by (job) (up)', 'Whether targets answer.'],
  ];
  return queries.map(([title, query, description]) => ({
    name: `${title} (${name})`,
    description,
    model: { type: 'auto' },
    source: { name, query },
    interval: '1m',
    delay: '30s',
    labels: { group: 'traffic' },
  }));
}

export { iso, MINUTE, now };
