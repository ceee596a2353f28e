import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import type { Detector } from '../../app/api/types';
import { detector, detectorPage, pagination } from '../../test/fixtures';
import { gate } from '../../test/gate';
import { renderApp } from '../../test/renderApp';
import { problem, server } from '../../test/server';

/** A list that holds what it is given, and the parameters of the last call. */
function listOf(...detectors: Detector[]) {
  const seen = { search: new URLSearchParams() };
  server.use(
    http.get('*/api/detectors', ({ request }) => {
      const { searchParams } = new URL(request.url);
      if (searchParams.get('limit') === '20') {
        seen.search = searchParams;
      }
      return HttpResponse.json(detectorPage(...detectors));
    }),
  );
  return seen;
}

async function row(name: string) {
  const link = await screen.findByRole('link', { name });
  const found = link.closest('tr');
  if (found === null) {
    throw new Error('the link is in no row');
  }
  return within(found);
}

test('asks the server for what the address says', async () => {
  const seen = listOf(detector());
  renderApp('/detectors?status=running&model=auto&label=team:payments&q=latency&sort=name&page=2');
  await row('checkout latency');
  expect(Object.fromEntries(seen.search)).toEqual({
    page: '2',
    limit: '20',
    status: 'running',
    model: 'auto',
    label: 'team:payments',
    q: 'latency',
    sort: 'name',
  });
});

test('keeps filters, search and order in the address and goes back to the first page', async () => {
  const seen = listOf(detector());
  const { router, user } = renderApp('/detectors?page=3');
  await row('checkout latency');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'failed');
  await user.type(screen.getByRole('searchbox', { name: 'Search detectors' }), 'lat');
  await waitFor(() => {
    expect(router.state.location.search).toBe('?status=failed&q=lat');
  });
  await user.click(screen.getByRole('button', { name: 'Name' }));
  expect(router.state.location.search).toBe('?status=failed&q=lat&sort=name');
  await waitFor(() => {
    expect(seen.search.get('sort')).toBe('name');
  });
  await user.click(screen.getByRole('button', { name: 'team=payments' }));
  expect(router.state.location.search).toContain('label=team%3Apayments');
  await user.click(screen.getByRole('button', { name: 'Clear filters' }));
  expect(router.state.location.search).toBe('?sort=name');
});

test('shows a stop at once and takes it back with a message when it is refused', async () => {
  listOf(detector());
  const answer = gate();
  server.use(
    http.post('*/api/detectors/detector_1/stop', async () => {
      await answer.opened;
      return problem(409, 'Conflict', 'It is being moved.');
    }),
  );
  const { user } = renderApp('/detectors');
  const line = await row('checkout latency');
  await user.click(line.getByRole('button', { name: 'Stop checkout latency' }));
  expect(await line.findAllByText('stopped')).not.toHaveLength(0);
  expect(screen.queryByText('Could not stop checkout latency')).not.toBeInTheDocument();
  answer.open();
  expect(await screen.findByText('Could not stop checkout latency')).toBeInTheDocument();
  expect(screen.getByText(/It is being moved/)).toBeInTheDocument();
  expect(await line.findAllByText('running')).not.toHaveLength(0);
  expect(line.queryAllByText('stopped')).toHaveLength(0);
});

test('starts at once and takes the answer over', async () => {
  const stored = detector({ status: 'stopped' });
  listOf(stored);
  server.use(
    http.post('*/api/detectors/detector_1/start', () => {
      Object.assign(stored, { status: 'running', version: 4 });
      return HttpResponse.json(stored);
    }),
  );
  const { user } = renderApp('/detectors');
  const line = await row('checkout latency');
  await user.click(line.getByRole('button', { name: 'Start checkout latency' }));
  expect(await line.findAllByText('running')).not.toHaveLength(0);
  await waitFor(() => {
    expect(line.getByRole('button', { name: 'Stop checkout latency' })).toBeVisible();
  });
});

