import { useCallback, useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';

/**
 * Parameters of the address with their defaults. A change goes into the address, so that it survives a
 * reload and can be shared; a value equal to its default is left out, and a change of anything else
 * leads back to the first page.
 */
export function useUrlParams<T extends Record<string, string>>(
  defaults: T,
): [T, (changes: Partial<T>, replace?: boolean) => void] {
  const [search, setSearch] = useSearchParams();
  // The router renders a change a little later: a second change builds on the first, not on what is rendered.
  const latest = useRef(search);
  useEffect(() => {
    latest.current = search;
  }, [search]);
  const values = Object.fromEntries(
    Object.entries(defaults).map(([name, otherwise]) => [name, search.get(name) ?? otherwise]),
  ) as T;
  const change = useCallback(
    (changes: Partial<T>, replace = false) => {
      const next = new URLSearchParams(latest.current);
      if (!('page' in changes)) {
        next.delete('page');
      }
      for (const [name, value] of Object.entries<string | undefined>(changes)) {
        if (value === undefined || value === '' || value === defaults[name]) {
          next.delete(name);
        } else {
          next.set(name, value);
        }
      }
      latest.current = next;
      setSearch(next, { replace, preventScrollReset: true });
    },
    [setSearch, defaults],
  );
  return [values, change];
}

/** A whole number of the address, at least 1. */
export function pageOf(text: string): number {
  const page = Number(text);
  return Number.isInteger(page) && page >= 1 ? page : 1;
}
