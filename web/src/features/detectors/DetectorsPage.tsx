import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconTag } from '@tabler/icons-react';
import { useFetchDetectorsQuery } from '../../app/api/detectors';
import { useFreshness } from '../../app/hooks';
import { ClearFilters } from '../../components/Filters';
import { CreateButton } from '../../components/CreateButton';
import { Listing } from '../../components/Listing';
import { Card, Page } from '../../components/Page';
import { SearchInput } from '../../components/SearchInput';
import { Empty, Loaded, Loading } from '../../components/States';
import { tableClasses } from '../../components/Table';
import { useTypedText } from '../../lib/useTypedText';
import { pageOf, useUrlParams } from '../../lib/useUrlParams';
import { words } from '../../lib/format';
import { BulkBar } from './list/BulkBar';
import { DetectorTable } from './list/DetectorTable';

const DEFAULTS = { page: '1', q: '', status: '', model: '', label: '', sort: '-updated_at' };
const LIMIT = 20;
const STATUSES = ['created', 'training', 'running', 'stopped', 'failed'];
const MODELS = ['auto', 'statistical', 'seasonal', 'isolation_forest', 'random_cut_forest', 'ensemble', 'log_patterns'];

/** Wait after the last key before the list follows, in milliseconds. */
const TYPING_MS = 400;

function LabelFilter({ value, onLabel }: { value: string; onLabel: (label: string) => void }) {
  const { text, onTyped, onSent } = useTypedText(value);
  const follow = useDebouncedCallback((typed: string) => {
    if (typed === '' || /^[^:=]+[:=].+$/.test(typed)) {
      const label = typed.replace(/[:=]/, ':');
      onSent(label);
      onLabel(label);
    }
  }, TYPING_MS);
  return (
    <TextInput
      aria-label="Label, as name:value"
      placeholder="label:value"
      leftSection={<IconTag size={15} aria-hidden />}
      value={text}
      onChange={({ currentTarget }) => {
        onTyped(currentTarget.value);
        follow(currentTarget.value.trim());
      }}
    />
  );
}

/** All detectors, filtered by what the address says. */
export default function DetectorsPage() {
  const [params, change] = useUrlParams(DEFAULTS);
  const query = useFetchDetectorsQuery(
    {
      page: pageOf(params.page),
      limit: LIMIT,
      q: params.q || undefined,
      status: params.status || undefined,
      model: params.model || undefined,
      label: params.label || undefined,
      sort: params.sort,
    },
    { ...useFreshness(), refetchOnMountOrArgChange: true },
  );
  const filtered = [params.q, params.status, params.model, params.label].some((each) => each !== '');
  const reset = () => {
    change({ q: '', status: '', model: '', label: '' });
  };
  return (
    <Page
      title="Detectors"
      under="Each watches the series of one query, or points that are pushed to it"
      actions={
        <CreateButton to="/detectors/new" text="New detector" />
      }
    >
      <Card label="All detectors" flush>
        <div className={tableClasses.filters}>
          <SearchInput
            className={tableClasses.grow}
            label="Search detectors"
            value={params.q}
            onSearch={(q) => {
              change({ q }, true);
            }}
          />
          <NativeSelect
            aria-label="Status"
            value={params.status}
            onChange={({ currentTarget }) => {
              change({ status: currentTarget.value });
            }}
            data={[{ value: '', label: 'Any status' }, ...STATUSES]}
          />
          <NativeSelect
            aria-label="Model"
            value={params.model}
            onChange={({ currentTarget }) => {
              change({ model: currentTarget.value });
            }}
            data={[
              { value: '', label: 'Any model' },
              ...MODELS.map((value) => ({ value, label: words(value) })),
            ]}
          />
          <LabelFilter
            value={params.label}
            onLabel={(label) => {
              change({ label }, true);
            }}
          />
          {filtered && <ClearFilters onClear={reset} />}
        </div>
        <Loaded query={query} what="Detectors" loading={<Loading rows={8} height={26} />}>
          {({ detectors, pagination }) => (
            <Listing
              pagination={pagination}
              one="detector"
              rows={detectors.length}
              filtered={filtered}
              onClear={reset}
              onPage={(page) => {
                change({ page });
              }}
              none={
                <Empty
                  title="No detectors yet"
                  action={<CreateButton small to="/detectors/new" text="Create the first one" />}
                >
                  Start from a suggestion of a source, or describe what to watch yourself.
                </Empty>
              }
            >
              <BulkBar detectors={detectors} />
              <DetectorTable
                detectors={detectors}
                fetching={query.isFetching && query.currentData === undefined}
                sort={params.sort}
                onSort={(sort) => {
                  change({ sort });
                }}
                onLabel={(label) => {
                  change({ label });
                }}
              />
            </Listing>
          )}
        </Loaded>
      </Card>
    </Page>
  );
}
