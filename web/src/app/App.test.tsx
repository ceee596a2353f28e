import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { problem, server } from '../test/server';
import { renderApp } from '../test/renderApp';

test('opens on the overview', async () => {
  renderApp('/');
  expect(await screen.findByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  expect(await screen.findByText('Nothing is watched yet')).toBeVisible();
});

test.each([
  ['/detectors', 'Detectors'],
  ['/detectors/new', 'New detector'],
  ['/anomalies', 'Anomalies'],
  ['/sources', 'Sources'],
  ['/incidents', 'Incidents'],
  ['/logs', 'Logs'],
  ['/webhooks', 'Webhooks'],
  ['/suppressions', 'Suppressions'],
  ['/suppressions/new', 'New suppression'],
  ['/settings', 'Settings'],
])('%s can be opened directly', async (path, title) => {
  renderApp(path);
  expect(await screen.findByRole('heading', { level: 1, name: title })).toBeVisible();
});

test.each([
  ['/detectors/detector_9', 'Detector not found'],
  ['/anomalies/anomaly_9', 'Anomaly not found'],
  ['/incidents/incident_9', 'Incident not found'],
  ['/suppressions/suppression_9', 'Suppression not found'],
])('%s says so where there is none', async (path, title) => {
  server.use(http.get('*/api/:kind/:id', () => problem(404, 'Not found')));
  renderApp(path);
  expect(await screen.findByRole('heading', { level: 1, name: title })).toBeVisible();
});

test('says which address leads nowhere, and leads to the pages that there are', async () => {
  const { user } = renderApp('/incidents/incident_1/none');
  expect(await screen.findByText('There is nothing at /incidents/incident_1/none')).toBeVisible();
  const places = within(screen.getByRole('list', { name: 'Pages that there are' }));
  await user.click(places.getByRole('link', { name: 'Incidents' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Incidents' })).toHaveFocus();
});

test('lists only pages that exist in the navigation', async () => {
  renderApp('/');
  const navigation = await screen.findByRole('navigation', { name: 'Main' });
  const links = within(navigation).getAllByRole('link');
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['/', '/detectors', '/anomalies', '/incidents', '/logs', '/suppressions', '/sources', '/webhooks', '/settings']);
});

test('goes places by keys and lists them on ?', async () => {
  const { user } = renderApp('/');
  await screen.findByRole('heading', { level: 1, name: 'Overview' });
  await user.keyboard('gd');
  expect(await screen.findByRole('heading', { level: 1, name: 'Detectors' })).toHaveFocus();
  await user.keyboard('/');
  expect(screen.getByRole('searchbox', { name: 'Search detectors' })).toHaveFocus();
  await user.keyboard('{Escape}');
  screen.getByRole('link', { name: 'New detector' }).focus();
  await user.keyboard('?');
  const dialog = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
  await waitFor(() => {
    expect(dialog).toBeVisible();
  });
  await user.keyboard('{Escape}');
  await waitFor(() => {
    expect(screen.queryByRole('dialog', { name: 'Keyboard shortcuts' })).not.toBeInTheDocument();
  });
  expect(screen.getByRole('link', { name: 'New detector' })).toHaveFocus();
});

test.each([
  ['gi', 'Incidents'],
  ['gl', 'Logs'],
  ['ga', 'Anomalies'],
  ['gs', 'Sources'],
  ['gw', 'Webhooks'],
  ['gp', 'Suppressions'],
  ['gt', 'Settings'],
  ['go', 'Overview'],
])('%s leads to %s', async (keys, title) => {
  const { user } = renderApp('/detectors');
  await screen.findByRole('heading', { level: 1, name: 'Detectors' });
  await user.keyboard(keys);
  expect(await screen.findByRole('heading', { level: 1, name: title })).toHaveFocus();
});

test('keeps the choice of the colour scheme', async () => {
  const { user } = renderApp('/');
  await user.click(await screen.findByRole('button', { name: 'Colour scheme' }));
  await user.click(await screen.findByRole('button', { name: 'Dark', hidden: true }));
  expect(document.documentElement).toHaveAttribute('data-mantine-color-scheme', 'dark');
  expect(window.localStorage.getItem('aiops.colorScheme')).toBe('dark');
});

test('offers to try again where a list cannot be loaded', async () => {
  let broken = true;
  server.use(
    http.get('*/api/sources', () =>
      broken
        ? problem(500, 'Internal error', 'something broke')
        : HttpResponse.json({ sources: [], pagination: { page: 1, limit: 200, total: 0, pages: 0 } }),
    ),
  );
  const { user } = renderApp('/sources');
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent('something broke');
  broken = false;
  await user.click(within(alert).getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('No source is configured')).toBeVisible();
});
