import classes from './Meter.module.css';

/** A share from 0 to 1 as a bar; the number beside it says the same. */
export function Meter({ share, color }: { share: number; color?: string }) {
  const width = `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%`;
  return (
    <div className={classes.meter} aria-hidden>
      <span style={{ width, background: color }} />
    </div>
  );
}
