import { IconAlertTriangle, IconChartLine, IconCircleCheck, IconEye } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { Link } from 'react-router';
import type { IncidentDetail } from '../../app/api/types';
import { Card } from '../../components/Page';
import { millisOf, timeOfDay, dateTime } from '../../lib/time';
import classes from './incident.module.css';

const SIGNS: Record<string, [ComponentType<{ size?: number; 'aria-hidden'?: boolean }>, string]> = {
  started: [IconAlertTriangle, 'var(--high)'],
  detected: [IconEye, 'var(--low)'],
  peaked: [IconChartLine, 'var(--critical)'],
  ended: [IconCircleCheck, 'var(--good)'],
};
const OTHER: (typeof SIGNS)[string] = [IconAlertTriangle, 'var(--mantine-color-dimmed)'];

/** What happened, one after the other. */
export function Course({ incident }: { incident: IncidentDetail }) {
  return (
    <Card title="What happened" flush>
      <ol className={classes.course} aria-label="What happened">
        {incident.timeline.map(({ at, kind, anomaly_id: anomaly, text }) => {
          const [Sign, color] = SIGNS[kind] ?? OTHER;
          const millis = millisOf(at);
          return (
            <li key={`${anomaly} ${kind}`}>
              <time dateTime={at} title={millis === null ? undefined : dateTime(millis, true)}>
                {millis === null ? '' : timeOfDay(millis)}
              </time>
              <span style={{ color, display: 'flex' }}>
                <Sign size={16} aria-hidden />
              </span>
              <Link to={`/anomalies/${anomaly}`}>{text}</Link>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