test('puts a detector back that could not be deleted', async () => {
  listOf(detector(), detector({ id: 'detector_2', name: 'orders' }));
  const answer = gate();
  server.use(
    http.delete('*/api/detectors/detector_1', async () => {
      await answer.opened;
      return problem(500, 'Internal error', 'The disk is full.');
    }),
  );
  const { user } = renderApp('/detectors');
  const line = await row('checkout latency');
  await user.click(line.getByRole('button', { name: 'More for checkout latency' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Delete', hidden: true }));
  await user.click(await screen.findByRole('button', { name: 'Delete' }));
  await waitFor(() => {
    expect(screen.queryByRole('link', { name: 'checkout latency' })).not.toBeInTheDocument();
  });
  expect(screen.getByText('1 detector')).toBeInTheDocument();
  answer.open();
  expect(await screen.findByText('Could not delete checkout latency')).toBeInTheDocument();
  expect(await screen.findByRole('link', { name: 'checkout latency' })).toBeInTheDocument();
  expect(screen.getByText('2 detectors')).toBeInTheDocument();
});

test('acts on all that are ticked and says how many followed', async () => {
  listOf(
    detector({ id: 'detector_1', name: 'one', status: 'stopped' }),
    detector({ id: 'detector_2', name: 'two', status: 'stopped' }),
    detector({ id: 'detector_3', name: 'three', status: 'running' }),
  );
  const started: unknown[] = [];
  server.use(
    http.post('*/api/detectors/:id/start', ({ params }) => {
      started.push(params.id);
      return params.id === 'detector_2'
        ? problem(422, 'Not possible', 'No such source.')
        : HttpResponse.json(detector({ id: 'detector_1', name: 'one', version: 4 }));
    }),
  );
  const { user } = renderApp('/detectors');
  await row('one');
  await user.click(screen.getByRole('checkbox', { name: 'Select all on this page' }));
  const bar = within(screen.getByRole('toolbar', { name: 'Selected detectors' }));
  expect(bar.getByText('3 detectors selected')).toBeInTheDocument();
  await user.click(bar.getByRole('button', { name: 'Start' }));
  expect(await screen.findByText('Started 1 of 2')).toBeInTheDocument();
  expect(started.sort()).toEqual(['detector_1', 'detector_2']);
  expect(screen.getByText('Could not start two')).toBeInTheDocument();
});

test('offers neither edit nor delete for a detector of the installation', async () => {
  listOf(detector({ provisioned: true }));
  const { user } = renderApp('/detectors');
  const line = await row('checkout latency');
  await user.click(line.getByRole('button', { name: 'More for checkout latency' }));
  expect(await screen.findByRole('menuitem', { name: 'Make a copy', hidden: true })).toBeInTheDocument();
  expect(screen.queryByRole('menuitem', { name: 'Edit', hidden: true })).not.toBeInTheDocument();
  expect(screen.queryByRole('menuitem', { name: 'Delete', hidden: true })).not.toBeInTheDocument();
});

test('a question that is not answered gives the focus back to where it came from', async () => {
  listOf(detector());
  const { user } = renderApp('/detectors');
  const line = await row('checkout latency');
  await user.click(line.getByRole('button', { name: 'More for checkout latency' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Delete', hidden: true }));
  await screen.findByRole('dialog', { name: 'Delete checkout latency?' });
  await user.keyboard('{Escape}');
  await waitFor(() => {
    expect(line.getByRole('button', { name: 'More for checkout latency' })).toHaveFocus();
  });
});

test('leads back from a page beyond the end', async () => {
  server.use(
    http.get('*/api/detectors', () =>
      HttpResponse.json({ detectors: [], pagination: pagination(3, { page: 9 }) }),
    ),
  );
  const { router, user } = renderApp('/detectors?page=9');
  await user.click(await screen.findByRole('button', { name: 'First page' }));
  expect(router.state.location.search).toBe('');
});

test('moves over the rows by j and k', async () => {
  listOf(detector(), detector({ id: 'detector_2', name: 'orders' }));
  const { user } = renderApp('/detectors');
  await row('orders');
  await user.keyboard('jj');
  expect(screen.getByRole('link', { name: 'orders' })).toHaveFocus();
  await user.keyboard('k');
  expect(screen.getByRole('link', { name: 'checkout latency' })).toHaveFocus();
});
