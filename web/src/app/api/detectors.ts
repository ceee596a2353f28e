import { current } from '@reduxjs/toolkit';
import { bounds, type TimeRange } from '../../lib/timeRange';
import { api, LIST } from './api';
import { newer, newest } from './newest';
import type {
  Columns,
  Detector,
  DetectorHealth,
  DetectorPage,
  DetectorState,
  EntityPage,
  FeedbackPage,
  TemplatePage,
} from './types';

export interface DetectorListArgs {
  page: number;
  limit: number;
  status?: string;
  model?: string;
  q?: string;
  label?: string;
  sort?: string;
}

/** A detector with the `ETag` of the answer that it came with; null where an event has brought it since. */
export type TaggedDetector = Detector & { etag: string | null };

export interface EntityListArgs {
  id: string;
  page: number;
  limit: number;
  sort?: string;
  q?: string;
}

export interface FeedbackListArgs {
  id: string;
  page: number;
  limit: number;
}

export interface ResultArgs {
  id: string;
  /** Prometheus matchers of one entity. */
  entity: string;
  range: TimeRange;
}

/** Reads of detectors. */
export const detectorsApi = api.injectEndpoints({
  endpoints: (build) => ({
    fetchDetectors: build.query<DetectorPage, DetectorListArgs>({
      query: (args) => ({ url: '/detectors', params: { ...args } }),
      merge: (known, answer) => ({
        ...answer,
        detectors: newest(current(known).detectors, answer.detectors),
      }),
      providesTags: [{ type: 'Detector', id: LIST }],
    }),
    fetchDetector: build.query<TaggedDetector, string>({
      query: (id) => ({ url: `/detectors/${encodeURIComponent(id)}` }),
      transformResponse: (detector: Detector, meta) => ({ ...detector, etag: meta?.etag ?? null }),
      merge: (known, answer) => newer(current(known), answer),
      providesTags: (_result, _error, id) => [{ type: 'Detector', id }],
    }),
    fetchDetectorStatus: build.query<DetectorState, string>({
      query: (id) => ({ url: `/detectors/${encodeURIComponent(id)}/status` }),
      providesTags: (_result, _error, id) => [{ type: 'DetectorState', id }],
    }),
    fetchDetectorHealth: build.query<DetectorHealth, string>({
      query: (id) => ({ url: `/detectors/${encodeURIComponent(id)}/health` }),
      providesTags: (_result, _error, id) => [{ type: 'DetectorHealth', id }],
    }),
    fetchEntities: build.query<EntityPage, EntityListArgs>({
      query: ({ id, ...params }) => ({
        url: `/detectors/${encodeURIComponent(id)}/entities`,
        params,
      }),
      providesTags: (_result, _error, { id }) => [{ type: 'Entity', id }],
    }),
    // templates are the series of a log detector
    fetchTemplates: build.query<TemplatePage, EntityListArgs>({
      query: ({ id, ...params }) => ({
        url: `/detectors/${encodeURIComponent(id)}/templates`,
        params,
      }),
      providesTags: (_result, _error, { id }) => [{ type: 'Entity', id }],
    }),
    fetchFeedback: build.query<FeedbackPage, FeedbackListArgs>({
      query: ({ id, ...params }) => ({
        url: `/detectors/${encodeURIComponent(id)}/feedback`,
        params,
      }),
      providesTags: (_result, _error, { id }) => [{ type: 'Feedback', id }],
    }),
    fetchResults: build.query<Columns, ResultArgs>({
      // a relative range is resolved at each call, so that one cache entry follows the clock
      query: ({ id, entity, range }) => ({
        url: `/detectors/${encodeURIComponent(id)}/results`,
        params: { entity, ...bounds(range, Date.now()) },
      }),
      providesTags: (_result, _error, { id }) => [{ type: 'Result', id }],
    }),
  }),
});

export const {
  useFetchDetectorsQuery,
  useFetchDetectorQuery,
  useFetchDetectorStatusQuery,
  useFetchDetectorHealthQuery,
  useFetchEntitiesQuery,
  useFetchTemplatesQuery,
  useFetchFeedbackQuery,
  useFetchResultsQuery,
} = detectorsApi;
