import { Link } from 'react-router';
import type { Anomaly, IncidentDetail } from '../../app/api/types';
import { LabelChips, SeverityBadge, StateBadge, SuppressedBadge } from '../../components/Badge';
import { Lasted } from '../../components/Lasted';
import { Card } from '../../components/Page';
import { lengthOf, millisOf, timeOfDay } from '../../lib/time';
import { useNow } from '../../lib/useNow';
import classes from './incident.module.css';

/** A bar narrower than this cannot be seen, in per cent. */
const LEAST_WIDTH = 0.8;

interface Span {
  from: number;
  to: number;
}

function spanOf(anomaly: Anomaly, now: number): Span {
  const from = millisOf(anomaly.started_at) ?? now;
  return { from, to: Math.max(from, millisOf(anomaly.ended_at) ?? now) };
}

/** When an anomaly was, within the whole incident; the words beside it say the same. */
function Bar({ anomaly, whole, now }: { anomaly: Anomaly; whole: Span; now: number }) {
  const { from, to } = spanOf(anomaly, now);
  const length = Math.max(1, whole.to - whole.from);
  const width = Math.max(LEAST_WIDTH, ((to - from) / length) * 100);
  const left = Math.min(100 - width, ((from - whole.from) / length) * 100);
  return (
    <div className={classes.track} aria-hidden>
      <span style={{ left: `${left}%`, width: `${width}%`, background: `var(--${anomaly.severity})` }} />
    </div>
  );
}

/** The anomalies of an incident in the order in which they began, and how each lies in time. */
export function Members({ incident }: { incident: IncidentDetail }) {
  const now = useNow();
  const spans = incident.anomalies.map((each) => spanOf(each, now));
  const whole = {
    from: Math.min(...spans.map(({ from }) => from)),
    to: Math.max(...spans.map(({ to }) => to)),
  };
  return (
    <Card title="Anomalies, in the order in which they began" flush>
      <ol className={classes.members} aria-label="Anomalies in order of onset">
        {incident.anomalies.map((anomaly, index) => {
          const late = (spans[index]?.from ?? whole.from) - whole.from;
          return (
            <li key={anomaly.id}>
              <span className={classes.onset}>
                <b>{timeOfDay(spans[index]?.from ?? whole.from)}</b>
                <span>{late === 0 ? 'first' : `+${lengthOf(late)}`}</span>
              </span>
              <span className={classes.member}>
                <span className={classes.names}>
                  <Link to={`/anomalies/${anomaly.id}`} className={classes.name} data-row-link>
                    {anomaly.detector_name}
                  </Link>
                  <SeverityBadge severity={anomaly.severity} />
                  <StateBadge state={anomaly.state} />
                  {anomaly.suppressed && <SuppressedBadge />}
                  <LabelChips labels={anomaly.entity} most={4} />
                </span>
                <span className={classes.words}>{anomaly.explanation}</span>
                <Bar anomaly={anomaly} whole={whole} now={now} />
              </span>
              <span className={classes.lasted}>
                {anomaly.state === 'open' ? 'for ' : 'lasted '}
                <Lasted of={anomaly} />
              </span>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
