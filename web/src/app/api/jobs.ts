import { api, LIST } from './api';
import type { DetectorInput, Job, JobPage } from './types';

export interface JobListArgs {
  detector_id?: string;
  kind?: Job['kind'];
  page: number;
  limit: number;
}

/** Epoch milliseconds of a stretch of history. */
export interface HistoryRange {
  from: number;
  to: number;
}

export interface PreviewArgs extends HistoryRange {
  /** It need not have a name. */
  detector: Omit<DetectorInput, 'name'> & { name?: string };
}

export interface AnalysisArgs extends HistoryRange {
  id: string;
}

/** Whether a job still has something to do. */
export function isUnderWay(job: Pick<Job, 'state'>): boolean {
  return job.state === 'queued' || job.state === 'running';
}

function cancelled(job: Job): void {
  if (isUnderWay(job)) {
    job.state = 'cancelled';
  }
}

/** Jobs on the history of sources; a cancelled one shows so at once. */
export const jobsApi = api.injectEndpoints({
  endpoints: (build) => ({
    fetchJobs: build.query<JobPage, JobListArgs>({
      query: (args) => ({ url: '/jobs', params: { ...args } }),
      providesTags: [{ type: 'Job', id: LIST }],
    }),
    fetchJob: build.query<Job, string>({
      query: (id) => ({ url: `/jobs/${encodeURIComponent(id)}` }),
      providesTags: (_result, _error, id) => [{ type: 'Job', id }],
    }),
    startPreview: build.mutation<Job, PreviewArgs>({
      query: (body) => ({ url: '/detectors/preview', method: 'POST', body }),
    }),
    startAnalysis: build.mutation<Job, AnalysisArgs>({
      query: ({ id, ...body }) => ({ url: `/detectors/${encodeURIComponent(id)}/analyses`, method: 'POST', body }),
      invalidatesTags: [{ type: 'Job', id: LIST }],
    }),
    cancelJob: build.mutation<null, { id: string; list?: JobListArgs }>({
      query: ({ id }) => ({ url: `/jobs/${encodeURIComponent(id)}`, method: 'DELETE', idempotent: true }),
      async onQueryStarted({ id, list }, { dispatch, queryFulfilled }) {
        const patches = [dispatch(jobsApi.util.updateQueryData('fetchJob', id, cancelled))];
        if (list !== undefined) {
          patches.push(
            dispatch(
              jobsApi.util.updateQueryData('fetchJobs', list, ({ jobs }) => {
                jobs.filter((job) => job.id === id).forEach(cancelled);
              }),
            ),
          );
        }
        try {
          await queryFulfilled;
        } catch {
          patches.forEach((patch) => {
            patch.undo();
          });
        }
      },
      invalidatesTags: (_result, _error, { id }) => [
        { type: 'Job', id },
        { type: 'Job', id: LIST },
      ],
    }),
  }),
});

export const {
  useFetchJobsQuery,
  useFetchJobQuery,
  useStartPreviewMutation,
  useStartAnalysisMutation,
  useCancelJobMutation,
} = jobsApi;
