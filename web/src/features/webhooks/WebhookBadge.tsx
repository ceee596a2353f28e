import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconPlayerPause } from '@tabler/icons-react';
import type { Webhook } from '../../app/api/webhookTypes';
import { Badge } from '../../components/Badge';

/** How a webhook is. */
export function WebhookBadge({ webhook: { enabled, state } }: { webhook: Webhook }) {
  if (!enabled) {
    return (
      <Badge tone="neutral" icon={IconPlayerPause}>
        disabled
      </Badge>
    );
  }
  if (state.failing_since !== null) {
    return (
      <Badge tone="high" icon={IconAlertTriangle}>
        {state.pending > 0 ? `failing, ${state.pending} waiting` : 'failing'}
      </Badge>
    );
  }
  return state.last_delivery_at === null ? (
    <Badge tone="neutral" icon={IconCircleDashed}>
      unused
    </Badge>
  ) : (
    <Badge tone="good" icon={IconCircleCheck}>
      working
    </Badge>
  );
}
