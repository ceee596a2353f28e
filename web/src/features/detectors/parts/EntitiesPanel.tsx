import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useFetchEntitiesQuery } from '../../../app/api/detectors';
import type { Detector } from '../../../app/api/types';
import { Meter } from '../../../components/Meter';
import { Card } from '../../../components/Page';
import { SearchInput } from '../../../components/SearchInput';
import { Empty, Loaded, PastTheEnd } from '../../../components/States';
import { Pager, SortHeader, Table, tableClasses } from '../../../components/Table';
import { TimeAgo } from '../../../components/TimeAgo';
import { number, score } from '../../../lib/format';
import { labelText, matcherOf } from '../../../lib/labels';
import { pageOf } from '../../../lib/useUrlParams';
import classes from './detector.module.css';
import { usePolling } from './usePolling';

const LIMIT = 20;
/** Scores from here on are drawn in the colour of an alarm; the threshold itself differs by series. */
const WARM = 0.5;
const HOT = 0.9;

interface EntityParams {
  page: string;
  q: string;
  sort: string;
  entity: string;
}

function heat(value: number): string {
  return value >= HOT ? 'var(--critical)' : value >= WARM ? 'var(--high)' : 'var(--accent)';
}

/** The series of a detector, the most abnormal first; choosing one shows it in the chart. */
export function EntitiesPanel({ detector, params, change }: { detector: Detector; params: EntityParams; change: (changes: Partial<EntityParams>, replace?: boolean) => void }) {
  const query = useFetchEntitiesQuery(
    { id: detector.id, page: pageOf(params.page), limit: LIMIT, sort: params.sort, q: params.q || undefined },
    usePolling(detector),
  );
  const sort = (by: string) => {
    change({ sort: by });
  };
  return (
    <Card
      title="Series"
      flush
      actions={
        <SearchInput
          label="Search series"
          value={params.q}
          onSearch={(q) => {
            change({ q }, true);
          }}
        />
      }
    >
      <Loaded query={query} what="Series">
        {({ entities, pagination }) =>
          entities.length === 0 && pagination.total > 0 ? (
            <PastTheEnd
              onFirst={() => {
                change({ page: '1' });
              }}
            />
          ) : entities.length === 0 ? (
            <Empty title={params.q === '' ? 'No series yet' : 'No series matches'}>
              {params.q === '' ? 'A series appears with its first point.' : undefined}
            </Empty>
          ) : (
            <>
              <Table label="Series" fetching={query.isFetching && query.currentData === undefined}>
                <thead>
                  <tr>
                    <th scope="col">Series</th>
                    <th scope="col" className={tableClasses.middle}>
                      Phase
                    </th>
                    <th scope="col" className={`${tableClasses.number} ${tableClasses.middle}`}>
                      Value
                    </th>
                    <SortHeader field="score" sort={params.sort} onSort={sort} first="descending" className={tableClasses.number}>
                      Score
                    </SortHeader>
                    <th scope="col" className={tableClasses.wide}>
                      Last point
                    </th>
                    <th scope="col">Anomaly</th>
                  </tr>
                </thead>
                <tbody>
                  {entities.map((each) => {
                    const matcher = matcherOf(each.entity);
                    return (
                      <tr key={matcher} className={matcher === params.entity ? classes.chosen : undefined}>
                        <td>
                          <button
                            type="button"
                            className={classes.pick}
                            data-row-link
                            aria-pressed={matcher === params.entity}
                            onClick={() => {
                              change({ entity: matcher });
                              window.scrollTo({ top: 0 });
                            }}
                          >
                            {labelText(each.entity) ?? 'the only series'}
                          </button>
                        </td>
                        <td className={`${tableClasses.middle} ${tableClasses.nowrap}`}>
                          {each.phase === 'ready' ? 'ready' : `warming up, ${Math.round(each.progress.percent)}%`}
                        </td>
                        <td className={`${tableClasses.number} ${tableClasses.middle}`}>{number(each.value)}</td>
                        <td>
                          <span className={classes.scoreCell}>
                            <Meter share={each.score ?? 0} color={heat(each.score ?? 0)} />
                            {score(each.score)}
                          </span>
                        </td>
                        <td className={`${tableClasses.wide} ${tableClasses.nowrap}`}>
                          <TimeAgo time={each.last_point_at} />
                        </td>
                        <td className={tableClasses.nowrap}>
                          {each.open_anomaly_id !== null && (
                            <Link to={`/anomalies/${each.open_anomaly_id}`} className={tableClasses.link}>
                              <IconAlertTriangle size={14} color="var(--high)" aria-hidden /> open
                            </Link>
                          )}
                        </td>
                      </tr>
                    );
                  })}
                </tbody>
              </Table>
              <Pager
                pagination={pagination}
                one="series"
                many="series"
                onPage={(page) => {
                  change({ page: String(page) });
                }}
              />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}
