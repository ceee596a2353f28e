import { Button, Checkbox, NativeSelect, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import type { Severity } from '../../app/api/types';
import { words } from '../../lib/format';
import form from '../../components/Form.module.css';
import { eventsOf, KINDS, makeSecret, type WebhookValues } from './webhookForm';
import classes from './webhooks.module.css';

const SEVERITIES: { value: Severity | ''; label: string }[] = [
  { value: '', label: 'Any' },
  { value: 'medium', label: 'Medium and worse' },
  { value: 'high', label: 'High and worse' },
  { value: 'critical', label: 'Critical only' },
];

export interface WebhookFieldsProps {
  values: WebhookValues;
  set: (changes: Partial<WebhookValues>) => void;
  errorOf: (field: string) => string | undefined;
  hasSecret: boolean;
}

function SecretField({ values, set, errorOf, hasSecret }: WebhookFieldsProps) {
  return (
    <div className={classes.secret}>
      <TextInput
        label="Secret"
        description={hasSecret ? 'There is one; leave this empty to keep it' : 'Signs what is sent, by Standard Webhooks. Copy it before you save: it is never shown again'}
        placeholder="whsec_…"
        autoComplete="off"
        spellCheck={false}
        className={form.mono}
        value={values.secret}
        error={errorOf('secret')}
        disabled={values.dropSecret}
        onChange={({ currentTarget }) => {
          set({ secret: currentTarget.value });
        }}
      />
      <Button
        variant="default"
        size="xs"
        disabled={values.dropSecret}
        onClick={() => {
          set({ secret: makeSecret() });
        }}
      >
        Make one
      </Button>
      {hasSecret && (
        <Checkbox
          label="Send without a signature from now on"
          checked={values.dropSecret}
          onChange={({ currentTarget }) => {
            set({ dropSecret: currentTarget.checked, secret: '' });
          }}
        />
      )}
    </div>
  );
}

/** All that a person says about a webhook. */
export function WebhookFields(props: WebhookFieldsProps) {
  const { values, set, errorOf } = props;
  const kind = KINDS.find(({ value }) => value === values.kind);
  return (
    <div className={form.fields}>
      <SegmentedControl
        className={form.full}
        fullWidth
        aria-label="Kind"
        value={values.kind}
        data={KINDS.map(({ value, label }) => ({ value, label }))}
        onChange={(value) => {
          set({ kind: value });
        }}
      />
      <TextInput
        label="Name"
        required
        maxLength={200}
        className={form.full}
        value={values.name}
        error={errorOf('name')}
        data-autofocus
        onChange={({ currentTarget }) => {
          set({ name: currentTarget.value });
        }}
      />
      <TextInput
        label="URL"
        required
        type="url"
        description={values.url.includes('…') ? 'Hidden in part; leave it as it is to keep it' : undefined}
        placeholder={kind?.url}
        className={`${form.full} ${form.mono}`}
        value={values.url}
        error={errorOf('url')}
        onChange={({ currentTarget }) => {
          set({ url: currentTarget.value });
        }}
      />
      <Checkbox.Group
        label="Events"
        className={form.full}
        value={values.events}
        error={errorOf('events')}
        onChange={(events) => {
          set({ events });
        }}
      >
        <div className={classes.events}>
          {eventsOf(values.kind).map((event) => (
            <Checkbox key={event} value={event} label={words(event)} />
          ))}
        </div>
      </Checkbox.Group>
      <NativeSelect
        label="Severity"
        description="Of anomalies and incidents"
        data={SEVERITIES}
        value={values.minSeverity}
        error={errorOf('filter.min_severity')}
        onChange={({ currentTarget }) => {
          set({ minSeverity: currentTarget.value as WebhookValues['minSeverity'] });
        }}
      />
      <TextInput
        label="Detector"
        description="Its id; empty for all of them"
        placeholder="detector_1"
        value={values.detectorId}
        error={errorOf('filter.detector_id')}
        onChange={({ currentTarget }) => {
          set({ detectorId: currentTarget.value });
        }}
      />
      <Textarea
        label="Labels"
        description="One name=value a line; all must be there, on the series, its detector or the incident"
        placeholder="team=payments"
        rows={2}
        spellCheck={false}
        className={`${form.full} ${form.mono}`}
        value={values.labels}
        error={errorOf('filter.labels')}
        onChange={({ currentTarget }) => {
          set({ labels: currentTarget.value });
        }}
      />
      <div className={form.full}>
        <SecretField {...props} />
      </div>
    </div>
  );
}
