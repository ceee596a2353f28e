import { Button, NativeSelect, Textarea } from '@mantine/core';
import { IconArrowBackUp, IconMessageCheck } from '@tabler/icons-react';
import { type SyntheticEvent, useState } from 'react';
import { useSendFeedbackMutation, useWithdrawFeedbackMutation } from '../../app/api/anomalies';
import type { AnomalyDetail, Verdict } from '../../app/api/types';
import { ForOperators } from '../../components/ForOperators';
import { Card } from '../../components/Page';
import classes from '../detectors/parts/detector.module.css';
import { verdictName, VERDICTS } from './verdicts';

/** What a person thinks of an anomaly; the detector learns from it. */
export function FeedbackCard({ anomaly }: { anomaly: AnomalyDetail }) {
  const given = anomaly.feedback;
  const [verdict, setVerdict] = useState<Verdict>(given ?? 'anomaly');
  const [comment, setComment] = useState('');
  const [send, { isLoading, isSuccess }] = useSendFeedbackMutation();
  const [withdraw] = useWithdrawFeedbackMutation();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void send({ id: anomaly.id, verdict, comment: comment.trim() });
  };
  const meaning = VERDICTS.find((each) => each.verdict === verdict)?.meaning;
  return (
    <Card title="Your verdict">
      <ForOperators told>
        <form onSubmit={submit} className={classes.stack}>
          <NativeSelect
            label="It was"
            description={meaning}
            value={verdict}
            data={VERDICTS.map(({ verdict: value, name: label }) => ({ value, label }))}
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
            {given !== null && (
              <Button
                variant="default"
                leftSection={<IconArrowBackUp size={16} />}
                onClick={() => void withdraw({ id: anomaly.id, detectorId: anomaly.detector_id })}
              >
                Take back
              </Button>
            )}
            <span className={classes.note} role="status">
              {isSuccess || given !== null
                ? `Stored: ${verdictName(given ?? verdict).toLowerCase()}`
                : ''}
            </span>
          </div>
        </form>
      </ForOperators>
    </Card>
  );
}
