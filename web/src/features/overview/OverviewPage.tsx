import { IconShieldCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useFetchAnomaliesQuery } from '../../app/api/anomalies';
import { useFetchDetectorsQuery } from '../../app/api/detectors';
import { useFetchIncidentsQuery } from '../../app/api/incidents';
import { useFreshness } from '../../app/hooks';
import { OPEN_COUNT } from '../../app/shell/openCount';
import { CreateButton } from '../../components/CreateButton';
import { Card, Page } from '../../components/Page';
import { Empty, Loaded } from '../../components/States';
import { AnomalyTable } from '../anomalies/AnomalyTable';
import { IncidentTable } from '../incidents/IncidentTable';
import { Activity } from './Activity';
import classes from './overview.module.css';
import { Pipeline } from './Pipeline';
import { Tiles } from './Tiles';

/** Anomalies on the overview; the rest is one click away. */
const WORST = 8;
/** The same of incidents. */
const WORST_INCIDENTS = 4;

/** Nothing where there is none: the anomalies below say that all is well. */
function OpenIncidents() {
  const { data } = useFetchIncidentsQuery(
    { page: 1, limit: WORST_INCIDENTS, state: 'open', sort: '-severity' },
    useFreshness(),
  );
  if (data === undefined || data.incidents.length === 0) {
    return null;
  }
  const { incidents, pagination } = data;
  return (
    <Card title="Open incidents, worst first" flush>
      <IncidentTable brief label="Open incidents" incidents={incidents} />
      {pagination.total > incidents.length && (
        <Link to="/incidents?state=open&sort=-severity" className={classes.more}>
          All {pagination.total} open incidents
        </Link>
      )}
    </Card>
  );
}

function OpenAnomalies() {
  const query = useFetchAnomaliesQuery(
    { ...OPEN_COUNT, limit: WORST, sort: '-severity' },
    useFreshness(),
  );
  const detectors = useFetchDetectorsQuery({ page: 1, limit: 1 });
  const none = detectors.data?.pagination.total === 0;
  return (
    <Card title="Open anomalies, worst first" flush>
      <Loaded query={query} what="Open anomalies">
        {({ anomalies, pagination }) =>
          anomalies.length > 0 ? (
            <>
              <AnomalyTable label="Open anomalies" anomalies={anomalies} />
              {pagination.total > anomalies.length && (
                <Link to="/anomalies?state=open&suppressed=false&sort=-severity" className={classes.more}>
                  All {pagination.total} open anomalies
                </Link>
              )}
            </>
          ) : none ? (
            <Empty
              title="Nothing is watched yet"
              action={
                <CreateButton small to="/detectors/new" text="Create the first detector" />
              }
            >
              A detector learns how a metric normally behaves and speaks up when it stops doing so.
            </Empty>
          ) : (
            <Empty calm icon={IconShieldCheck} title="Everything is as usual">
              No anomaly is open. New ones appear here without a reload.
            </Empty>
          )
        }
      </Loaded>
    </Card>
  );
}

/** What needs attention, and whether the watching itself works. */
export default function OverviewPage() {
  return (
    <Page
      title="Overview"
      actions={
        <CreateButton to="/detectors/new" text="New detector" />
      }
    >
      <Tiles />
      <div className={classes.columns}>
        <div className={classes.column}>
          <OpenIncidents />
          <OpenAnomalies />
          <Activity />
        </div>
        <div className={classes.column}>
          <Pipeline />
        </div>
      </div>
    </Page>
  );
}
