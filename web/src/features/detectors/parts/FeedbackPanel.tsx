import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useWithdrawFeedbackMutation } from '../../../app/api/anomalies';
import { useFetchFeedbackQuery } from '../../../app/api/detectors';
import type { Detector, FeedbackEntry } from '../../../app/api/types';
import { useFreshness } from '../../../app/hooks';
import { LabelChips } from '../../../components/Badge';
import { ForOperators } from '../../../components/ForOperators';
import { Card } from '../../../components/Page';
import { Loaded, Loading, PastTheEnd } from '../../../components/States';
import { Pager, Table, tableClasses } from '../../../components/Table';
import { TimeAgo } from '../../../components/TimeAgo';
import { number, plural } from '../../../lib/format';
import { verdictName } from '../../anomalies/verdicts';
import classes from './detector.module.css';

/** A small section: the rest is on its further pages. */
const LIMIT = 5;

const ENDED = { taken_back: 'taken back', replaced: 'replaced by another' };

/** What came of a verdict, for a person. */
function effectOf({ effect, tolerance, taught_points: points, in_effect: inEffect, ended_by: by }: FeedbackEntry): string {
  if (!inEffect) {
    return by === null ? 'no longer in effect: the model was trained anew' : ENDED[by];
  }
  switch (effect) {
    case 'tolerance':
      return tolerance === null
        ? 'such deviations are tolerated'
        : `deviations ${tolerance.direction ?? ''} are tolerated up to ${number(tolerance.up_to)} times the half-width of the band`.replace('  ', ' ');
    case 'taught':
      return points === null ? 'taught to the model' : `${plural(points, 'point')} taught to the model`;
    case 'known_pattern':
      return 'the pattern counts as known';
    default:
      return 'noted';
  }
}

function Row({ detector, entry }: { detector: Detector; entry: FeedbackEntry }) {
  const [withdraw] = useWithdrawFeedbackMutation();
  return (
    <tr>
      <td className={tableClasses.main}>
        <Link to={`/anomalies/${entry.anomaly_id}`} className={tableClasses.link}>
          {verdictName(entry.verdict)}
        </Link>
        {entry.comment !== null && entry.comment !== '' && <span className={tableClasses.sub}>{entry.comment}</span>}
        <LabelChips labels={entry.entity} most={4} />
        <span className={tableClasses.onlyNarrow}>{effectOf(entry)}</span>
      </td>
      <td className={tableClasses.middle}>{effectOf(entry)}</td>
      <td className={`${tableClasses.middle} ${tableClasses.nowrap}`}>
        <TimeAgo time={entry.at} />
      </td>
      <td className={tableClasses.number}>
        {entry.in_effect && entry.effect !== 'taught' && (
          <ForOperators>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconArrowBackUp size={14} />}
              onClick={() => void withdraw({ id: entry.anomaly_id, detectorId: detector.id })}
            >
              Take back
            </Button>
          </ForOperators>
        )}
      </td>
    </tr>
  );
}

/** What people said of the anomalies of this detector, and what it has learnt from that. */
export function FeedbackPanel({ detector }: { detector: Detector }) {
  const [page, setPage] = useState(1);
  const query = useFetchFeedbackQuery({ id: detector.id, page, limit: LIMIT }, useFreshness());
  return (
    <Card title="What people said of them" flush>
      <Loaded query={query} what="Verdicts" loading={<Loading rows={2} />}>
        {({ feedback, pagination }) =>
          feedback.length === 0 ? (
            pagination.total > 0 ? (
              <PastTheEnd
                onFirst={() => {
                  setPage(1);
                }}
              />
            ) : (
              <p className={`${classes.note} ${classes.inset}`}>
                Nothing yet. A verdict on the page of an anomaly teaches this detector what is normal.
              </p>
            )
          ) : (
            <>
              <Table label="Verdicts" fetching={query.isFetching && query.currentData === undefined}>
                <thead>
                  <tr>
                    <th scope="col">Verdict</th>
                    <th scope="col" className={tableClasses.middle}>
                      What came of it
                    </th>
                    <th scope="col" className={tableClasses.middle}>
                      Given
                    </th>
                    <th scope="col" className={tableClasses.number}>
                      Undo
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {feedback.map((entry) => (
                    <Row key={`${entry.anomaly_id} ${entry.at}`} detector={detector} entry={entry} />
                  ))}
                </tbody>
              </Table>
              <Pager pagination={pagination} one="verdict" onPage={setPage} />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}
