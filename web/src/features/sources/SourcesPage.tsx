import { useFetchSourcesQuery } from '../../app/api/sources';
import type { Source } from '../../app/api/types';
import { useFreshness } from '../../app/hooks';
import { Card, Page } from '../../components/Page';
import { Empty, Loaded, Loading } from '../../components/States';
import { Table, tableClasses } from '../../components/Table';
import { TimeAgo } from '../../components/TimeAgo';
import { latency } from '../../lib/format';
import { useUrlParams } from '../../lib/useUrlParams';
import classes from '../detectors/parts/detector.module.css';
import { ReachableBadge } from '../overview/Pipeline';
import { QueryTryout } from './QueryTryout';
import { SuggestionList } from './SuggestionList';

const DEFAULTS = { source: '', query: '', range: '1h' };

function SourceTable({ sources, chosen, onPick }: { sources: Source[]; chosen: string | undefined; onPick: (name: string) => void }) {
  return (
    <Table label="Sources">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">State</th>
          <th scope="col" className={tableClasses.middle}>
            Kind
          </th>
          <th scope="col" className={tableClasses.wide}>
            Address
          </th>
          <th scope="col" className={`${tableClasses.number} ${tableClasses.middle}`}>
            Latency
          </th>
          <th scope="col" className={tableClasses.middle}>
            Checked
          </th>
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => (
          <tr key={source.name} className={source.name === chosen ? classes.chosen : undefined}>
            <td className={tableClasses.main}>
              <button
                type="button"
                className={classes.pick}
                data-row-link
                aria-pressed={source.name === chosen}
                onClick={() => {
                  onPick(source.name);
                }}
              >
                {source.name}
              </button>
              {source.last_error !== null && <span className={tableClasses.sub}>{source.last_error}</span>}
            </td>
            <td>
              <ReachableBadge reachable={source.reachable} />
            </td>
            <td className={tableClasses.middle}>{source.kind}</td>
            <td className={`${tableClasses.wide} ${tableClasses.mono}`} style={{ overflowWrap: 'anywhere', maxWidth: 360 }}>
              {source.url.replaceAll(',', ', ')}
            </td>
            <td className={`${tableClasses.number} ${tableClasses.middle}`}>{latency(source.latency_ms)}</td>
            <td className={`${tableClasses.middle} ${tableClasses.nowrap}`}>
              <TimeAgo time={source.checked_at} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Where points come from, whether it answers, and what it would answer. */
export default function SourcesPage() {
  const [params, change] = useUrlParams(DEFAULTS);
  const query = useFetchSourcesQuery(undefined, { ...useFreshness(), refetchOnMountOrArgChange: true });
  const sources = query.data?.sources ?? [];
  const chosen = sources.find(({ name }) => name === params.source)?.name ?? sources[0]?.name;
  const pick = (source: string) => {
    change({ source });
  };
  return (
    <Page title="Sources" under="Configured with the installation; detectors query them">
      <div className={classes.column}>
        <Card label="All sources" flush>
          <Loaded query={query} what="Sources" loading={<Loading rows={3} height={26} />}>
            {(data) =>
              data.sources.length === 0 ? (
                <Empty title="No source is configured">
                  Set PROMETHEUS_URL or LOKI_URL, or describe sources in the configuration of ingest-service.
                  Until then detectors take pushed points.
                </Empty>
              ) : (
                <SourceTable sources={data.sources} chosen={chosen} onPick={pick} />
              )
            }
          </Loaded>
        </Card>
        {chosen !== undefined && (
          <>
            <QueryTryout key={`query ${chosen}`} source={chosen} params={params} change={change} />
            <SuggestionList key={chosen} source={chosen} />
          </>
        )}
      </div>
    </Page>
  );
}
