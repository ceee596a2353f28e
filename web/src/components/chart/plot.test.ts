import { expect, test } from 'vitest';
import { anomaly } from '../../test/fixtures';
import { isAlone, markAt, marksOf, plotOf, valueLimits } from './plot';

const MINUTE = 60_000;

function columns(times: number[], values: (number | null)[]) {
  const none = values.map(() => null);
  return { timestamps: times, values, expected: none, lower: none, upper: none, scores: none };
}

test('draws times in seconds, whichever way they come', () => {
  const plot = plotOf(columns([MINUTE, 2 * MINUTE], [1, 2]));
  expect(plot.times).toEqual([60, 120]);
  expect(plotOf({ ...columns([0], [1]), timestamps: ['1970-01-01T00:01:00Z'] }).times).toEqual([60]);
});

test('breaks the line where points are missing for long', () => {
  const plot = plotOf(columns([0, MINUTE, 2 * MINUTE, 60 * MINUTE], [1, 1, 1, 1]));
  expect(plot.times).toEqual([0, 60, 120, 180, 3600]);
  expect(plot.values).toEqual([1, 1, 1, null, 1]);
});

test('knows the points that no line reaches', () => {
  const alone = (values: (number | null)[]) => values.map((_value, index) => isAlone({ values }, index));
  expect(alone([1])).toEqual([true]);
  expect(alone([1, null, 2, 3])).toEqual([true, false, false, false]);
});

test('draws one feature of points with several values', () => {
  const plot = plotOf({ ...columns([0], [null]), values: [[7, 8]] }, 1);
  expect(plot.values).toEqual([8]);
});

test('marks an anomaly that goes on up to the last point', () => {
  const marks = marksOf([anomaly({ started_at: '1970-01-01T00:01:00Z', ended_at: null })], 300);
  expect(marks).toEqual([{ from: 60, to: 300, severity: 'critical' }]);
});

test('finds the worst of several marks', () => {
  const marks = [
    { from: 0, to: 10, severity: 'low' as const },
    { from: 5, to: 15, severity: 'high' as const },
  ];
  expect(markAt(marks, 7)?.severity).toBe('high');
  expect(markAt(marks, 2)?.severity).toBe('low');
  expect(markAt(marks, 20)).toBeUndefined();
});

test('keeps the values readable where the band is huge', () => {
  const plot = { ...plotOf(columns([0, MINUTE], [10, 12])), lower: [-1e6, -1e6], upper: [1e6, 1e6] };
  const [low, high] = valueLimits(plot);
  expect(low).toBeGreaterThan(0);
  expect(low).toBeLessThan(10);
  expect(high).toBeLessThan(20);
});

test('has limits for a constant, for zero and for nothing', () => {
  for (const values of [[5, 5], [0, 0], [null, null]]) {
    const [low, high] = valueLimits(plotOf(columns([0, MINUTE], values)));
    expect(high).toBeGreaterThan(low);
  }
});
