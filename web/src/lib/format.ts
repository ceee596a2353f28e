/** What stands for a value that is not there. */
export const NONE = '–';

const SIZES: [number, string][] = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e4, 'k'],
];
const PLAIN = new Intl.NumberFormat('en', { maximumSignificantDigits: 4, useGrouping: false });
const WHOLE = new Intl.NumberFormat('en');

/** A measured value with four significant digits; large ones with a suffix, tiny ones with an exponent. */
export function number(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return NONE;
  }
  const size = Math.abs(value);
  if (size !== 0 && size < 1e-4) {
    return value.toExponential(2);
  }
  if (size >= 1e15) {
    return value.toExponential(3);
  }
  for (const [unit, suffix] of SIZES) {
    if (size >= unit) {
      const scale = suffix === 'k' ? 1000 : unit;
      return `${PLAIN.format(value / scale)}${suffix}`;
    }
  }
  return PLAIN.format(value);
}

/** A count, in full. */
export function count(value: number | null | undefined): string {
  return value === null || value === undefined ? NONE : WHOLE.format(value);
}

/** A score from 0 to 1 with two decimals. */
export function score(value: number | null | undefined): string {
  return value === null || value === undefined ? NONE : value.toFixed(2);
}

/** A share from 0 to 1 in per cent. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** An amount of memory in binary units. */
export function bytes(value: number | null | undefined): string {
  if (value === null || value === undefined) {
    return NONE;
  }
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let amount = value;
  let unit = 0;
  while (amount >= 1024 && unit < units.length - 1) {
    amount /= 1024;
    unit++;
  }
  return `${amount >= 100 || unit === 0 ? Math.round(amount) : amount.toFixed(1)} ${units[unit] ?? ''}`;
}

/** A duration of a measurement in milliseconds. */
export function latency(millis: number | null | undefined): string {
  if (millis === null || millis === undefined) {
    return NONE;
  }
  if (millis >= 1000) {
    return `${(millis / 1000).toFixed(1)} s`;
  }
  if (millis >= 10) {
    return `${Math.round(millis)} ms`;
  }
  return millis >= 1 ? `${millis.toFixed(1)} ms` : `${PLAIN.format(Number(millis.toPrecision(2)))} ms`;
}

/** `1 anomaly`, `2 anomalies`. */
export function plural(amount: number, one: string, many = `${one}s`): string {
  return `${count(amount)} ${amount === 1 ? one : many}`;
}

/** A word of the API for people: `warming_up` becomes `warming up`. */
export function words(text: string): string {
  return text.replaceAll('_', ' ');
}
