import { VisuallyHidden } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { Suspense, useEffect, useRef } from 'react';
import { Link, NavLink, Outlet, useLocation } from 'react-router';
import { ErrorBoundary } from '../../components/ErrorBoundary';
import { Loading } from '../../components/States';
import { useFetchAnomaliesQuery } from '../api/anomalies';
import { useFetchIncidentsQuery } from '../api/incidents';
import { useAppDispatch, useAppSelector, useFreshness } from '../hooks';
import { helpToggled } from '../uiSlice';
import { Connectivity, ConnectionBanner } from './Connectivity';
import { OPEN_COUNT, OPEN_INCIDENTS } from './openCount';
import { PLACES } from './places';
import classes from './Shell.module.css';
import { Shortcuts } from './Shortcuts';
import { ThemeMenu } from './ThemeMenu';
import { UserMenu } from './UserMenu';

function OpenBadge({ open }: { open: number }) {
  return open === 0 ? null : (
    <span className={classes.count}>
      {open > 99 ? '99+' : open}
      <VisuallyHidden> open</VisuallyHidden>
    </span>
  );
}

function Navigation() {
  const anomalies = useFetchAnomaliesQuery(OPEN_COUNT, useFreshness());
  const incidents = useFetchIncidentsQuery(OPEN_INCIDENTS, useFreshness());
  const open: Record<string, number | undefined> = {
    '/anomalies': anomalies.data?.pagination.total,
    '/incidents': incidents.data?.pagination.total,
  };
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    // on a phone they are more than fit
    nav.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pathname]);
  return (
    <nav ref={nav} className={classes.nav} aria-label="Main">
      {PLACES.map(({ to, text, icon: Icon }) => (
        <NavLink key={to} to={to} end={to === '/'} className={classes.item}>
          <Icon size={19} stroke={1.8} aria-hidden />
          {text}
          <OpenBadge open={open[to] ?? 0} />
        </NavLink>
      ))}
    </nav>
  );
}

/** What a screen reader hears of new anomalies; polite, so that it interrupts nobody. */
function Announcer() {
  const announcement = useAppSelector((state) => state.live.announcement);
  return (
    <VisuallyHidden>
      <div role="log" aria-live="polite" aria-label="New anomalies">
        {announcement}
      </div>
    </VisuallyHidden>
  );
}

/** The frame around every page. */
export function Shell() {
  const dispatch = useAppDispatch();
  const { pathname } = useLocation();
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <header className={classes.header}>
        <Link to="/" className={classes.brand}>
          <img src="/favicon.svg" width={26} height={26} alt="" />
          aiops
        </Link>
        <Connectivity />
        <button
          type="button"
          className={`${classes.tool} ${classes.desktop}`}
          aria-label="Keyboard shortcuts"
          title="Keyboard shortcuts (?)"
          onClick={() => {
            dispatch(helpToggled(true));
          }}
        >
          <IconKeyboard size={19} aria-hidden />
        </button>
        <ThemeMenu />
        <UserMenu />
      </header>
      <Navigation />
      <ConnectionBanner />
      <main id="main" className={classes.main} tabIndex={-1}>
        <ErrorBoundary key={pathname}>
          <Suspense fallback={<Loading rows={6} height={28} label="Loading the page" />}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </main>
      <Announcer />
      <ErrorBoundary key={`keys ${pathname}`}>
        <Shortcuts />
      </ErrorBoundary>
    </div>
  );
}
