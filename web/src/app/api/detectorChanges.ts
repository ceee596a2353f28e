import { api, LIST } from './api';
import { changeDetector, dropDetector, storeDetector } from './caches';
import type {
  Detection,
  Detector,
  DetectorInput,
  Job,
  Labels,
  Training,
  Validation,
} from './types';

export interface UpdateArgs {
  id: string;
  detector: DetectorInput;
  /** `ETag` of the version that was edited; null makes the last writer win. */
  etag: string | null;
}

/** A detector as a change needs it: the name is what messages call it. */
export type DetectorRef = Pick<Detector, 'id' | 'name'>;

export interface DetectionArgs {
  id: string;
  value: number | number[];
  entity?: Labels;
  timestamp?: string;
  dryRun: boolean;
}

export type TrainingInput =
  | { values: number[] | number[][]; entity?: Labels }
  | { from: string; to: string };

function pathOf(id: string): string {
  return `/detectors/${encodeURIComponent(id)}`;
}

/** Changes of detectors; start, stop, edit and delete show at once and are taken back on refusal. */
export const detectorChangesApi = api.injectEndpoints({
  endpoints: (build) => ({
    createDetector: build.mutation<Detector, DetectorInput>({
      query: (body) => ({ url: '/detectors', method: 'POST', body }),
      invalidatesTags: (result) => (result === undefined ? [] : [{ type: 'Detector', id: LIST }]),
    }),
    updateDetector: build.mutation<Detector, UpdateArgs>({
      query: ({ id, detector, etag }) => ({
        url: pathOf(id),
        method: 'PUT',
        body: detector,
        headers: etag === null ? undefined : { 'If-Match': etag },
      }),
      async onQueryStarted({ id, detector }, { dispatch, queryFulfilled }) {
        const undo = dispatch(
          changeDetector(id, (draft) => {
            Object.assign(draft, detector);
          }),
        );
        try {
          const { data } = await queryFulfilled;
          dispatch(storeDetector(data));
        } catch {
          undo();
        }
      },
      // after a refusal the cached state may be the old one: ask for the present one
      invalidatesTags: (_result, _error, { id }) => [
        { type: 'Detector', id },
        { type: 'Detector', id: LIST },
        { type: 'DetectorState', id },
        { type: 'Entity', id },
        { type: 'Result', id },
      ],
    }),
    deleteDetector: build.mutation<null, DetectorRef>({
      query: ({ id }) => ({ url: pathOf(id), method: 'DELETE', idempotent: true }),
      async onQueryStarted({ id }, { dispatch, queryFulfilled }) {
        const undo = dispatch(dropDetector(id));
        try {
          await queryFulfilled;
        } catch {
          undo();
        }
      },
      invalidatesTags: (_result, _error, { id }) => [
        { type: 'Detector', id: LIST },
        { type: 'Anomaly', id: LIST },
        ...(_error === undefined ? [] : [{ type: 'Detector' as const, id }]),
      ],
    }),
    startDetector: build.mutation<Detector, DetectorRef>({
      query: ({ id }) => ({ url: `${pathOf(id)}/start`, method: 'POST', idempotent: true }),
      async onQueryStarted({ id }, { dispatch, queryFulfilled }) {
        const undo = dispatch(
          changeDetector(id, (draft) => {
            draft.status = 'running';
            draft.status_reason = null;
          }),
        );
        try {
          const { data } = await queryFulfilled;
          dispatch(storeDetector(data));
        } catch {
          undo();
        }
      },
      invalidatesTags: (_result, error, { id }) => [
        { type: 'DetectorState', id },
        { type: 'DetectorHealth', id },
        ...(error === undefined ? [] : [{ type: 'Detector' as const, id }]),
        { type: 'Detector', id: LIST },
      ],
    }),
    stopDetector: build.mutation<Detector, DetectorRef>({
      query: ({ id }) => ({ url: `${pathOf(id)}/stop`, method: 'POST', idempotent: true }),
      async onQueryStarted({ id }, { dispatch, queryFulfilled }) {
        const undo = dispatch(
          changeDetector(id, (draft) => {
            draft.status = 'stopped';
          }),
        );
        try {
          const { data } = await queryFulfilled;
          dispatch(storeDetector(data));
        } catch {
          undo();
        }
      },
      invalidatesTags: (_result, error, { id }) => [
        { type: 'DetectorState', id },
        { type: 'DetectorHealth', id },
        ...(error === undefined ? [] : [{ type: 'Detector' as const, id }]),
        { type: 'Detector', id: LIST },
      ],
    }),
    validateDetector: build.query<Validation, DetectorInput>({
      query: (body) => ({ url: '/detectors/validate', method: 'POST', body, idempotent: true }),
      keepUnusedDataFor: 10,
    }),
    runDetection: build.mutation<Detection, DetectionArgs>({
      query: ({ id, dryRun, ...body }) => ({
        url: `${pathOf(id)}/detect`,
        method: 'POST',
        params: { dry_run: dryRun ? true : undefined },
        body,
      }),
      invalidatesTags: (result, _error, { id, dryRun }) =>
        result === undefined || dryRun
          ? []
          : [
              { type: 'DetectorState', id },
              { type: 'Entity', id },
              { type: 'Result', id },
            ],
    }),
    trainDetector: build.mutation<Training | Job, { id: string; input: TrainingInput }>({
      query: ({ id, input }) => ({ url: `${pathOf(id)}/train`, method: 'POST', body: input }),
      invalidatesTags: (result, _error, { id }) =>
        result === undefined
          ? []
          : [
              { type: 'DetectorState', id },
              { type: 'Entity', id },
              { type: 'Result', id },
              { type: 'Job', id: LIST },
            ],
    }),
  }),
});

export const {
  useCreateDetectorMutation,
  useUpdateDetectorMutation,
  useDeleteDetectorMutation,
  useStartDetectorMutation,
  useStopDetectorMutation,
  useValidateDetectorQuery,
  useRunDetectionMutation,
  useTrainDetectorMutation,
} = detectorChangesApi;
