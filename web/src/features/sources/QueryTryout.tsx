import { Alert, Button, SegmentedControl, Textarea } from '@mantine/core';
import { IconPlayerPlay, IconPlus } from '@tabler/icons-react';
import { lazy, type SyntheticEvent, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { useLazyQuerySourceQuery } from '../../app/api/sources';
import { Card } from '../../components/Page';
import { RangePicker } from '../../components/RangePicker';
import { Empty, Failed, Loading } from '../../components/States';
import { Table, tableClasses } from '../../components/Table';
import { number, plural } from '../../lib/format';
import { labelText, matcherOf } from '../../lib/labels';
import { rangeOf } from '../../lib/timeRange';
import classes from '../detectors/parts/detector.module.css';
import type { QueryAnswer } from '../../app/api/types';

const SeriesChart = lazy(() => import('../../components/chart/SeriesChart'));

function SeriesTable({ series }: { series: QueryAnswer['series'] }) {
  return (
    <Table label="Series of the query" plain>
      <thead>
        <tr>
          <th scope="col">Series</th>
          <th scope="col" className={tableClasses.number}>
            Points
          </th>
          <th scope="col" className={tableClasses.number}>
            Least
          </th>
          <th scope="col" className={tableClasses.number}>
            Most
          </th>
          <th scope="col" className={tableClasses.number}>
            Last
          </th>
        </tr>
      </thead>
      <tbody>
        {series.map(({ labels, values }) => {
          const present = values.filter((value) => value !== null);
          return (
            <tr key={matcherOf(labels)}>
              <td style={{ overflowWrap: 'anywhere' }}>{labelText(labels) ?? 'no labels'}</td>
              <td className={tableClasses.number}>{present.length}</td>
              <td className={tableClasses.number}>{number(Math.min(...present))}</td>
              <td className={tableClasses.number}>{number(Math.max(...present))}</td>
              <td className={tableClasses.number}>{number(present.at(-1))}</td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

export interface QueryTryoutProps {
  source: string;
  params: { query: string; range: string };
  change: (changes: { query?: string; range?: string }, replace?: boolean) => void;
}

/** Asks a source something, to see whether it is worth watching. */
export function QueryTryout({ source, params, change }: QueryTryoutProps) {
  const [text, setText] = useState(params.query);
  const [view, setView] = useState('chart');
  const [run, result] = useLazyQuerySourceQuery();
  const range = rangeOf(params.range, '', '');
  const query = text.trim();
  const ask = () => {
    void run({ name: source, query, range });
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    change({ query }, true);
    ask();
  };
  const answer = result.isFetching ? undefined : result.data;
  return (
    <Card
      title={`Try a query on ${source}`}
      actions={
        <div className={classes.tools}>
          <RangePicker
            range={range}
            onRange={(chosen) => {
              change({ range: chosen }, true);
            }}
          />
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
        </div>
      }
    >
      <form onSubmit={submit} className={classes.stack}>
        <Textarea
          aria-label="Query"
          placeholder="sum by (job) (rate(http_requests_total[5m]))"
          rows={2}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.8125rem' } }}
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              submit(event);
            }
          }}
        />
        <div className={classes.tools}>
          <Button type="submit" leftSection={<IconPlayerPlay size={16} />} loading={result.isFetching} disabled={query === ''}>
            Run
          </Button>
          <Button
            component={Link}
            to={`/detectors/new?${new URLSearchParams({ source, query }).toString()}`}
            variant="default"
            leftSection={<IconPlus size={16} />}
          >
            Detector from this query
          </Button>
        </div>
      </form>
      {result.isFetching && <Loading rows={1} height={220} label="Running the query" />}
      {result.error !== undefined && !result.isFetching && (
        <Failed error={result.error} what="Query" onRetry={ask} />
      )}
      {answer !== undefined && result.error === undefined && (
        <div className={classes.stack} style={{ marginTop: 14 }}>
          {answer.warnings.length > 0 && (
            <Alert color="yellow" title="Worth knowing">
              {answer.warnings.join('; ')}
            </Alert>
          )}
          {answer.series.length === 0 ? (
            <Empty title="The query gives nothing in this time" />
          ) : (
            <>
              <p className={classes.note}>
                {plural(answer.series.length, 'series', 'series')}, a point every {answer.step}
              </p>
              {view === 'chart' ? (
                <Suspense fallback={<Loading rows={1} height={240} />}>
                  <SeriesChart series={answer.series} label={`Answer of ${source}`} />
                </Suspense>
              ) : (
                <SeriesTable series={answer.series} />
              )}
            </>
          )}
        </div>
      )}
    </Card>
  );
}
