import { Alert, Button, NativeSelect } from '@mantine/core';
import { IconHistory, IconX } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { isUnderWay } from '../../../app/api/jobs';
import type { DetectorInput, Job, PreviewResult } from '../../../app/api/types';
import { Meter } from '../../../components/Meter';
import { Card } from '../../../components/Page';
import { Failed, Loading } from '../../../components/States';
import { plural } from '../../../lib/format';
import { parseDuration } from '../../../lib/time';
import form from '../../../components/Form.module.css';
import classes from './form.module.css';
import { usePreview } from './usePreview';

const PreviewCharts = lazy(() => import('./PreviewCharts'));
const RANGES = ['6h', '1d', '7d'];

/** What a definition judges by; its name and labels do not matter. */
function essence(input: DetectorInput): string {
  return JSON.stringify({ ...input, name: '', description: '', labels: {} });
}

function UnderWay({ job }: { job: Job | undefined }) {
  const percent = Math.floor(job?.progress.percent ?? 0);
  return (
    <div role="status">
      <p className={form.note}>
        {job?.error !== null && job?.error !== undefined
          ? `Waiting for the source: ${job.error}`
          : job === undefined || job.state === 'queued'
            ? 'Waiting for the first points of the source…'
            : `Judging: ${percent}%, ${plural(job.progress.points, 'point')}`}
      </p>
      <Meter share={percent / 100} />
    </div>
  );
}

function Ended({ job, outdated }: { job: Job; outdated: boolean }) {
  if (job.state === 'failed') {
    return (
      <Alert color="red" title="The preview failed" role="alert">
        {job.error}
      </Alert>
    );
  }
  if (job.state !== 'finished') {
    return <p className={form.note}>Cancelled.</p>;
  }
  return (
    <div className={outdated ? classes.outdated : undefined}>
      {outdated && <p className={form.note}>The definition has changed since: try it again.</p>}
      <Suspense fallback={<Loading rows={1} height={300} />}>
        <PreviewCharts result={job.result as PreviewResult} />
      </Suspense>
    </div>
  );
}

/** How the definition on screen would have judged the recent past, before anybody is woken by it. */
export function HistoryPreview({ input, usable }: { input: DetectorInput; usable: boolean }) {
  const { job, error, starting, run, stop } = usePreview();
  const [within, setWithin] = useState('1d');
  const [tried, setTried] = useState<string>();
  const asked = `${within} ${essence(input)}`;
  const outdated = tried !== undefined && tried !== asked;
  const busy = starting || (job !== undefined && isUnderWay(job));
  useEffect(() => {
    if (outdated) {
      stop();
    }
  }, [outdated, stop]);
  const start = () => {
    const to = Date.now();
    setTried(asked);
    run({ detector: input, from: to - (parseDuration(within) ?? 0), to });
  };
  return (
    <Card
      title="On history"
      actions={
        <div className={classes.tools}>
          <NativeSelect
            size="xs"
            aria-label="History to try it on"
            value={within}
            onChange={({ currentTarget }) => {
              setWithin(currentTarget.value);
            }}
            data={RANGES.map((value) => ({ value, label: `The last ${value}` }))}
          />
          {busy && !outdated ? (
            <Button size="compact-sm" variant="default" leftSection={<IconX size={14} />} onClick={stop}>
              Stop
            </Button>
          ) : (
            <Button size="compact-sm" variant="light" leftSection={<IconHistory size={14} />} disabled={!usable} onClick={start}>
              Try on history
            </Button>
          )}
        </div>
      }
    >
      {tried === undefined && (
        <p className={form.note}>
          Shows how this definition would have judged the past: the band it expected, what it would have alarmed on,
          and how often. Nothing is stored.
        </p>
      )}
      {error !== undefined && !busy && <Failed error={error} what="Preview" onRetry={start} />}
      {error === undefined && tried !== undefined && !(outdated && busy) && (
        <>
          {busy && <UnderWay job={job} />}
          {job !== undefined && !isUnderWay(job) && <Ended job={job} outdated={outdated} />}
        </>
      )}
    </Card>
  );
}
