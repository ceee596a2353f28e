import type { AnomalyListArgs } from '../api/anomalies';

/** The query whose total is the number of open anomalies, shared by all who show it. */
export const OPEN_COUNT: AnomalyListArgs = { page: 1, limit: 1, state: 'open' };
