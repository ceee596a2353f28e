import { Pagination } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Page } from '../app/api/types';
import { plural } from '../lib/format';
import classes from './Table.module.css';

export { classes as tableClasses };

export interface SortHeaderProps {
  field: string;
  /** The present order: a field, with `-` before it for descending. */
  sort: string;
  onSort: (sort: string) => void;
  className?: string | undefined;
  /** Which order the first click gives. */
  first?: 'ascending' | 'descending';
  children: ReactNode;
}

/** The head of a column that orders the table. */
export function SortHeader({ field, sort, onSort, className, first = 'ascending', children }: SortHeaderProps) {
  const up = sort === field;
  const down = sort === `-${field}`;
  const next = up ? `-${field}` : down || first === 'ascending' ? field : `-${field}`;
  const Icon = up ? IconArrowUp : down ? IconArrowDown : IconArrowsSort;
  return (
    <th scope="col" className={className} aria-sort={up ? 'ascending' : down ? 'descending' : 'none'}>
      <button
        type="button"
        className={classes.sort}
        onClick={() => {
          onSort(next);
        }}
      >
        {children}
        <Icon size={13} aria-hidden opacity={up || down ? 1 : 0.45} />
      </button>
    </th>
  );
}

export interface TableProps {
  label: string;
  fetching?: boolean;
  /** Nothing in it takes the focus, so it has to itself, to be scrolled by keys. */
  plain?: boolean;
  children: ReactNode;
}

/** A table that scrolls by itself where it is too wide, and pales while newer rows are coming. */
export function Table({ label, fetching = false, plain = false, children }: TableProps) {
  const scrolling = plain ? { tabIndex: 0, role: 'region', 'aria-label': label } : {};
  return (
    <div className={classes.wrap} {...scrolling}>
      <table className={`${classes.table} ${fetching ? (classes.fetching ?? '') : ''}`} aria-label={label} aria-busy={fetching}>
        {children}
      </table>
    </div>
  );
}

export interface PagerProps {
  pagination: Page;
  one: string;
  many?: string;
  onPage: (page: number) => void;
}

/** Where one is in a list, and the way to its other pages. */
export function Pager({ pagination, one, many = `${one}s`, onPage }: PagerProps) {
  const { page, limit, total, pages } = pagination;
  const from = (page - 1) * limit + 1;
  return (
    <div className={classes.foot}>
      <span>
        {pages > 1 ? `${from}–${Math.min(total, page * limit)} of ${plural(total, one, many)}` : plural(total, one, many)}
      </span>
      {pages > 1 && (
        <Pagination
          size="sm"
          total={pages}
          value={page}
          siblings={1}
          onChange={onPage}
          getControlProps={(control) => ({ 'aria-label': `${control} page` })}
          getItemProps={(item) => ({ 'aria-label': `page ${item}` })}
        />
      )}
    </div>
  );
}
