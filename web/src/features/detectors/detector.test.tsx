import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import type { Detector } from '../../app/api/types';
import { anomaly, detector, pagination } from '../../test/fixtures';
import { renderApp } from '../../test/renderApp';
import { problem, server } from '../../test/server';

const TIMES = ['2026-01-02T03:04:00Z', '2026-01-02T03:05:00Z'];

function withDetector(changes: Partial<Detector> = {}) {
  const seen = { results: new URLSearchParams() };
  const one = detector(changes);
  server.use(
    http.get('*/api/detectors/detector_1', () => HttpResponse.json(one, { headers: { ETag: '"3"' } })),
    http.get('*/api/detectors/detector_1/status', () =>
      HttpResponse.json({
        id: 'detector_1', status: one.status, status_reason: null, phase: 'warming_up', progress: { percent: 64, eta_seconds: 720 },
        started_at: TIMES[0], last_point_at: TIMES[1], lag_seconds: 31, entities: 2, memory_bytes: 2048, points_processed: 10_234,
        anomalies_detected: 3, open_anomalies: 1, detect_latency_ms: { p50: 0.02, p99: 0.11 }, model: { type: 'seasonal', trained_at: TIMES[0], sample_count: 10_080 },
      }),
    ),
    http.get('*/api/detectors/detector_1/health', () =>
      HttpResponse.json({
        id: 'detector_1', health: 'stale', last_point_at: TIMES[1], checked_at: TIMES[1],
        reasons: [{ code: 'no_points', message: 'no point for 3m12s, expected one every 1m', since: TIMES[1] }],
      }),
    ),
    http.get('*/api/detectors/detector_1/entities', () =>
      HttpResponse.json({
        entities: ['a', 'b'].map((pod, index) => ({
          entity: { pod }, last_point_at: TIMES[1], value: 12, score: 0.9 - index / 2, phase: 'ready', progress: { percent: 100, eta_seconds: 0 }, open_anomaly_id: index === 0 ? 'anomaly_a' : null,
        })),
        pagination: pagination(2),
      }),
    ),
    http.get('*/api/detectors/detector_1/results', ({ request }) => {
      seen.results = new URL(request.url).searchParams;
      return HttpResponse.json({ timestamps: TIMES, values: [12, 85.5], expected: [11, 11.8], lower: [7, 7.2], upper: [16, 16.4], scores: [0.1, 0.99] });
    }),
    http.get('*/api/anomalies', () => HttpResponse.json({ anomalies: [anomaly({ started_at: TIMES[1] })], pagination: pagination(1) })),
  );
  return seen;
}

test('says how the detector is and why not better', async () => {
  withDetector();
  renderApp('/detectors/detector_1');
  expect(await screen.findByRole('heading', { level: 1, name: 'checkout latency' })).toBeVisible();
  expect(await screen.findByText('no point for 3m12s, expected one every 1m')).toBeVisible();
  expect(await screen.findByText(/Warming up, 64%, about 12m left/)).toBeVisible();
  expect(screen.getByText('10,234')).toBeVisible();
});

test('shows the most abnormal series, and another when it is picked', async () => {
  const seen = withDetector();
  const { router, user } = renderApp('/detectors/detector_1?range=6h');
  await screen.findByRole('img', { name: 'checkout latency {pod="a"}' });
  expect(seen.results.get('entity')).toBe('{pod="a"}');
  expect(Number(seen.results.get('to')) - Number(seen.results.get('from'))).toBe(6 * 3_600_000);
  await user.selectOptions(screen.getByRole('combobox', { name: 'Series' }), 'pod=b');
  await screen.findByRole('img', { name: 'checkout latency {pod="b"}' });
  expect(seen.results.get('entity')).toBe('{pod="b"}');
  expect(new URLSearchParams(router.state.location.search).get('entity')).toBe('{pod="b"}');
});

test('has a table that says the same as the chart', async () => {
  withDetector();
  const { user } = renderApp('/detectors/detector_1');
  await screen.findByRole('img', { name: 'checkout latency {pod="a"}' });
  await user.click(screen.getByRole('radio', { name: 'Table' }));
  const table = screen.getByRole('table', { name: /^Points of/ });
  const rows = within(table).getAllByRole('row').slice(1);
  expect(rows[0]).toHaveTextContent(/85\.5.*11\.8.*7\.2.*16\.4.*0\.99.*critical/);
  expect(rows[1]).not.toHaveTextContent('critical');
});

test('trains on pasted values and says on how many', async () => {
  withDetector({ source: null });
  let sent: unknown;
  server.use(
    http.post('*/api/detectors/detector_1/train', async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json({ detector_id: 'detector_1', status: 'trained', model: 'statistical', sample_count: 12, training_time: '0ms', training_time_ms: 0.21, threshold: 0.9, metrics: {} });
    }),
  );
  const { user } = renderApp('/detectors/detector_1?tab=train');
  const field = await screen.findByRole('textbox', { name: 'Values' });
  await user.click(field);
  await user.paste('[10,12,11,13,10,15,14,12,11,9,13,12]');
  await user.click(screen.getByRole('button', { name: 'Train on 12 values' }));
  expect(await screen.findByText(/statistical on 12 points/)).toBeVisible();
  expect(sent).toEqual({ values: [10, 12, 11, 13, 10, 15, 14, 12, 11, 9, 13, 12] });
});

