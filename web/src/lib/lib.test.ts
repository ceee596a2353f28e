import { describe, expect, test } from 'vitest';
import { bytes, latency, NONE, number } from './format';
import { matcherOf, parseLabels, sameLabels, typedLabels } from './labels';
import { bounds, rangeOf, rangeText } from './timeRange';

describe('format', () => {
  test.each([
    [85.5, '85.5'],
    [0, '0'],
    [0.0123456, '0.01235'],
    [0.00001, '1.00e-5'],
    [1234.5, '1235'],
    [12_345, '12.35k'],
    [1_200_000, '1.2M'],
    [8.4e8, '840M'],
    [1.21e9, '1.21G'],
    [-5e6, '-5M'],
    [null, NONE],
    [Infinity, NONE],
  ])('writes %s as %s', (value, text) => {
    expect(number(value)).toBe(text);
  });

  test('writes amounts of memory and times of answers', () => {
    expect(bytes(512)).toBe('512 B');
    expect(bytes(196_608)).toBe('192 KiB');
    expect(latency(0.021)).toBe('0.021 ms');
    expect(latency(2500)).toBe('2.5 s');
  });
});

describe('labels', () => {
  test('become matchers in a fixed order, with what is special escaped', () => {
    expect(matcherOf({ pod: 'a"b\\c', area: 'x\ny' })).toBe('{area="x\\ny",pod="a\\"b\\\\c"}');
    expect(matcherOf({})).toBe('{}');
  });

  test('are the same in any order', () => {
    expect(sameLabels({ a: '1', b: '2' }, { b: '2', a: '1' })).toBe(true);
    expect(sameLabels({ a: '1' }, { a: '2' })).toBe(false);
  });

  test('are read from what people type', () => {
    expect(parseLabels('pod=a, zone: b\n\ntier=1')).toEqual({ pod: 'a', zone: 'b', tier: '1' });
    expect(parseLabels('url=http://x:1')).toEqual({ url: 'http://x:1' });
    expect(parseLabels('a=1,\n b = , c=x y')).toEqual({ a: '1', b: '', c: 'x y' });
    expect(parseLabels('a="1, 2" , b=say "hi"')).toEqual({ a: '1, 2', b: 'say "hi"' });
    expect(parseLabels('a=1, oops')).toBe('"oops" is not of the form name=value');
    expect(parseLabels('oops')).toBe('"oops" is not of the form name=value');
  });
});

test('labels with commas, lines and quotes are typed as they are read', () => {
  const labels = { note: 'a, b=c', text: 'x\ny', quote: '"q"', path: 'C:\\new', blank: ' x ', none: '', both: '\\n"' };
  expect(parseLabels(typedLabels(labels))).toEqual(labels);
});

describe('time range', () => {
  test('is the fixed one where both ends are given', () => {
    expect(rangeOf('1h', '1000', '2000')).toEqual({ from: 1000, to: 2000 });
  });

  test('falls back where the address says nonsense', () => {
    expect(rangeOf('soon', '', '')).toEqual({ within: 3_600_000 });
    expect(rangeOf('', '2000', '1000')).toEqual({ within: 3_600_000 });
    expect(rangeOf('99999d', '', '')).toEqual({ within: 3_600_000 });
  });

  test('follows the clock where it is relative', () => {
    expect(bounds({ within: 10 }, 100)).toEqual({ from: 90, to: 100 });
    expect(rangeText({ within: 21_600_000 })).toBe('Last 6h');
  });
});
