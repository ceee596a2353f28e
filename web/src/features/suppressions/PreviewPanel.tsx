import { IconAlertTriangle, IconCircleCheck, IconLoader2 } from '@tabler/icons-react';
import { Link } from 'react-router';
import { describe, isProblem } from '../../app/api/problem';
import type { SuppressionPreview } from '../../app/api/types';
import { LabelChips, SeverityBadge } from '../../components/Badge';
import { Card } from '../../components/Page';
import { plural } from '../../lib/format';
import { useNow } from '../../lib/useNow';
import form from '../../components/Form.module.css';
import classes from './suppressions.module.css';
import { nextText } from './words';

/** Matches in the panel; the rest is counted. */
const SHOWN = 6;

export interface PreviewPanelProps {
  incomplete: boolean;
  /** Undefined while it is asked for. */
  preview: SuppressionPreview | undefined;
  error: unknown;
}

function Verdict({ incomplete, preview, error }: PreviewPanelProps) {
  const now = useNow();
  if (incomplete) {
    return <p className={form.note}>Say what it matches to see which open anomalies that would be.</p>;
  }
  if (error !== undefined) {
    return (
      <p className={form.verdict}>
        <IconAlertTriangle size={18} color="var(--critical)" aria-hidden />
        {isProblem(error) && error.status === 400 ? 'Cannot be saved yet' : `Not checked: ${describe(error)}`}
      </p>
    );
  }
  if (preview === undefined) {
    return (
      <p className={form.verdict}>
        <IconLoader2 size={18} aria-hidden /> Looking…
      </p>
    );
  }
  return (
    <>
      <p className={form.verdict}>
        <IconCircleCheck size={18} color="var(--good)" aria-hidden />
        Matches {plural(preview.matching, 'open anomaly', 'open anomalies')}
      </p>
      <p className={form.note}>
        {preview.active ? 'Counts now, ' : 'Does not count now, '}
        {nextText(preview.active, preview.next_change_at, now)}
      </p>
    </>
  );
}

/** What a suppression would do to the anomalies that are open now. */
export function PreviewPanel(props: PreviewPanelProps) {
  const { incomplete, error } = props;
  const preview = incomplete || error !== undefined ? undefined : props.preview;
  const shown = preview?.anomalies.slice(0, SHOWN) ?? [];
  const more = (preview?.matching ?? 0) - shown.length;
  return (
    <Card title="What it would match">
      <div aria-live="polite">
        <Verdict {...props} />
      </div>
      {shown.length > 0 && (
        <ul className={classes.found} aria-label="Open anomalies that it matches">
          {shown.map((anomaly) => (
            <li key={anomaly.id}>
              <SeverityBadge severity={anomaly.severity} />
              <Link to={`/anomalies/${anomaly.id}`} target="_blank" rel="noreferrer">
                {anomaly.detector_name}
              </Link>
              <LabelChips labels={anomaly.entity} most={3} />
            </li>
          ))}
          {more > 0 && <li>and {more} more</li>}
        </ul>
      )}
    </Card>
  );
}
