import { notifications } from '@mantine/notifications';
import {
  type DetectorRef,
  useDeleteDetectorMutation,
  useStartDetectorMutation,
  useStopDetectorMutation,
} from '../../app/api/detectorChanges';
import type { Detector } from '../../app/api/types';

/** Calls of a bulk action that are under way at the same time. */
const AT_ONCE = 4;

export type Action = 'start' | 'stop' | 'delete';
const DONE: Record<Action, string> = { start: 'Started', stop: 'Stopped', delete: 'Deleted' };

/** Whether a detector can be stopped; otherwise it can be started. */
export function isActive({ status }: Pick<Detector, 'status'>): boolean {
  return status === 'running' || status === 'training';
}

/** What can be done to detectors, each by itself: one that is refused does not keep the others. */
export function useDetectorActions() {
  const [start] = useStartDetectorMutation();
  const [stop] = useStopDetectorMutation();
  const [remove] = useDeleteDetectorMutation();

  const run = async (action: Action, { id, name }: DetectorRef): Promise<boolean> => {
    const trigger = { start, stop, delete: remove }[action];
    const result = await trigger({ id, name });
    return result.error === undefined;
  };

  const runAll = async (action: Action, detectors: DetectorRef[]): Promise<void> => {
    const waiting = [...detectors];
    let done = 0;
    const work = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const followed = await run(action, next);
        done += followed ? 1 : 0;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    notifications.show({
      color: done === detectors.length ? 'teal' : 'yellow',
      message: `${DONE[action]} ${done} of ${detectors.length}`,
    });
  };
  return { run, runAll };
}
