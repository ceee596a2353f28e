// The public API on data in memory, for looking at the dashboard without the services.
import { anomalies, columns, detectors, iso, MINUTE, now, sources, suggestions } from './data.js';
import { incidentDetail, incidents, suppressions, templates, verdicts } from './found.js';
import { Jobs } from './jobs.js';
import { deliveries, webhooks } from './hooks.js';
import { Events } from './socket.js';

class Refusal extends Error {
  constructor(status, title, detail = '', violations = []) {
    super(title);
    this.problem = { type: 'urn:aiops:problem:test', title, status, detail, instance: '', violations };
  }
}

const RANK = { low: 0, medium: 1, high: 2, critical: 3 };

function page(name, list, query) {
  const number = Number(query.get('page') ?? 1);
  const limit = Number(query.get('limit') ?? 20);
  const sort = query.get('sort') ?? '';
  const field = sort.replace(/^-/, '');
  const value = (item) => (field === 'severity' ? RANK[item.severity] : item[field]);
  const sorted = field === '' ? list : [...list].sort((a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0) * (sort.startsWith('-') ? -1 : 1));
  return {
    [name]: sorted.slice((number - 1) * limit, number * limit),
    pagination: { page: number, limit, total: list.length, pages: Math.ceil(list.length / limit) },
  };
}

function matches(query, names, item) {
  return names.every((name) => !query.get(name) || String(item[name]) === query.get(name));
}

/** One installation. */
export class Api {
  detectors = detectors();
  anomalies = anomalies();
  incidents = incidents(this.anomalies);
  verdicts = verdicts(this.anomalies);
  webhooks = webhooks();
  suppressions = suppressions();
  events = new Events();
  jobs = new Jobs();
  /** Who is signed in, where it asks for tokens; set by `serve`, any token but `wrong` is taken. */
  session = { authenticated: false, required: false, name: null, role: null, expires_at: null };
  /** Set to make changes fail, to look at what the dashboard does then. */
  refuseChanges = false;

  constructor() {
    this.events.emit('detector_started', 'detectors', this.detectors[0], 'detector_1');
    this.events.emit('system_health', 'system', { component: 'source', name: 'loki', state: 'down', message: 'connection refused by loki.monitoring.svc:3100', since: iso(now - 90_000), version: 2 });
    [1, 0, 2].map((index) => this.anomalies[index]).forEach((each) => this.events.emit('anomaly_detected', 'anomalies', each, each.detector_id));
    const shares = [96, 42, 31, 14, 4];
    this.events.window.forEach((event, index) => {
      event.time = iso(now - shares[index] * MINUTE);
    });
  }

  /** Answers a call: `[status, body, headers]`. */
  answer(method, path, query, body) {
    const [, , kind, id, part] = path.split('/').map(decodeURIComponent);
    if (method !== 'GET' && this.refuseChanges) {
      throw new Refusal(503, 'Not ready', 'The database cannot be reached.');
    }
    if (kind === 'session') {
      return this.#session(method, body);
    }
    if (this.session.required && !this.session.authenticated) {
      throw new Refusal(401, 'Unauthorized', 'This call needs a token, or a session of the dashboard.');
    }
    switch (kind) {
      case 'detectors':
        return this.#detectors(method, id, part, query, body);
      case 'anomalies':
        return this.#anomalies(method, id, part, query, body);
      case 'incidents':
        return this.#incidents(method, id, query);
      case 'jobs':
        return this.#jobs(method, id, query);
      case 'suppressions':
        return this.#suppressions(method, id, query, body);
      case 'sources':
        return this.#sources(id, part, query);
      case 'webhooks':
        return this.#webhooks(method, id, part, query, body);
      case 'events':
        return [200, { events: this.events.window.filter(({ seq }) => seq > Number(query.get('since') ?? 0)) }];
      default:
        throw new Refusal(404, 'Not found', `there is nothing at ${path}`);
    }
  }

