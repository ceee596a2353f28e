import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import type { Suppression, SuppressionInput } from '../../app/api/types';
import { anomaly, detector, detectorPage, pagination, suppression } from '../../test/fixtures';
import { gate } from '../../test/gate';
import { renderApp } from '../../test/renderApp';
import { problem, server } from '../../test/server';

function listOf(...suppressions: Suppression[]) {
  const seen = { search: new URLSearchParams() };
  server.use(
    http.get('*/api/suppressions', ({ request }) => {
      seen.search = new URL(request.url).searchParams;
      return HttpResponse.json({ suppressions, pagination: pagination(suppressions.length) });
    }),
  );
  return seen;
}

/** A server that previews what it is asked for, and keeps the bodies that it got. */
function previews(anomalies = [anomaly()], answer?: () => Response) {
  const bodies: SuppressionInput[] = [];
  server.use(
    http.post('*/api/suppressions/preview', async ({ request }) => {
      bodies.push((await request.json()) as SuppressionInput);
      return (
        answer?.() ??
        HttpResponse.json({ active: true, next_change_at: null, matching: anomalies.length, anomalies })
      );
    }),
  );
  return bodies;
}

async function row(name: string) {
  const link = await screen.findByRole('link', { name });
  return within(link.closest('tr') as HTMLElement);
}

const nextHour = () => new Date(Date.now() + 3_599_000).toISOString();

test('lists suppressions with what they match, when they count and what comes next', async () => {
  listOf(
    suppression({ name: 'now', next_change_at: nextHour(), matchers: ['team="payments"', 'pod=~"api-.*"'] }),
    suppression({
      id: 'suppression_2',
      name: 'nightly',
      active: false,
      detector_id: 'detector_7',
      matchers: [],
      next_change_at: nextHour(),
      schedule: { weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '22:00', to: '06:00', time_zone: 'Europe/Berlin' },
    }),
    suppression({ id: 'suppression_3', name: 'past', active: false, ends_at: '2026-01-02T03:04:05.678Z' }),
    suppression({ id: 'suppression_4', name: 'off', active: false, enabled: false }),
  );
  renderApp('/suppressions');
  const now = await row('now');
  expect(now.getAllByText('active')[0]).toBeVisible();
  expect(now.getByText('pod=~"api-.*"')).toBeVisible();
  expect(now.getAllByText(/^ends in (59m|1h)/)[0]).toBeVisible();
  const nightly = await row('nightly');
  expect(nightly.getAllByText('waiting')[0]).toBeVisible();
  expect(nightly.getByText('22:00–06:00, Mon–Fri, Europe/Berlin')).toBeVisible();
  expect(nightly.getByText('detector_id="detector_7"')).toBeVisible();
  expect(nightly.getAllByText(/^begins in/)[0]).toBeVisible();
  expect((await row('past')).getAllByText('over')[0]).toBeVisible();
  const off = await row('off');
  expect(off.getByRole('switch', { name: 'Enable off' })).not.toBeChecked();
});

test('asks the server for what the address says', async () => {
  const seen = listOf(suppression());
  const { router, user } = renderApp('/suppressions?detector=detector_1&q=upgrade');
  await row('database upgrade');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Active or not' }), 'Active now');
  expect(router.state.location.search).toBe('?detector=detector_1&q=upgrade&active=true');
  await waitFor(() => {
    expect(Object.fromEntries(seen.search)).toEqual({ page: '1', limit: '20', active: 'true', detector_id: 'detector_1', q: 'upgrade' });
  });
});

test('disables at once and takes it back with a message when that is refused', async () => {
  listOf(suppression());
  const answer = gate();
  const bodies: unknown[] = [];
  server.use(
    http.put('*/api/suppressions/suppression_1', async ({ request }) => {
      bodies.push(await request.json());
      await answer.opened;
      return problem(503, 'Storage unavailable', 'The disk is full.');
    }),
  );
  const { user } = renderApp('/suppressions');
  const line = await row('database upgrade');
  await user.click(line.getByRole('switch', { name: 'Enable database upgrade' }));
  expect(await line.findAllByText('off')).not.toHaveLength(0);
  expect(line.getByRole('switch')).not.toBeChecked();
  answer.open();
  expect(await screen.findByText('Could not change database upgrade')).toBeVisible();
  expect(await line.findAllByText('active')).not.toHaveLength(0);
  expect(line.getByRole('switch')).toBeChecked();
  expect(bodies[0]).toEqual({
    name: 'database upgrade',
    comment: '',
    matchers: ['team="payments"'],
    detector_id: null,
    starts_at: null,
    ends_at: null,
    schedule: null,
    enabled: false,
  });
});

