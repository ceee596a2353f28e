import { createApi } from '@reduxjs/toolkit/query/react';
import { problemBaseQuery } from './baseQuery';

export const LIST = 'LIST';

/** The REST API; each feature adds its calls in a file beside this one. */
export const api = createApi({
  reducerPath: 'api',
  baseQuery: problemBaseQuery(),
  tagTypes: [
    'Detector',
    'DetectorState',
    'DetectorHealth',
    'Entity',
    'Result',
    'Anomaly',
    'Incident',
    'Feedback',
    'Suppression',
    'Source',
    'Job',
    'Webhook',
    'Event',
  ],
  // the socket says when something changed; without it the pages poll
  refetchOnReconnect: true,
  keepUnusedDataFor: 120,
  endpoints: () => ({}),
});
