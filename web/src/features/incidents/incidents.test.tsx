import { act, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import type { Incident, IncidentDetail } from '../../app/api/types';
import { anomaly, incident, incidentDetail, pagination } from '../../test/fixtures';
import { FakeSocket } from '../../test/FakeSocket';
import { renderApp } from '../../test/renderApp';
import { problem, server } from '../../test/server';
import { reasonsOf } from './reasons';

let seq = 10;

function accept() {
  act(() => {
    FakeSocket.latest().accept({ seq });
  });
}

function tell(type: string, data: object) {
  seq++;
  act(() => {
    FakeSocket.latest().receive({ type, topic: 'anomalies', seq, id: `e${seq}`, time: new Date().toISOString(), detector_id: null, data });
  });
}

/** A list that holds what it is given, and the parameters of the last call of the page. */
function listOf(incidents: Incident[]) {
  const seen = { search: new URLSearchParams() };
  server.use(
    http.get('*/api/incidents', ({ request }) => {
      const { searchParams } = new URL(request.url);
      if (searchParams.get('limit') === '20') {
        seen.search = searchParams;
      }
      return HttpResponse.json({ incidents, pagination: pagination(incidents.length) });
    }),
  );
  return seen;
}

/** An incident that the test may change. */
function stored(changes: Partial<IncidentDetail> = {}) {
  const held = { incident: incidentDetail(changes) };
  server.use(http.get('*/api/incidents/incident_a', () => HttpResponse.json(held.incident)));
  return held;
}

test('asks the server for what the address says and keeps filters in the address', async () => {
  const seen = listOf([incident()]);
  const { router, user } = renderApp('/incidents?page=2&state=open&range=24h');
  await screen.findByRole('table', { name: 'Incidents' });
  expect(Object.fromEntries(seen.search)).toMatchObject({ page: '2', limit: '20', state: 'open', sort: '-started_at' });
  expect(seen.search.has('from')).toBe(true);
  await user.selectOptions(screen.getByRole('combobox', { name: 'Severity' }), 'high');
  expect(router.state.location.search).toBe('?state=open&range=24h&severity=high');
  await waitFor(() => {
    expect(seen.search.get('severity')).toBe('high');
  });
  await user.click(screen.getByRole('button', { name: 'Clear filters' }));
  expect(router.state.location.search).toBe('');
});

test('shows of each how bad it is, how much belongs to it and what probably began it', async () => {
  listOf([incident()]);
  renderApp('/incidents');
  const table = await screen.findByRole('table', { name: 'Incidents' });
  const row = within(table).getAllByRole('row')[1];
  expect(row).toHaveTextContent(/critical.*connections in use, then checkout latency.*Began first, 40s before the next2open/);
  expect(within(table).getByRole('link', { name: 'Began first, 40s before the next' })).toHaveAttribute('href', '/anomalies/anomaly_a');
  expect(within(table).getByRole('link', { name: /^connections in use/ })).toHaveAttribute('href', '/incidents/incident_a');
});

test('shows on the overview what is open, and nothing where nothing is', async () => {
  const all = [incident()];
  listOf(all);
  renderApp('/');
  const table = await screen.findByRole('table', { name: 'Open incidents' });
  expect(within(table).getByRole('link', { name: /^connections in use/ })).toHaveAttribute('href', '/incidents/incident_a');
  accept();
  all.length = 0;
  tell('incident_resolved', incident({ state: 'resolved', version: 2 }));
  await waitFor(() => {
    expect(screen.queryByRole('table', { name: 'Open incidents' })).not.toBeInTheDocument();
  });
  const activity = within(screen.getByRole('region', { name: 'Recent activity' }));
  expect(await activity.findByText(/Incident over:/)).toHaveAttribute('href', '/incidents/incident_a');
});

test('shows a new incident without a reload, and when it is over', async () => {
  const all: Incident[] = [];
  listOf(all);
  renderApp('/incidents');
  expect(await screen.findByText('No incident so far')).toBeVisible();
  accept();
  all.push(incident());
  tell('incident_opened', incident());
  const table = await screen.findByRole('table', { name: 'Incidents' });
  expect(within(table).getAllByText('open')).not.toHaveLength(0);
  expect(await screen.findByRole('link', { name: /^Incidents.*1 open/ })).toBeVisible();
  const over = incident({ state: 'resolved', ended_at: '2026-01-02T03:09:05.678Z', version: 2 });
  all.splice(0, 1, over);
  tell('incident_resolved', over);
  expect(await within(table).findAllByText('resolved')).not.toHaveLength(0);
});

test('lists its anomalies in the order in which they began, and causes by their rank', async () => {
  stored();
  renderApp('/incidents/incident_a');
  expect(await screen.findByRole('heading', { level: 1, name: /^connections in use, then/ })).toBeVisible();
  const members = within(await screen.findByRole('list', { name: 'Anomalies in order of onset' })).getAllByRole('listitem');
  expect(members[0]).toHaveTextContent(/first.*connections in use.*critical/);
  expect(members[1]).toHaveTextContent(/\+40s.*checkout latency.*high/);
  const causes = screen.getByRole('list', { name: 'Probable causes' });
  expect(within(causes).getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(['/anomalies/anomaly_a', '/anomalies/anomaly_b']);
  expect(within(causes).getByText('Began first, 40s before the next')).toBeVisible();
  const course = within(screen.getByRole('list', { name: 'What happened' }));
  expect(course.getAllByRole('listitem').map((each) => each.textContent)).toEqual([
    expect.stringContaining('connections in use began to be abnormal'),
    expect.stringContaining('checkout latency began to be abnormal'),
  ]);
  const facts = within(screen.getByRole('region', { name: 'Facts' }));
  expect(facts.getByRole('link', { name: 'connections in use' })).toHaveAttribute('href', '/detectors/detector_2');
});

test('follows an incident: a further anomaly, an end, and nothing that is older', async () => {
  const held = stored({ version: 4 });
  renderApp('/incidents/incident_a');
  const members = await screen.findByRole('list', { name: 'Anomalies in order of onset' });
  accept();
  const third = anomaly({ id: 'anomaly_c', detector_name: 'orders', started_at: '2026-01-02T03:05:05.678Z', incident_id: 'incident_a' });
  held.incident = incidentDetail({ version: 5, title: 'three of them', anomalies: [...incidentDetail().anomalies, third] });
  tell('incident_updated', incident({ version: 5, title: 'three of them' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'three of them' })).toBeVisible();
  expect(await within(members).findByText('orders')).toBeVisible();
  tell('incident_updated', incident({ version: 3, title: 'an old story' }));
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('three of them');
  tell('anomaly_updated', { ...third, version: 2, explanation: 'it has become worse' });
  expect(await within(members).findByText('it has become worse')).toBeVisible();
});

test('acknowledges at once, and takes it back with a message when it is refused', async () => {
  stored();
  let refuse: () => void = () => undefined;
  const refused = new Promise<void>((resolve) => {
    refuse = resolve;
  });
  server.use(
    http.post('*/api/incidents/incident_a/acknowledge', async () => {
      await refused;
      return problem(500, 'Internal error', 'The disk is full.');
    }),
  );
  const { user } = renderApp('/incidents/incident_a');
  await user.click(await screen.findByRole('button', { name: 'Acknowledge' }));
  expect(await screen.findByRole('button', { name: 'Acknowledged' })).toBeVisible();
  refuse();
  expect(await screen.findByText('The disk is full.')).toBeVisible();
  expect(await screen.findByRole('button', { name: 'Acknowledge' })).toBeVisible();
});

test('leads from an anomaly to its incident', async () => {
  const points = { timestamps: [], values: [], expected: [], lower: [], upper: [], scores: [] };
  server.use(
    http.get('*/api/anomalies/anomaly_a', () => HttpResponse.json({ ...anomaly({ incident_id: 'incident_a' }), points })),
  );
  renderApp('/anomalies/anomaly_a');
  expect(await screen.findByRole('link', { name: 'what else happened' })).toHaveAttribute('href', '/incidents/incident_a');
});

test('says so where there is no such incident, and where its anomalies are gone', async () => {
  server.use(http.get('*/api/incidents/none', () => problem(404, 'Not found')));
  const { router } = renderApp('/incidents/none');
  expect(await screen.findByRole('heading', { level: 1, name: 'Incident not found' })).toBeVisible();
  stored({ anomalies: [], members: [], probable_cause: [], timeline: [] });
  await act(() => router.navigate('/incidents/incident_a'));
  expect(await screen.findByText('Its anomalies are gone')).toBeVisible();
});

test('takes a sentence of reasons apart', () => {
  expect(reasonsOf({ why: 'Began first; its series had 2 others in the 7 days before;  shares labels.' })).toEqual([
    'Began first',
    'Its series had 2 others in the 7 days before',
    'Shares labels',
  ]);
  expect(reasonsOf({ why: '' })).toEqual([]);
});
