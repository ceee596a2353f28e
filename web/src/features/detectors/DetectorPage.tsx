import { Alert, Button, Tabs } from '@mantine/core';
import { IconDotsVertical, IconPencil, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from 'react-router';
import { useFetchDetectorHealthQuery, useFetchDetectorQuery } from '../../app/api/detectors';
import { isProblem } from '../../app/api/problem';
import type { Detector } from '../../app/api/types';
import { useAppSelector, useFreshness } from '../../app/hooks';
import { whyNotChange } from '../../app/sessionSlice';
import { ForOperators } from '../../components/ForOperators';
import { HealthBadge, LabelChips, StatusBadge } from '../../components/Badge';
import { Page } from '../../components/Page';
import { Empty, Loaded, Loading } from '../../components/States';
import { useUrlParams } from '../../lib/useUrlParams';
import { DetectorMenu } from './DetectorMenu';
import { AnomaliesPanel } from './parts/AnomaliesPanel';
import { ChartCard } from './parts/ChartCard';
import { DefinitionPanel } from './parts/DefinitionPanel';
import classes from './parts/detector.module.css';
import { EntitiesPanel } from './parts/EntitiesPanel';
import { FeedbackPanel } from './parts/FeedbackPanel';
import { HistoryPanel } from './parts/HistoryPanel';
import { HealthCard, StatusCard } from './parts/StatusCard';
import { TrainPanel } from './parts/TrainPanel';
import { TryPanel } from './parts/TryPanel';
import { isActive, useDetectorActions } from './useDetectorActions';

const DEFAULTS = { page: '1', tab: 'series', entity: '', range: '1h', from: '', to: '', q: '', sort: '-score' };
const BACK = { to: '/detectors', text: 'Detectors' };

function Actions({ detector }: { detector: Detector }) {
  const { run } = useDetectorActions();
  const navigate = useNavigate();
  const why = useAppSelector(whyNotChange);
  const active = isActive(detector);
  const remove = async () => {
    if (await run('delete', detector)) {
      void navigate('/detectors');
    }
  };
  return (
    <>
      <ForOperators>
        <Button
          variant={active ? 'default' : 'filled'}
          leftSection={active ? <IconPlayerStop size={16} /> : <IconPlayerPlay size={16} />}
          onClick={() => void run(active ? 'stop' : 'start', detector)}
        >
          {active ? 'Stop' : 'Start'}
        </Button>
      </ForOperators>
      {!detector.provisioned && why === null && (
        <Button
          component={Link}
          to={`/detectors/${detector.id}/edit`}
          variant="default"
          leftSection={<IconPencil size={16} />}
        >
          Edit
        </Button>
      )}
      <DetectorMenu
        detector={detector}
        button={
          <Button variant="default" px={9} aria-label="More">
            <IconDotsVertical size={17} aria-hidden />
          </Button>
        }
        onDelete={() => void remove()}
      />
    </>
  );
}

function Under({ detector }: { detector: Detector }) {
  const health = useFetchDetectorHealthQuery(detector.id);
  return (
    <>
      <StatusBadge status={detector.status} />
      {health.data !== undefined && <HealthBadge health={health.data.health} />}
      <span>{detector.id}</span>
      {detector.provisioned && <span>from a file of the installation</span>}
      <LabelChips labels={detector.labels} />
    </>
  );
}

function Content({ detector }: { detector: Detector }) {
  const [params, change] = useUrlParams(DEFAULTS);
  return (
    <>
      {detector.status_reason !== null && detector.status_reason !== '' && (
        <Alert color={detector.status === 'failed' ? 'red' : 'yellow'} mb="md" title={`Why it is ${detector.status}`}>
          {detector.status_reason}
        </Alert>
      )}
      <div className={classes.layout}>
        <ChartCard detector={detector} params={params} change={change} />
        <div className={classes.column}>
          <HealthCard detector={detector} />
          <StatusCard detector={detector} />
        </div>
      </div>
      <Tabs
        value={params.tab}
        keepMounted={false}
        onChange={(tab) => {
          change({ tab: tab ?? 'series' }, true);
        }}
      >
        <Tabs.List className={classes.tabs}>
          <Tabs.Tab value="series">Series</Tabs.Tab>
          <Tabs.Tab value="anomalies">Anomalies</Tabs.Tab>
          <Tabs.Tab value="try">Try a value</Tabs.Tab>
          <Tabs.Tab value="train">Train</Tabs.Tab>
          {detector.source !== null && <Tabs.Tab value="history">History</Tabs.Tab>}
          <Tabs.Tab value="definition">Definition</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="series" className={classes.panel}>
          <EntitiesPanel detector={detector} params={params} change={change} />
        </Tabs.Panel>
        <Tabs.Panel value="anomalies" className={classes.panel}>
          <div className={classes.column}>
            <AnomaliesPanel detector={detector} page={params.page} change={change} />
            <FeedbackPanel detector={detector} />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="try" className={classes.panel}>
          <TryPanel detector={detector} />
        </Tabs.Panel>
        <Tabs.Panel value="train" className={classes.panel}>
          <TrainPanel detector={detector} />
        </Tabs.Panel>
        {detector.source !== null && (
          <Tabs.Panel value="history" className={classes.panel}>
            <HistoryPanel detector={detector} />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="definition" className={classes.panel}>
          <DefinitionPanel detector={detector} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

/** One detector: how it is, what it sees, what it found, and what can be done to it. */
export default function DetectorPage() {
  const { id = '' } = useParams();
  const query = useFetchDetectorQuery(id, { ...useFreshness(), refetchOnMountOrArgChange: true });
  if (isProblem(query.error) && query.error.status === 404) {
    return (
      <Page title="Detector not found" back={BACK}>
        <Empty
          title={`There is no detector ${id}`}
          action={
            <Button component={Link} to="/detectors" size="xs" variant="default">
              All detectors
            </Button>
          }
        >
          It may have been deleted.
        </Empty>
      </Page>
    );
  }
  const detector = query.currentData;
  return (
    <Page
      key={id}
      title={detector?.name ?? id}
      back={BACK}
      under={detector === undefined ? undefined : <Under detector={detector} />}
      actions={detector === undefined ? undefined : <Actions detector={detector} />}
    >
      <Loaded query={query} what="Detector" loading={<Loading rows={8} height={40} />}>
        {(data) => <Content key={data.id} detector={data} />}
      </Loaded>
    </Page>
  );
}
