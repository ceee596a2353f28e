import { act, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { detector, pagination, source } from '../../test/fixtures';
import { FakeSocket } from '../../test/FakeSocket';
import { renderApp } from '../../test/renderApp';
import { problem, server } from '../../test/server';
import { BLANK, checkForm, resetsState, toForm, toInput } from './form/definitionForm';

const VALID = { valid: true, errors: [], warnings: [], estimate: { entities: 12, memory_bytes: 196_608, points_per_day: 17_280 } };

function withSource(validation: object = VALID) {
  server.use(
    http.get('*/api/sources', () => HttpResponse.json({ sources: [source()], pagination: pagination(1) })),
    http.post('*/api/detectors/validate', () => HttpResponse.json(validation)),
  );
}

test('what GET gave and what is sent back are the same', () => {
  const given = detector({ model: { type: 'seasonal', parameters: { period: 60 } }, min_deviation: { absolute: 2, relative: null } });
  expect(given).toMatchObject(toInput(toForm(given)));
});

test('labels and parameters with commas and lines survive the form', () => {
  const given = detector({ labels: { note: 'a, b=c', text: 'x\ny' }, model: { type: 'auto', parameters: { periods: [24, 168], mode: 'a,b' } } });
  expect(toInput(toForm(given))).toMatchObject({ labels: given.labels, model: given.model });
});

test('pushed points have neither a source nor a delay', () => {
  const input = toInput({ ...BLANK, name: 'x', kind: 'pushed', features: 'cpu, memory' });
  expect(input.source).toBeNull();
  expect(input.features).toEqual(['cpu', 'memory']);
  expect(input).not.toHaveProperty('delay');
});

test('names what is missing by the fields of the API', () => {
  const faults = checkForm({ ...BLANK, interval: 'often', budget: 'few', labels: 'oops' });
  expect(faults.map(({ field }) => field)).toEqual([
    'name',
    'source.name',
    'source.query',
    'interval',
    'alert_budget_per_week',
    'labels',
  ]);
});

test('knows which changes make the model forget', () => {
  expect(resetsState(BLANK, { ...BLANK, query: 'up' })).toBe(true);
  expect(resetsState(BLANK, { ...BLANK, budget: '2', name: 'other' })).toBe(false);
});

test('creates a detector from a suggestion', async () => {
  withSource();
  let sent: unknown;
  server.use(
    http.get('*/api/sources/prometheus/suggestions', () =>
      HttpResponse.json({
        suggestions: [
          { name: 'requests per second', description: 'Requests.', model: { type: 'auto' }, source: { name: 'prometheus', query: 'rate(x[5m])' }, interval: '15s', delay: '30s', labels: { group: 'traffic' } },
        ],
        pagination: pagination(1),
      }),
    ),
    http.post('*/api/detectors', async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json(detector({ name: 'requests per second' }), { status: 201 });
    }),
    http.get('*/api/detectors/detector_1*', () => problem(404, 'Not found')),
  );
  const { router, user } = renderApp('/detectors/new');
  await user.click(await screen.findByRole('button', { name: /requests per second/ }));
  expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('requests per second');
  expect(await screen.findByText('Can be saved')).toBeInTheDocument();
  expect(screen.getByText('192 KiB')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Create detector' }));
  await waitFor(() => {
    expect(router.state.location.pathname).toBe('/detectors/detector_1');
  });
  expect(sent).toMatchObject({
    name: 'requests per second',
    source: { name: 'prometheus', query: 'rate(x[5m])' },
    interval: '15s',
    labels: { group: 'traffic' },
  });
});

test('starts with pushed points where there is no source', async () => {
  renderApp('/detectors/new');
  expect(await screen.findByRole('textbox', { name: 'Features' })).toBeInTheDocument();
  expect(screen.queryByRole('textbox', { name: 'Query' })).not.toBeInTheDocument();
});

test('starts with a source where there is one', async () => {
  withSource();
  renderApp('/detectors/new');
  const sources = await screen.findByRole('combobox', { name: 'Source' });
  expect(await within(sources).findByRole('option', { name: 'prometheus' })).toBeInTheDocument();
  expect(screen.getByRole('textbox', { name: 'Query' })).toBeInTheDocument();
});

test('shows what the server objects to at the field', async () => {
  withSource({ ...VALID, valid: false, errors: [{ field: 'source.query', message: 'parse error at 1:4' }], estimate: null });
  const { user } = renderApp('/detectors/new?source=prometheus&query=up(');
  await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'x');
  expect(await screen.findByText('Cannot be saved yet')).toBeInTheDocument();
  expect(screen.getByRole('textbox', { name: 'Query' })).toBeInvalid();
  expect(screen.getByRole('textbox', { name: 'Query' })).toHaveAccessibleDescription(/parse error at 1:4/);
});

test('a name that is taken cannot be saved, though the definition is valid', async () => {
  withSource({ ...VALID, warnings: [{ field: 'name', message: 'is taken by another detector; names are unique' }] });
  const { user } = renderApp('/detectors/new?source=prometheus&query=up');
  await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'x');
  expect(await screen.findByText('Cannot be saved yet')).toBeInTheDocument();
  expect(screen.getByRole('textbox', { name: 'Name' })).toHaveAccessibleDescription(/taken by another detector/);
});

