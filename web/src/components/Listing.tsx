import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Page } from '../app/api/types';
import { Empty, PastTheEnd } from './States';
import { Pager } from './Table';

export interface ListingProps {
  pagination: Page;
  /** What one row is, and several. */
  one: string;
  many?: string;
  /** Shown where there is nothing at all. */
  none: ReactNode;
  /** Whether some are left out, and what shows them again. */
  filtered: boolean;
  onClear: () => void;
  onPage: (page: string) => void;
  /** How many rows this page of the list has. */
  rows: number;
  /** The table. */
  children: ReactNode;
}

/** A page of a list with the way to the others, or why there is nothing to see on it. */
export function Listing({ pagination, one, many, none, filtered, onClear, onPage, rows, children }: ListingProps) {
  if (rows > 0) {
    return (
      <>
        {children}
        <Pager
          pagination={pagination}
          one={one}
          many={many}
          onPage={(page) => {
            onPage(String(page));
          }}
        />
      </>
    );
  }
  if (pagination.total > 0) {
    return (
      <PastTheEnd
        onFirst={() => {
          onPage('1');
        }}
      />
    );
  }
  if (filtered) {
    return (
      <Empty
        title={`No ${one} matches`}
        action={
          <Button size="xs" variant="default" onClick={onClear}>
            Clear filters
          </Button>
        }
      />
    );
  }
  return none;
}
