import { number } from '../lib/format';
import classes from './BandGauge.module.css';

export interface BandGaugeProps {
  value: number | null;
  expected: number | null;
  lower: number | null;
  upper: number | null;
}

/** Texts nearer to the edge than this, in per cent, would stick out. */
const EDGE = 8;

/** Where a value lies in relation to its band. */
export function BandGauge({ value, expected, lower, upper }: BandGaugeProps) {
  if (value === null || lower === null || upper === null) {
    return null;
  }
  const least = Math.min(value, lower);
  const most = Math.max(value, upper);
  const room = (most - least || 1) * 0.08;
  const place = (at: number) => ((at - least + room) / (most - least + 2 * room)) * 100;
  const outside = value < lower || value > upper;
  return (
    <div
      className={classes.gauge}
      role="img"
      aria-label={`${number(value)} ${outside ? 'outside of' : 'within'} ${number(lower)} to ${number(upper)}`}
    >
      <span className={classes.track} />
      <span className={classes.band} style={{ left: `${place(lower)}%`, width: `${place(upper) - place(lower)}%` }} />
      {expected !== null && <span className={classes.expected} style={{ left: `${place(expected)}%` }} />}
      <span
        className={`${classes.value} ${outside ? (classes.outside ?? '') : ''}`}
        style={{ left: `${place(value)}%` }}
      />
      <span
        className={classes.text}
        style={{ left: `${Math.min(100 - EDGE, Math.max(EDGE, place(value)))}%` }}
      >
        {number(value)}
      </span>
    </div>
  );
}
