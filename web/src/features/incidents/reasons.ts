import type { Cause } from '../../app/api/types';

/** What speaks for a cause, a part of its sentence each: `Began first, 40s before the next`, `Critical`, … */
export function reasonsOf({ why }: Pick<Cause, 'why'>): string[] {
  return why
    .replace(/\.\s*$/, '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`);
}
