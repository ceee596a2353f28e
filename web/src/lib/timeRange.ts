import { DAY, dateTime, HOUR, millisOf, MINUTE, parseDuration } from './time';

/** A range relative to now (`within`, milliseconds) or a fixed one (epoch milliseconds). */
export type TimeRange = { within: number } | { from: number; to: number };

export const RANGES = ['15m', '1h', '6h', '24h', '7d', '30d'] as const;

const SHORTEST = MINUTE / 60;
const LONGEST = 366 * DAY;

/** The range that URL parameters name; anything that is none gives the default. */
export function rangeOf(range: string, from: string, to: string, otherwise: number = HOUR): TimeRange {
  const start = from === '' ? null : millisOf(/^\d+$/.test(from) ? Number(from) : from);
  const end = to === '' ? null : millisOf(/^\d+$/.test(to) ? Number(to) : to);
  if (start !== null && end !== null && start < end) {
    return { from: start, to: end };
  }
  const within = parseDuration(range);
  return within !== null && within >= SHORTEST && within <= LONGEST ? { within } : { within: otherwise };
}

/** Where a range starts and ends now. */
export function bounds(range: TimeRange, now: number): { from: number; to: number } {
  return 'within' in range ? { from: now - range.within, to: now } : range;
}

/** A range for a person. */
export function rangeText(range: TimeRange): string {
  if ('within' in range) {
    const known = RANGES.find((each) => parseDuration(each) === range.within);
    return known === undefined ? 'Recent' : `Last ${known}`;
  }
  return `${dateTime(range.from)} – ${dateTime(range.to)}`;
}
