import { act, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import type { Anomaly } from '../api/types';
import { anomaly, detector, detectorPage, pagination, source } from '../../test/fixtures';
import { FakeSocket } from '../../test/FakeSocket';
import { renderApp } from '../../test/renderApp';
import { problem, server } from '../../test/server';

let seq = 10;

function tell(type: string, topic: string, data: object) {
  seq++;
  act(() => {
    FakeSocket.latest().receive({ type, topic, seq, id: `e${seq}`, time: new Date().toISOString(), detector_id: 'detector_1', data });
  });
}

function accept() {
  act(() => {
    FakeSocket.latest().accept({ seq });
  });
}

test('shows a new anomaly without a reload and reads it out', async () => {
  const all: Anomaly[] = [];
  server.use(
    http.get('*/api/anomalies', () => HttpResponse.json({ anomalies: all, pagination: pagination(all.length) })),
  );
  renderApp('/anomalies');
  expect(await screen.findByText('Nothing abnormal so far')).toBeVisible();
  accept();
  all.push(anomaly());
  tell('anomaly_detected', 'anomalies', anomaly());
  const table = await screen.findByRole('table', { name: 'Anomalies' });
  expect(await within(table).findByText(/85.5 is far above/)).toBeVisible();
  expect(screen.getByRole('log', { name: 'New anomalies' })).toHaveTextContent(
    'New critical anomaly: checkout latency, pod=a. 85.5 is far above the expected 11.8',
  );
});

test('patches what it shows, and lets no older event overwrite it', async () => {
  server.use(
    http.get('*/api/anomalies/anomaly_a', () =>
      HttpResponse.json({ ...anomaly({ version: 4 }), points: { timestamps: [], values: [], expected: [], lower: [], upper: [], scores: [] } }),
    ),
  );
  renderApp('/anomalies/anomaly_a');
  expect(await screen.findByRole('button', { name: 'Acknowledge' })).toBeVisible();
  accept();
  tell('anomaly_updated', 'anomalies', anomaly({ version: 3, explanation: 'an old story' }));
  tell('anomaly_updated', 'anomalies', anomaly({ version: 5, explanation: 'it has become worse' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'it has become worse' })).toBeVisible();
  tell('anomaly_updated', 'anomalies', anomaly({ version: 4, explanation: 'an old story' }));
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('it has become worse');
});

test('fetches lists again when an anomaly is suppressed or is so no more, and reads none out that is', async () => {
  const silent = { suppressed: true, suppressed_by: 'suppression_1' };
  const all: Anomaly[] = [anomaly({ ...silent, version: 1 })];
  server.use(
    http.get('*/api/detectors', () => HttpResponse.json(detectorPage(detector()))),
    http.get('*/api/anomalies', ({ request }) => {
      const wanted = new URL(request.url).searchParams.get('suppressed');
      const anomalies = all.filter((each) => wanted === null || String(each.suppressed) === wanted);
      return HttpResponse.json({ anomalies, pagination: pagination(anomalies.length) });
    }),
  );
  renderApp('/');
  expect(await screen.findByText('Everything is as usual')).toBeVisible();
  accept();
  tell('anomaly_detected', 'anomalies', all[0] ?? {});
  all[0] = anomaly({ version: 2 });
  tell('anomaly_updated', 'anomalies', all[0]);
  const table = await screen.findByRole('table', { name: 'Open anomalies' });
  expect(within(table).getByText(/85.5 is far above/)).toBeVisible();
  expect(screen.getByRole('log', { name: 'New anomalies' })).toHaveTextContent('');
  all[0] = anomaly({ ...silent, version: 3 });
  tell('anomaly_updated', 'anomalies', all[0]);
  expect(await screen.findByText('Everything is as usual')).toBeVisible();
});

test('follows the status of detectors and the state of sources', async () => {
  let stored = detector();
  server.use(
    http.get('*/api/detectors', () => HttpResponse.json(detectorPage(stored))),
    http.get('*/api/sources', () => HttpResponse.json({ sources: [source()], pagination: pagination(1) })),
  );
  const { router } = renderApp('/detectors');
  const table = await screen.findByRole('table', { name: 'Detectors' });
  expect(await within(table).findAllByText('running')).not.toHaveLength(0);
  accept();
  stored = detector({ status: 'stopped', version: 4 });
  tell('detector_stopped', 'detectors', stored);
  expect(await within(table).findAllByText('stopped')).not.toHaveLength(0);
  await act(() => router.navigate('/sources'));
  expect(await screen.findByText('reachable')).toBeVisible();
  tell('system_health', 'system', { component: 'source', name: 'prometheus', state: 'down', message: 'connection refused', since: '2026-01-02T03:04:05.678Z', version: 2 });
  expect(await screen.findByText('unreachable')).toBeVisible();
  expect(screen.getByText('connection refused')).toBeVisible();
});

test('fetches everything again where events were missed', async () => {
  let calls = 0;
  server.use(
    http.get('*/api/sources', () => {
      calls++;
      return HttpResponse.json({ sources: [], pagination: pagination(0) });
    }),
  );
  renderApp('/sources');
  await screen.findByText('No source is configured');
  accept();
  await waitFor(() => {
    expect(calls).toBe(2);
  });
  act(() => {
    FakeSocket.latest().receive({ type: 'subscribed', topics: [], recovered: false, seq: 99 });
  });
  await waitFor(() => {
    expect(calls).toBe(3);
  });
});

test('says whether it is live, and what a refusal means', async () => {
  const { user } = renderApp('/');
  expect(await screen.findByRole('button', { name: /^Connecting/ })).toBeVisible();
  accept();
  expect(await screen.findByRole('button', { name: /^Live/ })).toBeVisible();
  act(() => {
    FakeSocket.latest().end(4429);
  });
  expect(await screen.findByRole('button', { name: /^Not live/ })).toBeVisible();
  expect(screen.getByText(/too many live connections/)).toBeVisible();
  const before = FakeSocket.all.length;
  await user.click(screen.getByRole('button', { name: 'Connect now' }));
  expect(FakeSocket.all).toHaveLength(before + 1);
});

test('says so when the connection does not come back, and how old the page is', async () => {
  renderApp('/');
  await screen.findByRole('button', { name: /^Connecting/ });
  accept();
  await screen.findByRole('button', { name: /^Live/ });
  act(() => {
    FakeSocket.latest().end(1006);
  });
  expect(await screen.findByRole('button', { name: /^Reconnecting/ })).toBeVisible();
  expect(screen.queryByText('The live connection is interrupted.')).not.toBeInTheDocument();
  expect(await screen.findByText('The live connection is interrupted.', {}, { timeout: 15_000 })).toBeVisible();
  expect(screen.getByRole('button', { name: /^Offline/ })).toBeVisible();
  expect(screen.getByText(/The server was last heard/)).toBeVisible();
});

test('shows the point that did it without waiting for the next poll', async () => {
  let calls = 0;
  server.use(
    http.get('*/api/detectors/detector_1', () => HttpResponse.json(detector())),
    http.get('*/api/detectors/detector_1/entities', () => {
      calls++;
      return HttpResponse.json({ entities: [], pagination: pagination(0) });
    }),
    http.get('*/api/detectors/detector_1/*', () => problem(404, 'Not found')),
  );
  renderApp('/detectors/detector_1');
  await screen.findByText('No points yet');
  accept();
  await screen.findByRole('button', { name: /^Live/ });
  await waitFor(() => {
    expect(calls).toBeGreaterThan(1);
  });
  const before = calls;
  tell('anomaly_detected', 'anomalies', anomaly());
  await waitFor(() => {
    expect(calls).toBeGreaterThan(before);
  });
});

test('tells of events and failed detectors where there is no source', async () => {
  server.use(
    http.get('*/api/detectors', ({ request }) =>
      HttpResponse.json(
        new URL(request.url).searchParams.get('status') === 'failed'
          ? detectorPage(detector({ status: 'failed', status_reason: 'the query is rejected' }))
          : detectorPage(),
      ),
    ),
  );
  renderApp('/');
  const pipeline = within(await screen.findByRole('region', { name: 'Pipeline' }));
  expect(await pipeline.findByText(/No source is configured/)).toBeVisible();
  expect(pipeline.getByText('Live events')).toBeVisible();
  expect(await pipeline.findByText('the query is rejected')).toBeVisible();
});

test('lists no events of a former epoch, says since when, and takes the new ones', async () => {
  const past: object[] = [];
  server.use(http.get('*/api/events', () => HttpResponse.json({ events: past })));
  renderApp('/');
  const activity = within(await screen.findByRole('region', { name: 'Recent activity' }));
  accept();
  tell('detector_created', 'detectors', detector({ name: 'of the old days' }));
  expect(await activity.findByText(/of the old days/)).toBeVisible();
  expect(activity.queryByText(/anew/)).not.toBeInTheDocument();
  const event = { type: 'detector_created', topic: 'detectors', time: new Date().toISOString(), detector_id: 'detector_1' };
  past.push({ ...event, seq: 2, id: 'n2', data: detector({ name: 'born meanwhile' }) });
  act(() => {
    FakeSocket.latest().end(1006);
  });
  await waitFor(() => {
    expect(FakeSocket.all).toHaveLength(2);
  });
  act(() => {
    FakeSocket.latest().accept({ epoch: 'e2', seq: 2 });
  });
  expect(await activity.findByText(/The server started its events anew/)).toBeVisible();
  expect(await activity.findByText(/born meanwhile/)).toBeVisible();
  expect(activity.queryByText(/of the old days/)).not.toBeInTheDocument();
  act(() => {
    FakeSocket.latest().receive({ ...event, seq: 3, id: 'n3', data: detector({ name: 'of the new days' }) });
  });
  expect(await activity.findByText(/of the new days/)).toBeVisible();
});

test('warns when the browser is offline', async () => {
  renderApp('/');
  await screen.findByRole('heading', { level: 1, name: 'Overview' });
  accept();
  act(() => {
    window.dispatchEvent(new Event('offline'));
  });
  expect(await screen.findByText('You are offline.')).toBeVisible();
});
