import { NativeSelect } from '@mantine/core';
import { IconFileSearch } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useFetchDetectorsQuery, useFetchTemplatesQuery } from '../../app/api/detectors';
import type { Detector } from '../../app/api/types';
import { useFreshness } from '../../app/hooks';
import { StatusBadge } from '../../components/Badge';
import { CreateButton } from '../../components/CreateButton';
import { Listing } from '../../components/Listing';
import { Card, Page } from '../../components/Page';
import { SearchInput } from '../../components/SearchInput';
import { Empty, Loaded, Loading } from '../../components/States';
import { tableClasses } from '../../components/Table';
import { pageOf, useUrlParams } from '../../lib/useUrlParams';
import { usePolling } from '../detectors/parts/usePolling';
import classes from './logs.module.css';
import { TemplateTable } from './TemplateTable';

const DEFAULTS = { page: '1', detector: '', q: '', sort: '-count' };
const LIMIT = 50;
/** Log detectors that the picker offers. */
const LOG_DETECTORS = { page: 1, limit: 200, model: 'log_patterns', sort: 'name' };

type Params = typeof DEFAULTS;
type Change = (changes: Partial<Params>, replace?: boolean) => void;

/** Which detector it is, and the ways to it and to what it has found. */
function About({ detector }: { detector: Detector }) {
  return (
    <div className={classes.about}>
      <Link to={`/detectors/${detector.id}`}>{detector.name}</Link>
      <StatusBadge status={detector.status} />
      <span className={classes.query}>
        {detector.source === null ? '' : `${detector.source.name}: ${detector.source.query}`}
      </span>
      <Link to={`/anomalies?detector=${detector.id}`}>Its anomalies</Link>
    </div>
  );
}

function Templates({ detector, params, change }: { detector: Detector; params: Params; change: Change }) {
  const query = useFetchTemplatesQuery(
    { id: detector.id, page: pageOf(params.page), limit: LIMIT, q: params.q || undefined, sort: params.sort },
    usePolling(detector),
  );
  return (
    <Loaded query={query} what="Log patterns" loading={<Loading rows={8} height={26} />}>
      {({ templates, pagination }) => (
        <Listing
          pagination={pagination}
          one="pattern"
          rows={templates.length}
          filtered={params.q !== ''}
          onClear={() => {
            change({ q: '' });
          }}
          onPage={(page) => {
            change({ page });
          }}
          none={
            <Empty title="No lines yet">
              {detector.status === 'running'
                ? 'A pattern appears with the first line of its kind.'
                : 'Start the detector: it finds the patterns while it reads.'}
            </Empty>
          }
        >
          <TemplateTable
            detector={detector}
            templates={templates}
            fetching={query.isFetching && query.currentData === undefined}
            sort={params.sort}
            onSort={(sort) => {
              change({ sort });
            }}
          />
        </Listing>
      )}
    </Loaded>
  );
}

function Patterns({ detectors, params, change }: { detectors: Detector[]; params: Params; change: Change }) {
  const chosen = params.detector === '' ? detectors[0] : detectors.find(({ id }) => id === params.detector);
  return (
    <Card label="Log patterns" flush>
      <div className={tableClasses.filters}>
        <SearchInput
          className={tableClasses.grow}
          label="Search log patterns"
          value={params.q}
          onSearch={(q) => {
            change({ q }, true);
          }}
        />
        <NativeSelect
          aria-label="Detector"
          style={{ maxWidth: 280 }}
          value={chosen?.id ?? params.detector}
          onChange={({ currentTarget }) => {
            change({ detector: currentTarget.value });
          }}
        >
          {chosen === undefined && <option value={params.detector}>{params.detector}</option>}
          {detectors.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </NativeSelect>
      </div>
      {chosen === undefined ? (
        <Empty title={`${params.detector} is no log detector`}>
          It may have been deleted, or it watches numbers. Choose another one above.
        </Empty>
      ) : (
        <>
          <About detector={chosen} />
          <Templates key={chosen.id} detector={chosen} params={params} change={change} />
        </>
      )}
    </Card>
  );
}

/** What kinds of lines the log detectors have found. */
export default function LogsPage() {
  const [params, change] = useUrlParams(DEFAULTS);
  const query = useFetchDetectorsQuery(LOG_DETECTORS, { ...useFreshness(), refetchOnMountOrArgChange: true });
  return (
    <Page title="Logs" under="The patterns of log lines, how often each comes, and which are new">
      <Loaded query={query} what="Log detectors" loading={<Loading rows={8} height={26} />}>
        {({ detectors }) =>
          detectors.length === 0 ? (
            <Card label="Log patterns">
              <Empty
                icon={IconFileSearch}
                title="No detector reads logs yet"
                action={
                  <CreateButton small to="/detectors/new" text="Create one" />
                }
              >
                A detector with the model log patterns and a log query of a source finds the kinds of lines, watches
                how often each comes, and tells of new ones.
              </Empty>
            </Card>
          ) : (
            <Patterns detectors={detectors} params={params} change={change} />
          )
        }
      </Loaded>
    </Page>
  );
}
