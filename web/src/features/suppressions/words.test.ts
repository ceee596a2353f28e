import { expect, test } from 'vitest';
import type { Weekday } from '../../app/api/types';
import { suppression } from '../../test/fixtures';
import { daysText, nextText, scheduleText, stateOf } from './words';

const NOW = Date.parse('2026-01-02T03:00:00Z');

test.each<[Weekday[], string]>([
  [['mon', 'tue', 'wed', 'thu', 'fri'], 'Mon–Fri'],
  [['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'], 'every day'],
  [['sat', 'sun'], 'Sat, Sun'],
  [['wed', 'mon', 'fri'], 'Mon, Wed, Fri'],
  [['sun'], 'Sun'],
])('days %s', (days, text) => {
  expect(daysText(days)).toBe(text);
});

test.each([
  ['22:00', '06:00', '22:00–06:00, Sat, Sun, Europe/Berlin'],
  ['00:00', '00:00', '24 hours from 00:00, Sat, Sun, Europe/Berlin'],
  ['18:00', '00:00', '18:00–24:00, Sat, Sun, Europe/Berlin'],
])('from %s to %s', (from, to, text) => {
  expect(scheduleText({ weekdays: ['sat', 'sun'], from, to, time_zone: 'Europe/Berlin' })).toBe(text);
});

test.each([
  [true, '2026-01-02T05:05:00Z', 'ends in 2h 5m'],
  [false, '2026-01-05T03:00:00Z', 'begins in 3d'],
  [true, null, 'goes on until somebody ends it'],
  [false, null, 'will not begin by itself'],
])('active %s, next change %s', (active, next, text) => {
  expect(nextText(active, next, NOW)).toBe(text);
});

test.each([
  [{ enabled: false, active: false }, 'off'],
  [{ active: true }, 'active'],
  [{ active: false, next_change_at: '2026-01-05T03:00:00Z' }, 'waiting'],
  [{ active: false }, 'over'],
])('%o is %s', (changes, state) => {
  expect(stateOf(suppression(changes))).toBe(state);
});
