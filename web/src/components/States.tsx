import { Button, Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconInbox, IconRefresh } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { describe, isProblem } from '../app/api/problem';
import { ago } from '../lib/time';
import { useNow } from '../lib/useNow';
import classes from './States.module.css';

/** Placeholder of something that is on its way. */
export function Loading({ rows = 4, height = 20, label = 'Loading' }: { rows?: number; height?: number; label?: string }) {
  return (
    <div className={classes.rows} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={height} radius="sm" />
      ))}
    </div>
  );
}

export interface EmptyProps {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  icon?: ComponentType<{ size?: number; 'aria-hidden'?: boolean }>;
  /** Nothing to see here is good news. */
  calm?: boolean;
}

/** There is nothing, and what to do about it. */
export function Empty({ title, children, action, icon: Icon = IconInbox, calm = false }: EmptyProps) {
  return (
    <div className={classes.state}>
      <span className={`${classes.icon} ${calm ? (classes.calm ?? '') : ''}`}>
        <Icon size={22} aria-hidden />
      </span>
      <p className={classes.title}>{title}</p>
      {children !== undefined && <p className={classes.text}>{children}</p>}
      {action}
    </div>
  );
}

/** The list has become shorter than the page that is asked for. */
export function PastTheEnd({ onFirst }: { onFirst: () => void }) {
  return (
    <Empty
      title="The list is not that long any more"
      action={
        <Button size="xs" variant="default" onClick={onFirst}>
          First page
        </Button>
      }
    />
  );
}

/** A call failed and there is nothing older to show. */
export function Failed({ error, onRetry, what }: { error: unknown; onRetry?: () => void; what: string }) {
  const title = isProblem(error) ? error.title : 'Something unexpected happened';
  const detail = describe(error);
  return (
    <div className={classes.state} role="alert">
      <span className={`${classes.icon} ${classes.bad ?? ''}`}>
        <IconAlertTriangle size={22} aria-hidden />
      </span>
      <p className={classes.title}>
        {what}: {title}
      </p>
      {detail !== title && <p className={classes.text}>{detail}</p>}
      {onRetry !== undefined && (
        <Button size="xs" variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** A call failed, but what it gave before is still shown. */
export function Stale({ error, since, onRetry }: { error: unknown; since: number | undefined; onRetry: () => void }) {
  const now = useNow();
  return (
    <div className={classes.stale}>
      <IconAlertTriangle size={16} aria-hidden />
      <span>
        <span role="status">Not up to date: {describe(error)}</span>
        {since === undefined ? '' : ` As of ${ago(since, now)}.`}
      </span>
      <button type="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}

interface Query<T> {
  data?: T;
  /** What the present arguments gave; missing while other ones are on their way. */
  currentData?: T;
  error?: unknown;
  isFetching: boolean;
  fulfilledTimeStamp?: number;
  refetch: () => unknown;
}

export interface LoadedProps<T> {
  query: Query<T>;
  what: string;
  loading?: ReactNode;
  children: (data: T) => ReactNode;
}

/** Shows a query in whichever of its states it is: loading, failed, stale or there. */
export function Loaded<T>({ query, what, loading = <Loading />, children }: LoadedProps<T>) {
  const retry = () => {
    void query.refetch();
  };
  if (query.data === undefined) {
    return query.error !== undefined && !query.isFetching ? (
      <Failed error={query.error} onRetry={retry} what={what} />
    ) : (
      loading
    );
  }
  if (query.error !== undefined && query.currentData === undefined && !query.isFetching) {
    return <Failed error={query.error} onRetry={retry} what={what} />;
  }
  return (
    <>
      {query.error !== undefined && (
        <Stale error={query.error} since={query.fulfilledTimeStamp} onRetry={retry} />
      )}
      {children(query.data)}
    </>
  );
}
