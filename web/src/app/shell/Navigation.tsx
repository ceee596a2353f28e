import { VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import { Link, NavLink, useLocation } from 'react-router';
import { useFetchAnomaliesQuery } from '../api/anomalies';
import { useFetchIncidentsQuery } from '../api/incidents';
import { useFreshness } from '../hooks';
import { Flyout } from './Flyout';
import { OPEN_COUNT, OPEN_INCIDENTS } from './openCount';
import { PLACES } from './places';
import classes from './Shell.module.css';

/** As in Shell.module.css. */
const PHONE = '(max-width: 760px)';

const MAIN = PLACES.filter(({ aside }) => !aside);
const ASIDE = PLACES.filter(({ aside }) => aside);

function OpenBadge({ open }: { open: number }) {
  return open === 0 ? null : (
    <span className={classes.count}>
      {open > 99 ? '99+' : open}
      <VisuallyHidden> open</VisuallyHidden>
    </span>
  );
}

/** The places that a phone has no room for; the button says which of them one is at. */
function More() {
  const { pathname } = useLocation();
  const here = ASIDE.find(({ to }) => pathname.startsWith(to));
  const Icon = here?.icon ?? IconDots;
  return (
    <Flyout
      className={`${classes.item} ${classes.more} ${here === undefined ? '' : (classes.here ?? '')}`}
      title="More pages"
      button={
        <>
          <Icon size={19} stroke={1.8} aria-hidden />
          {here?.text ?? 'More'}
          {here !== undefined && <VisuallyHidden>, and more pages</VisuallyHidden>}
        </>
      }
    >
      {ASIDE.map(({ to, text, icon: Sign }) => (
        <Link key={to} to={to} className={classes.choice} aria-current={to === here?.to ? 'page' : undefined}>
          <Sign size={17} aria-hidden />
          {text}
        </Link>
      ))}
    </Flyout>
  );
}

/** The way to all pages, with how much is open. */
export function Navigation() {
  const phone = useMediaQuery(PHONE, false, { getInitialValueInEffect: false });
  const anomalies = useFetchAnomaliesQuery(OPEN_COUNT, useFreshness());
  const incidents = useFetchIncidentsQuery(OPEN_INCIDENTS, useFreshness());
  const open: Record<string, number | undefined> = {
    '/anomalies': anomalies.data?.pagination.total,
    '/incidents': incidents.data?.pagination.total,
  };
  return (
    <nav className={classes.nav} aria-label="Main">
      {(phone ? MAIN : PLACES).map(({ to, text, icon: Icon }) => (
        <NavLink key={to} to={to} end={to === '/'} className={classes.item}>
          <Icon size={19} stroke={1.8} aria-hidden />
          {text}
          <OpenBadge open={open[to] ?? 0} />
        </NavLink>
      ))}
      {phone && <More />}
    </nav>
  );
}
