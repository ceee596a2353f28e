import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import type { Webhook, WebhookInput } from '../../app/api/webhookTypes';
import { pagination, webhook } from '../../test/fixtures';
import { gate } from '../../test/gate';
import { renderApp } from '../../test/renderApp';
import { problem, server } from '../../test/server';
import { faultsOf, makeSecret, NEW, toInput } from './webhookForm';

/** A list that the test may change. */
function listOf(...webhooks: Webhook[]) {
  const held = { webhooks };
  server.use(
    http.get('*/api/webhooks', () =>
      HttpResponse.json({ webhooks: held.webhooks, pagination: pagination(held.webhooks.length) }),
    ),
  );
  return held;
}

/** Keeps the last body of a change. */
function saves(method: 'post' | 'put', path: string, answer: () => Response | Promise<Response>) {
  const seen: { body?: WebhookInput; ifMatch?: string | null } = {};
  server.use(
    http[method](path, async ({ request }) => {
      seen.body = (await request.json()) as WebhookInput;
      seen.ifMatch = request.headers.get('If-Match');
      return answer();
    }),
  );
  return seen;
}

test('says what a webhook is for where there is none', async () => {
  renderApp('/webhooks');
  expect(await screen.findByText('Nobody is told yet')).toBeVisible();
});

test('shows how each webhook is', async () => {
  listOf(
    webhook(),
    webhook({
      id: 'webhook_2',
      name: 'pager',
      filter: { detector_id: null, min_severity: 'high', labels: { team: 'payments' } },
      state: { ...webhook().state, failing_since: '2026-01-02T03:04:05Z', last_error: 'It answered 503.', pending: 3 },
    }),
    webhook({ id: 'webhook_3', name: 'archive', enabled: false }),
  );
  renderApp('/webhooks');
  const rows = within(await screen.findByRole('table', { name: 'Webhooks' })).getAllByRole('row');
  expect(rows[1]).toHaveTextContent('working');
  expect(rows[2]).toHaveTextContent('failing, 3 waiting');
  expect(rows[2]).toHaveTextContent('It answered 503.');
  expect(rows[2]).toHaveTextContent('severity=high+');
  expect(rows[2]).toHaveTextContent('team=payments');
  expect(rows[3]).toHaveTextContent('disabled');
});

test('disables at once, says all that the server needs, and takes it back on refusal', async () => {
  listOf(webhook());
  const answer = gate();
  const seen = saves('put', '*/api/webhooks/webhook_1', async () => {
    await answer.opened;
    return problem(412, 'Changed by somebody else', 'It is "4" now.');
  });
  const { user } = renderApp('/webhooks');
  const told = await screen.findByRole('switch', { name: 'on-call is told' });
  await user.click(told);
  await waitFor(() => {
    expect(told).not.toBeChecked();
  });
  answer.open();
  await waitFor(() => {
    expect(told).toBeChecked();
  });
  expect(await screen.findByText('Could not change on-call')).toBeVisible();
  expect(seen.ifMatch).toBe('"3"');
  expect(seen.body).toEqual({
    name: 'on-call',
    url: 'https://hooks.slack.com/…',
    kind: 'slack',
    events: ['anomaly_detected', 'anomaly_resolved'],
    filter: { detector_id: null, min_severity: null, labels: {} },
    enabled: false,
  });
});

test('creates a webhook, and shows what is wrong beside the field', async () => {
  const held = listOf();
  const made = webhook({ name: 'payments', kind: 'cloudevents' });
  const seen = saves('post', '*/api/webhooks', () => {
    held.webhooks = [made];
    return HttpResponse.json(made, { status: 201 });
  });
  const { user } = renderApp('/webhooks');
  await user.click(await screen.findByRole('button', { name: 'New webhook' }));
  const dialog = await screen.findByRole('dialog', { name: 'New webhook' });
  await user.click(within(dialog).getByRole('radio', { name: 'CloudEvents' }));
  await user.click(within(dialog).getByRole('button', { name: 'Create webhook' }));
  expect(within(dialog).getByRole('alert')).toHaveTextContent('name is required');
  expect(within(dialog).getByText('is required')).toBeVisible();
  expect(within(dialog).getByText('must begin with http:// or https://')).toBeVisible();
  expect(seen.body).toBeUndefined();
  await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'payments');
  await user.type(within(dialog).getByRole('textbox', { name: 'URL' }), 'https://example.com/x');
  await user.click(within(dialog).getByRole('checkbox', { name: 'system health' }));
  await user.selectOptions(within(dialog).getByRole('combobox', { name: 'Severity' }), 'high');
  await user.type(within(dialog).getByRole('textbox', { name: 'Labels' }), 'team=payments');
  await user.click(within(dialog).getByRole('button', { name: 'Make one' }));
  await user.click(within(dialog).getByRole('button', { name: 'Create webhook' }));
  expect(await screen.findByText('Saved payments')).toBeVisible();
  expect(seen.body).toMatchObject({
    name: 'payments',
    kind: 'cloudevents',
    events: ['anomaly_detected', 'anomaly_resolved', 'incident_opened', 'incident_resolved', 'system_health'],
    filter: { detector_id: null, min_severity: 'high', labels: { team: 'payments' } },
    enabled: true,
  });
  expect(seen.body?.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(await screen.findByRole('button', { name: 'payments' })).toBeVisible();
});

