import { current } from '@reduxjs/toolkit';
import { bounds, type TimeRange } from '../../lib/timeRange';
import { api, LIST } from './api';
import { newer, newest } from './newest';
import { storeAnomaly, withdrawVerdict } from './caches';
import type { Anomaly, AnomalyDetail, AnomalyPage, Verdict } from './types';

export interface AnomalyListArgs {
  page: number;
  limit: number;
  state?: string;
  severity?: string;
  suppressed?: boolean;
  detector_id?: string;
  q?: string;
  sort?: string;
  range?: TimeRange;
  /** Those that analyses of history found, instead of those that happened while somebody watched. */
  historical?: boolean;
}

export interface FeedbackArgs {
  id: string;
  verdict: Verdict;
  comment: string;
}

export interface WithdrawalArgs {
  id: string;
  detectorId: string;
}

/** What a verdict changes: the anomaly, the lists that show it, and the verdicts of its detector. */
function judged(id: string, detectorId: string | undefined) {
  return [
    { type: 'Anomaly' as const, id },
    { type: 'Anomaly' as const, id: LIST },
    ...(detectorId === undefined ? [] : [{ type: 'Feedback' as const, id: detectorId }]),
  ];
}

function pathOf(id: string): string {
  return `/anomalies/${encodeURIComponent(id)}`;
}

/** Anomalies and what people say about them. */
export const anomaliesApi = api.injectEndpoints({
  endpoints: (build) => ({
    fetchAnomalies: build.query<AnomalyPage, AnomalyListArgs>({
      query: ({ range, historical, ...args }) => {
        // an open end, so that what opens while the answer travels is not cut off
        const from = range === undefined ? undefined : bounds(range, Date.now()).from;
        const to = range !== undefined && 'to' in range ? range.to : undefined;
        return { url: '/anomalies', params: { ...args, historical: historical ?? false, from, to } };
      },
      merge: (known, answer) => ({
        ...answer,
        anomalies: newest(current(known).anomalies, answer.anomalies),
      }),
      providesTags: [{ type: 'Anomaly', id: LIST }],
    }),
    fetchAnomaly: build.query<AnomalyDetail, string>({
      query: (id) => ({ url: pathOf(id) }),
      // the points are always those of the answer, the rest is the newest that is known
      merge: (known, answer) => ({ ...newer<AnomalyDetail>(current(known), answer), points: answer.points }),
      providesTags: (_result, _error, id) => [{ type: 'Anomaly', id }],
    }),
    acknowledgeAnomaly: build.mutation<Anomaly | null, { id: string }>({
      query: ({ id }) => ({ url: `${pathOf(id)}/acknowledge`, method: 'POST', idempotent: true }),
      async onQueryStarted({ id }, { dispatch, queryFulfilled }) {
        const patch = dispatch(
          anomaliesApi.util.updateQueryData('fetchAnomaly', id, (draft) => {
            draft.acknowledged = true;
          }),
        );
        try {
          const { data } = await queryFulfilled;
          if (data !== null) {
            dispatch(storeAnomaly(data));
          }
        } catch {
          patch.undo();
        }
      },
      invalidatesTags: (_result, _error, { id }) => [
        { type: 'Anomaly', id },
        { type: 'Anomaly', id: LIST },
      ],
    }),
    sendFeedback: build.mutation<Anomaly | null, FeedbackArgs>({
      query: ({ id, ...body }) => ({ url: `${pathOf(id)}/feedback`, method: 'POST', body }),
      invalidatesTags: (result, error, { id }) => (error === undefined ? judged(id, result?.detector_id) : []),
    }),
    withdrawFeedback: build.mutation<Anomaly | null, WithdrawalArgs>({
      query: ({ id }) => ({ url: `${pathOf(id)}/feedback`, method: 'DELETE', idempotent: true }),
      async onQueryStarted({ id, detectorId }, { dispatch, queryFulfilled }) {
        const undo = dispatch(withdrawVerdict(id, detectorId));
        try {
          const { data } = await queryFulfilled;
          if (data !== null) {
            dispatch(storeAnomaly(data));
          }
        } catch {
          undo();
        }
      },
      // after a refusal too: what is shown may have been the old state already
      invalidatesTags: (_result, _error, { id, detectorId }) => judged(id, detectorId),
    }),
  }),
});

export const {
  useFetchAnomaliesQuery,
  useFetchAnomalyQuery,
  useAcknowledgeAnomalyMutation,
  useSendFeedbackMutation,
  useWithdrawFeedbackMutation,
} = anomaliesApi;
