export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const UNITS: Record<string, number> = {
  ms: 1,
  s: SECOND,
  m: MINUTE,
  h: HOUR,
  d: DAY,
  w: 7 * DAY,
  y: 365 * DAY,
};

/** Milliseconds of a Prometheus duration such as `30s` or `1h30m`; null if it is none. */
export function parseDuration(text: string): number | null {
  const trimmed = text.trim();
  if (!/^(\d+(ms|[smhdwy]))+$/.test(trimmed)) {
    return null;
  }
  let total = 0;
  for (const [, amount, unit] of trimmed.matchAll(/(\d+)(ms|[smhdwy])/g)) {
    total += Number(amount) * (UNITS[unit ?? ''] ?? 0);
  }
  return total;
}

/** Epoch milliseconds of a time of the API; null if there is none or it cannot be read. */
export function millisOf(time: string | number | null | undefined): number | null {
  if (time === null || time === undefined || time === '') {
    return null;
  }
  const millis = typeof time === 'number' ? time : Date.parse(time);
  return Number.isFinite(millis) ? millis : null;
}

/** A length of time in its two largest units: `45s`, `3m 12s`, `2h 5m`, `3d 4h`. */
export function lengthOf(millis: number): string {
  const seconds = Math.max(0, Math.round(millis / SECOND));
  if (seconds < 60) {
    return `${seconds}s`;
  }
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor((seconds % 86_400) / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'm'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount}${unit}`)
    .join(' ');
}

/** How long ago something was, in its largest unit. */
export function ago(millis: number, now: number): string {
  const distance = now - millis;
  if (distance < -5 * SECOND) {
    return `in ${lengthOf(-distance).split(' ')[0] ?? ''}`;
  }
  return distance < 5 * SECOND ? 'just now' : `${lengthOf(distance).split(' ')[0] ?? ''} ago`;
}

/** Where times are shown: the browser's zone, or UTC as servers log. */
export type Zone = 'local' | 'utc';

const ZONE_KEY = 'aiops.zone';

const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };
const DAY_OF_YEAR: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric' };

function formats(timeZone?: string) {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(undefined, { ...options, timeZone });
  return {
    long: format({ year: 'numeric', ...DAY_OF_YEAR, ...CLOCK }),
    short: format({ ...DAY_OF_YEAR, ...CLOCK }),
    time: format(CLOCK),
  };
}

const FORMATS = { local: formats(), utc: formats('UTC') };

function storedZone(): Zone {
  try {
    return window.localStorage.getItem(ZONE_KEY) === 'utc' ? 'utc' : 'local';
  } catch {
    return 'local';
  }
}

let chosen: Zone = storedZone();

/** The zone in which times are shown. */
export function zone(): Zone {
  return chosen;
}

/** Shows times in another zone from now on, in this browser also after a reload. */
export function chooseZone(next: Zone): void {
  chosen = next;
  try {
    window.localStorage.setItem(ZONE_KEY, next);
  } catch {
    // it counts until the page is closed
  }
}

/** Date and time in the zone that was chosen; the year only where `long`. */
export function dateTime(millis: number, long = false): string {
  return FORMATS[chosen][long ? 'long' : 'short'].format(millis);
}

/** Time of day in the zone that was chosen. */
export function timeOfDay(millis: number): string {
  return FORMATS[chosen].time.format(millis);
}
