import { IconCircleCheck, IconCircleDashed, IconCircleX, IconPlugConnected } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useFetchDetectorsQuery } from '../../app/api/detectors';
import { useFetchSourcesQuery } from '../../app/api/sources';
import type { Source } from '../../app/api/types';
import { useAppSelector, useFreshness } from '../../app/hooks';
import { Badge, StatusBadge } from '../../components/Badge';
import { Card } from '../../components/Page';
import { Loaded } from '../../components/States';
import { TimeAgo } from '../../components/TimeAgo';
import { latency, words } from '../../lib/format';
import classes from './overview.module.css';

/** Whether a source answered when it was last asked. */
export function ReachableBadge({ reachable }: { reachable: boolean | null }) {
  if (reachable === null) {
    return (
      <Badge tone="neutral" icon={IconCircleDashed}>
        not checked
      </Badge>
    );
  }
  return reachable ? (
    <Badge tone="good" icon={IconCircleCheck}>
      reachable
    </Badge>
  ) : (
    <Badge tone="critical" icon={IconCircleX}>
      unreachable
    </Badge>
  );
}

function SourceItem({ source }: { source: Source }) {
  return (
    <li>
      <span className={classes.text}>
        <Link to="/sources">{source.name}</Link>
        <span className={classes.detail} title={source.last_error ?? undefined}>
          {source.last_error ?? `${source.kind}, answered in ${latency(source.latency_ms)}`}
        </span>
      </span>
      <ReachableBadge reachable={source.reachable} />
    </li>
  );
}

/** What the services have reported of themselves since this page was opened. */
function Services() {
  const live = useAppSelector((state) => state.live);
  const services = Object.values(live.system).filter(({ component }) => component !== 'source');
  return (
    <>
      <li>
        <span className={classes.text}>
          Live events
          <span className={classes.detail}>
            {live.lastEventAt === null ? (
              'no event yet'
            ) : (
              <>
                last event <TimeAgo time={live.lastEventAt} />
              </>
            )}
          </span>
        </span>
        <Badge tone={live.state === 'live' ? 'good' : 'medium'} icon={IconPlugConnected}>
          {live.state}
        </Badge>
      </li>
      {services.map((each) => (
        <li key={`${each.component}/${each.name}`}>
          <span className={classes.text}>
            {each.name}
            <span className={classes.detail}>
              {each.message ?? words(each.component)}, <TimeAgo time={each.since} />
            </span>
          </span>
          <Badge tone={each.state === 'up' ? 'good' : 'critical'} icon={each.state === 'up' ? IconCircleCheck : IconCircleX}>
            {each.state}
          </Badge>
        </li>
      ))}
    </>
  );
}

function FailedDetectors() {
  const { data } = useFetchDetectorsQuery({ page: 1, limit: 5, status: 'failed' }, useFreshness());
  return data?.detectors.map((detector) => (
    <li key={detector.id}>
      <span className={classes.text}>
        <Link to={`/detectors/${detector.id}`}>{detector.name}</Link>
        <span className={classes.detail}>{detector.status_reason ?? 'no reason given'}</span>
      </span>
      <StatusBadge status={detector.status} />
    </li>
  ));
}

/** Whether the watching itself works: sources, events, failed detectors. */
export function Pipeline() {
  const query = useFetchSourcesQuery(undefined, useFreshness());
  return (
    <Card title="Pipeline" flush>
      <Loaded query={query} what="Sources">
        {({ sources }) =>
          sources.length === 0 ? (
            <p className={classes.remark}>
              No source is configured: detectors take pushed points only until there is one.
            </p>
          ) : (
            <ul className={classes.list} aria-label="Sources">
              {sources.map((source) => (
                <SourceItem key={source.name} source={source} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <ul className={classes.list} aria-label="Services">
        <FailedDetectors />
        <Services />
      </ul>
    </Card>
  );
}
