import type { AnomalyListArgs } from '../api/anomalies';
import type { IncidentListArgs } from '../api/incidents';

/** The query whose total is the number of open anomalies that are not suppressed, shared by all who show it. */
export const OPEN_COUNT: AnomalyListArgs = { page: 1, limit: 1, state: 'open', suppressed: false };

/** The same of incidents. */
export const OPEN_INCIDENTS: IncidentListArgs = { page: 1, limit: 1, state: 'open' };
