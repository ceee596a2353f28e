import { NONE } from '../lib/format';
import { ago, dateTime, millisOf } from '../lib/time';
import { useNow } from '../lib/useNow';

/** How long ago a time of the API was; the exact time is its title. */
export function TimeAgo({ time }: { time: string | number | null | undefined }) {
  const now = useNow();
  const millis = millisOf(time);
  if (millis === null) {
    return <>{NONE}</>;
  }
  return (
    <time dateTime={new Date(millis).toISOString()} title={dateTime(millis, true)}>
      {ago(millis, now)}
    </time>
  );
}
