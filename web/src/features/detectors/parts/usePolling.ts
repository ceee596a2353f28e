import type { Detector } from '../../../app/api/types';
import { parseDuration, SECOND } from '../../../lib/time';

/** Figures change with each point, but nobody reads them faster or has use for them much slower. */
const FASTEST_MS = 3 * SECOND;
const SLOWEST_MS = 30 * SECOND;

/**
 * Options of a query for what changes with every point, of which no event tells: it polls once per
 * interval of the detector, seldom while that is not running, and not in a tab that nobody sees.
 */
export function usePolling({ status, interval }: Pick<Detector, 'status' | 'interval'>) {
  const period = parseDuration(interval) ?? SLOWEST_MS;
  const active = status === 'running' || status === 'training';
  return {
    pollingInterval: active ? Math.min(SLOWEST_MS, Math.max(FASTEST_MS, period)) : SLOWEST_MS,
    skipPollingIfUnfocused: true,
    refetchOnMountOrArgChange: true,
  };
}
