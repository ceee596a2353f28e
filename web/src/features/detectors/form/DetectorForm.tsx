import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, type SyntheticEvent, useMemo, useState } from 'react';
import { useValidateDetectorQuery } from '../../../app/api/detectorChanges';
import type { Problem } from '../../../app/api/problem';
import type { DetectorInput, Violation } from '../../../app/api/types';
import { FormFoot } from '../../../components/FormFoot';
import { checkForm, type FormValues, toInput } from './definitionForm';
import classes from '../../../components/Form.module.css';
import { HistoryPreview } from './HistoryPreview';
import { ModelFields, NameFields, SensitivityFields, SourceFields } from './FormFields';
import { QueryPreview } from './QueryPreview';
import { ValidationPanel } from './ValidationPanel';

/** Wait after the last key before the server is asked, in milliseconds. */
const TYPING_MS = 400;

export interface DetectorFormProps {
  form: FormValues;
  onChange: (form: FormValues) => void;
  onSubmit: (input: DetectorInput) => void;
  onCancel: () => void;
  submitText: string;
  saving: boolean;
  /** The refusal of the last try to save. */
  problem: Problem | undefined;
  /** A name that this detector has already, so that it is not taken by another. */
  ownName?: string;
  before?: ReactNode;
  notice?: ReactNode;
}

/** All of a definition, checked by the server while one types. */
export function DetectorForm(props: DetectorFormProps) {
  const { form, onChange, onSubmit, onCancel, submitText, saving, problem, ownName, before, notice } = props;
  const [tried, setTried] = useState(false);
  const faults = useMemo(() => checkForm(form), [form]);
  const input = useMemo(() => toInput(form), [form]);
  const [asked] = useDebouncedValue(input, TYPING_MS);
  const complete = faults.length === 0;
  const check = useValidateDetectorQuery(asked, { skip: !complete || asked.name === '' });
  const answer = complete && asked === input ? check.currentData : undefined;
  // its own name is not taken by another
  const own = (field: string, name: string) => field === 'name' && name === ownName;
  const said = (list: Violation[] = []) => list.filter(({ field }) => !own(field, input.name));
  // the server warns of a name that is taken, since a definition may be checked without being saved
  const isName = ({ field }: Violation) => field === 'name';
  const warnings = said(answer?.warnings);
  const refused = [...said(answer?.errors), ...warnings.filter(isName)];
  const found = [...(tried ? faults : []), ...refused, ...(problem?.violations ?? [])];
  const errorOf = (field: string) =>
    found.find((each) => each.field === field || each.field.startsWith(`${field}.`))?.message;
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
  const fields = { form, set, errorOf };
  return (
    <form onSubmit={submit} noValidate className={classes.layout}>
      <div className={classes.main}>
        {before}
        <NameFields {...fields} />
        <SourceFields {...fields} />
        <SensitivityFields {...fields} />
        <ModelFields {...fields} />
        {form.kind === 'source' && (
          <HistoryPreview input={input} usable={faults.every(({ field }) => field === 'name')} />
        )}
      </div>
      <div className={classes.side}>
        <ValidationPanel
          incomplete={!complete}
          checking={complete && answer === undefined && check.error === undefined}
          validation={
            answer === undefined
              ? undefined
              : {
                  ...answer,
                  valid: refused.length === 0,
                  errors: refused,
                  warnings: warnings.filter((each) => !isName(each)),
                }
          }
          error={check.error}
        />
        {form.kind === 'source' && form.source !== '' && (
          <QueryPreview source={form.source} query={form.query} interval={form.interval} />
        )}
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
