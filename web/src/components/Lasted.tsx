import { lengthOf, millisOf } from '../lib/time';
import { useNow } from '../lib/useNow';

/** How long something has lasted, up to now where it goes on. */
export function Lasted({ of }: { of: { started_at: string; ended_at: string | null } }) {
  const now = useNow();
  const from = millisOf(of.started_at);
  const to = millisOf(of.ended_at) ?? now;
  return <>{from === null ? '' : lengthOf(to - from)}</>;
}
