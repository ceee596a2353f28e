import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import type { Job, PreviewResult } from '../../app/api/types';
import { anomaly, detector, job, pagination, source } from '../../test/fixtures';
import { renderApp } from '../../test/renderApp';
import { problem, server } from '../../test/server';

const FROM = '2026-01-02T00:00:00.000Z';
const TO = '2026-01-03T00:00:00.000Z';
const TIMES = ['2026-01-02T03:04:00Z', '2026-01-02T03:05:00Z'];
const COLUMNS = { timestamps: TIMES, values: [12, 85.5], expected: [11, 11.8], lower: [7, 7.2], upper: [16, 16.4], scores: [0.1, 0.99] };
const FOUND = {
  started_at: TIMES[1] ?? '', ended_at: '2026-01-02T03:15:00Z', severity: 'critical' as const, score: 0.99, direction: 'above', class: 'deviation',
  value: 85.5, expected: 11.8, lower: 7.2, upper: 16.4, explanation: '85.5 is far above the expected 11.8 (7.2 to 16.4)',
};
const RESULT: PreviewResult = {
  from: FROM, to: TO,
  entities: [
    { labels: { pod: 'a' }, anomaly_count: 1, ...COLUMNS, anomalies: [FOUND] },
    { labels: { pod: 'b' }, anomaly_count: 0, ...COLUMNS, anomalies: [] },
  ],
  entity_count: 2, point_count: 2880, anomaly_count: 1, anomalies_per_week: 7, truncated: false,
};

/** A form on a source, and a job of which each poll gives the next state; the last one stays. */
function withPreview(...states: Partial<Job>[]) {
  const seen = { started: [] as { detector: { source: { query: string } }; from: number; to: number }[], cancelled: [] as string[] };
  let polls = 0;
  server.use(
    http.get('*/api/sources', () => HttpResponse.json({ sources: [source()], pagination: pagination(1) })),
    http.post('*/api/detectors/validate', () => HttpResponse.json({ valid: true, errors: [], warnings: [], estimate: null })),
    http.post('*/api/detectors/preview', async ({ request }) => {
      seen.started.push((await request.json()) as (typeof seen.started)[0]);
      polls = 0;
      return HttpResponse.json(job({ id: `job_${seen.started.length}`, kind: 'preview', detector_id: null }), { status: 202 });
    }),
    http.get('*/api/jobs/:id', ({ params }) =>
      HttpResponse.json(
        job({
          id: String(params.id),
          kind: 'preview',
          detector_id: null,
          ...(seen.cancelled.includes(String(params.id)) ? { state: 'cancelled' } : states[Math.min(polls++, states.length - 1)]),
        }),
      ),
    ),
    http.delete('*/api/jobs/:id', ({ params }) => {
      seen.cancelled.push(String(params.id));
      return new HttpResponse(null, { status: 204 });
    }),
  );
  return seen;
}

const FINISHED = { state: 'finished' as const, progress: { percent: 100, points: 2880 }, result: RESULT };
const RUNNING = { state: 'running' as const, progress: { percent: 40, points: 1000 } };

async function form(query = 'up') {
  const app = renderApp(`/detectors/new?source=prometheus&query=${query}`);
  const button = await screen.findByRole('button', { name: 'Try on history' });
  return { ...app, button };
}

test('shows how a definition without a name would have judged the last day', async () => {
  const seen = withPreview(FINISHED);
  const { user, button } = await form();
  await user.click(button);
  expect(await screen.findByText('about 7 alarms a week')).toBeVisible();
  expect(seen.started[0]).toMatchObject({ detector: { source: { name: 'prometheus', query: 'up' } } });
  const { from = 0, to = 0 } = seen.started[0] ?? {};
  expect(to - from).toBe(86_400_000);
  expect(screen.getByRole('img', { name: 'Preview of pod=a' })).toBeVisible();
  expect(screen.getByText(FOUND.explanation)).toBeVisible();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Series of the preview' }), 'pod=b');
  expect(screen.getByRole('img', { name: 'Preview of pod=b' })).toBeVisible();
  expect(screen.queryByText(FOUND.explanation)).not.toBeInTheDocument();
});

