import { useMemo, useRef, useState } from 'react';
import type uPlot from 'uplot';
import { NONE, number, score } from '../../lib/format';
import { dateTime, SECOND } from '../../lib/time';
import classes from './chart.module.css';
import { isAlone, type Mark, markAt, type Plot, valueLimits } from './plot';
import { axis, color, timeAxis, useUplot } from './useUplot';

export interface BandChartProps {
  plot: Plot;
  marks: Mark[];
  /** Epoch milliseconds of the time axis. */
  from: number;
  to: number;
  /** Score from which an anomaly opens. */
  threshold?: number | undefined;
  height?: number;
  /** The score strip below. */
  scores?: boolean;
  label: string;
  /** A stretch was chosen by dragging, epoch milliseconds. */
  onZoom?: (from: number, to: number) => void;
  /** A double click leads back out. */
  onReset?: () => void;
}

/** Seconds that a chart shows at least. */
const LEAST_SPAN = 30;
/** Width of the value axis in pixels, the same in both charts so that their times align. */
const AXIS_WIDTH = 52;
const SCORE_HEIGHT = 62;
/** Room right of both charts in pixels, for half of the last time. */
const RIGHT = 26;
/** Height of the time axis in pixels. */
const TIMES_HEIGHT = 40;

/** Radii of a point inside an anomaly in pixels: small where points are dense. */
const SMALLEST_DOT = 1.6;
const LARGEST_DOT = 3.6;
/** From this radius on a dot has a ring of the background around it. */
const RINGED_DOT = 2.5;

function shade(chart: uPlot, marks: Mark[]): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const mark of marks) {
    const left = chart.valToPos(mark.from, 'x', true);
    const width = Math.max(3 * devicePixelRatio, chart.valToPos(mark.to, 'x', true) - left);
    ctx.fillStyle = color(`--${mark.severity}`);
    ctx.globalAlpha = 0.12;
    ctx.fillRect(left, bbox.top, width, bbox.height);
    ctx.globalAlpha = 1;
    ctx.fillRect(left, bbox.top, width, 3 * devicePixelRatio);
  }
  ctx.restore();
}

/** Points inside anomalies, as dots with a ring: the shape says it without the colour; and those that no line reaches. */
function dots(chart: uPlot, plot: Plot, marks: Mark[]): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  const apart = bbox.width / devicePixelRatio / Math.max(1, plot.times.length);
  const radius = Math.min(LARGEST_DOT, Math.max(SMALLEST_DOT, apart / 2)) * devicePixelRatio;
  plot.times.forEach((time, index) => {
    const value = plot.values[index];
    const mark = markAt(marks, time);
    if (value === null || value === undefined || (mark === undefined && !isAlone(plot, index))) {
      return;
    }
    ctx.beginPath();
    ctx.arc(chart.valToPos(time, 'x', true), chart.valToPos(value, 'y', true), radius, 0, 2 * Math.PI);
    ctx.fillStyle = color(mark === undefined ? '--chart-value' : `--${mark.severity}`);
    ctx.fill();
    if (radius > RINGED_DOT * devicePixelRatio) {
      ctx.lineWidth = 1.5 * devicePixelRatio;
      ctx.strokeStyle = color('--card');
      ctx.stroke();
    }
  });
  ctx.restore();
}

