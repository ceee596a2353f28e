import { ActionIcon, Button, Menu, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDotsVertical, IconList, IconPencil, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { describe } from '../../app/api/problem';
import {
  useDeleteWebhookMutation,
  useEnableWebhookMutation,
  useTestWebhookMutation,
} from '../../app/api/webhooks';
import type { Webhook, WebhookTest } from '../../app/api/webhookTypes';
import { useAppSelector } from '../../app/hooks';
import { whyNotChange } from '../../app/sessionSlice';
import { ForOperators } from '../../components/ForOperators';
import { LabelChips } from '../../components/Badge';
import { tableClasses } from '../../components/Table';
import { TimeAgo } from '../../components/TimeAgo';
import { latency, plural } from '../../lib/format';
import { DeleteModal } from '../../components/DeleteModal';
import { DeliveriesModal } from './DeliveriesModal';
import { KINDS } from './webhookForm';
import { WebhookBadge } from './WebhookBadge';
import { WebhookModal } from './WebhookModal';
import classes from './webhooks.module.css';

type Dialog = 'edit' | 'deliveries' | 'delete';

function report({ name }: Webhook, { delivered, status, latency_ms: took, error }: WebhookTest) {
  notifications.show({
    color: delivered ? 'teal' : 'red',
    title: delivered ? `${name} took the test` : `${name} did not take the test`,
    message: delivered ? `It answered ${status ?? ''} in ${latency(took)}.` : (error ?? ''),
  });
}

function TestButton({ webhook }: { webhook: Webhook }) {
  const [test, { isLoading }] = useTestWebhookMutation();
  const run = async () => {
    const result = await test(webhook.id);
    if (result.data !== undefined) {
      report(webhook, result.data);
    } else {
      notifications.show({ color: 'red', title: `Could not test ${webhook.name}`, message: describe(result.error) });
    }
  };
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={isLoading}
      aria-label={`Send a test to ${webhook.name}`}
      onClick={() => void run()}
    >
      Test
    </Button>
  );
}

/** What it is told of, apart from the types of events. */
function FilterChips({ webhook: { filter } }: { webhook: Webhook }) {
  return (
    <LabelChips
      labels={{
        ...(filter.min_severity === null ? {} : { severity: `${filter.min_severity}+` }),
        ...(filter.detector_id === null ? {} : { detector: filter.detector_id }),
        ...filter.labels,
      }}
      most={4}
    />
  );
}

/** A webhook with how it is, and what can be done to it. */
export function WebhookRow({ webhook }: { webhook: Webhook }) {
  const [dialog, setDialog] = useState<Dialog>();
  const [enable] = useEnableWebhookMutation();
  const [remove] = useDeleteWebhookMutation();
  const why = useAppSelector(whyNotChange);
  const origin = useRef<HTMLSpanElement>(null);
  const close = () => {
    setDialog(undefined);
  };
  const { state, name } = webhook;
  const kind = KINDS.find(({ value }) => value === webhook.kind)?.label ?? webhook.kind;
  return (
    <tr>
      <td className={tableClasses.main}>
        <button
          type="button"
          className={classes.name}
          data-row-link
          onClick={() => {
            setDialog('deliveries');
          }}
        >
          {name}
        </button>
        <span className={`${tableClasses.sub} ${tableClasses.mono}`}>{webhook.url}</span>
        {state.last_error !== null && <span className={`${tableClasses.sub} ${classes.error ?? ''}`}>{state.last_error}</span>}
        <FilterChips webhook={webhook} />
        <span className={tableClasses.onlyNarrow}>
          <WebhookBadge webhook={webhook} />
          <span>{kind}</span>
        </span>
      </td>
      <td className={tableClasses.middle}>
        <WebhookBadge webhook={webhook} />
      </td>
      <td className={tableClasses.middle}>{kind}</td>
      <td className={tableClasses.wide} title={webhook.events.join(', ')}>
        {plural(webhook.events.length, 'type')}
      </td>
      <td className={`${tableClasses.wide} ${tableClasses.nowrap}`}>
        <TimeAgo time={state.last_delivery_at} />
      </td>
      <td>
        <div className={classes.actions}>
          <ForOperators>
            <Switch
              size="sm"
              aria-label={`${name} is told`}
              checked={webhook.enabled}
              onChange={({ currentTarget }) => void enable({ webhook, name, enabled: currentTarget.checked })}
            />
            <TestButton webhook={webhook} />
          </ForOperators>
          <span ref={origin}>
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon variant="subtle" color="gray" aria-label={`More for ${name}`}>
                  <IconDotsVertical size={17} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item leftSection={<IconList size={16} />} onClick={() => { setDialog('deliveries'); }}>
                  Deliveries
                </Menu.Item>
                <Menu.Item disabled={why !== null} title={why ?? undefined} leftSection={<IconPencil size={16} />} onClick={() => { setDialog('edit'); }}>
                  Edit
                </Menu.Item>
                <Menu.Item color="red" disabled={why !== null} title={why ?? undefined} leftSection={<IconTrash size={16} />} onClick={() => { setDialog('delete'); }}>
                  Delete
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </span>
        </div>
        <DeliveriesModal webhook={webhook} opened={dialog === 'deliveries'} onClose={close} />
        <WebhookModal webhook={webhook} opened={dialog === 'edit'} onClose={close} />
        <DeleteModal
          names={[name]}
          note="Nobody is told there any more, and the record of deliveries goes with it."
          opened={dialog === 'delete'}
          origin={origin}
          onClose={close}
          onDelete={() => void remove({ id: webhook.id, name })}
        />
      </td>
    </tr>
  );
}
