import { IconCircleFilled, IconPlugConnectedX, IconRefresh, IconWifiOff } from '@tabler/icons-react';
import { use } from 'react';
import { ago, lengthOf } from '../../lib/time';
import { useNow } from '../../lib/useNow';
import { useAppSelector } from '../hooks';
import type { LiveState } from '../live/LiveClient';
import { Flyout } from './Flyout';
import { RetryLive } from './liveContext';
import classes from './Shell.module.css';

const LOOKS: Record<LiveState, { text: string; color: string; icon: typeof IconCircleFilled }> = {
  connecting: { text: 'Connecting', color: 'var(--medium)', icon: IconRefresh },
  live: { text: 'Live', color: 'var(--good)', icon: IconCircleFilled },
  reconnecting: { text: 'Reconnecting', color: 'var(--medium)', icon: IconRefresh },
  offline: { text: 'Offline', color: 'var(--critical)', icon: IconWifiOff },
  refused: { text: 'Not live', color: 'var(--critical)', icon: IconPlugConnectedX },
};

function sinceText(millis: number | null, now: number): string {
  return millis === null ? 'none yet' : ago(millis, now);
}

/** Whether what is on screen follows what happens, and how old the last event is. */
export function Connectivity() {
  const live = useAppSelector((state) => state.live);
  const now = useNow();
  const { text, color, icon: Icon } = LOOKS[live.state];
  return (
    <Flyout
      className={classes.live}
      title="Connection"
      button={
        <>
          <Icon size={live.state === 'live' ? 10 : 15} style={{ color }} aria-hidden />
          {text}
          {live.lastEventAt !== null && (
            <span className={classes.age}>event {ago(live.lastEventAt, now)}</span>
          )}
        </>
      }
    >
      <dl className={classes.facts}>
        <dt>Connection</dt>
        <dd>{text.toLowerCase()}</dd>
        {live.since > 0 && (
          <>
            <dt>For</dt>
            <dd>{lengthOf(now - live.since)}</dd>
          </>
        )}
        <dt>Last event</dt>
        <dd>{sinceText(live.lastEventAt, now)}</dd>
        <dt>Last sign of life</dt>
        <dd>{sinceText(live.lastSignAt, now)}</dd>
      </dl>
    </Flyout>
  );
}

/** A short interruption is no news; only after this many milliseconds it gets a banner. */
const PATIENCE_MS = 4000;

/** Says what it means that there is no live connection. */
export function ConnectionBanner() {
  const { state, since, retryAt, reason } = useAppSelector((root) => root.live);
  const retry = use(RetryLive);
  const now = useNow();
  const patient = now - since < PATIENCE_MS;
  if (state === 'live' || state === 'connecting' || (state === 'reconnecting' && patient)) {
    return null;
  }
  const wait = retryAt === null ? 0 : Math.max(0, Math.ceil((retryAt - now) / 1000));
  return (
    <div className={classes.banner} role="status">
      {state === 'offline' && (
        <span>
          <strong>You are offline.</strong> What you see may be out of date, and changes cannot be sent.
        </span>
      )}
      {state === 'reconnecting' && (
        <span>
          <strong>The live connection is interrupted.</strong> Lists are refreshed now and then until it is
          back{wait > 0 ? `; next try in ${wait}s` : ''}.
        </span>
      )}
      {state === 'refused' && (
        <span>
          <strong>Live updates are off.</strong> {reason}
        </span>
      )}
      {state !== 'offline' && (
        <button type="button" onClick={retry}>
          Connect now
        </button>
      )}
    </div>
  );
}