  #session(method, body) {
    if (method === 'POST') {
      if (body.token === 'wrong') {
        throw new Refusal(401, 'Unauthorized', 'The token is not known.');
      }
      this.signIn(body.token === 'viewer' ? 'viewer' : 'operator');
    } else if (method === 'DELETE') {
      this.signOut();
      return [204, null];
    }
    return [200, this.session];
  }

  signIn(role) {
    this.session = { authenticated: true, required: true, name: 'ana', role, expires_at: iso(Date.now() + 8 * 60 * MINUTE) };
  }

  signOut(required = true) {
    this.session = { authenticated: false, required, name: null, role: null, expires_at: null };
  }

  #detector(id) {
    const found = this.detectors.find((each) => each.id === id);
    if (found === undefined) {
      throw new Refusal(404, 'Not found', `there is no detector ${id}`);
    }
    return found;
  }

  #changed(detector, type, changes) {
    Object.assign(detector, changes, { version: detector.version + 1, updated_at: new Date().toISOString() });
    this.events.emit(type, 'detectors', detector, detector.id);
    return [200, detector, { ETag: `"${detector.version}"` }];
  }

  #webhooks(method, id, part, query, body) {
    if (id === undefined) {
      if (method === 'POST') {
        const { secret = '', ...rest } = body;
        const made = { ...this.webhooks[0], ...rest, id: `webhook_${this.webhooks.length + 1}`, has_secret: secret !== '', version: 1, state: { last_delivery_at: null, last_status: null, last_error: null, failing_since: null, pending: 0 } };
        this.webhooks.push(made);
        return [201, made, { ETag: '"1"' }];
      }
      return [200, page('webhooks', this.webhooks.filter(({ name }) => name.toLowerCase().includes((query.get('q') ?? '').toLowerCase())), query)];
    }
    const webhook = this.webhooks.find((each) => each.id === id);
    if (webhook === undefined) {
      throw new Refusal(404, 'Not found', `there is no webhook ${id}`);
    }
    if (part === 'deliveries') {
      return [200, { deliveries: deliveries(webhook) }];
    }
    if (part === 'test') {
      return [200, { delivered: webhook.state.failing_since === null, status: webhook.state.last_status, latency_ms: 48, error: webhook.state.last_error }];
    }
    if (method === 'DELETE') {
      this.webhooks = this.webhooks.filter((each) => each !== webhook);
      return [204, null];
    }
    Object.assign(webhook, body, { version: webhook.version + 1 });
    return [200, webhook, { ETag: `"${webhook.version}"` }];
  }

  #detectors(method, id, part, query, body) {
    if (id === undefined) {
      if (method === 'POST') {
        const made = { ...this.detectors[7], ...body, id: `detector_${this.detectors.length + 1}`, status: 'created', version: 1, created_at: new Date().toISOString(), updated_at: new Date().toISOString() };
        this.detectors.push(made);
        this.events.emit('detector_created', 'detectors', made, made.id);
        return [201, made, { ETag: '"1"' }];
      }
      const text = (query.get('q') ?? '').toLowerCase();
      const [name, value] = (query.get('label') ?? ':').split(':');
      const list = this.detectors.filter(
        (each) => matches(query, ['status'], each) && (!query.get('model') || each.model.type === query.get('model')) && each.name.toLowerCase().includes(text) && (name === '' || each.labels[name] === value),
      );
      return [200, page('detectors', list, query)];
    }
    if (id === 'validate') {
      const errors = body.interval === '0s' ? [{ field: 'interval', message: 'must be at least 1s' }] : [];
      return [200, { valid: errors.length === 0, errors, warnings: body.delay === '0s' ? [{ field: 'delay', message: 'is 0s: values of the newest scrape may still change' }] : [], estimate: { entities: 12, memory_bytes: 196_608, points_per_day: 17_280 } }];
    }
    if (id === 'preview') {
      return [202, this.jobs.start('preview', null, body)];
    }
    const detector = this.#detector(id);
    switch (part) {
      case 'analyses':
        return [202, this.jobs.start('analysis', id, body)];
      case undefined:
        return this.#one(method, detector, body);
      case 'start':
        return this.#changed(detector, 'detector_started', { status: 'running', status_reason: null });
      case 'stop':
        return this.#changed(detector, 'detector_stopped', { status: 'stopped' });
      case 'status':
        return [200, this.#status(detector)];
      case 'health':
        return [200, this.#health(detector)];
      case 'entities':
        return [200, page('entities', this.#entities(detector), query)];
      case 'templates':
        return [200, page('templates', templates().filter(({ template }) => template.includes(query.get('q') ?? '')), query)];
      case 'feedback':
        return [200, page('feedback', id === 'detector_1' ? this.verdicts : [], query)];
      case 'results': {
        const spike = detector.id === 'detector_1' ? { from: now - 14 * MINUTE, to: now + 60 * MINUTE, factor: 4 } : null;
        return [200, columns(detector.id.length * 7 + query.get('entity').length, Number(query.get('from')), Math.min(Date.now(), Number(query.get('to'))), { spike })];
      }
      case 'train':
        return [200, { detector_id: id, status: 'trained', model: 'statistical', sample_count: body.values?.length ?? 0, training_time: '0ms', training_time_ms: 0.21, threshold: 0.9, metrics: {} }];
      case 'detect':
        return [200, this.#detect(detector, body.value)];
      default:
        throw new Refusal(404, 'Not found');
    }
  }

  #one(method, detector, body) {
    if (method === 'PUT') {
      return this.#changed(detector, 'detector_updated', body);
    }
    if (method === 'DELETE') {
      this.detectors = this.detectors.filter((each) => each !== detector);
      this.events.emit('detector_deleted', 'detectors', { id: detector.id, name: detector.name }, detector.id);
      return [204, null];
    }
    return [200, detector, { ETag: `"${detector.version}"` }];
  }

  #status(detector) {
    const warming = detector.id === 'detector_2';
    return {
      id: detector.id, status: detector.status, status_reason: detector.status_reason, phase: warming ? 'warming_up' : 'ready', progress: { percent: warming ? 64 : 100, eta_seconds: warming ? 2160 : 0 },
      started_at: iso(now - 26 * 60 * MINUTE), last_point_at: iso(Date.now() - 31_000), lag_seconds: 31, entities: this.#entities(detector).length, memory_bytes: 196_608, points_processed: 10_234 + Math.round((Date.now() - now) / 1000),
      anomalies_detected: 27, open_anomalies: this.anomalies.filter((each) => each.state === 'open' && each.detector_id === detector.id).length, detect_latency_ms: { p50: 0.021, p99: 0.114 }, model: { type: 'seasonal', trained_at: iso(now - 26 * 60 * MINUTE), sample_count: 10_080 },
    };
  }

  #health(detector) {
    const reasons = detector.status === 'failed' ? [{ code: 'query_rejected', message: 'prometheus rejects the query: parse error', since: iso(now - 50 * MINUTE) }] : detector.id === 'detector_3' ? [{ code: 'no_points', message: 'no point for 3m12s, expected one every 1m', since: iso(now - 3 * MINUTE) }] : [];
    const health = detector.status === 'failed' ? 'unhealthy' : reasons.length > 0 ? 'stale' : 'healthy';
    return { id: detector.id, health, reasons, last_point_at: iso(Date.now() - 31_000), checked_at: iso(Date.now() - 2000) };
  }

  #entities(detector) {
    const labels = detector.source === null ? [{}] : Array.from({ length: 12 }, (_, index) => ({ namespace: 'shop', pod: `checkout-7d9f8b6c5-${index === 0 ? 'x2x9q' : `k${index}w7z`}` }));
    return labels.map((entity, index) => ({
      entity, last_point_at: iso(Date.now() - 31_000 - index * 800), value: 11.4 + index / 3, score: index === 0 ? 0.99 : index === 1 ? 0.61 : 0.31 / index, phase: index === 9 ? 'warming_up' : 'ready', progress: { percent: index === 9 ? 40 : 100, eta_seconds: 0 }, points: 10_080, model: 'seasonal', open_anomaly_id: index === 0 && detector.id === 'detector_1' ? 'anomaly_k3v9x2m4q8ta' : null,
    }));
  }

  #detect(detector, value) {
    const bad = value > 16.4;
    if (bad && detector.source === null) {
      const opened = { ...this.anomalies[0], id: `anomaly_new${this.anomalies.length}`, detector_id: detector.id, detector_name: detector.name, entity: {}, started_at: new Date().toISOString(), detected_at: new Date().toISOString(), value };
      this.anomalies.unshift(opened);
      this.events.emit('anomaly_detected', 'anomalies', opened, detector.id);
    }
    return { detector_id: detector.id, timestamp: new Date().toISOString(), entity: {}, value, is_anomaly: bad, score: bad ? 0.99 : 0.12, alarm_score: bad ? 0.99 : 0.04, threshold: 0.9, severity: bad ? 'critical' : null, expected: 11.8, lower: 7.2, upper: 16.4, direction: 'above', contributions: [{ name: 'level', share: 0.7 }, { name: 'change', share: 0.3 }], explanation: bad ? `${value} is far above the expected 11.8 (7.2 to 16.4)` : `${value} is as expected (7.2 to 16.4)`, phase: 'ready' };
  }

  #anomalies(method, id, part, query, body) {
    if (id === undefined) {
      const from = Number(query.get('from') ?? 0);
      const list = this.anomalies.filter((each) => matches(query, ['state', 'severity', 'suppressed', 'historical', 'detector_id'], each) && (each.ended_at === null || Date.parse(each.ended_at) >= from));
      return [200, page('anomalies', list, query)];
    }
    const found = this.anomalies.find((each) => each.id === id);
    if (found === undefined) {
      throw new Refusal(404, 'Not found', `there is no anomaly ${id}`);
    }
    if (method === 'DELETE') {
      Object.assign(found, { feedback: null, version: found.version + 1 });
      this.verdicts.filter((each) => each.anomaly_id === id).forEach((each) => Object.assign(each, { in_effect: false, ended_by: 'taken_back' }));
      return [200, found];
    }
    if (method === 'POST') {
      Object.assign(found, part === 'acknowledge' ? { acknowledged: true } : { feedback: body.verdict }, { version: found.version + 1 });
      return [200, found];
    }
    const start = Date.parse(found.started_at);
    const end = Math.min(Date.now(), found.ended_at === null ? start + 20 * MINUTE : Date.parse(found.ended_at));
    return [200, { ...found, points: columns(5, start - 60 * MINUTE, Math.min(Date.now(), end + 30 * MINUTE), { spike: { from: start, to: end, factor: 4 } }) }];
  }

  #jobs(method, id, query) {
    if (id === undefined) {
      return [200, page('jobs', this.jobs.list(query), query)];
    }
    const found = this.jobs.find(id);
    if (found === undefined) {
      throw new Refusal(404, 'Not found', `there is no job ${id}`);
    }
    if (method === 'DELETE') {
      this.jobs.cancel(found);
      return [204, null];
    }
    return [200, found];
  }

  #incidents(method, id, query) {
    if (id === undefined) {
      return [200, page('incidents', this.incidents.filter((each) => matches(query, ['state', 'severity'], each)), query)];
    }
    const found = this.incidents.find((each) => each.id === id);
    if (found === undefined) {
      throw new Refusal(404, 'Not found', `there is no incident ${id}`);
    }
    if (method === 'POST') {
      Object.assign(found, { acknowledged: true, version: found.version + 1 });
      return [200, found];
    }
    return [200, incidentDetail(found, this.anomalies)];
  }

  #suppressions(method, id, query, body) {
    if (id === 'preview') {
      const broken = body.matchers.findIndex((each) => each.includes('('));
      if (broken >= 0) {
        throw new Refusal(400, 'Invalid input', '', [{ field: `matchers[${broken}]`, message: 'must be one label matcher such as team="payments": the regular expression is wrong: missing closing )' }]);
      }
      const found = this.anomalies.filter((each) => each.state === 'open' && (body.detector_id ?? each.detector_id) === each.detector_id);
      return [200, { active: body.schedule === null, next_change_at: body.schedule === null ? body.ends_at : iso(now + 7 * 60 * MINUTE), matching: found.length, anomalies: found.slice(0, 20) }];
    }
    if (id === undefined) {
      if (method === 'POST') {
        const made = { ...this.suppressions[1], ...body, id: `suppression_${this.suppressions.length + 1}`, active: body.enabled, next_change_at: body.ends_at };
        this.suppressions.unshift(made);
        return [201, made, { ETag: '"1"' }];
      }
      const list = this.suppressions.filter((each) => matches(query, ['active', 'detector_id'], each) && each.name.includes(query.get('q') ?? ''));
      return [200, page('suppressions', list, query)];
    }
    const found = this.suppressions.find((each) => each.id === id);
    if (found === undefined) {
      throw new Refusal(404, 'Not found', `there is no suppression ${id}`);
    }
    if (method === 'DELETE') {
      this.suppressions = this.suppressions.filter((each) => each !== found);
      return [204, null];
    }
    if (method === 'PUT') {
      Object.assign(found, body, { active: body.enabled && body.schedule === null, version: found.version + 1 });
    }
    return [200, found, { ETag: `"${found.version}"` }];
  }

  #sources(name, part, query) {
    if (name === undefined) {
      return [200, page('sources', sources(), query)];
    }
    if (part === 'suggestions') {
      return [200, page('suggestions', name === 'loki' ? [] : suggestions(name), query)];
    }
    if (name === 'loki') {
      throw new Refusal(502, 'A source cannot be reached', 'connection refused by loki.monitoring.svc:3100');
    }
    const from = Number(query.get('from'));
    const to = Number(query.get('to'));
    const series = ['api', 'web', 'worker'].map((job, index) => {
      const { timestamps, values } = columns(index * 31 + 3, from, to, { level: 6 + index * 5, step: Math.max(15_000, Math.round((to - from) / 240)) });
      return { labels: { job, instance: `10.42.0.${index + 11}:8080` }, timestamps, values };
    });
    return [200, { source: name, query: query.get('query'), from: iso(from), to: iso(to), step: '15s', series, warnings: [], truncated: false }];
  }
}

export { Refusal };
