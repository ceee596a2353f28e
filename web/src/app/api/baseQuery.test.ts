import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { problem, server } from '../../test/server';
import { problemBaseQuery, type Request, RETRIES, RETRY_BASE_MS, retryWait } from './baseQuery';
import { PROBLEM_OFFLINE, PROBLEM_UNREACHABLE } from './problem';

const waits: number[] = [];

async function call(request: Request, isOnline = () => true) {
  waits.length = 0;
  const query = problemBaseQuery({
    sleep: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
    random: () => 1,
    isOnline,
  });
  return query(request, { signal: new AbortController().signal } as never, {});
}

/** A handler that fails so many times and then succeeds; counts the calls. */
function flaky(method: 'get' | 'post' | 'put' | 'delete', failures: number, status = 503) {
  const seen = { calls: 0 };
  server.use(
    http[method]('*/api/thing', () => {
      seen.calls++;
      return seen.calls <= failures ? problem(status, 'Not ready') : HttpResponse.json({ ok: true });
    }),
  );
  return seen;
}

test('repeats a read with growing waits until it succeeds', async () => {
  const seen = flaky('get', 2);
  expect(await call({ url: '/thing' })).toMatchObject({ data: { ok: true } });
  expect(seen.calls).toBe(3);
  expect(waits).toEqual([RETRY_BASE_MS, 2 * RETRY_BASE_MS]);
});

test('gives a read up after its repetitions', async () => {
  const seen = flaky('get', 99);
  expect(await call({ url: '/thing' })).toMatchObject({ error: { status: 503, title: 'Not ready' } });
  expect(seen.calls).toBe(1 + RETRIES);
});

test('sends a change only once', async () => {
  const seen = flaky('post', 1);
  expect(await call({ url: '/thing', method: 'POST', body: {} })).toMatchObject({ error: { status: 503 } });
  expect(seen.calls).toBe(1);
});

test('repeats a change that is idempotent', async () => {
  const seen = flaky('post', 1);
  expect(await call({ url: '/thing', method: 'POST', idempotent: true })).toMatchObject({ data: { ok: true } });
  expect(seen.calls).toBe(2);
});

test('takes a repeated delete that finds nothing for done', async () => {
  let calls = 0;
  server.use(
    http.delete('*/api/thing', () => problem(++calls === 1 ? 504 : 404, 'Gone')),
  );
  expect(await call({ url: '/thing', method: 'DELETE', idempotent: true })).toMatchObject({ data: null });
});

test('does not repeat what would fail again', async () => {
  const seen = flaky('get', 9, 400);
  expect(await call({ url: '/thing' })).toMatchObject({ error: { status: 400 } });
  expect(seen.calls).toBe(1);
});

test('waits as long as the server asks, but not for ever', async () => {
  server.use(
    http.get('*/api/thing', () => new HttpResponse(null, { status: 429, headers: { 'Retry-After': '2' } })),
  );
  await call({ url: '/thing' });
  expect(waits).toEqual([2000, 2000, 2000]);
  server.use(
    http.get('*/api/thing', () => new HttpResponse(null, { status: 429, headers: { 'Retry-After': '600' } })),
  );
  expect(await call({ url: '/thing' })).toMatchObject({ error: { status: 429, retryAfterMs: 600_000 } });
  expect(waits).toEqual([]);
});

test('sends no change without a network and says so', async () => {
  const seen = flaky('post', 0);
  expect(await call({ url: '/thing', method: 'POST' }, () => false)).toMatchObject({
    error: { type: PROBLEM_OFFLINE },
  });
  expect(seen.calls).toBe(0);
});

test('tells an answer that never came from one that was refused', async () => {
  server.use(http.get('*/api/thing', () => HttpResponse.error()));
  expect(await call({ url: '/thing' })).toMatchObject({ error: { type: PROBLEM_UNREACHABLE, status: 0 } });
});

test('hands out violations, the tag and nothing for an empty answer', async () => {
  server.use(
    http.get('*/api/thing', () =>
      problem(400, 'Bad request', '', { violations: [{ field: 'page', message: 'must be at least 1' }] }),
    ),
    http.put('*/api/thing', () => HttpResponse.json({}, { headers: { ETag: '"4"' } })),
    http.delete('*/api/thing', () => new HttpResponse(null, { status: 204 })),
  );
  expect(await call({ url: '/thing' })).toMatchObject({
    error: { violations: [{ field: 'page', message: 'must be at least 1' }] },
  });
  expect(await call({ url: '/thing', method: 'PUT' })).toMatchObject({ meta: { etag: '"4"' } });
  expect(await call({ url: '/thing', method: 'DELETE' })).toMatchObject({ data: null });
});

test('spreads repetitions at random over half of the wait', () => {
  expect(retryWait(1, 0, undefined)).toBe(RETRY_BASE_MS);
  expect(retryWait(1, 1, undefined)).toBe(2 * RETRY_BASE_MS);
  expect(retryWait(0, 0, 5000)).toBe(5000);
});
