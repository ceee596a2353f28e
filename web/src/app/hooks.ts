import { useDispatch, useSelector } from 'react-redux';
import { SECOND } from '../lib/time';
import type { AppDispatch, RootState } from './store';

export const useAppDispatch = useDispatch.withTypes<AppDispatch>();
export const useAppSelector = useSelector.withTypes<RootState>();

/** How often lists are fetched while events do not come, in milliseconds. */
const POLL_MS = 15 * SECOND;

/** Options of a query whose data the socket keeps fresh: it polls while there is no socket. */
export function useFreshness(): { pollingInterval: number; skipPollingIfUnfocused: boolean } {
  const live = useAppSelector((state) => state.live.state === 'live');
  return { pollingInterval: live ? 0 : POLL_MS, skipPollingIfUnfocused: true };
}
