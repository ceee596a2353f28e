import { Button, VisuallyHidden } from '@mantine/core';
import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { useState } from 'react';
import { useFetchWebhooksQuery } from '../../app/api/webhooks';
import { ForOperators } from '../../components/ForOperators';
import { Listing } from '../../components/Listing';
import { Card, Page } from '../../components/Page';
import { SearchInput } from '../../components/SearchInput';
import { Empty, Loaded, Loading } from '../../components/States';
import { Table, tableClasses } from '../../components/Table';
import { SECOND } from '../../lib/time';
import { pageOf, useUrlParams } from '../../lib/useUrlParams';
import { WebhookModal } from './WebhookModal';
import { WebhookRow } from './WebhookRow';

const DEFAULTS = { page: '1', q: '' };
const LIMIT = 20;
/** Deliveries are no events, so the state is asked for again, in milliseconds. */
const POLL_MS = 10 * SECOND;

/** Who is told what happens, and whether it arrives. */
export default function WebhooksPage() {
  const [params, change] = useUrlParams(DEFAULTS);
  const [creating, setCreating] = useState(false);
  const query = useFetchWebhooksQuery(
    { page: pageOf(params.page), limit: LIMIT, q: params.q || undefined },
    { pollingInterval: POLL_MS, skipPollingIfUnfocused: true, refetchOnMountOrArgChange: true },
  );
  const create = () => {
    setCreating(true);
  };
  return (
    <Page
      title="Webhooks"
      under="Who is told of anomalies and incidents, and whether it arrives"
      actions={
        <ForOperators>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={create}>
            New webhook
          </Button>
        </ForOperators>
      }
    >
      <Card label="All webhooks" flush>
        <div className={tableClasses.filters}>
          <SearchInput
            className={tableClasses.grow}
            label="Search webhooks"
            value={params.q}
            onSearch={(q) => {
              change({ q }, true);
            }}
          />
        </div>
        <Loaded query={query} what="Webhooks" loading={<Loading rows={4} height={40} />}>
          {({ webhooks, pagination }) => (
            <Listing
              pagination={pagination}
              one="webhook"
              rows={webhooks.length}
              filtered={params.q !== ''}
              onClear={() => {
                change({ q: '' });
              }}
              onPage={(page) => {
                change({ page });
              }}
              none={
                <Empty icon={IconWebhook} title="Nobody is told yet">
                  A webhook tells Slack, Alertmanager or a service of yours when an anomaly or an incident begins and ends.
                </Empty>
              }
            >
              <Table label="Webhooks" fetching={query.isFetching && query.currentData === undefined}>
                <thead>
                  <tr>
                    <th scope="col">Name</th>
                    <th scope="col" className={tableClasses.middle}>
                      State
                    </th>
                    <th scope="col" className={tableClasses.middle}>
                      Kind
                    </th>
                    <th scope="col" className={tableClasses.wide}>
                      Events
                    </th>
                    <th scope="col" className={tableClasses.wide}>
                      Last delivery
                    </th>
                    <th scope="col">
                      <VisuallyHidden>Actions</VisuallyHidden>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {webhooks.map((webhook) => (
                    <WebhookRow key={webhook.id} webhook={webhook} />
                  ))}
                </tbody>
              </Table>
            </Listing>
          )}
        </Loaded>
      </Card>
      <WebhookModal
        webhook={undefined}
        opened={creating}
        onClose={() => {
          setCreating(false);
        }}
      />
    </Page>
  );
}
