import { useSyncExternalStore } from 'react';
import { SECOND } from './time';

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    listeners.forEach((each) => {
      each();
    });
  }, SECOND);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The time in epoch milliseconds, renewed each second for all who ask by one timer. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => {
    if (timer === undefined) {
      now = Math.max(now, Date.now() - SECOND);
    }
    return now;
  });
}
