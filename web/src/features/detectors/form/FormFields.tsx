import { NativeSelect, SegmentedControl, Switch, Textarea, TextInput } from '@mantine/core';
import { useFetchSourcesQuery } from '../../../app/api/sources';
import type { ModelType } from '../../../app/api/types';
import { Card } from '../../../components/Page';
import type { FormValues } from './definitionForm';
import classes from '../../../components/Form.module.css';

export interface FieldsProps {
  form: FormValues;
  set: (changes: Partial<FormValues>) => void;
  /** What is wrong with a field of the API. */
  errorOf: (field: string) => string | undefined;
}

const MODELS: [ModelType, string][] = [
  ['auto', 'Automatic: a season where one predicts better'],
  ['statistical', 'Statistical: level and spread'],
  ['seasonal', 'Seasonal: level, spread and a repeating pattern'],
  ['isolation_forest', 'Isolation forest'],
  ['random_cut_forest', 'Random cut forest'],
  ['ensemble', 'Ensemble'],
  ['log_patterns', 'Log patterns'],
];
/** Offered for new detectors; the others appear where a detector has them. */
const USUAL: ModelType[] = ['auto', 'statistical', 'seasonal'];

type Key = { [K in keyof FormValues]: FormValues[K] extends string ? K : never }[keyof FormValues];

function useText({ form, set, errorOf }: FieldsProps) {
  return (key: Key, field: string) => ({
    value: form[key],
    error: errorOf(field),
    onChange: (event: { currentTarget: { value: string } }) => {
      set({ [key]: event.currentTarget.value });
    },
  });
}

/** Name, description and labels. */
export function NameFields(props: FieldsProps) {
  const text = useText(props);
  return (
    <Card title="What it is">
      <div className={classes.fields}>
        <TextInput label="Name" required maxLength={200} className={classes.full} {...text('name', 'name')} />
        <Textarea label="Description" autosize={false} rows={2} className={classes.full} {...text('description', 'description')} />
        <Textarea
          label="Labels"
          description="One name=value a line; lists can be filtered by them"
          placeholder={'team=payments\ntier=1'}
          rows={2}
          className={`${classes.full} ${classes.mono}`}
          {...text('labels', 'labels')}
        />
      </div>
    </Card>
  );
}

/** Where points come from. */
export function SourceFields(props: FieldsProps) {
  const text = useText(props);
  const { form, set } = props;
  const sources = useFetchSourcesQuery();
  const names = sources.data?.sources.map(({ name }) => name) ?? [];
  return (
    <Card
      title="Where points come from"
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Kind of input"
          value={form.kind}
          onChange={(kind) => {
            set({ kind: kind });
          }}
          data={[
            { value: 'source', label: 'A source' },
            { value: 'pushed', label: 'Pushed points' },
          ]}
        />
      }
    >
      <div className={classes.fields}>
        {form.kind === 'source' ? (
          <>
            <NativeSelect label="Source" required className={classes.full} {...text('source', 'source.name')}>
              <option value="">Choose a source</option>
              {[...new Set([...names, form.source])]
                .filter((name) => name !== '')
                .map((name) => (
                  <option key={name}>{name}</option>
                ))}
            </NativeSelect>
            <Textarea
              label="Query"
              required
              description="In the language of the source; each series that it gives is watched by itself"
              rows={3}
              spellCheck={false}
              className={`${classes.full} ${classes.mono}`}
              {...text('query', 'source.query')}
            />
          </>
        ) : (
          <TextInput
            label="Features"
            description="For points of several values: their names, separated by commas. Leave empty for one value"
            placeholder="cpu, memory"
            className={classes.full}
            {...text('features', 'features')}
          />
        )}
        <TextInput label="Interval" description="Distance of the points" {...text('interval', 'interval')} />
        {form.kind === 'source' && (
          <TextInput
            label="Delay"
            description="How late to ask, so that values are final"
            {...text('delay', 'delay')}
          />
        )}
      </div>
    </Card>
  );
}

/** How sensitive it is. */
export function SensitivityFields(props: FieldsProps) {
  const text = useText(props);
  return (
    <Card title="When it alarms">
      <div className={classes.fields}>
        <TextInput
          label="False alarms a week"
          description="How many you can live with for each series"
          inputMode="decimal"
          {...text('budget', 'alert_budget_per_week')}
        />
        <NativeSelect
          label="Direction"
          description="Which side of the expected value counts"
          data={[
            { value: 'both', label: 'Above and below' },
            { value: 'above', label: 'Above only' },
            { value: 'below', label: 'Below only' },
          ]}
          {...text('direction', 'direction')}
        />
        <TextInput
          label="Least deviation, absolute"
          description="Smaller distances from expected never alarm"
          inputMode="decimal"
          placeholder="none"
          {...text('absolute', 'min_deviation.absolute')}
        />
        <TextInput
          label="Least deviation, relative"
          description="As a share of the expected value: 0.1 is 10%"
          inputMode="decimal"
          placeholder="none"
          {...text('relative', 'min_deviation.relative')}
        />
        <TextInput
          label="Consecutive points"
          description="Abnormal points in a row before it alarms"
          inputMode="numeric"
          {...text('consecutive', 'consecutive_points')}
        />
        <NativeSelect
          label="Missing points"
          description="What it means when no point comes"
          data={[
            { value: 'ignore', label: 'Ignore them' },
            { value: 'zero', label: 'Count them as zero' },
            { value: 'anomaly', label: 'Are an anomaly' },
          ]}
          {...text('missing', 'missing')}
        />
      </div>
    </Card>
  );
}

/** How it learns. */
export function ModelFields(props: FieldsProps) {
  const text = useText(props);
  const { form, set } = props;
  return (
    <Card title="How it learns">
      <div className={classes.fields}>
        <NativeSelect
          label="Model"
          className={classes.full}
          data={MODELS.filter(([type]) => USUAL.includes(type) || type === form.model).map(
            ([value, label]) => ({ value, label }),
          )}
          {...text('model', 'model.type')}
        />
        <Textarea
          label="Parameters of the model"
          description="One name=value a line; none are needed"
          placeholder="window=500"
          rows={2}
          spellCheck={false}
          className={`${classes.full} ${classes.mono}`}
          {...text('parameters', 'model.parameters')}
        />
        <TextInput label="Learn anew every" {...text('retrainEvery', 'retrain.every')} />
        <Switch
          label="Learn anew when the normal behaviour drifts"
          mt={26}
          checked={form.onDrift}
          onChange={({ currentTarget }) => {
            set({ onDrift: currentTarget.checked });
          }}
        />
      </div>
    </Card>
  );
}
