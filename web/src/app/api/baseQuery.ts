import type { BaseQueryFn } from '@reduxjs/toolkit/query';
import {
  offlineProblem,
  type Problem,
  problemOf,
  retryAfter,
  unreachableProblem,
  unreadableProblem,
} from './problem';

export interface Request {
  url: string;
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  params?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  headers?: Record<string, string> | undefined;
  /** A change that does no harm when it arrives twice, so that it may be repeated like a read. */
  idempotent?: boolean;
}

export interface Meta {
  etag: string | null;
}

export interface BaseQueryOptions {
  /** Waits before a repetition; replaced in tests. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  random?: () => number;
  isOnline?: () => boolean;
}

/** Repetitions of a call after the first try: enough to bridge the restart of a service. */
export const RETRIES = 3;
/** First wait in milliseconds; it doubles with each repetition. */
export const RETRY_BASE_MS = 400;
/** A server that asks to wait longer than this gets its error shown instead, in milliseconds. */
export const LONGEST_WAIT_MS = 10_000;
/** A call without an answer is given up after this, in milliseconds. */
export const TIMEOUT_MS = 30_000;

const TEMPORARY = new Set([0, 429, 502, 503, 504]);

function sleepFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** The address of a call; parameters that are undefined or empty are left out. */
export function addressOf(request: Request): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(request.params ?? {})) {
    if (value !== undefined && value !== '') {
      search.set(name, String(value));
    }
  }
  const query = search.toString();
  return `${window.location.origin}/api${request.url}${query === '' ? '' : `?${query}`}`;
}

type Outcome = { data: unknown; meta: Meta } | { error: Problem };

async function send(request: Request, signal: AbortSignal): Promise<Outcome> {
  const headers: Record<string, string> = { Accept: 'application/json', ...request.headers };
  if (request.body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  let response: Response;
  try {
    response = await fetch(addressOf(request), {
      method: request.method ?? 'GET',
      headers,
      body: request.body === undefined ? undefined : JSON.stringify(request.body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
  } catch {
    return { error: unreachableProblem() };
  }
  const meta = { etag: response.headers.get('ETag') };
  let body: unknown = null;
  try {
    const content = await response.text();
    body = content === '' ? null : JSON.parse(content);
  } catch {
    if (response.ok) {
      return { error: unreadableProblem(response.status) };
    }
  }
  if (response.ok) {
    return { data: body, meta };
  }
  const wait = retryAfter(response.headers.get('Retry-After'), Date.now());
  const problem = problemOf(response.status, body);
  return { error: wait === undefined ? problem : { ...problem, retryAfterMs: wait } };
}

/** Wait before repetition `attempt` (from 0): doubling, half of it random. */
export function retryWait(attempt: number, random: number, asked: number | undefined): number {
  const full = RETRY_BASE_MS * 2 ** attempt;
  return Math.max(asked ?? 0, full / 2 + (full / 2) * random);
}

/**
 * Calls the API. Reads and idempotent changes are repeated with backoff while the failure looks temporary;
 * other changes are sent once, since nobody can say after a failure whether they arrived.
 */
export function problemBaseQuery({
  sleep = sleepFor,
  random = Math.random,
  isOnline = () => navigator.onLine,
}: BaseQueryOptions = {}): BaseQueryFn<Request, unknown, Problem, object, Meta> {
  return async (request, { signal }) => {
    const read = (request.method ?? 'GET') === 'GET';
    const repeatable = read || request.idempotent === true;
    if (!isOnline()) {
      return { error: read ? unreachableProblem() : offlineProblem() };
    }
    let outcome = await send(request, signal);
    for (let attempt = 0; repeatable && attempt < RETRIES; attempt++) {
      if (!('error' in outcome) || signal.aborted || !TEMPORARY.has(outcome.error.status)) {
        break;
      }
      const wait = retryWait(attempt, random(), outcome.error.retryAfterMs);
      if (wait > LONGEST_WAIT_MS) {
        break;
      }
      await sleep(wait, signal);
      outcome = await send(request, signal);
      if (request.method === 'DELETE' && 'error' in outcome && outcome.error.status === 404) {
        // the first try arrived, only its answer was lost
        return { data: null, meta: { etag: null } };
      }
    }
    return outcome;
  };
}
