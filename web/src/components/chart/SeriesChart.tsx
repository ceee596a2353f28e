import { useMemo, useRef } from 'react';
import type uPlot from 'uplot';
import type { QueryAnswer } from '../../app/api/types';
import { matcherOf } from '../../lib/labels';
import { number } from '../../lib/format';
import { millisOf, SECOND } from '../../lib/time';
import classes from './chart.module.css';
import { axis, timeAxis, useUplot } from './useUplot';

/** Lines that can be told apart; further series are drawn in the same order again. */
const COLORS = ['#128577', '#d9580b', '#5b63c9', '#b0357f', '#9a7a00', '#3a7fc4', '#5f8a1e', '#a2593a'];
/** Series drawn at most: more make a knot that says nothing. */
const MOST = 24;

export interface SeriesChartProps {
  series: QueryAnswer['series'];
  label: string;
  height?: number;
  legend?: boolean;
}

function aligned(series: QueryAnswer['series']): uPlot.AlignedData {
  const columns = series.map(({ timestamps, values }) => {
    const column = new Map<number, number | null>();
    timestamps.forEach((time, index) => {
      column.set((millisOf(time) ?? 0) / SECOND, values[index] ?? null);
    });
    return column;
  });
  const times = [...new Set(columns.flatMap((column) => [...column.keys()]))].sort((a, b) => a - b);
  return [times, ...columns.map((column) => times.map((time) => column.get(time) ?? null))];
}

/** Several series over the same time. */
export default function SeriesChart({ series, label, height = 240, legend = true }: SeriesChartProps) {
  const target = useRef<HTMLDivElement>(null);
  const drawn = useMemo(() => series.slice(0, MOST), [series]);
  const data = useMemo(() => aligned(drawn), [drawn]);
  const single = data[0].length === 1;
  useUplot(
    target,
    () => ({
      height,
      legend: { show: false },
      cursor: { drag: { x: false, y: false } },
      scales: { x: { time: true } },
      axes: [timeAxis(), axis({ size: 52, values: (_chart, ticks) => ticks.map(number) })],
      series: [
        {},
        ...drawn.map((_each, index) => ({
          stroke: COLORS[index % COLORS.length] ?? '',
          width: 1.4,
          points: { show: single, size: 7 },
        })),
      ],
    }),
    data,
    [height, drawn],
  );
  if (drawn.length === 0) {
    return null;
  }
  return (
    <div className={classes.chart}>
      <div ref={target} className={classes.canvas} role="img" aria-label={label} />
      {legend && (
        <div className={classes.readout}>
          {drawn.map((each, index) => (
            <span key={matcherOf(each.labels)} className={classes.key}>
              <span className={classes.swatch} style={{ background: COLORS[index % COLORS.length] }} />
              {matcherOf(each.labels)} <b>{number(each.values.findLast((value) => value !== null))}</b>
            </span>
          ))}
          {series.length > MOST && <span>and {series.length - MOST} more</span>}
        </div>
      )}
    </div>
  );
}
