import { current } from '@reduxjs/toolkit';
import { bounds, type TimeRange } from '../../lib/timeRange';
import { api, LIST } from './api';
import { storeIncident } from './caches';
import { newer, newest } from './newest';
import type { Incident, IncidentDetail, IncidentPage } from './types';

export interface IncidentListArgs {
  page: number;
  limit: number;
  state?: string;
  severity?: string;
  q?: string;
  sort?: string;
  range?: TimeRange;
}

function pathOf(id: string): string {
  return `/incidents/${encodeURIComponent(id)}`;
}

/** Incidents: anomalies that belong together. */
export const incidentsApi = api.injectEndpoints({
  endpoints: (build) => ({
    fetchIncidents: build.query<IncidentPage, IncidentListArgs>({
      query: ({ range, ...args }) => {
        // an open end, so that what opens while the answer travels is not cut off
        const from = range === undefined ? undefined : bounds(range, Date.now()).from;
        const to = range !== undefined && 'to' in range ? range.to : undefined;
        return { url: '/incidents', params: { ...args, from, to } };
      },
      merge: (known, answer) => ({
        ...answer,
        incidents: newest(current(known).incidents, answer.incidents),
      }),
      providesTags: [{ type: 'Incident', id: LIST }],
    }),
    fetchIncident: build.query<IncidentDetail, string>({
      query: (id) => ({ url: pathOf(id) }),
      // the anomalies and what happened are always those of the answer, each anomaly as new as it is known
      merge: (known, answer) => {
        const before = current(known);
        return {
          ...newer<IncidentDetail>(before, answer),
          anomalies: newest(before.anomalies, answer.anomalies),
          timeline: answer.timeline,
        };
      },
      providesTags: (_result, _error, id) => [{ type: 'Incident', id }],
    }),
    acknowledgeIncident: build.mutation<Incident | null, { id: string }>({
      query: ({ id }) => ({ url: `${pathOf(id)}/acknowledge`, method: 'POST', idempotent: true }),
      async onQueryStarted({ id }, { dispatch, queryFulfilled }) {
        const patch = dispatch(
          incidentsApi.util.updateQueryData('fetchIncident', id, (draft) => {
            draft.acknowledged = true;
          }),
        );
        try {
          const { data } = await queryFulfilled;
          if (data !== null) {
            dispatch(storeIncident(data));
          }
        } catch {
          patch.undo();
        }
      },
      invalidatesTags: (_result, _error, { id }) => [
        { type: 'Incident', id },
        { type: 'Incident', id: LIST },
      ],
    }),
  }),
});

export const { useFetchIncidentsQuery, useFetchIncidentQuery, useAcknowledgeIncidentMutation } =
  incidentsApi;
