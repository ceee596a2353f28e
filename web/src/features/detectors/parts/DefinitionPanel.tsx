import type { Detector } from '../../../app/api/types';
import { LabelChips } from '../../../components/Badge';
import { Card } from '../../../components/Page';
import { TimeAgo } from '../../../components/TimeAgo';
import { NONE, words } from '../../../lib/format';
import classes from './detector.module.css';

const DIRECTIONS = { both: 'above and below', above: 'above only', below: 'below only' };
const MISSING = { ignore: 'ignored', zero: 'counted as zero', anomaly: 'an anomaly' };

/** What the detector was told to do. */
export function DefinitionPanel({ detector }: { detector: Detector }) {
  const { absolute, relative } = detector.min_deviation;
  const parameters = Object.entries(detector.model.parameters);
  return (
    <Card title="Definition">
      <dl className={`${classes.facts} ${classes.definition ?? ''}`}>
        {detector.description !== '' && (
          <>
            <dt>Description</dt>
            <dd>{detector.description}</dd>
          </>
        )}
        <dt>Input</dt>
        <dd>
          {detector.source === null ? (
            `pushed points${detector.features.length > 0 ? ` of ${detector.features.join(', ')}` : ''}`
          ) : (
            <>
              {detector.source.name}
              <code className={classes.code}>{detector.source.query}</code>
            </>
          )}
        </dd>
        <dt>Interval</dt>
        <dd>
          {detector.interval}
          {detector.source !== null && `, asked ${detector.delay} late`}
        </dd>
        <dt>Model</dt>
        <dd>
          {words(detector.model.type)}
          {parameters.length > 0 && ` (${parameters.map(([name, value]) => `${name} ${String(value)}`).join(', ')})`}
        </dd>
        <dt>False alarms</dt>
        <dd>{detector.alert_budget_per_week} a week for each series</dd>
        <dt>Direction</dt>
        <dd>{DIRECTIONS[detector.direction]}</dd>
        <dt>Least deviation</dt>
        <dd>
          {absolute === null && relative === null
            ? 'any'
            : [
                absolute === null ? null : String(absolute),
                relative === null ? null : `${relative * 100}% of expected`,
              ]
                .filter((each) => each !== null)
                .join(' and ')}
        </dd>
        <dt>Consecutive points</dt>
        <dd>{detector.consecutive_points}</dd>
        <dt>Missing points</dt>
        <dd>{MISSING[detector.missing]}</dd>
        <dt>Learns anew</dt>
        <dd>
          every {detector.retrain.every}
          {detector.retrain.on_drift ? ', and on drift' : ''}
        </dd>
        <dt>Labels</dt>
        <dd>{Object.keys(detector.labels).length === 0 ? NONE : <LabelChips labels={detector.labels} most={20} />}</dd>
        <dt>Changed</dt>
        <dd>
          <TimeAgo time={detector.updated_at} />, version {detector.version}; created{' '}
          <TimeAgo time={detector.created_at} />
        </dd>
      </dl>
    </Card>
  );
}
