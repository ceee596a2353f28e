import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useAcknowledgeAnomalyMutation, useFetchAnomalyQuery } from '../../app/api/anomalies';
import { isProblem } from '../../app/api/problem';
import { useFetchSuppressionQuery } from '../../app/api/suppressions';
import type { AnomalyDetail } from '../../app/api/types';
import { AcknowledgeButton } from '../../components/AcknowledgeButton';
import { HistoricalBadge, LabelChips, SeverityBadge, StateBadge, SuppressedBadge } from '../../components/Badge';
import { BandGauge } from '../../components/BandGauge';
import { BandChart } from '../../components/chart/BandChart';
import { marksOf, plotOf } from '../../components/chart/plot';
import { PointTable } from '../../components/chart/PointTable';
import { Contributions } from '../../components/Contributions';
import { Lasted } from '../../components/Lasted';
import { Card, Page } from '../../components/Page';
import { Empty, Loaded, Loading } from '../../components/States';
import { NONE, number, score, words } from '../../lib/format';
import { matcherOf } from '../../lib/labels';
import { dateTime, millisOf, SECOND } from '../../lib/time';
import classes from '../detectors/parts/detector.module.css';
import { FeedbackCard } from './FeedbackCard';
import { SilenceMenu } from './SilenceMenu';

/** Events tell of the anomaly, not of the points that follow it: how often those are fetched, in milliseconds. */
const POINTS_POLL_MS = 15 * SECOND;

const BACK = { to: '/anomalies', text: 'Anomalies' };

function Around({ anomaly }: { anomaly: AnomalyDetail }) {
  const [view, setView] = useState('chart');
  const plot = useMemo(() => plotOf(anomaly.points), [anomaly.points]);
  const last = plot.times.at(-1) ?? 0;
  const marks = useMemo(() => marksOf([anomaly], last), [anomaly, last]);
  const label = `${anomaly.detector_name} around the anomaly`;
  return (
    <Card
      title="What it looked like"
      actions={
        <SegmentedControl
          size="xs"
          aria-label="View"
          value={view}
          onChange={setView}
          data={[
            { value: 'chart', label: 'Chart' },
            { value: 'table', label: 'Table' },
          ]}
        />
      }
    >
      {plot.times.length === 0 ? (
        <Empty title="The points around it were not kept" />
      ) : view === 'table' ? (
        <PointTable plot={plot} marks={marks} label={label} />
      ) : (
        <BandChart
          plot={plot}
          marks={marks}
          from={(plot.times[0] ?? 0) * SECOND}
          to={last * SECOND}
          label={label}
        />
      )}
    </Card>
  );
}

/** Leads to a suppression by its name, which an event does not tell. */
function SuppressionLink({ id }: { id: string }) {
  const { data } = useFetchSuppressionQuery(id);
  return <Link to={`/suppressions/${id}`}>{data?.name ?? id}</Link>;
}

function Facts({ anomaly }: { anomaly: AnomalyDetail }) {
  const end = millisOf(anomaly.ended_at);
  const time = (at: string | null) => {
    const millis = millisOf(at);
    return millis === null ? NONE : dateTime(millis);
  };
  return (
    <Card title="Facts">
      <dl className={classes.facts}>
        <dt>Detector</dt>
        <dd>
          <Link to={`/detectors/${anomaly.detector_id}?entity=${encodeURIComponent(matcherOf(anomaly.entity))}`}>
            {anomaly.detector_name}
          </Link>
        </dd>
        {anomaly.incident_id !== null && (
          <>
            <dt>Incident</dt>
            <dd>
              <Link to={`/incidents/${anomaly.incident_id}`}>what else happened</Link>
            </dd>
          </>
        )}
        {anomaly.suppressed_by !== null && (
          <>
            <dt>Suppressed by</dt>
            <dd>
              <SuppressionLink id={anomaly.suppressed_by} />
            </dd>
          </>
        )}
        <dt>Started</dt>
        <dd>{time(anomaly.started_at)}</dd>
        <dt>Noticed</dt>
        <dd>{time(anomaly.detected_at)}</dd>
        <dt>Peak</dt>
        <dd>{time(anomaly.peak_at)}</dd>
        <dt>Ended</dt>
        <dd>{end === null ? 'goes on' : time(anomaly.ended_at)}</dd>
        <dt>Lasted</dt>
        <dd>
          <Lasted of={anomaly} />
        </dd>
        <dt>Score</dt>
        <dd>{score(anomaly.score)}</dd>
        <dt>Value</dt>
        <dd>{number(anomaly.value)}</dd>
        <dt>Expected</dt>
        <dd>
          {number(anomaly.expected)} ({number(anomaly.lower)} to {number(anomaly.upper)})
        </dd>
        <dt>Kind</dt>
        <dd>
          {words(anomaly.class)}
          {anomaly.direction === null ? '' : `, ${anomaly.direction}`}
        </dd>
      </dl>
    </Card>
  );
}

function Acknowledge({ anomaly }: { anomaly: AnomalyDetail }) {
  const [acknowledge, { isLoading }] = useAcknowledgeAnomalyMutation();
  return (
    <AcknowledgeButton
      acknowledged={anomaly.acknowledged}
      loading={isLoading}
      onAcknowledge={() => void acknowledge({ id: anomaly.id })}
    />
  );
}

/** One anomaly: what happened, why it counts as abnormal, and what people say about it. */
export default function AnomalyPage() {
  const { id = '' } = useParams();
  const [open, setOpen] = useState(true);
  const query = useFetchAnomalyQuery(id, {
    pollingInterval: open ? POINTS_POLL_MS : 0,
    skipPollingIfUnfocused: true,
    refetchOnMountOrArgChange: true,
  });
  if (isProblem(query.error) && query.error.status === 404) {
    return (
      <Page title="Anomaly not found" back={BACK}>
        <Empty title={`There is no anomaly ${id}`}>It goes when its detector is deleted.</Empty>
      </Page>
    );
  }
  const anomaly = query.currentData;
  if (anomaly !== undefined && (anomaly.state === 'open') !== open) {
    setOpen(anomaly.state === 'open');
  }
  return (
    <Page
      key={id}
      title={anomaly?.explanation ?? id}
      back={BACK}
      under={
        anomaly === undefined ? undefined : (
          <>
            <SeverityBadge severity={anomaly.severity} />
            <StateBadge state={anomaly.state} />
            {anomaly.suppressed && <SuppressedBadge />}
            <Link to={`/detectors/${anomaly.detector_id}`}>{anomaly.detector_name}</Link>
            <LabelChips labels={anomaly.entity} />
            {anomaly.historical && <HistoricalBadge />}
          </>
        )
      }
      actions={
        anomaly === undefined ? undefined : (
          <>
            <SilenceMenu anomaly={anomaly} />
            <Acknowledge anomaly={anomaly} />
          </>
        )
      }
    >
      <Loaded query={query} what="Anomaly" loading={<Loading rows={8} height={40} />}>
        {(data) => (
          <div className={classes.layout}>
            <div className={classes.column}>
              <Around anomaly={data} />
              <div className={classes.split}>
                <Card title="Why">
                  <div className={classes.stack}>
                    <p className={classes.note}>
                      What made the value unusual, and how much each part of it weighs.
                    </p>
                    <BandGauge value={data.value} expected={data.expected} lower={data.lower} upper={data.upper} />
                    <Contributions contributions={data.contributions} />
                  </div>
                </Card>
                <FeedbackCard key={data.feedback} anomaly={data} />
              </div>
            </div>
            <Facts anomaly={data} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}
