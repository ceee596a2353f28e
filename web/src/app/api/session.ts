import { api } from './api';
import type { Session } from './types';

/** Who is signed in; the answers are kept in `sessionSlice`. */
export const sessionApi = api.injectEndpoints({
  endpoints: (build) => ({
    fetchSession: build.query<Session, void>({
      query: () => ({ url: '/session' }),
    }),
    signIn: build.mutation<Session, string>({
      query: (token) => ({ url: '/session', method: 'POST', body: { token } }),
    }),
    signOut: build.mutation<null, void>({
      query: () => ({ url: '/session', method: 'DELETE', idempotent: true }),
      // the next one who signs in may be somebody else
      onQueryStarted: async (_args, { dispatch, queryFulfilled }) => {
        await queryFulfilled.then(
          () => {
            dispatch(api.util.resetApiState());
          },
          () => undefined,
        );
      },
    }),
  }),
});

export const { useFetchSessionQuery, useSignInMutation, useSignOutMutation } = sessionApi;
