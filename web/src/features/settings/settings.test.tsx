import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { afterEach, expect, test } from 'vitest';
import { chooseZone, dateTime } from '../../lib/time';
import { session, signedIn } from '../../test/fixtures';
import { renderApp } from '../../test/renderApp';
import { problem, server } from '../../test/server';

afterEach(() => {
  chooseZone('local');
});

function card(name: string) {
  return screen.findByRole('region', { name }).then((region) => within(region));
}

test('keeps the theme that is chosen', async () => {
  const { user } = renderApp('/settings');
  const appearance = await card('Appearance');
  expect(appearance.getByRole('radio', { name: 'Like the system' })).toBeChecked();
  await user.click(appearance.getByRole('radio', { name: 'Dark' }));
  expect(document.documentElement).toHaveAttribute('data-mantine-color-scheme', 'dark');
  expect(window.localStorage.getItem('aiops.colorScheme')).toBe('dark');
  await user.click(appearance.getByRole('radio', { name: 'Light' }));
  expect(document.documentElement).toHaveAttribute('data-mantine-color-scheme', 'light');
});

test('shows times in the zone that is chosen', async () => {
  const { user } = renderApp('/settings');
  const appearance = await card('Appearance');
  await user.selectOptions(appearance.getByRole('combobox', { name: 'Times are shown in' }), 'UTC');
  expect(dateTime(Date.parse('2026-01-02T03:04:05Z'))).toContain('03:04:05');
  expect(window.localStorage.getItem('aiops.zone')).toBe('utc');
});

test('says who is signed in, what that one may do, and until when', async () => {
  server.use(http.get('*/api/session', () => HttpResponse.json(signedIn({ role: 'viewer' }))));
  chooseZone('utc');
  renderApp('/settings');
  const signed = await card('Signed in');
  expect(await signed.findByText('viewer: sees everything, changes nothing')).toBeVisible();
  expect(signed.getByText(/ends .*11:04:05/)).toBeVisible();
});

test('offers to ask again where it cannot be said who is signed in', async () => {
  let broken = true;
  server.use(http.get('*/api/session', () => (broken ? problem(500, 'Internal error', 'something broke') : HttpResponse.json(session()))));
  const { user } = renderApp('/settings');
  const signed = await card('Signed in');
  expect(await signed.findByRole('alert')).toHaveTextContent('something broke');
  broken = false;
  await user.click(signed.getByRole('button', { name: 'Try again' }));
  expect(await signed.findByText(/Nobody has to sign in here/)).toBeVisible();
});

test('says which services answer, and what those that do not said', async () => {
  server.use(
    http.get('*/api/sources', () => problem(500, 'Bad gateway', 'The ingest-service cannot be reached.')),
    http.get('*/q/health/ready', () => HttpResponse.json({ status: 'DOWN', checks: [] }, { status: 503 })),
  );
  renderApp('/settings');
  const about = await card('About');
  const services = within(about.getByRole('list', { name: 'Services' }));
  await waitFor(() => {
    expect(services.getAllByRole('listitem').map((each) => each.textContent)).toEqual([
      'gateway-serviceIt is not ready: no events come in.does not',
      'detector-servicedetectors, models, anomaliesanswers',
      'ingest-serviceThe ingest-service cannot be reached.does not',
    ]);
  });
  expect(about.getByText('0.1.0')).toBeVisible();
  expect(about.getByRole('link', { name: 'The API, to read and try' })).toHaveAttribute('href', '/q/swagger-ui');
});
