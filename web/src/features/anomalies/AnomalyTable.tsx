import { Link } from 'react-router';
import { IconEyeCheck } from '@tabler/icons-react';
import type { Anomaly } from '../../app/api/types';
import { HistoricalBadge, LabelChips, SeverityBadge, StateBadge, SuppressedBadge } from '../../components/Badge';
import { Lasted } from '../../components/Lasted';
import { SortHeader, Table, tableClasses as classes } from '../../components/Table';
import { TimeAgo } from '../../components/TimeAgo';
import { score } from '../../lib/format';

export interface AnomalyTableProps {
  anomalies: Anomaly[];
  label: string;
  fetching?: boolean;
  /** Leaves out what the page says already. */
  withoutDetector?: boolean;
  sort?: string;
  onSort?: (sort: string) => void;
}

/** Anomalies, each with what is wrong and since when. */
export function AnomalyTable({ anomalies, label, fetching, withoutDetector = false, sort, onSort }: AnomalyTableProps) {
  const head = (field: string, text: string, className?: string) =>
    sort !== undefined && onSort !== undefined ? (
      <SortHeader field={field} sort={sort} onSort={onSort} className={className} first="descending">
        {text}
      </SortHeader>
    ) : (
      <th scope="col" className={className}>
        {text}
      </th>
    );
  return (
    <Table label={label} fetching={fetching}>
      <thead>
        <tr>
          {head('severity', 'Severity', classes.middle)}
          <th scope="col">Anomaly</th>
          <th scope="col" className={classes.middle}>
            State
          </th>
          {head('started_at', 'Started', classes.middle)}
          <th scope="col" className={classes.wide}>
            Lasted
          </th>
          {head('score', 'Score', `${classes.number} ${classes.wide}`)}
        </tr>
      </thead>
      <tbody>
        {anomalies.map((anomaly) => (
          <tr key={anomaly.id} className={anomaly.suppressed ? classes.dimmed : undefined}>
            <td className={classes.middle}>
              <SeverityBadge severity={anomaly.severity} />
            </td>
            <td className={classes.main}>
              <Link to={`/anomalies/${anomaly.id}`} className={classes.link} data-row-link>
                {withoutDetector ? anomaly.explanation : anomaly.detector_name}
                {!withoutDetector && <span className={classes.sub}>{anomaly.explanation}</span>}
              </Link>
              {anomaly.historical && <HistoricalBadge />}
              <LabelChips labels={anomaly.entity} most={4} />
              <span className={classes.onlyNarrow}>
                <SeverityBadge severity={anomaly.severity} />
                <StateBadge state={anomaly.state} />
                {anomaly.suppressed && <SuppressedBadge />}
                <TimeAgo time={anomaly.started_at} />
              </span>
            </td>
            <td className={`${classes.middle} ${classes.nowrap}`}>
              <StateBadge state={anomaly.state} /> {anomaly.suppressed && <SuppressedBadge />}
              {anomaly.acknowledged && (
                <IconEyeCheck size={16} aria-label="acknowledged" style={{ marginLeft: 6, verticalAlign: 'middle' }} />
              )}
            </td>
            <td className={`${classes.middle} ${classes.nowrap}`}>
              <TimeAgo time={anomaly.started_at} />
            </td>
            <td className={`${classes.wide} ${classes.nowrap}`}>
              <Lasted of={anomaly} />
            </td>
            <td className={`${classes.wide} ${classes.number}`}>{score(anomaly.score)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
