import { Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type SyntheticEvent, useState } from 'react';
import { isProblem } from '../../app/api/problem';
import { useCreateWebhookMutation, useUpdateWebhookMutation } from '../../app/api/webhooks';
import type { Webhook } from '../../app/api/webhookTypes';
import form from '../../components/Form.module.css';
import { FormFoot } from '../../components/FormFoot';
import { faultsOf, NEW, toInput, toValues } from './webhookForm';
import { WebhookFields } from './WebhookFields';

export interface WebhookModalProps {
  /** The webhook that is changed; undefined for a new one. */
  webhook: Webhook | undefined;
  onClose: () => void;
}

function Content({ webhook, onClose }: WebhookModalProps) {
  const [values, setValues] = useState(() => (webhook === undefined ? NEW : toValues(webhook)));
  const [tried, setTried] = useState(false);
  const [create, creation] = useCreateWebhookMutation();
  const [update, change] = useUpdateWebhookMutation();
  const error = webhook === undefined ? creation.error : change.error;
  const faults = faultsOf(values);
  const found = [...(tried ? faults : []), ...(isProblem(error) ? error.violations : [])];
  const errorOf = (field: string) =>
    found.find((each) => each.field === field || each.field.startsWith(`${field}.`))?.message;
  const save = async () => {
    const input = toInput(values);
    const result = webhook === undefined ? await create(input) : await update({ webhook, input });
    if (result.data !== undefined) {
      notifications.show({
        color: 'teal',
        title: `Saved ${result.data.name}`,
        message: 'Send a test to see whether it arrives.',
      });
      onClose();
    }
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.length === 0) {
      void save();
    }
  };
  return (
    <form onSubmit={submit} noValidate className={form.main}>
      <WebhookFields
        values={values}
        set={(changes) => {
          setValues({ ...values, ...changes });
        }}
        errorOf={errorOf}
        hasSecret={webhook?.has_secret ?? false}
      />
      <FormFoot
        faults={tried ? faults : []}
        error={error}
        submitText={webhook === undefined ? 'Create webhook' : 'Save changes'}
        saving={creation.isLoading || change.isLoading}
        onCancel={onClose}
      />
    </form>
  );
}

/** Makes or changes a webhook. */
export function WebhookModal({ opened, webhook, onClose }: WebhookModalProps & { opened: boolean }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={webhook === undefined ? 'New webhook' : `Edit ${webhook.name}`}
    >
      <Content webhook={webhook} onClose={onClose} />
    </Modal>
  );
}
