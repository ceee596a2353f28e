import { IconMoodSmile } from '@tabler/icons-react';
import { useFetchAnomaliesQuery } from '../../../app/api/anomalies';
import type { Detector } from '../../../app/api/types';
import { useFreshness } from '../../../app/hooks';
import { Card } from '../../../components/Page';
import { Empty, Loaded, PastTheEnd } from '../../../components/States';
import { Pager } from '../../../components/Table';
import { pageOf } from '../../../lib/useUrlParams';
import { AnomalyTable } from '../../anomalies/AnomalyTable';

const LIMIT = 10;

/** What this detector has found. */
export function AnomaliesPanel({ detector, page, change }: { detector: Detector; page: string; change: (changes: { page: string }) => void }) {
  const query = useFetchAnomaliesQuery(
    { page: pageOf(page), limit: LIMIT, detector_id: detector.id, sort: '-started_at' },
    useFreshness(),
  );
  return (
    <Card title="Anomalies of this detector" flush>
      <Loaded query={query} what="Anomalies">
        {({ anomalies, pagination }) =>
          anomalies.length === 0 && pagination.total > 0 ? (
            <PastTheEnd
              onFirst={() => {
                change({ page: '1' });
              }}
            />
          ) : anomalies.length === 0 ? (
            <Empty calm icon={IconMoodSmile} title="It has found nothing abnormal" />
          ) : (
            <>
              <AnomalyTable label="Anomalies of this detector" anomalies={anomalies} withoutDetector />
              <Pager
                pagination={pagination}
                one="anomaly"
                many="anomalies"
                onPage={(next) => {
                  change({ page: String(next) });
                }}
              />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}