test('deletes only when that is confirmed, and puts back what could not be deleted', async () => {
  listOf(suppression());
  const answer = gate();
  server.use(
    http.delete('*/api/suppressions/suppression_1', async () => {
      await answer.opened;
      return problem(409, 'Conflict', 'It is needed.');
    }),
  );
  const { user } = renderApp('/suppressions');
  await user.click((await row('database upgrade')).getByRole('button', { name: 'Delete database upgrade' }));
  await user.click(await screen.findByRole('button', { name: 'Keep' }));
  await waitFor(() => {
    expect(screen.getByRole('button', { name: 'Delete database upgrade' })).toHaveFocus();
  });
  await user.click(screen.getByRole('button', { name: 'Delete database upgrade' }));
  await user.click(await screen.findByRole('button', { name: 'Delete' }));
  await waitFor(() => {
    expect(screen.queryByRole('link', { name: 'database upgrade' })).not.toBeInTheDocument();
  });
  answer.open();
  expect(await screen.findByText('Could not delete database upgrade')).toBeVisible();
  expect(await screen.findByRole('link', { name: 'database upgrade' })).toBeVisible();
});

test('creates what is typed, after saying what is missing', async () => {
  listOf();
  const tried = previews();
  server.use(http.get('*/api/detectors', () => HttpResponse.json(detectorPage(detector()))));
  let sent: SuppressionInput | undefined;
  server.use(
    http.post('*/api/suppressions', async ({ request }) => {
      sent = (await request.json()) as SuppressionInput;
      return HttpResponse.json(suppression({ ...sent }), { status: 201 });
    }),
  );
  const { user, router } = renderApp('/suppressions/new');
  await user.click(await screen.findByRole('button', { name: 'Create suppression' }));
  expect(await screen.findByText('Some fields need attention')).toBeVisible();
  expect(screen.getByText(/^Matchers: must have one, or a detector must be chosen/)).toBeVisible();
  expect(tried).toHaveLength(0);
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'nightly batch');
  const first = screen.getByRole('textbox', { name: 'Matcher 1' });
  await user.type(first, 'team=');
  expect(await screen.findByText('needs a value, in quotes where it is empty or has blanks')).toBeVisible();
  await user.type(first, 'payments');
  await user.click(screen.getByRole('button', { name: 'Add matcher' }));
  await waitFor(() => {
    expect(screen.getByRole('textbox', { name: 'Matcher 2' })).toHaveFocus();
  });
  await user.type(screen.getByRole('textbox', { name: 'Matcher 2' }), 'pod=~"api-.*"');
  await user.click(screen.getByRole('switch', { name: 'Only at certain times of the week' }));
  await user.click(screen.getByRole('checkbox', { name: 'Saturday' }));
  await user.click(screen.getByRole('checkbox', { name: 'Sunday' }));
  await user.selectOptions(screen.getByRole('combobox', { name: 'Time zone' }), 'Europe/Berlin');
  expect(screen.getByText('of the next day')).toBeVisible();
  expect(await screen.findByText('Matches 1 open anomaly')).toBeVisible();
  expect(within(screen.getByRole('list', { name: 'Open anomalies that it matches' })).getByText('checkout latency')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Create suppression' }));
  await waitFor(() => {
    expect(router.state.location.pathname).toBe('/suppressions');
  });
  expect(sent).toEqual({
    name: 'nightly batch',
    comment: '',
    matchers: ['team=payments', 'pod=~"api-.*"'],
    detector_id: null,
    starts_at: null,
    ends_at: null,
    schedule: { weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '22:00', to: '06:00', time_zone: 'Europe/Berlin' },
    enabled: true,
  });
});

