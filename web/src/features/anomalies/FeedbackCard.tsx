import { Button, NativeSelect, Textarea } from '@mantine/core';
import { IconMessageCheck } from '@tabler/icons-react';
import { type SyntheticEvent, useState } from 'react';
import { useSendFeedbackMutation } from '../../app/api/anomalies';
import type { AnomalyDetail, Verdict } from '../../app/api/types';
import { Card } from '../../components/Page';
import classes from '../detectors/parts/detector.module.css';

const VERDICTS: [Verdict, string, string][] = [
  ['anomaly', 'A real problem', 'It was right to tell.'],
  ['expected', 'Expected this time', 'A deployment, a test, maintenance: unusual, but known.'],
  ['not_anomaly', 'A false alarm', 'This is normal; do not alarm on it.'],
  ['new_normal', 'The new normal', 'It will stay like this from now on.'],
];

/** What a person thinks of an anomaly; the detector learns from it. */
export function FeedbackCard({ anomaly }: { anomaly: AnomalyDetail }) {
  const given = anomaly.feedback;
  const [verdict, setVerdict] = useState<Verdict>(given ?? 'anomaly');
  const [comment, setComment] = useState('');
  const [send, { isLoading, isSuccess }] = useSendFeedbackMutation();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void send({ id: anomaly.id, verdict, comment: comment.trim() });
  };
  const meaning = VERDICTS.find(([value]) => value === verdict)?.[2];
  return (
    <Card title="Your verdict">
      <form onSubmit={submit} className={classes.stack}>
        <NativeSelect
          label="It was"
          description={meaning}
          value={verdict}
          data={VERDICTS.map(([value, label]) => ({ value, label }))}
          onChange={({ currentTarget }) => {
            setVerdict(currentTarget.value as Verdict);
          }}
        />
        <Textarea
          label="Comment"
          rows={2}
          maxLength={1000}
          value={comment}
          onChange={({ currentTarget }) => {
            setComment(currentTarget.value);
          }}
        />
        <div className={classes.tools}>
          <Button type="submit" variant="light" loading={isLoading} leftSection={<IconMessageCheck size={16} />}>
            {given === null ? 'Send' : 'Change'}
          </Button>
          <span className={classes.note} role="status">
            {isSuccess || given !== null
              ? `Stored: ${VERDICTS.find(([value]) => value === (given ?? verdict))?.[1].toLowerCase() ?? ''}`
              : ''}
          </span>
        </div>
      </form>
    </Card>
  );
}