test('has a table that says the same as the chart', async () => {
  withPreview(FINISHED);
  const { user, button } = await form();
  await user.click(button);
  await screen.findByText('about 7 alarms a week');
  await user.click(within(screen.getByRole('radiogroup', { name: 'View of the preview' })).getByRole('radio', { name: 'Table' }));
  const rows = within(screen.getByRole('table', { name: /^Points of Preview/ })).getAllByRole('row');
  expect(rows[1]).toHaveTextContent(/85\.5.*11\.8.*7\.2.*16\.4.*0\.99.*critical/);
});

test('a change of the definition cancels what is under way', async () => {
  const seen = withPreview(RUNNING);
  const { user, button } = await form();
  await user.click(button);
  expect(await screen.findByText('Judging: 40%, 1,000 points')).toBeVisible();
  await user.type(screen.getByRole('textbox', { name: 'Query' }), '2');
  await waitFor(() => {
    expect(seen.cancelled).toEqual(['job_1']);
  });
  await user.click(screen.getByRole('button', { name: 'Try on history' }));
  await waitFor(() => {
    expect(seen.started[1]?.detector.source.query).toBe('up2');
  });
});

test('the name does not matter to it, and a result stays with a word that it is of the past', async () => {
  const seen = withPreview(FINISHED);
  const { user, button } = await form();
  await user.click(button);
  await screen.findByText('about 7 alarms a week');
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'x');
  expect(screen.queryByText(/has changed since/)).not.toBeInTheDocument();
  await user.type(screen.getByRole('textbox', { name: 'Query' }), '2');
  expect(await screen.findByText(/has changed since/)).toBeVisible();
  expect(screen.getByText('about 7 alarms a week')).toBeVisible();
  expect(seen.cancelled).toEqual([]);
});

test('leaving the form cancels what is under way', async () => {
  const seen = withPreview(RUNNING);
  const { user, router, button } = await form();
  await user.click(button);
  await screen.findByText(/^Judging/);
  await router.navigate('/detectors');
  await waitFor(() => {
    expect(seen.cancelled).toEqual(['job_1']);
  });
});

test('stop cancels it', async () => {
  const seen = withPreview(RUNNING);
  const { user, button } = await form();
  await user.click(button);
  await user.click(await screen.findByRole('button', { name: 'Stop' }));
  expect(await screen.findByText('Cancelled.')).toBeVisible();
  await waitFor(() => {
    expect(seen.cancelled).toEqual(['job_1']);
  });
});

test.each([
  [{ state: 'queued' as const, error: 'connection refused by prom:9090' }, 'Waiting for the source: connection refused by prom:9090'],
  [{ state: 'failed' as const, error: 'parse error at char 3' }, 'parse error at char 3'],
  [{ ...FINISHED, result: { ...RESULT, entities: [], entity_count: 0, point_count: 0, anomaly_count: 0, anomalies_per_week: null } }, 'No data in this time'],
  [{ ...FINISHED, result: { ...RESULT, anomaly_count: 0, anomalies_per_week: null } }, /still learning what is normal/],
  [{ ...FINISHED, result: { ...RESULT, anomaly_count: 0, anomalies_per_week: 0 } }, 'It would have stayed quiet.'],
  [{ ...FINISHED, result: { ...RESULT, truncated: true } }, /Only 2 series of them were tried/],
])('is honest about what it knows: %#', async (state, text) => {
  withPreview(state);
  const { user, button } = await form();
  await user.click(button);
  expect(await screen.findByText(text)).toBeVisible();
});

test('says why a preview cannot be started', async () => {
  withPreview(FINISHED);
  server.use(http.post('*/api/detectors/preview', () => problem(422, 'Unprocessable', 'The source self has no history to judge.')));
  const { user, button } = await form();
  await user.click(button);
  expect(await screen.findByText('The source self has no history to judge.')).toBeVisible();
});

