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

const LONG = new Intl.DateTimeFormat(undefined, {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const SHORT = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const TIME = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** Date and time in the browser's zone; the year only where `long`. */
export function dateTime(millis: number, long = false): string {
  return (long ? LONG : SHORT).format(millis);
}

/** Time of day in the browser's zone. */
export function timeOfDay(millis: number): string {
  return TIME.format(millis);
}
