import {
  IconAlertHexagon,
  IconAlertTriangle,
  IconBellOff,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleDot,
  IconCircleX,
  IconClockPause,
  IconHistory,
  IconInfoCircle,
  IconPlayerPlay,
  IconPlayerStop,
  IconSchool,
  IconUrgent,
} from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import type {
  AnomalyState,
  DetectorStatus,
  HealthState,
  Job,
  Labels,
  Severity,
} from '../app/api/types';
import classes from './Badge.module.css';

export type Tone = 'critical' | 'high' | 'medium' | 'low' | 'good' | 'neutral';
type Icon = ComponentType<{ size?: number; 'aria-hidden'?: boolean }>;

/** Colour, icon and word together: none of them carries the meaning alone. */
export function Badge({ tone, icon: Sign, children }: { tone: Tone; icon: Icon; children: ReactNode }) {
  return (
    <span className={`${classes.badge} ${classes[tone] ?? ''}`}>
      <Sign size={14} aria-hidden />
      {children}
    </span>
  );
}

export const SEVERITY_ICONS: Record<Severity, Icon> = {
  critical: IconUrgent,
  high: IconAlertHexagon,
  medium: IconAlertTriangle,
  low: IconInfoCircle,
};

/** How bad an anomaly is. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  return (
    <Badge tone={severity} icon={SEVERITY_ICONS[severity]}>
      {severity}
    </Badge>
  );
}

const STATUS: Record<DetectorStatus, [Tone, Icon]> = {
  created: ['neutral', IconCircleDashed],
  training: ['low', IconSchool],
  running: ['good', IconPlayerPlay],
  stopped: ['neutral', IconPlayerStop],
  failed: ['critical', IconCircleX],
};

/** What a detector is doing. */
export function StatusBadge({ status }: { status: DetectorStatus }) {
  const [tone, icon] = STATUS[status];
  return (
    <Badge tone={tone} icon={icon}>
      {status}
    </Badge>
  );
}

const HEALTH: Record<HealthState, [Tone, Icon]> = {
  healthy: ['good', IconCircleCheck],
  degraded: ['medium', IconAlertTriangle],
  stale: ['high', IconClockPause],
  unhealthy: ['critical', IconCircleX],
};

/** How well a detector is. */
export function HealthBadge({ health }: { health: HealthState }) {
  const [tone, icon] = HEALTH[health];
  return (
    <Badge tone={tone} icon={icon}>
      {health}
    </Badge>
  );
}

/** Whether an anomaly goes on. */
export function StateBadge({ state }: { state: AnomalyState }) {
  return (
    <Badge tone={state === 'open' ? 'high' : 'neutral'} icon={state === 'open' ? IconCircleDot : IconCircleCheck}>
      {state}
    </Badge>
  );
}

const JOBS: Record<Job['state'], [Tone, Icon]> = {
  queued: ['neutral', IconClockPause],
  running: ['low', IconPlayerPlay],
  finished: ['good', IconCircleCheck],
  failed: ['critical', IconCircleX],
  cancelled: ['neutral', IconPlayerStop],
};

/** How far a job is. */
export function JobBadge({ state }: { state: Job['state'] }) {
  const [tone, icon] = JOBS[state];
  return (
    <Badge tone={tone} icon={icon}>
      {state}
    </Badge>
  );
}

/** Found by an analysis of history, not as it happened. */
export function HistoricalBadge() {
  return (
    <Badge tone="neutral" icon={IconHistory}>
      historical
    </Badge>
  );
}

/** Nobody is to be bothered with it. */
export function SuppressedBadge() {
  return (
    <Badge tone="neutral" icon={IconBellOff}>
      suppressed
    </Badge>
  );
}

/** Labels as small chips. */
export function LabelChips({ labels, most = 6 }: { labels: Labels; most?: number }) {
  const entries = Object.entries(labels);
  if (entries.length === 0) {
    return null;
  }
  return (
    <span className={classes.labels}>
      {entries.slice(0, most).map(([name, value]) => (
        <span key={name} className={classes.label} title={`${name}=${value}`}>
          {name}={value}
        </span>
      ))}
      {entries.length > most && <span className={classes.label}>+{entries.length - most}</span>}
    </span>
  );
}
