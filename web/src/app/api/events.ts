import { api } from './api';
import type { LiveEvent } from '../live/frames';

/** Events that the gateway still holds, oldest first. */
export const eventsApi = api.injectEndpoints({
  endpoints: (build) => ({
    fetchEvents: build.query<{ events: LiveEvent[] }, { since: number; limit: number }>({
      query: (params) => ({ url: '/events', params: { ...params } }),
      providesTags: ['Event'],
    }),
  }),
});

export const { useFetchEventsQuery } = eventsApi;
