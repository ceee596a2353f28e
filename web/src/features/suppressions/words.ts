import type { Suppression, Schedule, Weekday } from '../../app/api/types';
import { dateTime, lengthOf, millisOf } from '../../lib/time';

export const WEEKDAYS: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** What a suppression is doing. */
export type SuppressionState = 'active' | 'waiting' | 'over' | 'off';

export function stateOf({ active, enabled, next_change_at: next }: Suppression): SuppressionState {
  return !enabled ? 'off' : active ? 'active' : next === null ? 'over' : 'waiting';
}

function capital(day: Weekday): string {
  return `${day.charAt(0).toUpperCase()}${day.slice(1)}`;
}

/** Days of the week: `every day`, `Mon–Fri`, `Mon, Wed`. */
export function daysText(weekdays: Weekday[]): string {
  const days = WEEKDAYS.filter((day) => weekdays.includes(day));
  const first = days[0];
  const last = days.at(-1);
  if (first === undefined || last === undefined) {
    return 'never';
  }
  if (days.length === WEEKDAYS.length) {
    return 'every day';
  }
  const together = WEEKDAYS.indexOf(last) - WEEKDAYS.indexOf(first) + 1 === days.length;
  return together && days.length > 2 ? `${capital(first)}–${capital(last)}` : days.map(capital).join(', ');
}

/** `22:00–06:00, Mon–Fri, Europe/Berlin`. */
export function scheduleText({ weekdays, from, to, time_zone: zone }: Schedule): string {
  const hours = from === to ? `24 hours from ${from}` : `${from}–${to === '00:00' ? '24:00' : to}`;
  return `${hours}, ${daysText(weekdays)}, ${zone}`;
}

/** When a suppression counts, in words. */
export function whenText({ schedule, starts_at: startsAt, ends_at: endsAt }: Suppression): string {
  const start = millisOf(startsAt);
  const end = millisOf(endsAt);
  const parts = [
    ...(schedule === null ? [] : [scheduleText(schedule)]),
    ...(start === null ? [] : [`from ${dateTime(start, true)}`]),
    ...(end === null ? [] : [`until ${dateTime(end, true)}`]),
  ];
  return parts.length === 0 ? 'all the time' : parts.join(', ');
}

/** What will happen next by itself, in words. */
export function nextText(active: boolean, nextChangeAt: string | null, now: number): string {
  const next = millisOf(nextChangeAt);
  if (next === null) {
    return active ? 'goes on until somebody ends it' : 'will not begin by itself';
  }
  return `${active ? 'ends' : 'begins'} in ${lengthOf(next - now)}`;
}
