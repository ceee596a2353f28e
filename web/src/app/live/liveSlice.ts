import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { SystemHealth } from '../api/types';
import type { LiveEvent } from './frames';
import type { LiveState } from './LiveClient';

export interface LiveSlice {
  state: LiveState;
  /** Epoch milliseconds of the last change of `state`. */
  since: number;
  /** Epoch milliseconds from which on there is no connection; null while there is one. */
  lostAt: number | null;
  retryAt: number | null;
  reason: string | null;
  /** Epoch milliseconds of the last event, and of the last frame of any kind. */
  lastEventAt: number | null;
  lastSignAt: number | null;
  /** Where the event stream stood when this page subscribed. */
  firstSeq: number | null;
  /** Epoch milliseconds from which on the server counts its events anew; null while it never did. */
  renewedAt: number | null;
  /** Newest first. */
  recent: LiveEvent[];
  /** Parts of the pipeline that have reported a change, by component and name. */
  system: Record<string, SystemHealth>;
  /** What a screen reader is told. */
  announcement: string;
}

/** Events kept for the activity list. */
export const RECENT_EVENTS = 60;

const initialState: LiveSlice = {
  state: 'connecting',
  since: 0,
  lostAt: null,
  retryAt: null,
  reason: null,
  lastEventAt: null,
  lastSignAt: null,
  firstSeq: null,
  renewedAt: null,
  recent: [],
  system: {},
  announcement: '',
};

const slice = createSlice({
  name: 'live',
  initialState,
  reducers: {
    stateChanged: (
      live,
      {
        payload,
      }: PayloadAction<{ state: LiveState; at: number; retryAt: number | null; reason: string | null }>,
    ) => {
      if (live.state !== payload.state) {
        live.since = payload.at;
      }
      live.state = payload.state;
      live.lostAt = payload.state === 'live' ? null : (live.lostAt ?? payload.at);
      live.retryAt = payload.retryAt;
      live.reason = payload.reason;
    },
    subscriptionStarted: (live, { payload }: PayloadAction<number>) => {
      live.firstSeq ??= payload;
    },
    /** What the former events tell of may be gone, and its ids may mean something else by now. */
    streamRenewed: (live, { payload }: PayloadAction<{ seq: number; at: number }>) => {
      live.renewedAt = payload.at;
      live.firstSeq = payload.seq;
      live.lastEventAt = null;
      live.recent = [];
      live.system = {};
      live.announcement = '';
    },
    signReceived: (live, { payload }: PayloadAction<number>) => {
      live.lastSignAt = payload;
    },
    eventReceived: (live, { payload }: PayloadAction<{ event: LiveEvent; at: number }>) => {
      const { event, at } = payload;
      live.lastEventAt = at;
      live.recent.unshift(event);
      live.recent.length = Math.min(live.recent.length, RECENT_EVENTS);
      if (event.type === 'system_health') {
        const health = event.data as unknown as SystemHealth;
        const key = `${health.component}/${health.name}`;
        if (health.version >= (live.system[key]?.version ?? 0)) {
          live.system[key] = health;
        }
      }
    },
    announced: (live, { payload }: PayloadAction<string>) => {
      live.announcement = payload;
    },
  },
});

export const { stateChanged, subscriptionStarted, streamRenewed, signReceived, eventReceived, announced } =
  slice.actions;
export const liveReducer = slice.reducer;
