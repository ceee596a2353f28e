import { Alert, Button, Switch, TextInput } from '@mantine/core';
import { IconCircleCheck, IconFlask } from '@tabler/icons-react';
import { type SyntheticEvent, useState } from 'react';
import { useRunDetectionMutation } from '../../../app/api/detectorChanges';
import { describe, isProblem } from '../../../app/api/problem';
import type { Detection, Detector } from '../../../app/api/types';
import { useAppSelector } from '../../../app/hooks';
import { whyNotChange } from '../../../app/sessionSlice';
import { BandGauge } from '../../../components/BandGauge';
import { Badge, SeverityBadge } from '../../../components/Badge';
import { Contributions } from '../../../components/Contributions';
import { Card } from '../../../components/Page';
import { Empty } from '../../../components/States';
import { number, score } from '../../../lib/format';
import classes from './detector.module.css';
import { EntityField, entityOf } from './EntityField';
import { parseNumbers } from './numbers';

function Verdict({ result, dryRun }: { result: Detection; dryRun: boolean }) {
  const warming = result.phase === 'warming_up';
  return (
    <div className={classes.stack} role="status">
      <div className={classes.tools}>
        {result.severity !== null ? (
          <SeverityBadge severity={result.severity} />
        ) : (
          <Badge tone={warming ? 'neutral' : 'good'} icon={IconCircleCheck}>
            {warming ? 'warming up' : 'normal'}
          </Badge>
        )}
        <strong>{result.explanation}</strong>
      </div>
      {warming && (
        <p className={classes.note}>
          The model has not seen enough points of this series to judge
          {result.progress === undefined ? '' : ` (${Math.round(result.progress.percent)}%)`}. Train it, or go on.
        </p>
      )}
      {result.late === true && <p className={classes.note}>The point was too late and changed nothing.</p>}
      <BandGauge value={Array.isArray(result.value) ? null : result.value} expected={result.expected} lower={result.lower} upper={result.upper} />
      <dl className={classes.facts}>
        <dt>Score</dt>
        <dd>{score(result.score)}</dd>
        <dt>Alarm score</dt>
        <dd>
          {score(result.alarm_score)} (alarms from {number(result.threshold)})
        </dd>
        <dt>Expected</dt>
        <dd>
          {number(result.expected)} ({number(result.lower)} to {number(result.upper)})
        </dd>
        <dt>Inside an anomaly</dt>
        <dd>{result.is_anomaly ? 'yes' : 'no'}</dd>
      </dl>
      {result.contributions.length > 0 && <Contributions contributions={result.contributions} />}
      <p className={classes.note}>
        {dryRun ? 'A dry run: nothing was changed.' : 'The model has learnt from this point.'}
      </p>
    </div>
  );
}

/** Asks what the detector thinks of a value. */
export function TryPanel({ detector }: { detector: Detector }) {
  const [detect, { data, error, isLoading, originalArgs }] = useRunDetectionMutation();
  const [text, setText] = useState('');
  const [entity, setEntity] = useState('');
  const pulled = detector.source !== null;
  const why = useAppSelector(whyNotChange);
  const onlyDry = pulled || why !== null;
  const [dryRun, setDryRun] = useState(true);
  const width = Math.max(1, detector.features.length);
  const values = parseNumbers(text);
  const labels = entityOf(entity);
  const usable = typeof values !== 'string' && values.length === width && labels !== null;
  const wrong =
    typeof values === 'string'
      ? values
      : values.length > width
        ? `takes ${width === 1 ? 'one value' : `${width} values`}`
        : undefined;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const [first] = typeof values === 'string' ? [] : values;
    if (usable && first !== undefined) {
      void detect({
        id: detector.id,
        value: detector.features.length > 0 ? values : first,
        dryRun: onlyDry || dryRun,
        ...labels,
      });
    }
  };
  return (
    <div className={classes.split}>
      <Card title="Try a value">
        <form onSubmit={submit} className={classes.stack}>
          <TextInput
            label={width === 1 ? 'Value' : `Values of ${detector.features.join(', ')}`}
            inputMode="decimal"
            placeholder={width === 1 ? '85.5' : '0.7, 0.4'}
            value={text}
            error={wrong}
            onChange={({ currentTarget }) => {
              setText(currentTarget.value);
            }}
          />
          <EntityField value={entity} onChange={setEntity} />
          <Switch
            label="Dry run"
            description={
              pulled
                ? 'Always, for a detector that pulls its points from a source'
                : why !== null
                  ? `Always: ${why}`
                  : 'Changes nothing: without it the model learns from the value and may open an anomaly'
            }
            checked={onlyDry || dryRun}
            disabled={onlyDry}
            onChange={({ currentTarget }) => {
              setDryRun(currentTarget.checked);
            }}
          />
          <Button type="submit" leftSection={<IconFlask size={16} />} disabled={!usable} loading={isLoading} style={{ alignSelf: 'start' }}>
            Detect
          </Button>
        </form>
      </Card>
      <Card title="Verdict">
        {isProblem(error) && !isLoading ? (
          <Alert color="red" title={error.title} role="alert">
            {describe(error)}
          </Alert>
        ) : data === undefined ? (
          <Empty icon={IconFlask} title="Nothing tried yet" />
        ) : (
          <Verdict result={data} dryRun={originalArgs?.dryRun ?? true} />
        )}
      </Card>
    </div>
  );
}
