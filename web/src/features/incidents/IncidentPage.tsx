import { Button } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { useAcknowledgeIncidentMutation, useFetchIncidentQuery } from '../../app/api/incidents';
import { isProblem } from '../../app/api/problem';
import type { IncidentDetail } from '../../app/api/types';
import { useFreshness } from '../../app/hooks';
import { AcknowledgeButton } from '../../components/AcknowledgeButton';
import { LabelChips, SeverityBadge, StateBadge } from '../../components/Badge';
import { Lasted } from '../../components/Lasted';
import { Card, Page } from '../../components/Page';
import { Empty, Loaded, Loading } from '../../components/States';
import { count, NONE } from '../../lib/format';
import { dateTime, millisOf } from '../../lib/time';
import classes from '../detectors/parts/detector.module.css';
import { Causes } from './Causes';
import own from './incident.module.css';
import { Course } from './Course';
import { Members } from './Members';

const BACK = { to: '/incidents', text: 'Incidents' };

function Acknowledge({ incident }: { incident: IncidentDetail }) {
  const [acknowledge, { isLoading }] = useAcknowledgeIncidentMutation();
  return (
    <AcknowledgeButton
      acknowledged={incident.acknowledged}
      loading={isLoading}
      onAcknowledge={() => void acknowledge({ id: incident.id })}
    />
  );
}

/** The detectors of its anomalies, each once, in the order in which they noticed something. */
function detectorsOf({ anomalies }: IncidentDetail): [string, string][] {
  return [...new Map(anomalies.map((each) => [each.detector_id, each.detector_name]))];
}

function Facts({ incident }: { incident: IncidentDetail }) {
  const time = (at: string | null) => {
    const millis = millisOf(at);
    return millis === null ? NONE : dateTime(millis);
  };
  return (
    <Card title="Facts">
      <dl className={classes.facts}>
        <dt>Started</dt>
        <dd>{time(incident.started_at)}</dd>
        <dt>Ended</dt>
        <dd>{incident.ended_at === null ? 'goes on' : time(incident.ended_at)}</dd>
        <dt>Lasted</dt>
        <dd>
          <Lasted of={incident} />
        </dd>
        <dt>Anomalies</dt>
        <dd>{count(incident.anomalies.length)}</dd>
        <dt>Still open</dt>
        <dd>{count(incident.anomalies.filter(({ state }) => state === 'open').length)}</dd>
        <dt>Detectors</dt>
        <dd>
          <ul className={own.plain}>
            {detectorsOf(incident).map(([id, name]) => (
              <li key={id}>
                <Link to={`/detectors/${id}`}>{name}</Link>
              </li>
            ))}
          </ul>
        </dd>
      </dl>
    </Card>
  );
}

/** One incident: what probably began it, what belongs to it, and what happened one after the other. */
export default function IncidentPage() {
  const { id = '' } = useParams();
  const query = useFetchIncidentQuery(id, { ...useFreshness(), refetchOnMountOrArgChange: true });
  if (isProblem(query.error) && query.error.status === 404) {
    return (
      <Page title="Incident not found" back={BACK}>
        <Empty
          title={`There is no incident ${id}`}
          action={
            <Button component={Link} to="/incidents" size="xs" variant="default">
              All incidents
            </Button>
          }
        >
          It goes when the detectors of its anomalies are deleted.
        </Empty>
      </Page>
    );
  }
  const incident = query.currentData;
  return (
    <Page
      key={id}
      title={incident?.title ?? id}
      back={BACK}
      under={
        incident === undefined ? undefined : (
          <>
            <SeverityBadge severity={incident.severity} />
            <StateBadge state={incident.state} />
            <LabelChips labels={incident.labels} />
          </>
        )
      }
      actions={incident === undefined ? undefined : <Acknowledge incident={incident} />}
    >
      <Loaded query={query} what="Incident" loading={<Loading rows={8} height={40} />}>
        {(data) =>
          data.anomalies.length === 0 ? (
            <Empty title="Its anomalies are gone">They went when their detectors were deleted.</Empty>
          ) : (
            <div className={classes.layout}>
              <div className={classes.column}>
                <Causes incident={data} />
                <Members incident={data} />
                <Course incident={data} />
              </div>
              <Facts incident={data} />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}
