import { api } from './api';
import { TIMEOUT_MS } from './baseQuery';
import { unreachableProblem } from './problem';

/** Health of the gateway as MicroProfile Health tells it. */
export interface GatewayHealth {
  status: 'UP' | 'DOWN';
}

/** Not below `/api`, and the answer of one that is not well is no problem document. */
export const healthApi = api.injectEndpoints({
  endpoints: (build) => ({
    fetchGatewayHealth: build.query<GatewayHealth, void>({
      queryFn: async (_args, { signal }) => {
        try {
          const answer = await fetch(`${window.location.origin}/q/health/ready`, {
            signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
          });
          return { data: (await answer.json()) as GatewayHealth };
        } catch {
          return { error: unreachableProblem() };
        }
      },
    }),
  }),
});

export const { useFetchGatewayHealthQuery } = healthApi;
