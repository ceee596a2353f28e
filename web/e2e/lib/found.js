// What the made-up installation has found beside its anomalies: incidents, patterns of log lines, verdicts.
import { iso, MINUTE, now } from './data.js';

const WHY = ['Began first, 17m before the next; high; its series had no other anomaly in the 7 days before; shares labels with 2 of the 2 others.', 'Began 17m after the first; critical; its series had 2 others in the 7 days before; shares labels with 2 of the 2 others.', 'Began 27m after the first; medium; its series had 1 other in the 7 days before; shares labels with 1 of the 2 others.'];

function incident(id, members, changes) {
  const ends = members.map(({ ended_at: end }) => end);
  const made = {
    id: `incident_${id}`,
    state: ends.includes(null) ? 'open' : 'resolved',
    severity: ['critical', 'high', 'medium', 'low'].find((each) => members.some(({ severity }) => severity === each)),
    title: '',
    started_at: members[0].started_at,
    ended_at: ends.includes(null) ? null : ends.toSorted().at(-1),
    members: members.map((each) => each.id),
    probable_cause: members.map((each, index) => ({ anomaly_id: each.id, rank: index + 1, why: WHY[index] })),
    labels: { team: 'payments' },
    acknowledged: false,
    version: 2,
    ...changes,
  };
  members.forEach((each) => {
    each.incident_id = made.id;
  });
  return made;
}

/** One that goes on, and some that are over. */
export function incidents(anomalies) {
  const [first, second, third] = anomalies;
  const open = incident('k3v9x2m4q8ta', [second, first, third], { title: 'error ratio of the public gateway, then checkout latency, 99th percentile and 1 more (team=payments)' });
  const past = Array.from({ length: 5 }, (_, index) => {
    const members = anomalies.slice(4 + index * 3, 6 + index * 3).reverse();
    return incident(`r${index}`, members, { title: 'checkout latency, 99th percentile of 2 series (namespace=shop)', labels: { namespace: 'shop' }, acknowledged: index % 2 === 0 });
  });
  return [open, ...past];
}

/** An incident with its anomalies and what happened. */
export function incidentDetail(found, anomalies) {
  const members = found.members.map((id) => anomalies.find((each) => each.id === id));
  const timeline = members
    .flatMap((each) => [
      { at: each.started_at, kind: 'started', anomaly_id: each.id, text: `${each.detector_name} began to be abnormal` },
      { at: each.detected_at, kind: 'detected', anomaly_id: each.id, text: `${each.detector_name} was noticed` },
      { at: each.peak_at, kind: 'peaked', anomaly_id: each.id, text: `${each.detector_name}: ${each.explanation}` },
      ...(each.ended_at === null ? [] : [{ at: each.ended_at, kind: 'ended', anomaly_id: each.id, text: `${each.detector_name} was normal again` }]),
    ])
    .sort((a, b) => a.at.localeCompare(b.at));
  return { ...found, anomalies: members, timeline };
}

/** The kinds of lines of a log detector. */
export function templates() {
  const lines = [
    ['GET <*> <*> <num>ms', 'GET /api/cart 200 12ms', 184_213, 412.5, 9000],
    ['order <*> placed by <*> for <num> EUR', 'order <id> placed by <user> for 41.90 EUR', 21_340, 46.2, 9000],
    ['Accepted password for <*> from <*> port <num> ssh2', 'Accepted password for *** from <ip> port 51022 ssh2', 1234, 2.5, 9000],
    ['connection to <*> timed out after <num>ms', 'connection to payments-db:5432 timed out after 3000ms', 96, 14.1, 42],
    ['retrying <*> in <num>s, attempt <num> of <num>', 'retrying charge in 4s, attempt 2 of 5', 88, 12.7, 41],
    ['java.lang.IllegalStateException: pool <*> is exhausted', 'java.lang.IllegalStateException: pool checkout is exhausted', 31, 0.4, 38],
    ['certificate of <*> expires in <num> days', 'certificate of shop.example.org expires in 21 days', 9, null, 9000],
  ];
  return lines.map(([template, example, count, rate, minutes], index) => ({
    id: `t${index + 1}`,
    template,
    example,
    count,
    rate_per_minute: rate,
    first_seen_at: minutes === 9000 && index === 6 ? null : iso(now - minutes * MINUTE),
    last_seen_at: iso(now - (index + 1) * 7000),
    score: minutes < 60 ? 0.97 - index / 100 : 0.02 * (index + 1),
    open_anomaly_id: index === 3 ? 'anomaly_b2f6h9j4l1xs' : null,
  }));
}

/** What people said of the anomalies of a detector. */
export function verdicts(anomalies) {
  const [, , , , first, second, third] = anomalies;
  const entry = (anomaly, changes) => ({ anomaly_id: anomaly.id, entity: anomaly.entity, verdict: 'not_anomaly', comment: null, at: anomaly.ended_at, effect: 'none', taught_points: null, tolerance: null, in_effect: true, ended_at: null, ended_by: null, ...changes });
  return [
    entry(first, { comment: 'nightly batch of the warehouse', effect: 'tolerance', tolerance: { class: 'deviation', direction: 'above', feature: null, size: 6.4, up_to: 8 } }),
    entry(second, { verdict: 'expected', comment: 'deployment', effect: 'taught', taught_points: 12 }),
    entry(third, { verdict: 'anomaly', in_effect: false, ended_at: iso(now), ended_by: 'replaced' }),
  ];
}

function suppression(number, changes) {
  const made = iso(now - number * 90 * MINUTE);
  return { id: `suppression_${number}`, name: '', comment: '', matchers: [], detector_id: null, starts_at: null, ends_at: null, schedule: null, enabled: true, active: false, next_change_at: null, created_at: made, updated_at: made, version: 1, ...changes };
}

/** Suppressions in every state. */
export function suppressions() {
  const soon = iso(now + 43 * MINUTE);
  const nightly = { weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '22:00', to: '06:00', time_zone: 'Europe/Berlin' };
  return [
    suppression(1, { name: 'heap of 10.42.0.17 until it is replaced', comment: 'OPS-1423, ask the platform team', detector_id: 'detector_3', matchers: ['instance="10.42.0.17:8080"'], starts_at: iso(now - 17 * MINUTE), ends_at: soon, active: true, next_change_at: soon }),
    suppression(2, { name: 'staging never wakes anybody', matchers: ['namespace=~"staging-.*"', 'severity!="critical"'], active: true }),
    suppression(3, { name: 'nightly batch', comment: 'The batch of the warehouse reads everything.', matchers: ['team="payments"', 'pod=~"batch-.+"'], schedule: nightly, next_change_at: iso(now + 7 * 60 * MINUTE) }),
    suppression(4, { name: 'move of the queue', matchers: ['queue!~"audit.*"', 'team="messaging"'], ends_at: iso(now - 3 * 24 * 60 * MINUTE) }),
    suppression(5, { name: 'load test', matchers: ['team="edge"'], enabled: false }),
  ];
}
