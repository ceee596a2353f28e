import { Link } from 'react-router';
import type { IncidentDetail } from '../../app/api/types';
import { LabelChips, SeverityBadge } from '../../components/Badge';
import { Card } from '../../components/Page';
import classes from './incident.module.css';
import { reasonsOf } from './reasons';

/** The anomalies that may have caused the others, the most probable first, with what speaks for each. */
export function Causes({ incident }: { incident: IncidentDetail }) {
  const anomalies = new Map(incident.anomalies.map((each) => [each.id, each]));
  return (
    <Card title="Probable cause">
      <ol className={classes.causes} aria-label="Probable causes">
        {incident.probable_cause.map((cause) => {
          const anomaly = anomalies.get(cause.anomaly_id);
          return (
            <li key={cause.anomaly_id}>
              <span className={classes.rank} aria-hidden>
                {cause.rank}
              </span>
              <div className={classes.cause}>
                <div className={classes.names}>
                  <Link to={`/anomalies/${cause.anomaly_id}`} className={classes.name} data-row-link>
                    {anomaly?.detector_name ?? cause.anomaly_id}
                  </Link>
                  {anomaly !== undefined && <SeverityBadge severity={anomaly.severity} />}
                  {anomaly !== undefined && <LabelChips labels={anomaly.entity} most={4} />}
                </div>
                {anomaly !== undefined && <p className={classes.words}>{anomaly.explanation}</p>}
                <ul className={classes.reasons} aria-label="What speaks for it">
                  {reasonsOf(cause).map((reason) => (
                    <li key={reason}>{reason}</li>
                  ))}
                </ul>
              </div>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