test('sends nothing that is incomplete, and says why', async () => {
  const { user } = renderApp('/detectors/new');
  await user.click(await screen.findByRole('button', { name: 'Create detector' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('name is required');
  expect(screen.getByRole('textbox', { name: 'Name' })).toBeInvalid();
});

test('keeps what was typed when the name is taken', async () => {
  withSource();
  server.use(
    http.post('*/api/detectors', () => problem(409, 'Conflict', 'There is a detector of this name.')),
  );
  const { user } = renderApp('/detectors/new?source=prometheus&query=up');
  await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'taken');
  await user.click(screen.getByRole('button', { name: 'Create detector' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('There is a detector of this name.');
  expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('taken');
});

test('asks before what was typed is lost', async () => {
  const { router, user } = renderApp('/detectors/new');
  await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'x');
  await user.click(screen.getByRole('link', { name: 'Sources' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Leave without saving?' }));
  expect(router.state.location.pathname).toBe('/detectors/new');
  await user.click(dialog.getByRole('button', { name: 'Leave' }));
  await waitFor(() => {
    expect(router.state.location.pathname).toBe('/sources');
  });
});

/** A detector that somebody else changes after it was opened. */
function contested() {
  withSource();
  const seen = { tags: [] as (string | null)[], names: [] as string[] };
  let stored = detector();
  server.use(
    http.get('*/api/detectors/detector_1', () =>
      HttpResponse.json(stored, { headers: { ETag: `"${stored.version}"` } }),
    ),
    http.put('*/api/detectors/detector_1', async ({ request }) => {
      seen.tags.push(request.headers.get('If-Match'));
      if (request.headers.get('If-Match') !== `"${stored.version}"`) {
        return problem(412, 'Precondition failed', 'It was changed meanwhile.');
      }
      stored = { ...stored, ...((await request.json()) as object), version: stored.version + 1 };
      seen.names.push(stored.name);
      return HttpResponse.json({ ...stored, state_reset: false });
    }),
  );
  const change = () => {
    stored = { ...stored, interval: '5m', version: stored.version + 1 };
    return stored;
  };
  return { seen, change };
}

async function edit(user: ReturnType<typeof renderApp>['user']) {
  const name = await screen.findByRole('textbox', { name: 'Name' });
  await user.clear(name);
  await user.type(name, 'mine');
  await user.click(screen.getByRole('button', { name: 'Save changes' }));
}

test('saves an edit against the version that was opened', async () => {
  const { seen } = contested();
  const { router, user } = renderApp('/detectors/detector_1/edit');
  await edit(user);
  await waitFor(() => {
    expect(router.state.location.pathname).toBe('/detectors/detector_1');
  });
  expect(seen).toEqual({ tags: ['"3"'], names: ['mine'] });
});

test('an event from before the edit does not make it a conflict', async () => {
  const { seen, change } = contested();
  const { router, user } = renderApp('/detectors/detector_1');
  await screen.findByRole('heading', { level: 1, name: 'checkout latency' });
  act(() => {
    FakeSocket.latest().accept();
  });
  const changed = change();
  act(() => {
    FakeSocket.latest().receive({ type: 'detector_started', topic: 'detectors', seq: 11, id: 'e11', time: changed.updated_at, detector_id: changed.id, data: changed });
  });
  await act(() => router.navigate('/detectors/detector_1/edit'));
  await edit(user);
  await waitFor(() => {
    expect(seen.names).toEqual(['mine']);
  });
  expect(seen.tags).toEqual(['"4"']);
});

test('shows where two edits differ and saves over the other one only when told to', async () => {
  const { seen, change } = contested();
  const { router, user } = renderApp('/detectors/detector_1/edit');
  await screen.findByRole('textbox', { name: 'Name' });
  change();
  await edit(user);
  const dialog = await screen.findByRole('dialog', { name: 'Changed by somebody else' });
  const differences = await within(dialog).findByRole('table', { name: 'Differences' });
  expect(within(differences).getByRole('row', { name: 'interval 1m 5m' })).toBeInTheDocument();
  expect(seen.names).toEqual([]);
  await user.click(within(dialog).getByRole('button', { name: 'Save mine over it' }));
  await waitFor(() => {
    expect(router.state.location.pathname).toBe('/detectors/detector_1');
  });
  expect(seen).toEqual({ tags: ['"3"', '"4"'], names: ['mine'] });
});

test('takes the other edit over when one discards the own', async () => {
  const { seen, change } = contested();
  const { user } = renderApp('/detectors/detector_1/edit');
  await screen.findByRole('textbox', { name: 'Name' });
  change();
  await edit(user);
  const dialog = within(await screen.findByRole('dialog', { name: 'Changed by somebody else' }));
  await dialog.findByRole('table', { name: 'Differences' });
  await user.click(dialog.getByRole('button', { name: 'Discard mine' }));
  expect(await screen.findByRole('textbox', { name: 'Name' })).toHaveValue('checkout latency');
  expect(screen.getByRole('textbox', { name: 'Interval' })).toHaveValue('5m');
  expect(seen.names).toEqual([]);
});
