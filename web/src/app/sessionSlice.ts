import { createSlice, isRejectedWithValue } from '@reduxjs/toolkit';
import { isProblem } from './api/problem';
import { sessionApi } from './api/session';
import type { Session } from './api/types';
import type { RootState } from './store';

export interface SessionSlice {
  /** Whether the server has said who is signed in, or cannot be asked: until then nothing is shown. */
  asked: boolean;
  /** Somebody was signed in, and is not any more without having signed out. */
  ended: boolean;
  session: Session;
}

const NOBODY: Session = { authenticated: false, required: false, name: null, role: null, expires_at: null };

const initialState: SessionSlice = { asked: false, ended: false, session: NOBODY };

/** The answer of a gateway that asks for tokens, rather than that of a proxy before it. */
export const UNAUTHORIZED = 'urn:aiops:problem:unauthorized';

const { fetchSession, signIn, signOut } = sessionApi.endpoints;

function take(slice: SessionSlice, session: Session) {
  slice.asked = true;
  slice.ended = !session.authenticated && (slice.ended || slice.session.authenticated);
  slice.session = session;
}

const slice = createSlice({
  name: 'session',
  initialState,
  reducers: {},
  extraReducers: (build) => {
    build
      .addMatcher(fetchSession.matchFulfilled, (state, { payload }) => {
        take(state, payload);
      })
      // pages say themselves that the server is away
      .addMatcher(fetchSession.matchRejected, (state) => {
        state.asked = true;
      })
      .addMatcher(signIn.matchFulfilled, (state, { payload }) => {
        take(state, payload);
      })
      .addMatcher(signOut.matchFulfilled, (state) => {
        state.session = { ...NOBODY, required: true };
        state.ended = false;
      })
      .addMatcher(isRejectedWithValue, (state, { payload, meta }) => {
        const { endpointName } = (meta as { arg: { endpointName?: string } }).arg;
        if (endpointName !== 'signIn' && isProblem(payload) && payload.type === UNAUTHORIZED) {
          take(state, { ...NOBODY, required: true });
        }
      });
  },
});

export const sessionReducer = slice.reducer;

/** Whether there is something to show: somebody is signed in, or need not be. */
export function admitted({ session: { asked, session } }: RootState): boolean {
  return asked && (session.authenticated || !session.required);
}

/** Why the one who is here may change nothing; null for who may. */
export function whyNotChange({ session: { session } }: RootState): string | null {
  return session.role === 'viewer' ? `${session.name ?? 'This session'} is a viewer: changing something needs an operator.` : null;
}
