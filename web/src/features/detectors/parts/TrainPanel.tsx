import { Alert, Button, NativeSelect, Textarea } from '@mantine/core';
import { IconHistory, IconSchool } from '@tabler/icons-react';
import { type SyntheticEvent, useState } from 'react';
import { useTrainDetectorMutation } from '../../../app/api/detectorChanges';
import { useFetchJobQuery } from '../../../app/api/jobs';
import { describe, isProblem } from '../../../app/api/problem';
import type { Detector, Job, Training } from '../../../app/api/types';
import { ForOperators } from '../../../components/ForOperators';
import { Meter } from '../../../components/Meter';
import { Card } from '../../../components/Page';
import { number, plural, words } from '../../../lib/format';
import { parseDuration, SECOND } from '../../../lib/time';
import classes from './detector.module.css';
import { EntityField, entityOf } from './EntityField';
import { parseNumbers } from './numbers';

const JOB_POLL_MS = 2 * SECOND;
const HISTORY = ['1h', '6h', '1d', '7d', '30d'];

function TrainingResult({ result }: { result: Training }) {
  return (
    <Alert color="teal" title="Trained" role="status">
      {words(result.model)} on {plural(result.sample_count, 'point')} in {result.training_time_ms.toFixed(1)} ms;
      it alarms from a score of {number(result.threshold)}.
      {Object.entries(result.metrics).map(([name, value]) => ` ${words(name)} ${number(value)}.`)}
    </Alert>
  );
}

function JobResult({ id }: { id: string }) {
  const [over, setOver] = useState(false);
  const { data, error } = useFetchJobQuery(id, { pollingInterval: over ? 0 : JOB_POLL_MS });
  if (!over && data !== undefined && ['finished', 'failed', 'cancelled'].includes(data.state)) {
    setOver(true);
  }
  if (error !== undefined) {
    return <Alert color="red" title={`Job ${id}`}>{describe(error)}</Alert>;
  }
  return (
    <Alert color={data?.state === 'failed' ? 'red' : 'teal'} title={`Training on history: ${data?.state ?? 'queued'}`} role="status">
      {data?.error ?? plural(data?.progress.points ?? 0, 'point')}
      <Meter share={(data?.progress.percent ?? 0) / 100} />
    </Alert>
  );
}

function Result({ result }: { result: Training | Job }) {
  return 'sample_count' in result ? <TrainingResult result={result} /> : <JobResult id={result.id} />;
}

/** Teaches the model what is normal, from values at hand or from the history of the source. */
export function TrainPanel({ detector }: { detector: Detector }) {
  const [train, { data, error, isLoading, originalArgs }] = useTrainDetectorMutation();
  const [text, setText] = useState('');
  const [entity, setEntity] = useState('');
  const [within, setWithin] = useState('1d');
  const values = parseNumbers(text);
  const labels = entityOf(entity);
  const vectors = detector.features.length > 1;
  const usable = typeof values !== 'string' && values.length > 0 && labels !== null;
  const fromHistory = originalArgs !== undefined && 'from' in originalArgs.input;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (usable) {
      const width = detector.features.length;
      const rows = vectors
        ? Array.from({ length: Math.ceil(values.length / width) }, (_, row) =>
            values.slice(row * width, (row + 1) * width),
          )
        : values;
      void train({ id: detector.id, input: { values: rows, ...labels } });
    }
  };
  const trainOnHistory = () => {
    const to = Date.now();
    const from = to - (parseDuration(within) ?? 0);
    void train({
      id: detector.id,
      input: { from: new Date(from).toISOString(), to: new Date(to).toISOString() },
    });
  };
  const outcome = (
    <>
      {isProblem(error) && !isLoading && (
        <Alert color="red" title={error.title} role="alert">
          {describe(error)}
        </Alert>
      )}
      {data !== undefined && <Result result={data} />}
    </>
  );
  return (
    <ForOperators told>
      <div className={classes.split}>
        <Card title="On values">
          <form onSubmit={submit} className={classes.stack}>
            <Textarea
              label="Values"
              description={
                vectors
                  ? `One line for each point: ${detector.features.join(', ')}`
                  : 'Oldest first, separated by commas, blanks or lines'
              }
              placeholder="10, 12, 11, 13, 10, 15, 14, 12, 11, 9, 13, 12"
              rows={5}
              spellCheck={false}
              value={text}
              error={typeof values === 'string' ? values : undefined}
              onChange={({ currentTarget }) => {
                setText(currentTarget.value);
              }}
            />
            <EntityField value={entity} onChange={setEntity} />
            <p className={classes.note}>Replaces what the model of this series has learnt so far.</p>
            <Button type="submit" leftSection={<IconSchool size={16} />} disabled={!usable} loading={isLoading && !fromHistory} style={{ alignSelf: 'start' }}>
              Train on {plural(typeof values === 'string' ? 0 : values.length, 'value')}
            </Button>
            {!fromHistory && outcome}
          </form>
        </Card>
        {detector.source !== null && (
          <Card title="On history">
            <div className={classes.stack}>
              <NativeSelect
                label={`History of ${detector.source.name}`}
                description="Longer is better where there is a daily or weekly pattern"
                value={within}
                onChange={({ currentTarget }) => {
                  setWithin(currentTarget.value);
                }}
                data={HISTORY.map((value) => ({ value, label: `The last ${value}` }))}
              />
              <p className={classes.note}>Goes on in the background, for all series of the query.</p>
              <Button leftSection={<IconHistory size={16} />} loading={isLoading && fromHistory} onClick={trainOnHistory} style={{ alignSelf: 'start' }}>
                Train on history
              </Button>
              {fromHistory && outcome}
            </div>
          </Card>
        )}
      </div>
    </ForOperators>
  );
}
