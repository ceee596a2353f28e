import { act, screen, waitFor, within } from '@testing-library/react';
import { delay, http, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { detector, detectorPage, session, signedIn } from '../test/fixtures';
import { FakeSocket } from '../test/FakeSocket';
import { renderApp } from '../test/renderApp';
import { problem, server } from '../test/server';
import type { Session } from './api/types';

/** A gateway that asks for tokens: `now` is who is signed in, `tried` what was sent to it. */
const gateway = { now: session({ required: true }), tried: [] as unknown[], asked: 0 };

function unauthorized(detail: string) {
  return problem(401, 'Unauthorized', detail, { type: 'urn:aiops:problem:unauthorized' });
}

function stand(first: Session) {
  gateway.now = first;
  gateway.tried = [];
  gateway.asked = 0;
  server.use(
    http.get('*/api/session', () => {
      gateway.asked++;
      return HttpResponse.json(gateway.now);
    }),
    http.post('*/api/session', async ({ request }) => {
      const { token } = (await request.json()) as { token: string };
      gateway.tried.push(token);
      if (token !== 'right') {
        return unauthorized('The token is not known.');
      }
      gateway.now = signedIn();
      return HttpResponse.json(gateway.now);
    }),
    http.delete('*/api/session', () => {
      gateway.now = session({ required: true });
      return new HttpResponse(null, { status: 204 });
    }),
  );
}

/** Ends the session behind the back of the page. */
function end() {
  gateway.now = session({ required: true });
  server.use(http.all('*/api/:kind', ({ params }) => (params.kind === 'session' ? undefined : unauthorized('The session is over.'))));
}

function heading(name: string) {
  return screen.findByRole('heading', { level: 1, name });
}

beforeEach(() => {
  stand(session({ required: true }));
});

test('asks who is there before it calls or connects, and comes back to the address', async () => {
  let called = 0;
  server.use(
    http.get('*/api/detectors', () => {
      called++;
      return HttpResponse.json(detectorPage());
    }),
  );
  const { user, router } = renderApp('/detectors?status=running');
  await heading('Sign in');
  expect(screen.queryByRole('navigation', { name: 'Main' })).not.toBeInTheDocument();
  expect(called).toBe(0);
  expect(FakeSocket.all).toHaveLength(0);
  expect(screen.getByLabelText('Token')).toHaveFocus();
  expect(screen.getByRole('button', { name: 'Sign in' })).toBeDisabled();
  await user.keyboard(' right {Enter}');
  await heading('Detectors');
  expect(gateway.tried).toEqual(['right']);
  expect(router.state.location.search).toBe('?status=running');
  expect(FakeSocket.all).toHaveLength(1);
  expect(screen.getByRole('button', { name: 'Signed in as ana, operator' })).toBeVisible();
});

test('says that a token is not known, and how long to wait after too many', async () => {
  const { user } = renderApp('/');
  await heading('Sign in');
  await user.keyboard('wrong{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent('The token is not known.');
  server.use(
    http.post('*/api/session', () =>
      HttpResponse.json(
        { type: 'urn:aiops:problem:too-many-attempts', title: 'Too many requests', status: 429, detail: 'Too many wrong tokens came from this address.' },
        { status: 429, headers: { 'Retry-After': '42' } },
      ),
    ),
  );
  // what was typed is selected, so that the next token replaces it
  await user.keyboard('again{Enter}');
  await waitFor(() => {
    expect(screen.getByRole('alert')).toHaveTextContent('Too many wrong tokens came from this address. Try again in 42s.');
  });
});

test('shows the dashboard without asking where no tokens are configured', async () => {
  stand(session());
  renderApp('/settings');
  await heading('Settings');
  expect(screen.queryByRole('button', { name: /Signed in as/ })).not.toBeInTheDocument();
  expect(await screen.findByText(/Nobody has to sign in here/)).toBeVisible();
});

test('shows the dashboard where nobody can be asked, as before', async () => {
  server.use(http.get('*/api/session', () => problem(404, 'Not found')));
  renderApp('/sources');
  await heading('Sources');
});

test('a session that ends leads to sign-in once, without repetitions, and back', async () => {
  stand(signedIn());
  const { user } = renderApp('/sources');
  await heading('Sources');
  act(() => {
    FakeSocket.latest().accept();
  });
  let refused = 0;
  end();
  server.use(
    http.get('*/api/sources', () => {
      refused++;
      return unauthorized('The session is over.');
    }),
  );
  await user.click(screen.getByRole('link', { name: 'Overview' }));
  await heading('Sign in');
  expect(screen.getByText('Your session has ended. Sign in to go on where you were.')).toBeVisible();
  expect(refused).toBeLessThanOrEqual(1);
  expect(FakeSocket.latest().closed).toBe(true);
  server.resetHandlers();
  stand(gateway.now);
  await user.keyboard('right{Enter}');
  await heading('Overview');
  expect(FakeSocket.all).toHaveLength(2);
});

test('a socket that is refused asks who is there, and leads to sign-in where nobody is', async () => {
  stand(signedIn());
  renderApp('/sources');
  await heading('Sources');
  act(() => {
    FakeSocket.latest().accept();
  });
  gateway.now = session({ required: true });
  act(() => {
    FakeSocket.latest().end(4401);
  });
  await heading('Sign in');
  expect(FakeSocket.all).toHaveLength(1);
});

test('a socket whose session was renewed connects anew, but not for ever', async () => {
  stand(signedIn());
  renderApp('/sources');
  await heading('Sources');
  act(() => {
    FakeSocket.latest().accept();
    FakeSocket.latest().end(4401);
  });
  await waitFor(() => {
    expect(FakeSocket.all).toHaveLength(2);
  });
  const asked = gateway.asked;
  act(() => {
    FakeSocket.latest().end(4401);
  });
  await waitFor(() => {
    expect(gateway.asked).toBe(asked + 1);
  });
  expect(await screen.findByText(/The server did not let the live connection in/)).toBeVisible();
  expect(FakeSocket.all).toHaveLength(2);
});

test('an answer 401 of a proxy is shown as it is', async () => {
  stand(session());
  server.use(http.get('*/api/sources', () => new HttpResponse('<html>', { status: 401 })));
  renderApp('/sources');
  expect(await screen.findByText('Sources: Not signed in')).toBeVisible();
});

test.each(['menu', 'settings'])('signs out from the %s and forgets what was shown', async (from) => {
  stand(signedIn());
  const { user, store } = renderApp('/settings');
  await heading('Settings');
  if (from === 'menu') {
    await user.click(screen.getByRole('button', { name: 'Signed in as ana, operator' }));
    const dialog = screen.getByRole('dialog', { name: 'Who is signed in', hidden: true });
    await user.click(within(dialog).getByRole('button', { name: 'Sign out', hidden: true }));
  } else {
    await user.click(await within(screen.getByRole('region', { name: 'Signed in' })).findByRole('button', { name: 'Sign out' }));
  }
  await heading('Sign in');
  expect(screen.queryByText(/Your session has ended/)).not.toBeInTheDocument();
  await waitFor(() => {
    expect(Object.keys(store.getState().api.queries).filter((key) => key.startsWith('fetchDetectors'))).toEqual([]);
  });
});

test('a viewer sees everything, and why nothing can be changed', async () => {
  stand(signedIn({ role: 'viewer' }));
  const why = 'ana is a viewer: changing something needs an operator.';
  server.use(
    http.get('*/api/detectors', () => HttpResponse.json(detectorPage(detector()))),
    http.get('*/api/detectors/detector_1', () => HttpResponse.json(detector({ source: null }))),
    http.get('*/api/detectors/detector_1/:part', async () => {
      await delay('infinite');
    }),
  );
  const { user, router } = renderApp('/detectors');
  const toggle = await screen.findByRole('button', { name: 'Stop checkout latency' });
  expect(toggle).toBeDisabled();
  expect(toggle.closest('fieldset')).toHaveAttribute('title', why);
  const create = screen.getByRole('button', { name: 'New detector' });
  expect(create).toBeDisabled();
  expect(create).toHaveAttribute('title', why);
  await user.click(screen.getByRole('button', { name: 'More for checkout latency' }));
  const label = await screen.findByText(why);
  await waitFor(() => {
    expect(label).toBeVisible();
  });
  expect(screen.queryByRole('menuitem')).not.toBeInTheDocument();
  await act(() => router.navigate('/detectors/detector_1?tab=try'));
  expect(await screen.findByRole('switch', { name: /^Dry run/ })).toBeDisabled();
  expect(screen.getByRole('switch', { name: /^Dry run/ })).toBeChecked();
  await user.type(screen.getByRole('textbox', { name: 'Value' }), '85.5');
  expect(screen.getByRole('button', { name: 'Detect' })).toBeEnabled();
  await act(() => router.navigate('/detectors/detector_1?tab=train'));
  expect(await screen.findByText(why)).toBeVisible();
  expect(screen.getByRole('textbox', { name: 'Values' })).toBeDisabled();
  await act(() => router.navigate('/detectors/new'));
  expect(await screen.findByText('This needs an operator')).toBeVisible();
  await act(() => router.navigate('/detectors/detector_1/edit'));
  expect(await screen.findByText('This needs an operator')).toBeVisible();
});
