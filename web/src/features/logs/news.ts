import type { Detector, Template } from '../../app/api/types';
import { DAY, millisOf, MINUTE, parseDuration } from '../../lib/time';

/** How long a pattern counts as new, in milliseconds. */
export const NEW_FOR_MS = DAY;
/** Intervals with lines until a detector knows what is usual, where its parameters say nothing. */
const WARM_UP = 60;

/**
 * From when on a pattern that is seen for the first time is news, in epoch milliseconds: not what the
 * detector found while it got to know its lines, and not what everybody has got used to.
 */
export function newsSince(detector: Pick<Detector, 'created_at' | 'interval' | 'model'>, now: number): number {
  const { warm_up: warmUp } = detector.model.parameters;
  const intervals = typeof warmUp === 'number' ? warmUp : WARM_UP;
  const learnt = (millisOf(detector.created_at) ?? 0) + intervals * (parseDuration(detector.interval) ?? MINUTE);
  return Math.max(now - NEW_FOR_MS, learnt);
}

/** Whether a pattern has come up lately. */
export function isNew({ first_seen_at: at }: Pick<Template, 'first_seen_at'>, since: number): boolean {
  return (millisOf(at) ?? 0) > since;
}
