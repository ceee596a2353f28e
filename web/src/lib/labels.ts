import type { Labels } from '../app/api/types';

/** A text in double quotes, as Prometheus writes it. */
export function quoted(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

/** Prometheus matchers that select exactly these labels; `{}` for the entity without any. */
export function matcherOf(labels: Labels): string {
  const parts = Object.entries(labels)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => `${name}=${quoted(value)}`);
  return `{${parts.join(',')}}`;
}

/** Labels for a person: `pod=a, zone=b`, or null where there are none. */
export function labelText(labels: Labels): string | null {
  const parts = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return parts.length === 0 ? null : parts.join(', ');
}

/** Whether two sets of labels are the same. */
export function sameLabels(a: Labels, b: Labels): boolean {
  return matcherOf(a) === matcherOf(b);
}

/** A name, and a value in quotes or as it stands up to the next comma or line. */
const TYPED = /\s*([^=:\s,"]+)[^\S\n]*[=:][^\S\n]*("(?:[^"\\\n]|\\.)*"(?=[^\S\n]*(?:[,\n]|$))|[^,\n]*)/y;
const SEPARATOR = /[\s,]*/y;

function unquoted(value: string): string {
  if (!value.startsWith('"') || !value.endsWith('"') || value.length < 2) {
    return value;
  }
  return value.slice(1, -1).replaceAll(/\\(.)/g, (_all, escaped: string) => (escaped === 'n' ? '\n' : escaped));
}

/**
 * Reads labels that a person typed, one `name=value` or `name: value` a line or separated by commas; a
 * value in quotes may have either in it. Returns a sentence instead where a part has no name.
 */
export function parseLabels(text: string): Labels | string {
  const labels: Labels = {};
  let at = 0;
  for (;;) {
    SEPARATOR.lastIndex = at;
    at += SEPARATOR.exec(text)?.[0].length ?? 0;
    if (at >= text.length) {
      return labels;
    }
    TYPED.lastIndex = at;
    const match = TYPED.exec(text);
    if (match === null) {
      return `"${text.slice(at).split(/[\n,]/)[0]?.trim() ?? ''}" is not of the form name=value`;
    }
    at = TYPED.lastIndex;
    labels[match[1] ?? ''] = unquoted((match[2] ?? '').trim());
  }
}

/** Labels as {@link parseLabels} reads them, one a line. */
export function typedLabels(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${/[,\n"]|^\s|\s$/.test(value) ? quoted(value) : value}`)
    .join('\n');
}
