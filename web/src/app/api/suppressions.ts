import { current } from '@reduxjs/toolkit';
import { api, LIST } from './api';
import { newer, newest } from './newest';
import { changeSuppression, dropSuppression, storeSuppression } from './suppressionCaches';
import type { Suppression, SuppressionInput, SuppressionPage, SuppressionPreview } from './types';

export interface SuppressionListArgs {
  page: number;
  limit: number;
  active?: string;
  detector_id?: string;
  q?: string;
}

/** A suppression with the `ETag` of the answer that it came with. */
export type TaggedSuppression = Suppression & { etag: string | null };

export interface SuppressionUpdate {
  id: string;
  suppression: SuppressionInput;
  /** `ETag` of the version that was edited; null makes the last writer win. */
  etag: string | null;
}

function pathOf(id: string): string {
  return `/suppressions/${encodeURIComponent(id)}`;
}

/** Whether it counts now, as far as that can be said without asking. */
function counts({ enabled, schedule, starts_at: start, ends_at: end }: SuppressionInput): boolean {
  const now = Date.now();
  return (
    enabled &&
    schedule === null &&
    (start === null || Date.parse(start) <= now) &&
    (end === null || Date.parse(end) > now)
  );
}

/** Suppressions; a change shows at once and is taken back on refusal. */
export const suppressionsApi = api.injectEndpoints({
  endpoints: (build) => ({
    fetchSuppressions: build.query<SuppressionPage, SuppressionListArgs>({
      query: (args) => ({ url: '/suppressions', params: { ...args } }),
      merge: (known, answer) => ({
        ...answer,
        suppressions: newest(current(known).suppressions, answer.suppressions),
      }),
      providesTags: [{ type: 'Suppression', id: LIST }],
    }),
    fetchSuppression: build.query<TaggedSuppression, string>({
      query: (id) => ({ url: pathOf(id) }),
      transformResponse: (suppression: Suppression, meta) => ({ ...suppression, etag: meta?.etag ?? null }),
      merge: (known, answer) => newer(current(known), answer),
      providesTags: (_result, _error, id) => [{ type: 'Suppression', id }],
    }),
    previewSuppression: build.query<SuppressionPreview, SuppressionInput>({
      query: (body) => ({ url: '/suppressions/preview', method: 'POST', body, idempotent: true }),
      keepUnusedDataFor: 10,
    }),
    createSuppression: build.mutation<Suppression, SuppressionInput>({
      query: (body) => ({ url: '/suppressions', method: 'POST', body }),
      invalidatesTags: (result) => (result === undefined ? [] : [{ type: 'Suppression', id: LIST }]),
    }),
    updateSuppression: build.mutation<Suppression, SuppressionUpdate>({
      query: ({ id, suppression, etag }) => ({
        url: pathOf(id),
        method: 'PUT',
        body: suppression,
        headers: etag === null ? undefined : { 'If-Match': etag },
      }),
      async onQueryStarted({ id, suppression }, { dispatch, queryFulfilled }) {
        const undo = dispatch(
          changeSuppression(id, (draft) => {
            Object.assign(draft, suppression, { active: counts(suppression) });
          }),
        );
        try {
          const { data } = await queryFulfilled;
          dispatch(storeSuppression(data));
        } catch {
          undo();
        }
      },
      invalidatesTags: (_result, _error, { id }) => [
        { type: 'Suppression', id },
        { type: 'Suppression', id: LIST },
      ],
    }),
    deleteSuppression: build.mutation<null, Pick<Suppression, 'id' | 'name'>>({
      query: ({ id }) => ({ url: pathOf(id), method: 'DELETE', idempotent: true }),
      async onQueryStarted({ id }, { dispatch, queryFulfilled }) {
        const undo = dispatch(dropSuppression(id));
        try {
          await queryFulfilled;
        } catch {
          undo();
        }
      },
      invalidatesTags: [{ type: 'Suppression', id: LIST }],
    }),
  }),
});

export const {
  useFetchSuppressionsQuery,
  useFetchSuppressionQuery,
  usePreviewSuppressionQuery,
  useCreateSuppressionMutation,
  useUpdateSuppressionMutation,
  useDeleteSuppressionMutation,
} = suppressionsApi;