function withJobs(...jobs: Job[]) {
  server.use(
    http.get('*/api/detectors/detector_1', () => HttpResponse.json(detector(), { headers: { ETag: '"3"' } })),
    http.get('*/api/detectors/detector_1/*', () => problem(503, 'Not now')),
    http.get('*/api/jobs', () => HttpResponse.json({ jobs, pagination: pagination(jobs.length) })),
  );
}

test('analyses history and follows the job', async () => {
  let sent = { from: 0, to: 0 };
  withJobs();
  server.use(
    http.post('*/api/detectors/detector_1/analyses', async ({ request }) => {
      sent = (await request.json()) as typeof sent;
      withJobs(job({ state: 'running', progress: { percent: 12.5, points: 500 } }));
      return HttpResponse.json(job(), { status: 202 });
    }),
  );
  const { user } = renderApp('/detectors/detector_1?tab=history');
  expect(await screen.findByText('No jobs yet')).toBeVisible();
  await user.selectOptions(screen.getByRole('combobox', { name: /^History of prometheus/ }), '1d');
  await user.click(screen.getByRole('button', { name: 'Analyse history' }));
  expect(await screen.findByText('12%, 500 points')).toBeVisible();
  expect(sent.to - sent.from).toBe(86_400_000);
});

test('leads from an analysis to what it found', async () => {
  const result = { points: 1440, entities: 3, anomalies: 2, by_severity: { low: 0, medium: 0, high: 1, critical: 1 }, by_entity: [], seconds: 0.4, truncated: false };
  withJobs(job({ state: 'finished', result }), job({ id: 'job_2', kind: 'train', state: 'failed', error: 'no entity has enough points in this range' }));
  renderApp('/detectors/detector_1?tab=history');
  const link = await screen.findByRole('link', { name: '2 anomalies' });
  const address = new URL(link.getAttribute('href') ?? '', 'http://x');
  expect(Object.fromEntries(address.searchParams)).toEqual({ historical: 'true', detector: 'detector_1', from: FROM, to: TO });
  expect(screen.getByText('1 critical, 1 high')).toBeVisible();
  expect(screen.getByText('no entity has enough points in this range')).toBeVisible();
});

test('cancels a job at once, and takes that back on refusal', async () => {
  withJobs(job({ state: 'running' }));
  let refuse: (answer: Response) => void = () => undefined;
  server.use(
    http.delete('*/api/jobs/job_1', () => new Promise<Response>((resolve) => {
      refuse = resolve;
    })),
  );
  const { user } = renderApp('/detectors/detector_1?tab=history');
  await user.click(await screen.findByRole('button', { name: 'Cancel job_1' }));
  expect(await screen.findByText('cancelled')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Cancel job_1' })).not.toBeInTheDocument();
  refuse(problem(409, 'Conflict', 'It is moving.'));
  expect(await screen.findByRole('button', { name: 'Cancel job_1' })).toBeVisible();
});

test('lists historical anomalies on their own, each with a badge', async () => {
  let asked = new URLSearchParams();
  server.use(
    http.get('*/api/anomalies', ({ request }) => {
      const { searchParams } = new URL(request.url);
      if (searchParams.has('sort')) {
        asked = searchParams;
      }
      return HttpResponse.json({ anomalies: [anomaly({ historical: searchParams.get('historical') === 'true' })], pagination: pagination(1) });
    }),
  );
  const { user, router } = renderApp('/anomalies');
  const table = await screen.findByRole('table', { name: 'Anomalies' });
  expect(within(table).queryByText('historical')).not.toBeInTheDocument();
  expect(asked.get('historical')).toBe('false');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Found' }), 'In history');
  expect(await within(table).findByText('historical')).toBeVisible();
  expect(router.state.location.search).toBe('?historical=true');
});
