import { NativeSelect } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import { useFetchAnomaliesQuery } from '../../app/api/anomalies';
import { useFetchDetectorsQuery } from '../../app/api/detectors';
import { useFreshness } from '../../app/hooks';
import { ClearFilters, SeverityFilter, StateFilter, SuppressedFilter } from '../../components/Filters';
import { Listing } from '../../components/Listing';
import { Card, Page } from '../../components/Page';
import { RangePicker } from '../../components/RangePicker';
import { SearchInput } from '../../components/SearchInput';
import { Empty, Loaded, Loading } from '../../components/States';
import { tableClasses } from '../../components/Table';
import { rangeOf } from '../../lib/timeRange';
import { pageOf, useUrlParams } from '../../lib/useUrlParams';
import { AnomalyTable } from './AnomalyTable';

const DEFAULTS = {
  page: '1',
  state: '',
  severity: '',
  suppressed: '',
  detector: '',
  q: '',
  historical: '',
  range: '',
  from: '',
  to: '',
  sort: '-started_at',
};
const LIMIT = 20;

/** All anomalies, filtered by what the address says. */
export default function AnomaliesPage() {
  const [params, change] = useUrlParams(DEFAULTS);
  const historical = params.historical === 'true';
  const anyTime = params.range === '' && params.from === '';
  const range = rangeOf(params.range, params.from, params.to);
  const query = useFetchAnomaliesQuery(
    {
      page: pageOf(params.page),
      limit: LIMIT,
      state: params.state || undefined,
      severity: params.severity || undefined,
      suppressed: params.suppressed === '' ? undefined : params.suppressed === 'true',
      detector_id: params.detector || undefined,
      q: params.q || undefined,
      historical: historical || undefined,
      sort: params.sort,
      range: anyTime ? undefined : range,
    },
    { ...useFreshness(), refetchOnMountOrArgChange: true },
  );
  const detectors = useFetchDetectorsQuery({ page: 1, limit: 200, sort: 'name' });
  const filtered =
    !anyTime ||
    historical ||
    [params.state, params.severity, params.suppressed, params.detector, params.q].some((each) => each !== '');
  const reset = () => {
    change({ state: '', severity: '', suppressed: '', detector: '', q: '', historical: '', range: '', from: '', to: '' });
  };
  return (
    <Page title="Anomalies" under="Episodes in which something was not as it usually is">
      <Card label="All anomalies" flush>
        <div className={tableClasses.filters}>
          <SearchInput
            className={tableClasses.grow}
            label="Search anomalies"
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
          <SuppressedFilter
            value={params.suppressed}
            onPick={(suppressed) => {
              change({ suppressed });
            }}
          />
          <NativeSelect
            aria-label="Detector"
            style={{ maxWidth: 220 }}
            value={params.detector}
            onChange={({ currentTarget }) => {
              change({ detector: currentTarget.value });
            }}
          >
            <option value="">Any detector</option>
            {params.detector !== '' &&
              detectors.data?.detectors.every(({ id }) => id !== params.detector) === true && (
                <option value={params.detector}>{params.detector}</option>
              )}
            {detectors.data?.detectors.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </NativeSelect>
          <NativeSelect
            aria-label="Found"
            value={historical ? 'true' : ''}
            onChange={({ currentTarget }) => {
              change({ historical: currentTarget.value });
            }}
            data={[
              { value: '', label: 'As it happened' },
              { value: 'true', label: 'In history' },
            ]}
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
        <Loaded query={query} what="Anomalies" loading={<Loading rows={8} height={26} />}>
          {({ anomalies, pagination }) => (
            <Listing
              pagination={pagination}
              one="anomaly"
              many="anomalies"
              rows={anomalies.length}
              filtered={filtered}
              onClear={reset}
              onPage={(page) => {
                change({ page });
              }}
              none={
                <Empty calm icon={IconMoodSmile} title="Nothing abnormal so far">
                  When a detector finds something, it appears here at once.
                </Empty>
              }
            >
              <AnomalyTable
                label="Anomalies"
                anomalies={anomalies}
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