test('says how many points a training needs', async () => {
  withDetector({ source: null });
  server.use(
    http.post('*/api/detectors/detector_1/train', () => problem(422, 'Too few points', 'The model needs 12 points, got 2.')),
  );
  const { user } = renderApp('/detectors/detector_1?tab=train');
  await user.type(await screen.findByRole('textbox', { name: 'Values' }), '1, 2');
  await user.click(screen.getByRole('button', { name: 'Train on 2 values' }));
  expect(await screen.findByText('The model needs 12 points, got 2.')).toBeVisible();
});

test('trains on history as a job and follows it', async () => {
  withDetector();
  let sent: Record<string, string> = {};
  const job = { id: 'job_1', kind: 'train', state: 'queued', progress: { percent: 0, points: 0 }, created_at: TIMES[0], finished_at: null, error: null };
  server.use(
    http.post('*/api/detectors/detector_1/train', async ({ request }) => {
      sent = (await request.json()) as Record<string, string>;
      return HttpResponse.json(job, { status: 202 });
    }),
    http.get('*/api/jobs/job_1', () => HttpResponse.json({ ...job, state: 'finished', progress: { percent: 100, points: 1440 } })),
  );
  const { user } = renderApp('/detectors/detector_1?tab=train');
  await user.click(await screen.findByRole('button', { name: 'Train on history' }));
  expect(await screen.findByText('Training on history: finished')).toBeVisible();
  expect(Date.parse(sent.to ?? '') - Date.parse(sent.from ?? '')).toBe(86_400_000);
});

test.each([
  [{ source: null }, false, 'The model has learnt from this point.'],
  [{}, true, 'A dry run: nothing was changed.'],
])('tries a value, dry where a source feeds the detector', async (changes, dry, note) => {
  withDetector(changes);
  let call: { search: string; body: unknown } = { search: '', body: null };
  server.use(
    http.post('*/api/detectors/detector_1/detect', async ({ request }) => {
      call = { search: new URL(request.url).search, body: await request.json() };
      return HttpResponse.json({
        detector_id: 'detector_1', timestamp: TIMES[1], value: 85.5, is_anomaly: true, score: 0.99, alarm_score: 0.99, threshold: 0.9, severity: 'critical', expected: 11.8, lower: 7.2, upper: 16.4, direction: 'above',
        contributions: [{ name: 'level', share: 1 }], explanation: '85.5 is far above the expected 11.8 (7.2 to 16.4)', phase: 'ready',
      });
    }),
  );
  const { user } = renderApp('/detectors/detector_1?tab=try');
  await user.type(await screen.findByRole('textbox', { name: 'Value' }), '85.5');
  await user.type(screen.getByRole('textbox', { name: 'Series' }), 'pod=a');
  if (!dry) {
    await user.click(screen.getByRole('switch', { name: /^Dry run/ }));
  }
  await user.click(screen.getByRole('button', { name: 'Detect' }));
  expect(await screen.findByText('85.5 is far above the expected 11.8 (7.2 to 16.4)')).toBeVisible();
  expect(screen.getByText(note)).toBeVisible();
  expect(call).toEqual({ search: dry ? '?dry_run=true' : '', body: { value: 85.5, entity: { pod: 'a' } } });
});

test('acknowledges an anomaly at once and stores a verdict', async () => {
  let stored = anomaly();
  let verdict: unknown;
  const points = { timestamps: TIMES, values: [12, 85.5], expected: [11, 11.8], lower: [7, 7.2], upper: [16, 16.4], scores: [0.1, 0.99] };
  server.use(
    http.get('*/api/anomalies/anomaly_a', () => HttpResponse.json({ ...stored, points })),
    http.post('*/api/anomalies/anomaly_a/acknowledge', () => {
      stored = { ...stored, acknowledged: true, version: 2 };
      return HttpResponse.json(stored);
    }),
    http.post('*/api/anomalies/anomaly_a/feedback', async ({ request }) => {
      verdict = await request.json();
      stored = { ...stored, feedback: 'expected', version: 3 };
      return HttpResponse.json(stored);
    }),
  );
  const { user } = renderApp('/anomalies/anomaly_a');
  expect(await screen.findByRole('img', { name: 'checkout latency around the anomaly' })).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Acknowledge' }));
  expect(await screen.findByRole('button', { name: 'Acknowledged' })).toBeVisible();
  await user.selectOptions(screen.getByRole('combobox', { name: 'It was' }), 'expected');
  await user.type(screen.getByRole('textbox', { name: 'Comment' }), 'deployment');
  await user.click(screen.getByRole('button', { name: 'Send' }));
  await waitFor(() => {
    expect(verdict).toEqual({ verdict: 'expected', comment: 'deployment' });
  });
  expect(await screen.findByText('Stored: expected')).toBeVisible();
});

test('keeps showing what it had when a later call fails, and says that it is old', async () => {
  withDetector();
  const { store } = renderApp('/detectors/detector_1');
  expect(await screen.findByText('10,234')).toBeVisible();
  server.use(http.get('*/api/detectors/detector_1/status', () => problem(500, 'Internal error', 'something broke')));
  store.dispatch({ type: 'api/invalidateTags', payload: [{ type: 'DetectorState', id: 'detector_1' }] });
  expect(await screen.findByText(/Not up to date: something broke/)).toBeVisible();
  expect(screen.getByText('10,234')).toBeVisible();
});
