import { bounds, type TimeRange } from '../../lib/timeRange';
import { api, LIST } from './api';
import type { QueryAnswer, SourcePage, SuggestionPage } from './types';

export interface SourceQueryArgs {
  name: string;
  query: string;
  range: TimeRange;
  step?: string;
}

/** Where points come from. */
export const sourcesApi = api.injectEndpoints({
  endpoints: (build) => ({
    fetchSources: build.query<SourcePage, void>({
      query: () => ({ url: '/sources', params: { limit: 200 } }),
      providesTags: [{ type: 'Source', id: LIST }],
    }),
    querySource: build.query<QueryAnswer, SourceQueryArgs>({
      query: ({ name, query, range, step }) => ({
        url: `/sources/${encodeURIComponent(name)}/query`,
        params: { query, step, ...bounds(range, Date.now()) },
      }),
      keepUnusedDataFor: 30,
    }),
    fetchSuggestions: build.query<SuggestionPage, { name: string; page: number; limit: number }>({
      query: ({ name, page, limit }) => ({
        url: `/sources/${encodeURIComponent(name)}/suggestions`,
        params: { page, limit },
      }),
    }),
  }),
});

export const { useFetchSourcesQuery, useLazyQuerySourceQuery, useFetchSuggestionsQuery } =
  sourcesApi;