test('shows what the server says of a matcher beside it, and of a name that is taken', async () => {
  previews([], () =>
    problem(400, 'Invalid input', '', {
      violations: [{ field: 'matchers[0]', message: 'the regular expression is wrong: missing closing )' }],
    }),
  );
  server.use(
    http.post('*/api/suppressions', () =>
      problem(409, 'Conflict', 'Another suppression has the name "a".', { type: 'urn:aiops:problem:name-taken' }),
    ),
  );
  const { user } = renderApp('/suppressions/new?name=a&matcher=&matcher=pod%3D~(');
  const wrong = await screen.findByRole('textbox', { name: 'Matcher 2' });
  await user.clear(wrong);
  await user.type(wrong, 'pod=~"("');
  expect(await screen.findByText('the regular expression is wrong: missing closing )')).toBeVisible();
  expect(wrong).toBeInvalid();
  expect(screen.getByText('Cannot be saved yet')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Create suppression' }));
  expect(await screen.findByText('is taken')).toBeVisible();
});

test('an anomaly can be silenced for a while', async () => {
  const silenced = anomaly({ entity: { pod: 'a b', 'zone name': 'x"y' } });
  server.use(
    http.get('*/api/anomalies/anomaly_a', () =>
      HttpResponse.json({ ...silenced, points: { timestamps: [], values: [], expected: [], lower: [], upper: [], scores: [] } }),
    ),
  );
  const tried = previews([silenced]);
  const { user, router } = renderApp('/anomalies/anomaly_a');
  await user.click(await screen.findByRole('button', { name: 'Silence' }));
  await user.click(await screen.findByRole('menuitem', { name: 'For 4 hours', hidden: true }));
  expect(await screen.findByRole('heading', { level: 1, name: 'New suppression' })).toBeVisible();
  expect(router.state.location.pathname).toBe('/suppressions/new');
  expect(screen.getByRole('textbox', { name: 'Matcher 1' })).toHaveValue('pod="a b"');
  expect(screen.getByRole('textbox', { name: 'Matcher 2' })).toHaveValue('"zone name"="x\\"y"');
  expect(screen.getByRole('combobox', { name: 'Detector' })).toHaveValue('detector_1');
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).toMatch(/^checkout latency a b x"y until \d{4}-/);
  expect(await screen.findByText('Matches 1 open anomaly')).toBeVisible();
  const [body] = tried;
  expect(Date.parse(body?.ends_at ?? '') - Date.parse(body?.starts_at ?? '')).toBe(4 * 3_600_000);
});

test('asks what is to be when somebody else has changed it meanwhile', async () => {
  previews();
  const stored = suppression();
  const tags: (string | null)[] = [];
  server.use(
    http.get('*/api/suppressions/suppression_1', () =>
      HttpResponse.json(stored, { headers: { ETag: `"${stored.version}"` } }),
    ),
    http.put('*/api/suppressions/suppression_1', async ({ request }) => {
      tags.push(request.headers.get('If-Match'));
      if (request.headers.get('If-Match') !== `"${stored.version}"`) {
        return problem(412, 'Precondition failed', 'It has changed.');
      }
      Object.assign(stored, await request.json(), { version: stored.version + 1 });
      return HttpResponse.json(stored);
    }),
  );
  const { user, router } = renderApp('/suppressions/suppression_1');
  await user.type(await screen.findByRole('textbox', { name: 'Comment' }), 'mine');
  Object.assign(stored, { comment: 'theirs', version: 5 });
  await user.click(screen.getByRole('button', { name: 'Save changes' }));
  await user.click(await screen.findByRole('button', { name: 'Save mine over it' }));
  await waitFor(() => {
    expect(router.state.location.pathname).toBe('/suppressions');
  });
  expect(tags).toEqual(['"1"', '"5"']);
  expect(stored.comment).toBe('mine');
});

test('suppressed anomalies say so, can be filtered for, and do not count on the overview', async () => {
  const seen: string[] = [];
  const silent = anomaly({ id: 'anomaly_b', suppressed: true, suppressed_by: 'suppression_1' });
  server.use(
    http.get('*/api/anomalies', ({ request }) => {
      const { searchParams, search } = new URL(request.url);
      seen.push(search);
      const wanted = searchParams.get('suppressed');
      const anomalies = [anomaly(), silent].filter((each) => wanted === null || String(each.suppressed) === wanted);
      return HttpResponse.json({ anomalies, pagination: pagination(anomalies.length) });
    }),
  );
  const { user, router } = renderApp('/anomalies');
  const table = await screen.findByRole('table', { name: 'Anomalies' });
  const rows = within(table).getAllByRole('row');
  expect(rows).toHaveLength(3);
  expect(within(rows[1] as HTMLElement).queryByText('suppressed')).not.toBeInTheDocument();
  expect(within(rows[2] as HTMLElement).getAllByText('suppressed')[0]).toBeVisible();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Suppressed or not' }), 'Suppressed');
  expect(router.state.location.search).toBe('?suppressed=true');
  await waitFor(() => {
    expect(within(screen.getByRole('table', { name: 'Anomalies' })).getAllByRole('row')).toHaveLength(2);
  });
  await router.navigate('/');
  const tile = await screen.findByRole('link', { name: /Open anomalies.*1 critical, 1 high, 1 suppressed/ });
  expect(tile).toHaveAttribute('href', '/anomalies?state=open&suppressed=false&sort=-severity');
  expect(within(await screen.findByRole('table', { name: 'Open anomalies' })).getAllByRole('row')).toHaveLength(2);
  expect(seen.filter((search) => search.includes('state=open')).every((search) => search.includes('suppressed='))).toBe(true);
});

test('the page of a suppressed anomaly names what suppresses it', async () => {
  server.use(
    http.get('*/api/anomalies/anomaly_a', () =>
      HttpResponse.json({
        ...anomaly({ suppressed: true, suppressed_by: 'suppression_7' }),
        points: { timestamps: [], values: [], expected: [], lower: [], upper: [], scores: [] },
      }),
    ),
  );
  let there = true;
  server.use(
    http.get('*/api/suppressions/suppression_7', () =>
      there ? HttpResponse.json(suppression({ id: 'suppression_7' })) : problem(404, 'Not found'),
    ),
  );
  const first = renderApp('/anomalies/anomaly_a');
  expect(await screen.findByText('suppressed')).toBeVisible();
  expect(await screen.findByRole('link', { name: 'database upgrade' })).toHaveAttribute('href', '/suppressions/suppression_7');
  first.unmount();
  there = false;
  renderApp('/anomalies/anomaly_a');
  expect(await screen.findByRole('link', { name: 'suppression_7' })).toHaveAttribute('href', '/suppressions/suppression_7');
});
