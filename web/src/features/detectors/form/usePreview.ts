import { skipToken } from '@reduxjs/toolkit/query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { isUnderWay, type PreviewArgs, useCancelJobMutation, useFetchJobQuery, useStartPreviewMutation } from '../../../app/api/jobs';
import type { Job } from '../../../app/api/types';
import { SECOND } from '../../../lib/time';

const POLL_MS = SECOND;

export interface PreviewState {
  job: Job | undefined;
  /** Why there is no job, or nothing is known of it. */
  error: unknown;
  starting: boolean;
  run: (args: PreviewArgs) => void;
  /** Cancels what is under way; a result stays. */
  stop: () => void;
}

/** One preview at a time: another one, or leaving, cancels what is under way. */
export function usePreview(): PreviewState {
  const [start, started] = useStartPreviewMutation();
  const [cancel] = useCancelJobMutation();
  const [id, setId] = useState<string>();
  const [over, setOver] = useState(false);
  const query = useFetchJobQuery(id ?? skipToken, { pollingInterval: over ? 0 : POLL_MS });
  const job = query.currentData;
  if (job !== undefined && isUnderWay(job) === over) {
    setOver(!isUnderWay(job));
  }
  // counts the requests, so that an answer that nobody waits for any more is cancelled as well
  const round = useRef(0);
  const present = useRef<string>(undefined);
  useEffect(() => {
    present.current = over ? undefined : id;
  }, [id, over]);
  const stop = useCallback(() => {
    round.current++;
    if (present.current !== undefined) {
      void cancel({ id: present.current });
      present.current = undefined;
    }
  }, [cancel]);
  useEffect(() => stop, [stop]);
  const run = (args: PreviewArgs) => {
    stop();
    setId(undefined);
    setOver(false);
    const mine = round.current;
    void start(args).then(({ data }) => {
      if (data !== undefined && round.current === mine) {
        setId(data.id);
      } else if (data !== undefined) {
        void cancel({ id: data.id });
      }
    });
  };
  return {
    job,
    error: id === undefined ? started.error : query.error,
    starting: started.isLoading || (id !== undefined && job === undefined && query.error === undefined),
    run,
    stop,
  };
}
