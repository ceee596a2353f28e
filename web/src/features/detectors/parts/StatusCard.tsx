import { useFetchDetectorHealthQuery, useFetchDetectorStatusQuery } from '../../../app/api/detectors';
import type { Detector } from '../../../app/api/types';
import { HealthBadge } from '../../../components/Badge';
import { Meter } from '../../../components/Meter';
import { Card } from '../../../components/Page';
import { Loaded, Loading } from '../../../components/States';
import { TimeAgo } from '../../../components/TimeAgo';
import { bytes, count, latency, NONE, plural, words } from '../../../lib/format';
import { lengthOf } from '../../../lib/time';
import classes from './detector.module.css';
import { usePolling } from './usePolling';

/** How well the detector is, and why not better. */
export function HealthCard({ detector }: { detector: Detector }) {
  const query = useFetchDetectorHealthQuery(detector.id, usePolling(detector));
  return (
    <Card title="Health" actions={query.data === undefined ? null : <HealthBadge health={query.data.health} />}>
      <Loaded query={query} what="Health" loading={<Loading rows={2} />}>
        {({ reasons, last_point_at, checked_at }) => (
          <>
            <dl className={classes.facts}>
              <dt>Last point</dt>
              <dd>
                <TimeAgo time={last_point_at} />
              </dd>
              <dt>Checked</dt>
              <dd>
                <TimeAgo time={checked_at} />
              </dd>
            </dl>
            {reasons.length > 0 && (
              <ul className={classes.reasons} aria-label="Reasons">
                {reasons.map(({ code, message, since }) => (
                  <li key={code}>
                    {message}
                    <small>
                      {words(code)}, since <TimeAgo time={since} />
                    </small>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Loaded>
    </Card>
  );
}

/** What the detector is doing, in figures. */
export function StatusCard({ detector }: { detector: Detector }) {
  const query = useFetchDetectorStatusQuery(detector.id, usePolling(detector));
  return (
    <Card title="Status">
      <Loaded query={query} what="Status" loading={<Loading rows={6} />}>
        {(status) => (
          <div className={classes.stack}>
            {status.phase === 'warming_up' && (
              <div>
                <p className={classes.note}>
                  Warming up, {Math.round(status.progress.percent)}%
                  {status.progress.eta_seconds !== null && status.progress.eta_seconds > 0
                    ? `, about ${lengthOf(status.progress.eta_seconds * 1000)} left`
                    : ''}
                </p>
                <Meter share={status.progress.percent / 100} />
              </div>
            )}
            <dl className={classes.facts}>
              <dt>Series</dt>
              <dd>{count(status.entities)}</dd>
              <dt>Points scored</dt>
              <dd>{count(status.points_processed)}</dd>
              <dt>Anomalies</dt>
              <dd>
                {count(status.anomalies_detected)}, {plural(status.open_anomalies, 'open', 'open')}
              </dd>
              <dt>Lag</dt>
              <dd>{status.lag_seconds === null ? NONE : lengthOf(status.lag_seconds * 1000)}</dd>
              <dt>Running since</dt>
              <dd>{status.status === 'running' ? <TimeAgo time={status.started_at} /> : NONE}</dd>
              <dt>Scoring time</dt>
              <dd title="median and 99th percentile">
                {status.detect_latency_ms === null
                  ? NONE
                  : `${latency(status.detect_latency_ms.p50)} / ${latency(status.detect_latency_ms.p99)}`}
              </dd>
              <dt>Model</dt>
              <dd>{status.model === null ? NONE : words(status.model.type)}</dd>
              <dt>Learnt from</dt>
              <dd>{status.model === null ? NONE : plural(status.model.sample_count, 'point')}</dd>
              <dt>Memory</dt>
              <dd>{bytes(status.memory_bytes)}</dd>
            </dl>
          </div>
        )}
      </Loaded>
    </Card>
  );
}
