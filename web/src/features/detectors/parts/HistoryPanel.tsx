import { Alert, Button, NativeSelect } from '@mantine/core';
import { IconHistory, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { isUnderWay, useCancelJobMutation, useFetchJobsQuery, useStartAnalysisMutation } from '../../../app/api/jobs';
import { describe, isProblem } from '../../../app/api/problem';
import type { AnalysisResult, Detector, Job } from '../../../app/api/types';
import { JobBadge } from '../../../components/Badge';
import { Meter } from '../../../components/Meter';
import { ForOperators } from '../../../components/ForOperators';
import { Card } from '../../../components/Page';
import { Empty, Loaded } from '../../../components/States';
import { Table, tableClasses } from '../../../components/Table';
import { TimeAgo } from '../../../components/TimeAgo';
import { count, plural } from '../../../lib/format';
import { dateTime, millisOf, parseDuration, SECOND } from '../../../lib/time';
import classes from './detector.module.css';

const RANGES = ['6h', '1d', '7d', '30d'];
const POLL_MS = 2 * SECOND;
const SHOWN = 10;
const KINDS: Record<Job['kind'], string> = { analysis: 'Analysis', preview: 'Preview', train: 'Training' };
const ORDER = ['critical', 'high', 'medium', 'low'] as const;

function severities({ by_severity }: AnalysisResult): string {
  return ORDER.filter((each) => by_severity[each] > 0)
    .map((each) => `${by_severity[each]} ${each}`)
    .join(', ');
}

function Found({ job, result }: { job: Job; result: AnalysisResult }) {
  const address = new URLSearchParams({ historical: 'true', detector: job.detector_id ?? '', from: job.from ?? '', to: job.to ?? '' });
  return (
    <>
      {result.anomalies === 0 ? (
        'Nothing abnormal'
      ) : (
        <Link to={`/anomalies?${address.toString()}`}>{plural(result.anomalies, 'anomaly', 'anomalies')}</Link>
      )}
      {result.anomalies > 0 && <span className={classes.small}>{severities(result)}</span>}
      <span className={classes.small}>
        {`${plural(result.points, 'point')} of ${plural(result.entities, 'series', 'series')} in ${result.seconds.toFixed(1)} s`}
        {result.truncated && '; not all of it was kept'}
      </span>
    </>
  );
}

function Outcome({ job }: { job: Job }) {
  if (isUnderWay(job)) {
    return (
      <>
        <Meter share={job.progress.percent / 100} />
        <span className={classes.small}>
          {job.error ?? `${Math.floor(job.progress.percent)}%, ${plural(job.progress.points, 'point')}`}
        </span>
      </>
    );
  }
  if (job.kind === 'analysis' && job.state === 'finished') {
    return <Found job={job} result={job.result as AnalysisResult} />;
  }
  return <>{job.error ?? plural(job.progress.points, 'point')}</>;
}

function rangeOf({ from, to }: Job): string {
  const [start, end] = [millisOf(from), millisOf(to)];
  return start === null || end === null ? '' : `${dateTime(start)} – ${dateTime(end)}`;
}

function Jobs({ detector }: { detector: Detector }) {
  const list = { detector_id: detector.id, page: 1, limit: SHOWN };
  const [busy, setBusy] = useState(true);
  const query = useFetchJobsQuery(list, { pollingInterval: busy ? POLL_MS : 0, refetchOnMountOrArgChange: true });
  const [cancel] = useCancelJobMutation();
  const underWay = query.data === undefined || query.data.jobs.some(isUnderWay);
  if (underWay !== busy) {
    setBusy(underWay);
  }
  return (
    <Card title="Jobs" flush>
      <Loaded query={query} what="Jobs">
        {({ jobs, pagination }) =>
          jobs.length === 0 ? (
            <Empty icon={IconHistory} title="No jobs yet">
              Analyses and trainings on history appear here with their progress.
            </Empty>
          ) : (
            <>
              <Table label="Jobs">
                <thead>
                  <tr>
                    <th scope="col">Job</th>
                    <th scope="col">State</th>
                    <th scope="col">Outcome</th>
                    <th scope="col" className={tableClasses.wide}>
                      Begun
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {jobs.map((job) => (
                    <tr key={job.id}>
                      <td>
                        {KINDS[job.kind]}
                        <span className={classes.small}>{rangeOf(job)}</span>
                      </td>
                      <td className={tableClasses.nowrap}>
                        <JobBadge state={job.state} />
                      </td>
                      <td className={classes.outcome}>
                        <Outcome job={job} />
                        {isUnderWay(job) && (
                          <ForOperators>
                            <Button
                              size="compact-xs"
                              variant="default"
                              leftSection={<IconX size={14} aria-hidden />}
                              aria-label={`Cancel ${job.id}`}
                              onClick={() => void cancel({ id: job.id, list })}
                            >
                              Cancel
                            </Button>
                          </ForOperators>
                        )}
                      </td>
                      <td className={`${tableClasses.wide} ${tableClasses.nowrap}`}>
                        <TimeAgo time={job.created_at} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </Table>
              {pagination.total > jobs.length && (
                <p className={classes.jobsFoot}>{`The latest ${jobs.length} of ${count(pagination.total)}.`}</p>
              )}
            </>
          )
        }
      </Loaded>
    </Card>
  );
}

/** Judges the history of the source beside the live state, and shows what became of earlier jobs. */
export function HistoryPanel({ detector }: { detector: Detector }) {
  const [start, { error, isLoading }] = useStartAnalysisMutation();
  const [within, setWithin] = useState('7d');
  const analyse = () => {
    const to = Date.now();
    void start({ id: detector.id, from: to - (parseDuration(within) ?? 0), to });
  };
  return (
    <div className={classes.column}>
      <Card title="Analyse history">
        <div className={classes.stack}>
          <NativeSelect
            label={`History of ${detector.source?.name ?? 'the source'}`}
            value={within}
            onChange={({ currentTarget }) => {
              setWithin(currentTarget.value);
            }}
            data={RANGES.map((value) => ({ value, label: `The last ${value}` }))}
          />
          <p className={classes.note}>
            Judges the past from a fresh start, with the day before it to learn from. What it finds is listed as
            historical and replaces what earlier analyses found in that time; nobody is notified, and the running
            detector is left alone.
          </p>
          <ForOperators told>
            <Button leftSection={<IconHistory size={16} />} loading={isLoading} onClick={analyse} style={{ alignSelf: 'start' }}>
              Analyse history
            </Button>
          </ForOperators>
          {isProblem(error) && !isLoading && (
            <Alert color="red" title={error.title} role="alert">
              {describe(error)}
            </Alert>
          )}
        </div>
      </Card>
      <Jobs detector={detector} />
    </div>
  );
}
