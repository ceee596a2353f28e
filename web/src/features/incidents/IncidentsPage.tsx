import { IconMoodSmile } from '@tabler/icons-react';
import { useFetchIncidentsQuery } from '../../app/api/incidents';
import { useFreshness } from '../../app/hooks';
import { ClearFilters, SeverityFilter, StateFilter } from '../../components/Filters';
import { Listing } from '../../components/Listing';
import { Card, Page } from '../../components/Page';
import { RangePicker } from '../../components/RangePicker';
import { SearchInput } from '../../components/SearchInput';
import { Empty, Loaded, Loading } from '../../components/States';
import { tableClasses } from '../../components/Table';
import { rangeOf } from '../../lib/timeRange';
import { pageOf, useUrlParams } from '../../lib/useUrlParams';
import { IncidentTable } from './IncidentTable';

const DEFAULTS = { page: '1', state: '', severity: '', q: '', range: '', from: '', to: '', sort: '-started_at' };
const LIMIT = 20;

/** All incidents, filtered by what the address says. */
export default function IncidentsPage() {
  const [params, change] = useUrlParams(DEFAULTS);
  const anyTime = params.range === '' && params.from === '';
  const range = rangeOf(params.range, params.from, params.to);
  const query = useFetchIncidentsQuery(
    {
      page: pageOf(params.page),
      limit: LIMIT,
      state: params.state || undefined,
      severity: params.severity || undefined,
      q: params.q || undefined,
      sort: params.sort,
      range: anyTime ? undefined : range,
    },
    { ...useFreshness(), refetchOnMountOrArgChange: true },
  );
  const filtered = !anyTime || [params.state, params.severity, params.q].some((each) => each !== '');
  const reset = () => {
    change({ state: '', severity: '', q: '', range: '', from: '', to: '' });
  };
  return (
    <Page title="Incidents" under="Anomalies of several series that began together and share labels">
      <Card label="All incidents" flush>
        <div className={tableClasses.filters}>
          <SearchInput
            className={tableClasses.grow}
            label="Search incidents"
            value={params.q}
            onSearch={(q) => {
              change({ q }, true);
            }}
          />
          <StateFilter
            value={params.state}
            onPick={(state) => {
              change({ state });
            }}
          />
          <SeverityFilter
            value={params.severity}
            onPick={(severity) => {
              change({ severity });
            }}
          />
          <RangePicker
            any
            chosenAny={anyTime}
            range={range}
            onRange={(chosen) => {
              change({ range: chosen, from: '', to: '' });
            }}
          />
          {filtered && <ClearFilters onClear={reset} />}
        </div>
        <Loaded query={query} what="Incidents" loading={<Loading rows={8} height={26} />}>
          {({ incidents, pagination }) => (
            <Listing
              pagination={pagination}
              one="incident"
              rows={incidents.length}
              filtered={filtered}
              onClear={reset}
              onPage={(page) => {
                change({ page });
              }}
              none={
                <Empty calm icon={IconMoodSmile} title="No incident so far">
                  When anomalies of several series begin together, they appear here as one.
                </Empty>
              }
            >
              <IncidentTable
                label="Incidents"
                incidents={incidents}
                fetching={query.isFetching && query.currentData === undefined}
                sort={params.sort}
                onSort={(sort) => {
                  change({ sort });
                }}
              />
            </Listing>
          )}
        </Loaded>
      </Card>
    </Page>
  );
}
