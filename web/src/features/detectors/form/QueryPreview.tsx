import { Button } from '@mantine/core';
import { IconChartLine } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useLazyQuerySourceQuery } from '../../../app/api/sources';
import { Card } from '../../../components/Page';
import { Failed, Loading } from '../../../components/States';
import { plural } from '../../../lib/format';
import { HOUR, parseDuration } from '../../../lib/time';
import classes from '../../../components/Form.module.css';

const SeriesChart = lazy(() => import('../../../components/chart/SeriesChart'));

/** Points per series that a preview may have: as wide as it is drawn. */
const MOST_POINTS = 300;

/** What the query gives at the moment, so that nobody saves one that gives nothing. */
export function QueryPreview({ source, query, interval }: { source: string; query: string; interval: string }) {
  const [run, result] = useLazyQuerySourceQuery();
  const step = parseDuration(interval) ?? 0;
  const within = step > 0 ? Math.max(HOUR, Math.min(24 * HOUR, step * MOST_POINTS)) : HOUR;
  const retry = () => {
    void run({ name: source, query: query.trim(), range: { within } });
  };
  return (
    <Card
      title="Preview of the query"
      actions={
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconChartLine size={14} />}
          disabled={query.trim() === ''}
          loading={result.isFetching}
          onClick={retry}
        >
          Run
        </Button>
      }
    >
      {result.isUninitialized && (
        <p className={classes.note}>Shows what the query has given recently.</p>
      )}
      {result.error !== undefined && !result.isFetching && (
        <Failed error={result.error} what="Query" onRetry={retry} />
      )}
      {result.error === undefined && result.data !== undefined && (
        <>
          <Suspense fallback={<Loading rows={3} />}>
            <SeriesChart series={result.data.series} height={150} label="Preview of the query" legend={false} />
          </Suspense>
          <p className={classes.note}>
            {result.data.series.length === 0
              ? 'The query gives no series at the moment.'
              : `${plural(result.data.series.length, 'series', 'series')} now, each watched by itself.`}
            {result.data.warnings.map((each) => ` ${each}.`)}
          </p>
        </>
      )}
    </Card>
  );
}
