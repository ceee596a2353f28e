import type { Violation } from './types';

/** What went wrong with a call, whatever the reason: RFC 9457 where the server said it. */
export interface Problem {
  type: string;
  title: string;
  /** 0 where no answer came. */
  status: number;
  detail: string;
  violations: Violation[];
  /** How long the server asks to wait, in milliseconds. */
  retryAfterMs?: number;
}

export const PROBLEM_OFFLINE = 'urn:aiops:problem:offline';
export const PROBLEM_UNREACHABLE = 'urn:aiops:problem:unreachable';
export const PROBLEM_UNREADABLE = 'urn:aiops:problem:unreadable';

const TITLES: Record<number, string> = {
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  412: 'Changed by somebody else',
  422: 'Not possible with this input',
  429: 'Too many requests',
  502: 'A service behind the gateway cannot be reached',
  503: 'Not ready',
  504: 'A service behind the gateway did not answer in time',
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

function violationsOf(value: unknown): Violation[] {
  if (!Array.isArray(value)) {
    return [];
  }
  return value
    .filter(isRecord)
    .map((each) => ({ field: text(each.field, ''), message: text(each.message, 'is not valid') }));
}

/** `Retry-After` in either of its forms, as milliseconds from now. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) {
    return undefined;
  }
  const seconds = Number(header);
  if (Number.isFinite(seconds)) {
    return Math.max(0, seconds * 1000);
  }
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Reads an error answer; one that is no problem document still gets a title and its status. */
export function problemOf(status: number, body: unknown): Problem {
  const title = TITLES[status] ?? `The server answered ${status}`;
  if (!isRecord(body)) {
    return { type: 'about:blank', title, status, detail: '', violations: [] };
  }
  return {
    type: text(body.type, 'about:blank'),
    title: text(body.title, title),
    status,
    detail: text(body.detail, ''),
    violations: violationsOf(body.violations),
  };
}

/** The request was not sent, because the browser has no network. */
export function offlineProblem(): Problem {
  return {
    type: PROBLEM_OFFLINE,
    title: 'You are offline',
    status: 0,
    detail: 'Nothing was changed. Try again when the connection is back.',
    violations: [],
  };
}

/** No answer came. */
export function unreachableProblem(): Problem {
  return {
    type: PROBLEM_UNREACHABLE,
    title: 'The server cannot be reached',
    status: 0,
    detail: 'No answer came. It may be restarting, or the network between is down.',
    violations: [],
  };
}

/** An answer came that cannot be understood. */
export function unreadableProblem(status: number): Problem {
  return {
    type: PROBLEM_UNREADABLE,
    title: 'The answer cannot be read',
    status,
    detail: 'Something between this page and the server answered in its place.',
    violations: [],
  };
}

/** True for what the base query hands out as an error. */
export function isProblem(error: unknown): error is Problem {
  return isRecord(error) && typeof error.title === 'string' && Array.isArray(error.violations);
}

/** One sentence for a person. */
export function describe(error: unknown): string {
  if (!isProblem(error)) {
    return 'Something unexpected happened.';
  }
  if (error.violations.length > 0) {
    return error.violations.map((each) => `${each.field} ${each.message}`.trim()).join('; ');
  }
  return error.detail === '' ? error.title : error.detail;
}
