import { Skeleton } from '@mantine/core';
import {
  IconActivityHeartbeat,
  IconAlertTriangle,
  IconClockHour4,
  IconDatabase,
} from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { Link } from 'react-router';
import { useFetchAnomaliesQuery } from '../../app/api/anomalies';
import { useFetchDetectorsQuery } from '../../app/api/detectors';
import { useFetchSourcesQuery } from '../../app/api/sources';
import type { Severity } from '../../app/api/types';
import { useFreshness } from '../../app/hooks';
import { OPEN_COUNT } from '../../app/shell/openCount';
import { count, NONE, plural } from '../../lib/format';
import { DAY } from '../../lib/time';
import classes from './overview.module.css';

interface TileProps {
  to: string;
  name: string;
  icon: ComponentType<{ size?: number; 'aria-hidden'?: boolean }>;
  figure: ReactNode;
  note: ReactNode;
  loading: boolean;
}

function Tile({ to, name, icon: Icon, figure, note, loading }: TileProps) {
  return (
    <Link to={to} className={classes.tile}>
      <span className={classes.tileName}>
        <Icon size={16} aria-hidden /> {name}
      </span>
      {loading ? (
        <Skeleton height={30} width={70} my={3} />
      ) : (
        <span className={classes.figure}>{figure}</span>
      )}
      <span className={classes.note}>{loading ? ' ' : note}</span>
    </Link>
  );
}

const LAST_DAY = { page: 1, limit: 1, suppressed: false, range: { within: DAY } };
const SEVERITIES: Severity[] = ['critical', 'high', 'medium', 'low'];

function OpenTile() {
  const freshness = useFreshness();
  const critical = useFetchAnomaliesQuery({ ...OPEN_COUNT, severity: 'critical' }, freshness);
  const high = useFetchAnomaliesQuery({ ...OPEN_COUNT, severity: 'high' }, freshness);
  const all = useFetchAnomaliesQuery(OPEN_COUNT, freshness);
  const silent = useFetchAnomaliesQuery({ ...OPEN_COUNT, suppressed: true }, freshness);
  const suppressed = silent.data?.pagination.total ?? 0;
  const total = all.data?.pagination.total;
  const counts = [critical, high].flatMap(({ data }, index) => {
    const found = data?.pagination.total ?? 0;
    return found > 0 ? [`${found} ${SEVERITIES[index] ?? ''}`] : [];
  });
  return (
    <Tile
      to="/anomalies?state=open&suppressed=false&sort=-severity"
      name="Open anomalies"
      icon={IconAlertTriangle}
      figure={count(total)}
      note={[
        total === 0 ? 'all is as usual' : counts.length > 0 ? counts.join(', ') : 'none of them severe',
        ...(suppressed > 0 ? [`${count(suppressed)} suppressed`] : []),
      ].join(', ')}
      loading={all.isLoading}
    />
  );
}

function DetectorTile() {
  const freshness = useFreshness();
  const all = useFetchDetectorsQuery({ page: 1, limit: 1 }, freshness);
  const running = useFetchDetectorsQuery({ page: 1, limit: 1, status: 'running' }, freshness);
  const failed = useFetchDetectorsQuery({ page: 1, limit: 1, status: 'failed' }, freshness);
  const bad = failed.data?.pagination.total ?? 0;
  return (
    <Tile
      to={bad > 0 ? '/detectors?status=failed' : '/detectors'}
      name="Detectors running"
      icon={IconActivityHeartbeat}
      figure={
        <>
          {count(running.data?.pagination.total)} <small>of {count(all.data?.pagination.total)}</small>
        </>
      }
      note={bad > 0 ? `${bad} failed` : 'none failed'}
      loading={all.isLoading || running.isLoading}
    />
  );
}

function SourceTile() {
  const { data, isLoading } = useFetchSourcesQuery(undefined, useFreshness());
  const down = data?.sources.filter(({ reachable }) => reachable === false) ?? [];
  return (
    <Tile
      to="/sources"
      name="Sources reachable"
      icon={IconDatabase}
      figure={
        data === undefined ? (
          NONE
        ) : (
          <>
            {data.sources.filter(({ reachable }) => reachable === true).length}{' '}
            <small>of {data.sources.length}</small>
          </>
        )
      }
      note={
        data?.sources.length === 0
          ? 'none configured'
          : down.length > 0
            ? `${down.map(({ name }) => name).join(', ')} down`
            : 'no interruption'
      }
      loading={isLoading}
    />
  );
}

function DayTile() {
  const { data, isLoading } = useFetchAnomaliesQuery(LAST_DAY, useFreshness());
  const total = data?.pagination.total;
  return (
    <Tile
      to="/anomalies?range=24h&suppressed=false"
      name="Last 24 hours"
      icon={IconClockHour4}
      figure={count(total)}
      note={total === undefined ? '' : `${plural(total, 'anomaly', 'anomalies').replace(/^\S+ /, '')} found`}
      loading={isLoading}
    />
  );
}

/** The four figures that say how things stand. */
export function Tiles() {
  return (
    <div className={classes.tiles}>
      <OpenTile />
      <DetectorTile />
      <DayTile />
      <SourceTile />
    </div>
  );
}
