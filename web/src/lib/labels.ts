import type { Labels } from '../app/api/types';

function quoted(value: string): string {
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

/**
 * Reads labels that a person typed, one `name=value` or `name: value` a line or separated by commas.
 * Returns a sentence instead where a part has no name.
 */
export function parseLabels(text: string): Labels | string {
  const labels: Labels = {};
  for (const part of text.split(/[\n,]/).map((each) => each.trim())) {
    if (part === '') {
      continue;
    }
    const match = /^([^=:\s]+)\s*[=:]\s*(.*)$/.exec(part);
    if (match === null) {
      return `"${part}" is not of the form name=value`;
    }
    labels[match[1] ?? ''] = match[2] ?? '';
  }
  return labels;
}
