import { useDocumentTitle } from '@mantine/hooks';
import { IconChevronLeft } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Link } from 'react-router';
import { useAppSelector } from '../app/hooks';
import { anomaliesApi } from '../app/api/anomalies';
import { OPEN_COUNT } from '../app/shell/openCount';
import classes from './Page.module.css';

export interface PageProps {
  title: string;
  /** Beside or below the title: badges, a sentence. */
  under?: ReactNode;
  actions?: ReactNode;
  back?: { to: string; text: string };
  children: ReactNode;
}

const selectOpen = anomaliesApi.endpoints.fetchAnomalies.select(OPEN_COUNT);

/** A page: its title names the tab of the browser and takes the focus when one comes to it. */
export function Page({ title, under, actions, back, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const open = useAppSelector((state) => selectOpen(state).data?.pagination.total ?? 0);
  useDocumentTitle(`${open > 0 ? `(${open}) ` : ''}${title} · aiops`);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <div className={classes.head}>
        <div className={classes.titles}>
          {back !== undefined && (
            <Link to={back.to} className={classes.crumb}>
              <IconChevronLeft size={14} aria-hidden />
              {back.text}
            </Link>
          )}
          <h1 ref={heading} tabIndex={-1} className={classes.title}>
            {title}
          </h1>
          {under !== undefined && <div className={classes.under}>{under}</div>}
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
      {children}
    </>
  );
}

export interface CardProps {
  /** A heading, or a `label` where the page says it already. */
  title?: ReactNode;
  label?: string;
  actions?: ReactNode;
  /** Without padding, for tables and lists. */
  flush?: boolean;
  children: ReactNode;
}

/** A titled part of a page. */
export function Card({ title, label, actions, flush = false, children }: CardProps) {
  const id = useId();
  return (
    <section className={`${classes.card} ${flush ? (classes.flush ?? '') : ''}`} aria-labelledby={title === undefined ? undefined : id}
      aria-label={label}
    >
      {title !== undefined && (
        <div className={classes.cardHead}>
          <h2 id={id} className={classes.cardTitle}>
            {title}
          </h2>
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}
