import { notifications } from '@mantine/notifications';
import { createListenerMiddleware, isRejectedWithValue } from '@reduxjs/toolkit';
import { describe, isProblem } from './api/problem';

/** How long a failure stays on screen, in milliseconds. */
const FAILURE_SHOWN_MS = 10_000;

interface Refusal {
  type: string;
  payload: unknown;
  meta: { arg: { endpointName: string; originalArgs: unknown } };
}

/** Changes that show before the server has agreed, and what they do. */
const OPTIMISTIC: Record<string, string> = {
  startDetector: 'start',
  stopDetector: 'stop',
  updateDetector: 'save',
  deleteDetector: 'delete',
  enableWebhook: 'change',
  deleteWebhook: 'delete',
  updateSuppression: 'change',
  deleteSuppression: 'delete',
};
/** What a person says of an anomaly or an incident, and what to call its refusal. */
const ANSWERS: Record<string, string> = {
  acknowledgeAnomaly: 'Your answer was not stored',
  acknowledgeIncident: 'Your answer was not stored',
  sendFeedback: 'Your answer was not stored',
  withdrawFeedback: 'The verdict stays',
};

function isRefusalOf(names: string[]) {
  return (action: unknown): action is Refusal =>
    isRejectedWithValue(action) &&
    names.includes((action as unknown as Refusal).meta.arg.endpointName);
}

function nameOf(args: unknown): string {
  const { name, detector, suppression } = args as Partial<Record<'detector' | 'suppression', { name: string }>> & { name?: string };
  return name ?? detector?.name ?? suppression?.name ?? 'it';
}

/** Says what was taken back when the server refuses a change that was already shown. */
export const failureNotices = createListenerMiddleware();

failureNotices.startListening({
  matcher: isRefusalOf(Object.keys(OPTIMISTIC)),
  effect: ({ payload, meta }) => {
    const { endpointName, originalArgs } = meta.arg;
    if (endpointName === 'updateDetector' && isProblem(payload) && payload.status === 412) {
      return; // the form asks what to do
    }
    notifications.show({
      color: 'red',
      title: `Could not ${OPTIMISTIC[endpointName] ?? 'change'} ${nameOf(originalArgs)}`,
      message: `${describe(payload)} It is shown as it was before.`,
      autoClose: FAILURE_SHOWN_MS,
    });
  },
});

failureNotices.startListening({
  matcher: isRefusalOf(Object.keys(ANSWERS)),
  effect: ({ payload, meta }) => {
    notifications.show({
      color: 'red',
      title: ANSWERS[meta.arg.endpointName],
      message: describe(payload),
      autoClose: FAILURE_SHOWN_MS,
    });
  },
});
