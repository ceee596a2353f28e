import { Fragment } from 'react';
import type { Contribution } from '../app/api/types';
import classes from './Meter.module.css';
import { percent, words } from '../lib/format';
import { Meter } from './Meter';

/** What made a point abnormal, and how much each part of it weighs. */
export function Contributions({ contributions }: { contributions: Contribution[] }) {
  return (
    <div className={classes.shares}>
      {[...contributions]
        .sort((a, b) => b.share - a.share)
        .map(({ name, share }) => (
          <Fragment key={name}>
            <span>{words(name)}</span>
            <Meter share={share} />
            <span>{percent(share)}</span>
          </Fragment>
        ))}
    </div>
  );
}
