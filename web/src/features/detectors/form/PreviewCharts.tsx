import { NativeSelect, SegmentedControl } from '@mantine/core';
import { IconChartLine, IconMoodSmile } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { PreviewedSeries, PreviewResult } from '../../../app/api/types';
import { SeverityBadge } from '../../../components/Badge';
import { BandChart } from '../../../components/chart/BandChart';
import { marksOf, plotOf } from '../../../components/chart/plot';
import { PointTable } from '../../../components/chart/PointTable';
import { Empty } from '../../../components/States';
import { number, plural } from '../../../lib/format';
import { labelText } from '../../../lib/labels';
import { dateTime, lengthOf, millisOf } from '../../../lib/time';
import form from '../../../components/Form.module.css';
import classes from './form.module.css';

function nameOf({ labels }: PreviewedSeries): string {
  return labelText(labels) ?? 'the only series';
}

/** As exact as an estimate is: whole alarms, or tenths of few. */
function about(perWeek: number): string {
  const text = perWeek >= 10 ? String(Math.round(perWeek)) : number(Math.round(perWeek * 10) / 10);
  return `about ${text} ${text === '1' ? 'alarm' : 'alarms'} a week`;
}

function Summary({ result }: { result: PreviewResult }) {
  const { anomaly_count: found, anomalies_per_week: perWeek } = result;
  const span = lengthOf((millisOf(result.to) ?? 0) - (millisOf(result.from) ?? 0));
  const over = `over ${plural(result.entity_count, 'series', 'series')} in ${span}`;
  return (
    <p className={classes.summary} role="status">
      {perWeek === null ? (
        'Nothing was judged: the models were still learning what is normal. Try a longer time.'
      ) : found === 0 ? (
        <>
          <strong>No alarms</strong> {over}.
        </>
      ) : (
        <>
          <strong>{about(perWeek)}</strong>: {plural(found, 'anomaly', 'anomalies')} {over}.
        </>
      )}
      {result.truncated && ` Only ${plural(result.entities.length, 'series', 'series')} of them were tried.`}
    </p>
  );
}

function Series({ series, from, to, asTable }: { series: PreviewedSeries; from: number; to: number; asTable: boolean }) {
  const plot = useMemo(() => plotOf(series), [series]);
  const marks = useMemo(() => marksOf(series.anomalies, plot.times.at(-1) ?? 0), [series, plot]);
  const label = `Preview of ${nameOf(series)}`;
  return asTable ? (
    <PointTable plot={plot} marks={marks} label={`Points of ${label}`} />
  ) : (
    <BandChart plot={plot} marks={marks} from={from} to={to} label={label} height={220} />
  );
}

function Anomalies({ series }: { series: PreviewedSeries }) {
  if (series.anomalies.length === 0) {
    return null;
  }
  return (
    <>
      <ul className={classes.found} aria-label={`Anomalies of ${nameOf(series)}`}>
        {series.anomalies.map((each) => (
          <li key={each.started_at}>
            <SeverityBadge severity={each.severity} />
            <span>
              {dateTime(millisOf(each.started_at) ?? 0)}
              {each.ended_at !== null && `, for ${lengthOf((millisOf(each.ended_at) ?? 0) - (millisOf(each.started_at) ?? 0))}`}
            </span>
            <span className={classes.why}>{each.explanation}</span>
          </li>
        ))}
      </ul>
      {series.anomaly_count > series.anomalies.length && (
        <p className={form.note}>{`The worst ${series.anomalies.length} of ${series.anomaly_count}.`}</p>
      )}
    </>
  );
}

/** What a preview found: how often it would have alarmed, and the worst series in a chart. */
export default function PreviewCharts({ result }: { result: PreviewResult }) {
  const [chosen, setChosen] = useState(0);
  const [view, setView] = useState('chart');
  const charted = result.entities.filter(({ timestamps }) => timestamps.length > 0);
  const series = charted[chosen] ?? charted[0];
  if (result.point_count === 0 || series === undefined) {
    return (
      <Empty icon={IconChartLine} title="No data in this time">
        The source was reached, and the query gave no points. Check the query, or try a longer time.
      </Empty>
    );
  }
  const from = millisOf(result.from) ?? 0;
  const to = millisOf(result.to) ?? 0;
  return (
    <div className={classes.preview}>
      <Summary result={result} />
      <div className={classes.tools}>
        <NativeSelect
          size="xs"
          aria-label="Series of the preview"
          style={{ maxWidth: 260 }}
          value={String(chosen)}
          onChange={({ currentTarget }) => {
            setChosen(Number(currentTarget.value));
          }}
          data={charted.map((each, index) => ({
            value: String(index),
            label: each.anomaly_count === 0 ? nameOf(each) : `${nameOf(each)} (${each.anomaly_count})`,
          }))}
        />
        <SegmentedControl
          size="xs"
          aria-label="View of the preview"
          value={view}
          onChange={setView}
          data={[
            { value: 'chart', label: 'Chart' },
            { value: 'table', label: 'Table' },
          ]}
        />
      </div>
      <Series key={chosen} series={series} from={from} to={to} asTable={view === 'table'} />
      <Anomalies series={series} />
      {result.anomaly_count === 0 && (
        <p className={form.note}>
          <IconMoodSmile size={15} aria-hidden style={{ verticalAlign: 'text-bottom' }} /> It would have stayed quiet.
        </p>
      )}
    </div>
  );
}
