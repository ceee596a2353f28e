import { IconEyeCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Incident } from '../../app/api/types';
import { LabelChips, SeverityBadge, StateBadge } from '../../components/Badge';
import { Lasted } from '../../components/Lasted';
import { SortHeader, Table, tableClasses as classes } from '../../components/Table';
import { TimeAgo } from '../../components/TimeAgo';
import { count, plural } from '../../lib/format';
import { reasonsOf } from './reasons';

/** The anomaly that probably came before the others, with the first thing that speaks for it. */
function ProbableCause({ incident }: { incident: Incident }) {
  const [first] = incident.probable_cause;
  return first === undefined ? null : (
    <Link to={`/anomalies/${first.anomaly_id}`} title={first.why}>
      {reasonsOf(first)[0]}
    </Link>
  );
}

export interface IncidentTableProps {
  incidents: Incident[];
  label: string;
  fetching?: boolean;
  /** Leaves out what there is no room for beside other cards. */
  brief?: boolean;
  sort?: string;
  onSort?: (sort: string) => void;
}

/** Incidents, each with what belongs to it, what probably began it, and since when. */
export function IncidentTable({ incidents, label, fetching, brief = false, sort, onSort }: IncidentTableProps) {
  const head = (field: string, text: string) =>
    sort !== undefined && onSort !== undefined ? (
      <SortHeader field={field} sort={sort} onSort={onSort} className={classes.middle} first="descending">
        {text}
      </SortHeader>
    ) : (
      <th scope="col" className={classes.middle}>
        {text}
      </th>
    );
  return (
    <Table label={label} fetching={fetching}>
      <thead>
        <tr>
          {head('severity', 'Severity')}
          <th scope="col">Incident</th>
          {!brief && (
            <th scope="col" className={classes.wide}>
              Probable cause
            </th>
          )}
          <th scope="col" className={`${classes.number} ${classes.middle}`}>
            Anomalies
          </th>
          <th scope="col" className={classes.middle}>
            State
          </th>
          {head('started_at', 'Started')}
          {!brief && (
            <th scope="col" className={classes.wide}>
              Lasted
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {incidents.map((incident) => (
          <tr key={incident.id}>
            <td className={classes.middle}>
              <SeverityBadge severity={incident.severity} />
            </td>
            <td className={classes.main}>
              <Link to={`/incidents/${incident.id}`} className={classes.link} data-row-link>
                {incident.title}
              </Link>
              <LabelChips labels={incident.labels} most={4} />
              <span className={classes.onlyNarrow}>
                <SeverityBadge severity={incident.severity} />
                <StateBadge state={incident.state} />
                <span>{plural(incident.members.length, 'anomaly', 'anomalies')}</span>
                <TimeAgo time={incident.started_at} />
              </span>
            </td>
            {!brief && (
              <td className={classes.wide}>
                <ProbableCause incident={incident} />
              </td>
            )}
            <td className={`${classes.number} ${classes.middle}`}>{count(incident.members.length)}</td>
            <td className={`${classes.middle} ${classes.nowrap}`}>
              <StateBadge state={incident.state} />
              {incident.acknowledged && (
                <IconEyeCheck size={16} aria-label="acknowledged" style={{ marginLeft: 6, verticalAlign: 'middle' }} />
              )}
            </td>
            <td className={`${classes.middle} ${classes.nowrap}`}>
              <TimeAgo time={incident.started_at} />
            </td>
            {!brief && (
              <td className={`${classes.wide} ${classes.nowrap}`}>
                <Lasted of={incident} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
