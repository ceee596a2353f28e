import { NativeSelect, SegmentedControl } from '@mantine/core';
import { IconChartLine } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useFetchAnomaliesQuery } from '../../../app/api/anomalies';
import { useFetchEntitiesQuery, useFetchResultsQuery } from '../../../app/api/detectors';
import type { Detector, Entity } from '../../../app/api/types';
import { BandChart } from '../../../components/chart/BandChart';
import { marksOf, plotOf } from '../../../components/chart/plot';
import { PointTable } from '../../../components/chart/PointTable';
import { Card } from '../../../components/Page';
import { RangePicker } from '../../../components/RangePicker';
import { Empty, Loaded, Loading } from '../../../components/States';
import { labelText, matcherOf, sameLabels } from '../../../lib/labels';
import { SECOND } from '../../../lib/time';
import { bounds, rangeOf, type TimeRange } from '../../../lib/timeRange';
import { useNow } from '../../../lib/useNow';
import classes from './detector.module.css';
import { usePolling } from './usePolling';

/** Series that the picker offers; others are found in the list of series. */
const PICKED = 100;
const RANGES = ['15m', '1h', '6h', '24h'] as const;

export interface ChartParams {
  entity: string;
  range: string;
  from: string;
  to: string;
}

export interface ChartCardProps {
  detector: Detector;
  params: ChartParams;
  change: (changes: Partial<ChartParams>) => void;
}

function Picker({ entities, chosen, onPick }: { entities: Entity[]; chosen: string; onPick: (matcher: string) => void }) {
  const options = entities.map(({ entity }) => ({
    value: matcherOf(entity),
    label: labelText(entity) ?? 'the only series',
  }));
  if (options.every(({ value }) => value !== chosen)) {
    options.unshift({ value: chosen, label: chosen });
  }
  return (
    <NativeSelect
      aria-label="Series"
      style={{ maxWidth: 260 }}
      data={options}
      value={chosen}
      onChange={({ currentTarget }) => {
        onPick(currentTarget.value);
      }}
    />
  );
}

interface ResultsProps extends ChartCardProps {
  matcher: string;
  entity: Entity | undefined;
  range: TimeRange;
  asTable: boolean;
  feature: number;
}

function Results({ detector, matcher, entity, range, asTable, feature, change }: ResultsProps) {
  const polling = usePolling(detector);
  const query = useFetchResultsQuery({ id: detector.id, entity: matcher, range }, polling);
  const anomalies = useFetchAnomaliesQuery({ page: 1, limit: 200, detector_id: detector.id, range });
  const now = useNow();
  const plot = useMemo(
    () => (query.data === undefined ? undefined : plotOf(query.data, feature)),
    [query.data, feature],
  );
  const marks = useMemo(() => {
    const last = plot?.times.at(-1) ?? 0;
    const own = (anomalies.data?.anomalies ?? []).filter(
      (each) => entity === undefined || sameLabels(each.entity, entity.entity),
    );
    return marksOf(own, last);
  }, [anomalies.data, entity, plot]);
  return (
    <Loaded query={query} what="Points" loading={<Loading rows={1} height={340} label="Loading points" />}>
      {() => {
        if (plot === undefined || plot.times.length === 0) {
          return (
            <Empty icon={IconChartLine} title="No points in this time">
              {detector.status === 'running'
                ? 'They appear here as soon as they come. A longer range may show some.'
                : 'Start the detector, or choose a longer range.'}
            </Empty>
          );
        }
        const label = `${detector.name} ${matcher}`;
        const edge = bounds(range, now);
        // a relative range ends where the points do, so that the chart does not tick without them
        const last = (plot.times.at(-1) ?? 0) * SECOND;
        const to = 'within' in range ? Math.max(last, Math.floor(edge.to / 10_000) * 10_000) : edge.to;
        const from = 'within' in range ? Math.max(to - range.within, 0) : edge.from;
        return asTable ? (
          <PointTable plot={plot} marks={marks} label={`Points of ${label}`} />
        ) : (
          <>
            <BandChart
              plot={plot}
              marks={marks}
              from={from}
              to={to}
              label={label}
              onZoom={(start, end) => {
                change({ from: String(start), to: String(end), range: '' });
              }}
              onReset={() => {
                change({ from: '', to: '' });
              }}
            />
            <p className={classes.note}>Drag to zoom, double-click to go back.</p>
          </>
        );
      }}
    </Loaded>
  );
}

/** Values of one series against what was expected of them. */
export function ChartCard(props: ChartCardProps) {
  const { detector, params, change } = props;
  const [view, setView] = useState('chart');
  const [feature, setFeature] = useState(0);
  const polling = usePolling(detector);
  const entities = useFetchEntitiesQuery(
    { id: detector.id, page: 1, limit: PICKED, sort: '-score' },
    polling,
  );
  const list = entities.data?.entities ?? [];
  const matcher = params.entity !== '' ? params.entity : list[0] === undefined ? undefined : matcherOf(list[0].entity);
  const [first, setFirst] = useState<string | undefined>(matcher);
  if (first === undefined && matcher !== undefined) {
    // the worst at first sight; it must not jump to another while one looks at it
    setFirst(matcher);
  }
  const chosen = params.entity !== '' ? params.entity : (first ?? matcher);
  const range = useMemo(
    () => rangeOf(params.range, params.from, params.to),
    [params.range, params.from, params.to],
  );
  return (
    <Card
      title="Value against its expected band"
      actions={
        <div className={classes.tools}>
          {chosen !== undefined && (list.length > 1 || params.entity !== '') && (
            <Picker
              entities={list}
              chosen={chosen}
              onPick={(entity) => {
                change({ entity });
              }}
            />
          )}
          {detector.features.length > 1 && (
            <NativeSelect
              aria-label="Feature"
              value={feature}
              data={detector.features.map((label, index) => ({ value: String(index), label }))}
              onChange={({ currentTarget }) => {
                setFeature(Number(currentTarget.value));
              }}
            />
          )}
          <RangePicker
            ranges={RANGES}
            range={range}
            onRange={(chosenRange) => {
              change({ range: chosenRange, from: '', to: '' });
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
      <Loaded query={entities} what="Series" loading={<Loading rows={1} height={340} />}>
        {() =>
          chosen === undefined ? (
            <Empty icon={IconChartLine} title="No points yet">
              {detector.source === null
                ? 'Push points to it, train it, or try a value below.'
                : 'Its series appear with their first points.'}
            </Empty>
          ) : (
            <Results
              {...props}
              key={chosen}
              matcher={chosen}
              entity={list.find(({ entity }) => matcherOf(entity) === chosen)}
              range={range}
              asTable={view === 'table'}
              feature={feature}
            />
          )
        }
      </Loaded>
    </Card>
  );
}
