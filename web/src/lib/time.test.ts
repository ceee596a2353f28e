import { expect, test } from 'vitest';
import { ago, DAY, HOUR, lengthOf, millisOf, MINUTE, parseDuration, SECOND } from './time';

test.each([
  ['30s', 30 * SECOND],
  ['5m', 5 * MINUTE],
  ['1h30m', 90 * MINUTE],
  ['1d', DAY],
  ['250ms', 250],
])('reads the duration %s', (text, millis) => {
  expect(parseDuration(text)).toBe(millis);
});

test.each(['', '5', 'm', '-1m', '1.5h', '1x', '1m '.repeat(2)])('refuses "%s" as a duration', (text) => {
  expect(parseDuration(text)).toBeNull();
});

test('tells lengths in their two largest units', () => {
  expect(lengthOf(45 * SECOND)).toBe('45s');
  expect(lengthOf(192 * SECOND)).toBe('3m 12s');
  expect(lengthOf(2 * HOUR)).toBe('2h');
  expect(lengthOf(3 * DAY + 4 * HOUR + MINUTE)).toBe('3d 4h');
});

test('tells how long ago something was', () => {
  expect(ago(1000, 2000)).toBe('just now');
  expect(ago(0, 90 * SECOND)).toBe('1m ago');
  expect(ago(10 * MINUTE, 0)).toBe('in 10m');
});

test('reads times of the API and epoch milliseconds alike', () => {
  expect(millisOf('2026-01-02T03:04:05.678Z')).toBe(1767323045678);
  expect(millisOf(1767323045678)).toBe(1767323045678);
  expect(millisOf(null)).toBeNull();
  expect(millisOf('no time')).toBeNull();
});
