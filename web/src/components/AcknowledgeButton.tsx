import { Button } from '@mantine/core';
import { IconCheck, IconEyeCheck } from '@tabler/icons-react';
import { ForOperators } from './ForOperators';

export interface AcknowledgeButtonProps {
  acknowledged: boolean;
  loading: boolean;
  onAcknowledge: () => void;
}

/** Says that somebody looks after it. */
export function AcknowledgeButton({ acknowledged, loading, onAcknowledge }: AcknowledgeButtonProps) {
  return acknowledged ? (
    <Button variant="default" disabled leftSection={<IconCheck size={16} />}>
      Acknowledged
    </Button>
  ) : (
    <ForOperators>
      <Button leftSection={<IconEyeCheck size={16} />} loading={loading} onClick={onAcknowledge}>
        Acknowledge
      </Button>
    </ForOperators>
  );
}
