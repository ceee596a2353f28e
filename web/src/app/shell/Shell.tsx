import { VisuallyHidden } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { Suspense } from 'react';
import { Link, Outlet, useLocation } from 'react-router';
import { ErrorBoundary } from '../../components/ErrorBoundary';
import { Loading } from '../../components/States';
import { useAppDispatch, useAppSelector } from '../hooks';
import { helpToggled } from '../uiSlice';
import { Connectivity, ConnectionBanner } from './Connectivity';
import { Navigation } from './Navigation';
import classes from './Shell.module.css';
import { Shortcuts } from './Shortcuts';
import { ThemeMenu } from './ThemeMenu';
import { UserMenu } from './UserMenu';

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
