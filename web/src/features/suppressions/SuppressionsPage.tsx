import { NativeSelect } from '@mantine/core';
import { IconBellOff } from '@tabler/icons-react';
import { useFetchSuppressionsQuery } from '../../app/api/suppressions';
import { CreateButton } from '../../components/CreateButton';
import { ClearFilters } from '../../components/Filters';
import { Listing } from '../../components/Listing';
import { Card, Page } from '../../components/Page';
import { SearchInput } from '../../components/SearchInput';
import { Empty, Loaded, Loading } from '../../components/States';
import { tableClasses } from '../../components/Table';
import { SECOND } from '../../lib/time';
import { pageOf, useUrlParams } from '../../lib/useUrlParams';
import { SuppressionTable } from './SuppressionTable';

const DEFAULTS = { page: '1', q: '', active: '', detector: '' };
const LIMIT = 20;
/** They begin and end with time alone, which no event tells. */
const POLLING = { pollingInterval: 15 * SECOND, skipPollingIfUnfocused: true, refetchOnMountOrArgChange: true };

/** All suppressions, those that count now first, filtered by what the address says. */
export default function SuppressionsPage() {
  const [params, change] = useUrlParams(DEFAULTS);
  const query = useFetchSuppressionsQuery(
    {
      page: pageOf(params.page),
      limit: LIMIT,
      active: params.active || undefined,
      detector_id: params.detector || undefined,
      q: params.q || undefined,
    },
    POLLING,
  );
  const filtered = [params.q, params.active, params.detector].some((each) => each !== '');
  const reset = () => {
    change({ q: '', active: '', detector: '' });
  };
  return (
    <Page
      title="Suppressions"
      under="Maintenance windows and rules: what they match is found and recorded, and bothers nobody"
      actions={
        <CreateButton to="/suppressions/new" text="New suppression" />
      }
    >
      <Card label="All suppressions" flush>
        <div className={tableClasses.filters}>
          <SearchInput
            className={tableClasses.grow}
            label="Search suppressions"
            value={params.q}
            onSearch={(q) => {
              change({ q }, true);
            }}
          />
          <NativeSelect
            aria-label="Active or not"
            value={params.active}
            onChange={({ currentTarget }) => {
              change({ active: currentTarget.value });
            }}
            data={[
              { value: '', label: 'Active or not' },
              { value: 'true', label: 'Active now' },
              { value: 'false', label: 'Not active' },
            ]}
          />
          {filtered && <ClearFilters onClear={reset} />}
        </div>
        <Loaded query={query} what="Suppressions" loading={<Loading rows={6} height={26} />}>
          {({ suppressions, pagination }) => (
            <Listing
              pagination={pagination}
              one="suppression"
              rows={suppressions.length}
              filtered={filtered}
              onClear={reset}
              onPage={(page) => {
                change({ page });
              }}
              none={
                <Empty
                  icon={IconBellOff}
                  title="Nothing is suppressed"
                  action={<CreateButton small to="/suppressions/new" text="Plan a maintenance window" />}
                >
                  The page of an anomaly has a button to silence it for a while.
                </Empty>
              }
            >
              <SuppressionTable
                suppressions={suppressions}
                fetching={query.isFetching && query.currentData === undefined}
              />
            </Listing>
          )}
        </Loaded>
      </Card>
    </Page>
  );
}
