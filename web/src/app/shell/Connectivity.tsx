import { IconCircleFilled, IconPlugConnectedX, IconRefresh, IconWifiOff } from '@tabler/icons-react';
import { use } from 'react';
import { ago, lengthOf } from '../../lib/time';
import { useNow } from '../../lib/useNow';
import { useAppSelector } from '../hooks';
import type { LiveState } from '../live/LiveClient';
import type { LiveSlice } from '../live/liveSlice';
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

/** A short interruption is no news; only after this many milliseconds it counts as being offline. */
const PATIENCE_MS = 4000;

/** What the connection is for a person: one that does not come back is offline, whoever is to blame. */
function shownState({ state, lostAt }: LiveSlice, now: number): LiveState {
  return state === 'reconnecting' && lostAt !== null && now - lostAt >= PATIENCE_MS ? 'offline' : state;
}

/** Whether what is on screen follows what happens, and how old the last event is. */
export function Connectivity() {
  const live = useAppSelector((state) => state.live);
  const now = useNow();
  const { text, color, icon: Icon } = LOOKS[shownState(live, now)];
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
            <dd>{lengthOf(now - (live.lostAt ?? live.since))}</dd>
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

/** Says what it means that there is no live connection. */
export function ConnectionBanner() {
  const live = useAppSelector((root) => root.live);
  const { state, retryAt, reason, lastSignAt } = live;
  const retry = use(RetryLive);
  const now = useNow();
  const shown = shownState(live, now);
  if (shown !== 'offline' && shown !== 'refused') {
    return null;
  }
  const wait = retryAt === null ? 0 : Math.max(0, Math.ceil((retryAt - now) / 1000));
  // what ticks stays out of the live region, or it would be read out each second
  return (
    <div className={classes.banner}>
      <span role="status">
        {state === 'offline' && (
          <>
            <strong>You are offline.</strong> What you see may be out of date, and changes cannot be sent.
          </>
        )}
        {state === 'reconnecting' && (
          <>
            <strong>The live connection is interrupted.</strong> What you see may be out of date.
          </>
        )}
        {state === 'refused' && (
          <>
            <strong>Live updates are off.</strong> {reason}
          </>
        )}
      </span>
      {shown === 'offline' && lastSignAt !== null && (
        <span>The server was last heard {ago(lastSignAt, now)}.</span>
      )}
      {state === 'reconnecting' && <span>{wait > 0 ? `Next try in ${wait}s.` : 'Trying now.'}</span>}
      {state !== 'offline' && (
        <button type="button" onClick={retry}>
          Connect now
        </button>
      )}
    </div>
  );
}
