import {
  IconActivityHeartbeat,
  IconAlertTriangle,
  IconBellOff,
  IconCircleCheck,
  IconDatabase,
  IconFlame,
  IconPencil,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { Link } from 'react-router';
import { useFetchEventsQuery } from '../../app/api/events';
import type { Anomaly, DetectorHealth, Incident, SystemHealth } from '../../app/api/types';
import { useAppSelector } from '../../app/hooks';
import type { LiveEvent } from '../../app/live/frames';
import { Card } from '../../components/Page';
import { Empty, Loading } from '../../components/States';
import { TimeAgo } from '../../components/TimeAgo';
import { plural, words } from '../../lib/format';
import classes from './overview.module.css';

const SHOWN = 12;
/** How far back the list looks when the page is opened, in events. */
const BACK = 40;

type Icon = ComponentType<{ size?: number; 'aria-hidden'?: boolean }>;
interface Line {
  icon: Icon;
  color: string;
  /** What is said before and after the name, which may be of any length and direction. */
  before: string;
  name: string;
  after: string;
  to: string | null;
  detail: string;
}

const DETECTOR_ICONS: Record<string, Icon> = {
  created: IconPlus,
  updated: IconPencil,
  deleted: IconTrash,
  started: IconPlayerPlay,
  stopped: IconPlayerStop,
};

/** An event in words; null for one that is no news to a person. */
export function lineOf(event: LiveEvent): Line | null {
  const { type, data } = event;
  if (type === 'anomaly_detected' || type === 'anomaly_resolved') {
    const anomaly = data as unknown as Anomaly;
    const over = type === 'anomaly_resolved';
    const silent = anomaly.suppressed;
    return {
      icon: over ? IconCircleCheck : silent ? IconBellOff : IconAlertTriangle,
      color: silent ? 'var(--mantine-color-dimmed)' : over ? 'var(--good)' : `var(--${anomaly.severity})`,
      before: `${over ? 'Resolved' : `New ${anomaly.severity} anomaly`}${silent ? ', suppressed' : ''}: `,
      name: anomaly.detector_name,
      after: '',
      to: `/anomalies/${anomaly.id}`,
      detail: anomaly.explanation,
    };
  }
  if (type === 'incident_opened' || type === 'incident_resolved') {
    const incident = data as unknown as Incident;
    const over = type === 'incident_resolved';
    return {
      icon: over ? IconCircleCheck : IconFlame,
      color: over ? 'var(--good)' : `var(--${incident.severity})`,
      before: over ? 'Incident over: ' : `New ${incident.severity} incident: `,
      name: incident.title,
      after: '',
      to: `/incidents/${incident.id}`,
      detail: plural(incident.members.length, 'anomaly', 'anomalies'),
    };
  }
  if (type === 'detector_health') {
    const { name, health } = data as unknown as { name: string; health: DetectorHealth };
    return {
      icon: IconActivityHeartbeat,
      color: health.health === 'healthy' ? 'var(--good)' : 'var(--high)',
      before: '',
      name,
      after: ` is ${health.health}`,
      to: `/detectors/${health.id}`,
      detail: health.reasons.map(({ message }) => message).join('; '),
    };
  }
  if (type === 'system_health') {
    const { component, name, state, message } = data as unknown as SystemHealth;
    return {
      icon: IconDatabase,
      color: state === 'up' ? 'var(--good)' : 'var(--critical)',
      before: `${words(component)} `,
      name,
      after: ` is ${state}`,
      to: '/sources',
      detail: message ?? '',
    };
  }
  const [, verb] = /^detector_(.+)$/.exec(type) ?? [];
  const icon = verb === undefined ? undefined : DETECTOR_ICONS[verb];
  if (icon === undefined || verb === undefined) {
    return null;
  }
  const name = typeof data.name === 'string' ? data.name : (event.detector_id ?? 'Detector');
  const id = typeof data.id === 'string' ? data.id : event.detector_id;
  return {
    icon,
    color: 'var(--mantine-color-dimmed)',
    before: '',
    name,
    after: ` ${verb}`,
    to: verb === 'deleted' || id === null ? null : `/detectors/${id}`,
    detail: '',
  };
}

/** A name written from right to left must not turn the words around it. */
function Words({ before, name, after }: Pick<Line, 'before' | 'name' | 'after'>) {
  return (
    <>
      {before}
      <bdi>{name}</bdi>
      {after}
    </>
  );
}

/** The latest events, those from before the page was opened included. */
export function Activity() {
  const recent = useAppSelector((state) => state.live.recent);
  const firstSeq = useAppSelector((state) => state.live.firstSeq);
  const renewedAt = useAppSelector((state) => state.live.renewedAt);
  const past = useFetchEventsQuery(
    { since: Math.max(0, (firstSeq ?? 0) - BACK), limit: BACK },
    { skip: firstSeq === null },
  );
  const known = new Set(recent.map(({ seq }) => seq));
  const events = [...recent, ...(past.data?.events ?? []).filter(({ seq }) => !known.has(seq))];
  const lines = events
    .sort((a, b) => b.seq - a.seq)
    .flatMap((event) => {
      const line = lineOf(event);
      return line === null ? [] : [{ event, line }];
    })
    .slice(0, SHOWN);
  return (
    <Card title="Recent activity" flush>
      {renewedAt !== null && (
        <p className={classes.remark}>
          The server started its events anew <TimeAgo time={renewedAt} />. Those from before are no longer listed.
        </p>
      )}
      {lines.length === 0 ? (
        past.isLoading ? (
          <Loading rows={3} />
        ) : (
          <Empty title="Nothing has happened yet" />
        )
      ) : (
        <ul className={classes.list}>
          {lines.map(({ event, line: { icon: Icon, color, to, detail, ...line } }) => (
            <li key={event.seq}>
              <span style={{ color, display: 'flex' }}>
                <Icon size={18} aria-hidden />
              </span>
              <span className={classes.text}>
                {to === null ? <Words {...line} /> : <Link to={to}><Words {...line} /></Link>}
                {detail !== '' && <span className={classes.detail}>{detail}</span>}
              </span>
              <span className={classes.when}>
                <TimeAgo time={event.time} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
