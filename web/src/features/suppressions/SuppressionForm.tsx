import { NativeSelect, Switch, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, type SyntheticEvent, useMemo, useState } from 'react';
import { useFetchDetectorsQuery } from '../../app/api/detectors';
import { isProblem, type Problem } from '../../app/api/problem';
import { usePreviewSuppressionQuery } from '../../app/api/suppressions';
import type { Suppression, SuppressionInput } from '../../app/api/types';
import { FormFoot } from '../../components/FormFoot';
import { Card } from '../../components/Page';
import classes from '../../components/Form.module.css';
import { MatchersField } from './MatchersField';
import { PreviewPanel } from './PreviewPanel';
import { checkForm, type FormValues, toInput } from './suppressionForm';
import { WhenFields } from './WhenFields';

/** Wait after the last key before the server is asked, in milliseconds. */
const TYPING_MS = 400;

export interface SuppressionFormProps {
  form: FormValues;
  /** What is edited; undefined for a new one. */
  opened?: Suppression | undefined;
  onChange: (form: FormValues) => void;
  onSubmit: (input: SuppressionInput) => void;
  onCancel: () => void;
  submitText: string;
  saving: boolean;
  /** The refusal of the last try to save. */
  problem: Problem | undefined;
  notice?: ReactNode;
}

function DetectorSelect({ value, onPick, error }: { value: string; onPick: (id: string) => void; error: string | undefined }) {
  const { data } = useFetchDetectorsQuery({ page: 1, limit: 200, sort: 'name' });
  const known = data?.detectors ?? [];
  return (
    <NativeSelect
      label="Detector"
      description="Anomalies of this one only"
      className={classes.full}
      value={value}
      error={error}
      onChange={({ currentTarget }) => {
        onPick(currentTarget.value);
      }}
    >
      <option value="">Any detector</option>
      {value !== '' && known.every(({ id }) => id !== value) && <option value={value}>{value}</option>}
      {known.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </NativeSelect>
  );
}

/** All of a suppression; the server says while one types what it would match. */
export function SuppressionForm(props: SuppressionFormProps) {
  const { form, opened, onChange, onSubmit, onCancel, submitText, saving, problem, notice } = props;
  const [tried, setTried] = useState(false);
  const faults = useMemo(() => checkForm(form), [form]);
  const input = useMemo(() => toInput(form, opened), [form, opened]);
  const [asked] = useDebouncedValue(input, TYPING_MS);
  const complete = faults.length === 0;
  // what it matches does not depend on its name
  const triable = faults.every(({ field }) => field === 'name');
  const preview = usePreviewSuppressionQuery({ ...asked, name: 'preview' }, { skip: !triable || asked !== input });
  const refused = triable && isProblem(preview.error) ? preview.error.violations : [];
  const found = [...(tried ? faults : []), ...refused, ...(problem?.violations ?? [])];
  const errorOf = (field: string) =>
    found.find((each) => each.field === field)?.message ??
    (problem?.type.endsWith(':name-taken') === true && field === 'name' ? 'is taken' : undefined);
  const set = (changes: Partial<FormValues>) => {
    onChange({ ...form, ...changes });
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (complete) {
      onSubmit(input);
    }
  };
  return (
    <form onSubmit={submit} noValidate className={classes.layout}>
      <div className={classes.main}>
        <Card title="What it is">
          <div className={classes.fields}>
            <TextInput
              label="Name"
              required
              maxLength={200}
              className={classes.full}
              value={form.name}
              error={errorOf('name')}
              onChange={({ currentTarget }) => {
                set({ name: currentTarget.value });
              }}
            />
            <Textarea
              label="Comment"
              description="Why, and who to ask"
              rows={2}
              maxLength={4000}
              className={classes.full}
              value={form.comment}
              error={errorOf('comment')}
              onChange={({ currentTarget }) => {
                set({ comment: currentTarget.value });
              }}
            />
            <Switch
              className={classes.full}
              label="Enabled"
              checked={form.enabled}
              onChange={({ currentTarget }) => {
                set({ enabled: currentTarget.checked });
              }}
            />
          </div>
        </Card>
        <Card title="What it matches">
          <div className={classes.fields}>
            <p className={`${classes.note} ${classes.full ?? ''}`}>
              All of them must match, as in Alertmanager: = and != compare, =~ and !~ take a regular expression for
              the whole value. Over the labels of the series and of its detector, and severity, detector and
              detector_id.
            </p>
            <MatchersField
              matchers={form.matchers}
              errorOf={errorOf}
              onChange={(matchers) => {
                set({ matchers });
              }}
            />
            <DetectorSelect
              value={form.detectorId}
              error={errorOf('detector_id')}
              onPick={(detectorId) => {
                set({ detectorId });
              }}
            />
          </div>
        </Card>
        <WhenFields form={form} set={set} errorOf={errorOf} />
      </div>
      <div className={classes.side}>
        <PreviewPanel
          incomplete={!triable}
          preview={asked === input ? preview.currentData : undefined}
          error={asked === input ? preview.error : undefined}
        />
        {notice}
        <FormFoot
          faults={tried ? faults : []}
          error={problem}
          submitText={submitText}
          saving={saving}
          onCancel={onCancel}
        />
      </div>
    </form>
  );
}
