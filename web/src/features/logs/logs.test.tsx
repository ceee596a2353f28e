import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import type { Detector, Template } from '../../app/api/types';
import { detector, detectorPage, pagination, template } from '../../test/fixtures';
import { renderApp } from '../../test/renderApp';
import { server } from '../../test/server';
import { DAY, HOUR, MINUTE } from '../../lib/time';
import { isNew, newsSince } from './news';

function logDetector(changes: Partial<Detector> = {}): Detector {
  return detector({
    name: 'shop logs',
    model: { type: 'log_patterns', parameters: {} },
    source: { name: 'loki', query: '{app="shop"}' },
    ...changes,
  });
}

/** Log detectors with these patterns each, and the parameters of the last call for patterns. */
function withTemplates(detectors: Detector[], templates: Template[]) {
  const seen = { model: '', id: '', search: new URLSearchParams() };
  server.use(
    http.get('*/api/detectors', ({ request }) => {
      seen.model = new URL(request.url).searchParams.get('model') ?? seen.model;
      return HttpResponse.json(detectorPage(...detectors));
    }),
    http.get('*/api/detectors/:id/templates', ({ request, params }) => {
      seen.id = String(params.id);
      seen.search = new URL(request.url).searchParams;
      return HttpResponse.json({ templates, pagination: pagination(templates.length) });
    }),
  );
  return seen;
}

test('shows the patterns of the first log detector with the ways to it and to its anomalies', async () => {
  const seen = withTemplates([logDetector()], [template()]);
  renderApp('/logs');
  const table = await screen.findByRole('table', { name: 'Log patterns' });
  expect(within(table).getAllByRole('row')[1]).toHaveTextContent(/Accepted password for <\*> from <\*>.*1,234.*2\.5\/min.*0\.02/);
  expect(seen).toMatchObject({ model: 'log_patterns', id: 'detector_1' });
  expect(seen.search.get('sort')).toBe('-count');
  expect(screen.getByRole('link', { name: 'shop logs' })).toHaveAttribute('href', '/detectors/detector_1');
  expect(screen.getByRole('link', { name: 'Its anomalies' })).toHaveAttribute('href', '/anomalies?detector=detector_1');
  const [path, search] = (within(table).getByRole('link', { name: /^Accepted/ }).getAttribute('href') ?? '').split('?');
  expect(path).toBe('/detectors/detector_1');
  expect(new URLSearchParams(search).get('entity')).toBe('{template_id="t1"}');
});

test('keeps search, order and detector in the address', async () => {
  const seen = withTemplates([logDetector(), logDetector({ id: 'detector_2', name: 'gateway logs' })], [template()]);
  const { router, user } = renderApp('/logs');
  await screen.findByRole('table', { name: 'Log patterns' });
  await user.selectOptions(screen.getByRole('combobox', { name: 'Detector' }), 'gateway logs');
  await waitFor(() => {
    expect(seen.id).toBe('detector_2');
  });
  await user.type(screen.getByRole('searchbox', { name: 'Search log patterns' }), 'pass');
  await waitFor(() => {
    expect(seen.search.get('q')).toBe('pass');
  });
  await user.click(await screen.findByRole('button', { name: 'First seen' }));
  await waitFor(() => {
    expect(seen.search.get('sort')).toBe('-first_seen_at');
  });
  expect(router.state.location.search).toBe('?detector=detector_2&q=pass&sort=-first_seen_at');
});

test('marks what is new, and leads to the anomaly that is open', async () => {
  withTemplates(
    [logDetector()],
    [
      template({ id: 't7', template: 'disk <*> failed', first_seen_at: new Date(Date.now() - HOUR).toISOString(), open_anomaly_id: 'anomaly_n' }),
      template(),
    ],
  );
  renderApp('/logs');
  const [, first, second] = within(await screen.findByRole('table', { name: 'Log patterns' })).getAllByRole('row');
  expect(first).toHaveTextContent(/disk <\*> failed.*new/);
  expect(within(first as HTMLElement).getAllByRole('link', { name: 'open' })[0]).toHaveAttribute('href', '/anomalies/anomaly_n');
  expect(within(second as HTMLElement).queryByText('new')).not.toBeInTheDocument();
});

test('counts nothing as new that was found while the detector got to know its lines', () => {
  const now = Date.parse('2026-01-10T00:00:00Z');
  const young = logDetector({ created_at: new Date(now - HOUR).toISOString(), interval: '30s' });
  const old = logDetector({ created_at: new Date(now - 30 * DAY).toISOString() });
  expect(newsSince(young, now)).toBe(now - HOUR + 30 * MINUTE);
  expect(newsSince({ ...young, model: { type: 'log_patterns', parameters: { warm_up: 10 } } }, now)).toBe(now - HOUR + 5 * MINUTE);
  expect(newsSince(old, now)).toBe(now - DAY);
  const seen = (millis: number) => ({ first_seen_at: new Date(millis).toISOString() });
  expect(isNew(seen(now - 40 * MINUTE), newsSince(young, now))).toBe(false);
  expect(isNew(seen(now - 20 * MINUTE), newsSince(young, now))).toBe(true);
  expect(isNew({ first_seen_at: null }, newsSince(old, now))).toBe(false);
});

test('says what to do where nobody reads logs', async () => {
  renderApp('/logs');
  expect(await screen.findByText('No detector reads logs yet')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Create one' })).toHaveAttribute('href', '/detectors/new');
});

test('says so where the address names no log detector', async () => {
  withTemplates([logDetector()], [template()]);
  const { user } = renderApp('/logs?detector=detector_9');
  expect(await screen.findByText('detector_9 is no log detector')).toBeVisible();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Detector' }), 'shop logs');
  expect(await screen.findByRole('table', { name: 'Log patterns' })).toBeVisible();
});