function scoreBars(chart: uPlot, threshold: number | undefined): void {
  if (threshold === undefined) {
    return;
  }
  const { ctx, bbox } = chart;
  const y = chart.valToPos(threshold, 's', true);
  ctx.save();
  ctx.strokeStyle = color('--critical');
  ctx.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

/** A series younger than the range fills the chart, rather than a sliver at its edge. */
function span(from: number, to: number, first: number | undefined): [number, number] {
  return first !== undefined && first > from ? [Math.max(from, Math.min(first, to - LEAST_SPAN)), to] : [from, to];
}

/** Values against the band that was expected of them, with anomalies marked and the score below. */
export function BandChart(props: BandChartProps) {
  const { plot, marks, from, to, threshold, height = 280, scores = true, label, onZoom, onReset } = props;
  const [index, setIndex] = useState<number | null>(null);
  const values = useRef<HTMLDivElement>(null);
  const strip = useRef<HTMLDivElement>(null);
  const shown = useRef({ plot, marks, from, to, threshold, onZoom, onReset });
  // drawn outside of React, from what was rendered last
  // eslint-disable-next-line react-hooks/refs
  shown.current = { plot, marks, from, to, threshold, onZoom, onReset };
  const sync = `band-${label}`;
  const data = useMemo<uPlot.AlignedData>(
    () => [plot.times, plot.upper, plot.lower, plot.expected, plot.values],
    [plot],
  );
  const scoreData = useMemo<uPlot.AlignedData>(() => [plot.times, plot.scores], [plot]);

  const shared = (): Pick<uPlot.Options, 'legend' | 'cursor'> => ({
    legend: { show: false },
    cursor: {
      sync: { key: sync },
      drag: { x: true, y: false, setScale: false },
      points: { show: false },
      bind: {
        dblclick: () => () => {
          shown.current.onReset?.();
          return null;
        },
      },
    },
  });
  const select = (chart: uPlot) => {
    const { left, width } = chart.select;
    if (width > 4) {
      const start = chart.posToVal(left, 'x') * SECOND;
      const end = chart.posToVal(left + width, 'x') * SECOND;
      shown.current.onZoom?.(Math.round(start), Math.round(end));
    }
    chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  };
  const times: uPlot.Scale = {
    time: true,
    range: () => span(shown.current.from / SECOND, shown.current.to / SECOND, shown.current.plot.times[0]),
  };

  useUplot(
    values,
    () => ({
      ...shared(),
      height,
      padding: [10, RIGHT, scores ? 4 : null, null],
      scales: { x: times, y: { range: () => valueLimits(shown.current.plot) } },
      axes: [
        timeAxis({ show: !scores }),
        axis({ size: AXIS_WIDTH, values: (_chart, ticks) => ticks.map(number) }),
      ],
      series: [
        {},
        { width: 0, points: { show: false } },
        { width: 0, points: { show: false } },
        { stroke: color('--chart-expected'), width: 1, dash: [5, 4], points: { show: false } },
        { stroke: color('--chart-value'), width: 1.6, points: { show: false } },
      ],
      bands: [{ series: [1, 2], fill: color('--chart-band') }],
      hooks: {
        drawClear: [
          (chart) => {
            shade(chart, shown.current.marks);
          },
        ],
        draw: [
          (chart) => {
            dots(chart, shown.current.plot, shown.current.marks);
          },
        ],
        setCursor: [
          (chart) => {
            setIndex(chart.cursor.idx ?? null);
          },
        ],
        setSelect: [select],
      },
    }),
    data,
    [height, scores, sync],
    [marks, from, to],
  );
  useUplot(
    strip,
    () => ({
      ...shared(),
      height: scores ? SCORE_HEIGHT + TIMES_HEIGHT : 1,
      padding: [8, RIGHT, 0, null],
      scales: { x: times, s: { range: () => [0, 1] } },
      axes: [
        timeAxis({ size: TIMES_HEIGHT }),
        axis({
          scale: 's',
          size: AXIS_WIDTH,
          splits: () => [0, 1],
          grid: { show: false },
        }),
      ],
      series: [
        {},
        {
          scale: 's',
          stroke: color('--high'),
          fill: color('--high-soft'),
          width: 1.2,
          points: { show: false },
        },
      ],
      hooks: {
        draw: [
          (chart) => {
            scoreBars(chart, shown.current.threshold);
          },
        ],
        setSelect: [select],
      },
    }),
    scoreData,
    [scores, sync],
    [threshold, from, to],
  );

  const at = index === null ? plot.times.length - 1 : index;
  const time = plot.times[at];
  const mark = time === undefined ? undefined : markAt(marks, time);
  return (
    <div className={classes.chart}>
      <div className={classes.readout}>
        <span>{time === undefined ? NONE : dateTime(time * SECOND)}</span>
        <span className={classes.key}>
          <span className={classes.swatch} style={{ background: 'var(--chart-value)' }} /> value{' '}
          <b>{number(plot.values[at])}</b>
        </span>
        <span className={classes.key}>
          <span className={`${classes.swatch} ${classes.dashed ?? ''}`} /> expected{' '}
          <b>{number(plot.expected[at])}</b>
        </span>
        <span className={classes.key}>
          <span className={`${classes.swatch} ${classes.band ?? ''}`} /> band{' '}
          <b>
            {number(plot.lower[at])} to {number(plot.upper[at])}
          </b>
        </span>
        <span className={classes.key}>
          score <b>{score(plot.scores[at])}</b>
        </span>
        {mark !== undefined && <b>{mark.severity} anomaly</b>}
      </div>
      <div ref={values} className={classes.canvas} role="img" aria-label={label} />
      {scores && <div ref={strip} className={classes.canvas} role="img" aria-label={`Score of ${label}`} />}
    </div>
  );
}
