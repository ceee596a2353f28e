import type { Anomaly } from '../api/types';
import { api } from '../api/api';
import { sessionApi } from '../api/session';
import type { AppDispatch } from '../store';
import { announcementOf } from './announce';
import { LiveClient, type Socket } from './LiveClient';
import {
  announced,
  eventReceived,
  signReceived,
  stateChanged,
  streamRenewed,
  subscriptionStarted,
} from './liveSlice';
import { applyEvent, refetchAll, type Stale } from './patches';

/** Lists are fetched again at most this often however many events come, in milliseconds. */
export const REFETCH_EVERY_MS = 1000;
/** After a refusal, one that is still signed in connects anew by itself at most this often, in milliseconds. */
export const READMIT_EVERY_MS = 60_000;
/** New anomalies are read out together at most this often, in milliseconds. */
export const ANNOUNCE_EVERY_MS = 3000;

function address(): string {
  const { protocol, host } = window.location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/api/ws`;
}

/** Runs `work` at once, then at most every `period` milliseconds while there is a demand. */
function throttled(work: () => void, period: number): { ask: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wanted = false;
  const run = () => {
    work();
    wanted = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (wanted) {
        run();
      }
    }, period);
  };
  return {
    ask: () => {
      wanted = true;
      if (timer === undefined) {
        run();
      }
    },
    stop: () => {
      clearTimeout(timer);
    },
  };
}

/** Feeds the store from the event socket until stopped. */
export function connectLive(
  dispatch: AppDispatch,
  connect: () => Socket = () => new WebSocket(address()),
): { client: LiveClient; stop: () => void } {
  let stale: Stale[] = [];
  let opened: Anomaly[] = [];
  let welcomedAt = 0;
  let readmittedAt = -Infinity;
  let stopped = false;
  const refetch = throttled(() => {
    dispatch(api.util.invalidateTags(stale));
    stale = [];
  }, REFETCH_EVERY_MS);
  const announce = throttled(() => {
    dispatch(announced(announcementOf(opened)));
    opened = [];
  }, ANNOUNCE_EVERY_MS);
  // a session that was renewed since the socket opened goes on; the answer says if there is none any more
  const askAgain = async () => {
    const { data } = await dispatch(sessionApi.endpoints.fetchSession.initiate(undefined, { forceRefetch: true, subscribe: false }));
    const now = Date.now();
    if (!stopped && data?.authenticated === true && now - readmittedAt >= READMIT_EVERY_MS) {
      readmittedAt = now;
      client.retry();
    }
  };
  const client = new LiveClient({
    connect,
    listener: {
      onState: (state, detail) => {
        dispatch(stateChanged({ state, at: Date.now(), ...detail }));
      },
      onUnauthorised: () => {
        void askAgain();
      },
      onSign: () => {
        dispatch(signReceived(Date.now()));
      },
      onWelcome: (seq) => {
        welcomedAt = seq;
        dispatch(subscriptionStarted(seq));
      },
      onGap: (reset) => {
        if (reset) {
          stale = [];
          opened = [];
          dispatch(streamRenewed({ seq: welcomedAt, at: Date.now() }));
          dispatch(api.util.resetApiState());
        } else {
          dispatch(refetchAll());
        }
      },
      onEvent: (event) => {
        dispatch(eventReceived({ event, at: Date.now() }));
        stale.push(...dispatch(applyEvent(event)));
        if (stale.length > 0) {
          refetch.ask();
        }
        const anomaly = event.data as unknown as Anomaly;
        if (event.type === 'anomaly_detected' && !anomaly.suppressed) {
          opened.push(anomaly);
          announce.ask();
        }
      },
    },
  });
  client.start();
  return {
    client,
    stop: () => {
      stopped = true;
      client.stop();
      refetch.stop();
      announce.stop();
    },
  };
}
