import type { Anomaly, Severity } from '../api/types';
import { labelText } from '../../lib/labels';

const RANK: Record<Severity, number> = { low: 0, medium: 1, high: 2, critical: 3 };

/** One polite sentence for all anomalies that opened since the last one. */
export function announcementOf(opened: Anomaly[]): string {
  const worst = [...opened].sort((a, b) => RANK[b.severity] - RANK[a.severity])[0];
  if (worst === undefined) {
    return '';
  }
  if (opened.length > 1) {
    return `${opened.length} new anomalies, the worst is ${worst.severity}: ${worst.detector_name}`;
  }
  const entity = labelText(worst.entity);
  return `New ${worst.severity} anomaly: ${worst.detector_name}${entity === null ? '' : `, ${entity}`}. ${worst.explanation}`;
}
