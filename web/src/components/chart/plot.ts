import type { Anomaly, Cell, Columns, Severity } from '../../app/api/types';
import { millisOf, SECOND } from '../../lib/time';

/** Columns as uPlot draws them; times in seconds. */
export interface Plot {
  times: number[];
  values: (number | null)[];
  expected: (number | null)[];
  lower: (number | null)[];
  upper: (number | null)[];
  scores: (number | null)[];
}

/** A stretch of time in which something was abnormal, in seconds. */
export interface Mark {
  from: number;
  to: number;
  severity: Severity;
}

/** A distance this many times the usual one is a hole, not a line. */
const HOLE = 3.5;

/**
 * Columns of the API for drawing. Where points are missing for long an empty one is put in, so that no
 * line suggests values that nobody measured. Of points with several values one `feature` is drawn.
 */
export function plotOf(columns: Columns, feature = 0): Plot {
  const one = (cell: Cell | undefined) => (Array.isArray(cell) ? cell[feature] : cell) ?? null;
  const plot: Plot = { times: [], values: [], expected: [], lower: [], upper: [], scores: [] };
  const times = columns.timestamps.map((each) => (millisOf(each) ?? NaN) / SECOND);
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  times.forEach((time, index) => {
    const before = times[index - 1];
    if (before !== undefined && usual > 0 && time - before > HOLE * usual) {
      push(plot, before + usual, null, null, null, null, null);
    }
    push(
      plot,
      time,
      one(columns.values[index]),
      one(columns.expected[index]),
      one(columns.lower[index]),
      one(columns.upper[index]),
      columns.scores[index] ?? null,
    );
  });
  return plot;
}

function push(
  plot: Plot,
  time: number,
  value: number | null,
  expected: number | null,
  lower: number | null,
  upper: number | null,
  score: number | null,
): void {
  plot.times.push(time);
  plot.values.push(value);
  plot.expected.push(expected);
  plot.lower.push(lower);
  plot.upper.push(upper);
  plot.scores.push(score);
}

/** The marks of anomalies; one that goes on reaches to the last point. */
export function marksOf(anomalies: Pick<Anomaly, 'started_at' | 'ended_at' | 'severity'>[], last: number): Mark[] {
  return anomalies.flatMap(({ started_at, ended_at, severity }) => {
    const from = millisOf(started_at);
    const to = millisOf(ended_at);
    return from === null
      ? []
      : [{ from: from / SECOND, to: to === null ? Math.max(last, from / SECOND) : to / SECOND, severity }];
  });
}

/** The mark that a time lies in, the worst if there are several. */
export function markAt(marks: Mark[], time: number): Mark | undefined {
  const rank: Record<Severity, number> = { low: 0, medium: 1, high: 2, critical: 3 };
  return marks
    .filter((mark) => time >= mark.from && time <= mark.to)
    .sort((a, b) => rank[b.severity] - rank[a.severity])[0];
}

/** Whether a point has no neighbour that a line could join it with. */
export function isAlone({ values }: Pick<Plot, 'values'>, index: number): boolean {
  return (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;
}

/** The limits of the value axis: the values and, as far as it does not dwarf them, the band. */
export function valueLimits(plot: Plot): [number, number] {
  const present = (column: (number | null)[]) => column.filter((each) => each !== null);
  const values = present(plot.values);
  const all = values.length > 0 ? values : present(plot.expected);
  if (all.length === 0) {
    return [0, 1];
  }
  const least = Math.min(...all);
  const most = Math.max(...all);
  const span = most - least || Math.abs(most) || 1;
  const low = Math.max(least - span, Math.min(least, ...present(plot.lower)));
  const high = Math.min(most + span, Math.max(most, ...present(plot.upper)));
  const room = (high - low || 1) * 0.06;
  return [low >= 0 && low - room < 0 ? 0 : low - room, high + room];
}
