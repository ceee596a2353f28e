import type { ReactNode } from 'react';
import { useAppSelector } from '../app/hooks';
import { whyNotChange } from '../app/sessionSlice';
import classes from './ForOperators.module.css';
import { Empty } from './States';
import { Page } from './Page';

/**
 * What changes something: for a viewer its buttons and fields are switched off, and the reason is shown when
 * one points at them, or before them with `told`.
 */
export function ForOperators({ told = false, children }: { told?: boolean; children: ReactNode }) {
  const why = useAppSelector(whyNotChange);
  if (why === null) {
    return children;
  }
  return (
    <>
      {told && <p className={classes.why}>{why}</p>}
      <fieldset disabled className={classes.off} title={why} aria-label={why}>
        {children}
      </fieldset>
    </>
  );
}

/** A page that only changes something: a viewer gets the reason instead. */
export function OperatorsPage({ title, back, children }: { title: string; back: { to: string; text: string }; children: ReactNode }) {
  const why = useAppSelector(whyNotChange);
  return why === null ? (
    children
  ) : (
    <Page title={title} back={back}>
      <Empty title="This needs an operator">{why}</Empty>
    </Page>
  );
}