test('keeps address and secret of a webhook that is edited, and says what the server refuses', async () => {
  listOf(webhook({ has_secret: true }));
  const seen = saves('put', '*/api/webhooks/webhook_1', () =>
    problem(400, 'Invalid input', '', { violations: [{ field: 'name', message: 'is taken' }] }),
  );
  const { user } = renderApp('/webhooks');
  await user.click(await screen.findByRole('button', { name: 'More for on-call' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Edit' }));
  const dialog = await screen.findByRole('dialog', { name: 'Edit on-call' });
  await user.click(within(dialog).getByRole('button', { name: 'Save changes' }));
  expect(await within(dialog).findByText('is taken')).toBeVisible();
  expect(seen.body?.url).toBe('https://hooks.slack.com/…');
  expect(seen.body).not.toHaveProperty('secret');
  await user.click(within(dialog).getByRole('checkbox', { name: 'Send without a signature from now on' }));
  await user.click(within(dialog).getByRole('button', { name: 'Save changes' }));
  await waitFor(() => {
    expect(seen.body?.secret).toBe('');
  });
});

test.each([
  [{ delivered: true, status: 200, latency_ms: 12, error: null }, 'on-call took the test', 'It answered 200 in 12 ms.'],
  [{ delivered: false, status: null, latency_ms: 3, error: 'The connection was refused.' }, 'on-call did not take the test', 'The connection was refused.'],
])('shows what became of a test', async (answer, title, message) => {
  listOf(webhook());
  server.use(http.post('*/api/webhooks/webhook_1/test', () => HttpResponse.json(answer)));
  const { user } = renderApp('/webhooks');
  await user.click(await screen.findByRole('button', { name: 'Send a test to on-call' }));
  expect(await screen.findByText(title)).toBeVisible();
  expect(screen.getByText(message)).toBeVisible();
});

test('lists the latest tries', async () => {
  listOf(webhook());
  const attempt = { event_id: 'e1', event_type: 'anomaly_detected', attempt: 2, latency_ms: 31, at: '2026-01-02T03:04:05Z' };
  server.use(
    http.get('*/api/webhooks/webhook_1/deliveries', () =>
      HttpResponse.json({
        deliveries: [
          { ...attempt, id: 'webhook_1.3', status: 200, error: null, next_attempt_at: null },
          { ...attempt, id: 'webhook_1.2', status: 503, error: 'It answered 503.', next_attempt_at: '2026-01-02T03:05:05Z' },
          { ...attempt, id: 'webhook_1.1', status: 400, error: 'It answered 400. The event was given up.', next_attempt_at: null },
        ],
      }),
    ),
  );
  const { user } = renderApp('/webhooks');
  await user.click(await screen.findByRole('button', { name: 'on-call' }));
  const table = await screen.findByRole('table', { name: 'Deliveries of on-call' });
  const rows = within(table).getAllByRole('row');
  expect(rows[1]).toHaveTextContent('delivered 200');
  expect(rows[2]).toHaveTextContent('again later 503');
  expect(rows[3]).toHaveTextContent('failed 400');
  expect(rows[3]).toHaveTextContent('The event was given up.');
});

test('asks before it deletes', async () => {
  const held = listOf(webhook());
  let deleted = 0;
  server.use(
    http.delete('*/api/webhooks/webhook_1', () => {
      deleted++;
      held.webhooks = [];
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { user } = renderApp('/webhooks');
  await user.click(await screen.findByRole('button', { name: 'More for on-call' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
  const dialog = await screen.findByRole('dialog', { name: 'Delete on-call?' });
  expect(deleted).toBe(0);
  await user.click(within(dialog).getByRole('button', { name: 'Delete' }));
  expect(await screen.findByText('Nobody is told yet')).toBeVisible();
  expect(deleted).toBe(1);
});

test('a form says only what its kind understands', () => {
  const values = { ...NEW, name: 'a', url: 'http://a', events: ['system_health', 'anomaly_detected'] };
  expect(toInput({ ...values, kind: 'alertmanager' }).events).toEqual(['anomaly_detected']);
  expect(toInput({ ...values, kind: 'slack' }).events).toEqual(['anomaly_detected', 'system_health']);
  expect(faultsOf({ ...values, kind: 'alertmanager', events: ['system_health'] })).toMatchObject([{ field: 'events' }]);
  expect(faultsOf({ ...values, labels: 'team' })).toMatchObject([{ field: 'filter.labels' }]);
  expect(makeSecret()).not.toBe(makeSecret());
});
