import { Modal } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconRefresh } from '@tabler/icons-react';
import { useFetchDeliveriesQuery } from '../../app/api/webhooks';
import type { Webhook, WebhookAttempt } from '../../app/api/webhookTypes';
import { Badge } from '../../components/Badge';
import { Empty, Loaded, Loading } from '../../components/States';
import { Table, tableClasses } from '../../components/Table';
import { TimeAgo } from '../../components/TimeAgo';
import { latency, words } from '../../lib/format';
import { SECOND } from '../../lib/time';
import classes from './webhooks.module.css';

/** Deliveries are no events, so they are asked for again, in milliseconds. */
const POLL_MS = 5 * SECOND;

function AttemptBadge({ attempt }: { attempt: WebhookAttempt }) {
  const status = attempt.status === null ? '' : ` ${attempt.status}`;
  if (attempt.error === null) {
    return (
      <Badge tone="good" icon={IconCircleCheck}>
        delivered{status}
      </Badge>
    );
  }
  return attempt.next_attempt_at === null ? (
    <Badge tone="critical" icon={IconCircleX}>
      failed{status}
    </Badge>
  ) : (
    <Badge tone="medium" icon={IconRefresh}>
      again later{status}
    </Badge>
  );
}

function Attempts({ webhook }: { webhook: Webhook }) {
  const query = useFetchDeliveriesQuery(webhook.id, { pollingInterval: POLL_MS, refetchOnMountOrArgChange: true });
  return (
    <Loaded query={query} what="Deliveries" loading={<Loading rows={5} height={26} />}>
      {({ deliveries }) =>
        deliveries.length === 0 ? (
          <Empty title="Nothing was sent yet">The latest hundred tries to tell this webhook appear here.</Empty>
        ) : (
          <Table label={`Deliveries of ${webhook.name}`} plain>
            <thead>
              <tr>
                <th scope="col">Result</th>
                <th scope="col">Event</th>
                <th scope="col" className={`${tableClasses.number} ${tableClasses.middle}`}>
                  Try
                </th>
                <th scope="col" className={`${tableClasses.number} ${tableClasses.middle}`}>
                  Took
                </th>
                <th scope="col" className={tableClasses.middle}>
                  When
                </th>
              </tr>
            </thead>
            <tbody>
              {deliveries.map((attempt) => (
                <tr key={attempt.id}>
                  <td>
                    <AttemptBadge attempt={attempt} />
                  </td>
                  <td className={tableClasses.main} title={attempt.event_id}>
                    {words(attempt.event_type)}
                    {attempt.error !== null && <span className={`${tableClasses.sub} ${classes.error ?? ''}`}>{attempt.error}</span>}
                    <span className={tableClasses.onlyNarrow}>
                      <TimeAgo time={attempt.at} />
                    </span>
                  </td>
                  <td className={`${tableClasses.number} ${tableClasses.middle}`}>{attempt.attempt}</td>
                  <td className={`${tableClasses.number} ${tableClasses.middle}`}>{latency(attempt.latency_ms)}</td>
                  <td className={`${tableClasses.middle} ${tableClasses.nowrap}`}>
                    <TimeAgo time={attempt.at} />
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        )
      }
    </Loaded>
  );
}

/** The latest tries to tell a webhook, newest first. */
export function DeliveriesModal({ webhook, opened, onClose }: { webhook: Webhook; opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} size="xl" title={`Deliveries of ${webhook.name}`}>
      <Attempts webhook={webhook} />
    </Modal>
  );
}
