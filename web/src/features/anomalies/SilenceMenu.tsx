import { Button, Menu } from '@mantine/core';
import { IconBellOff, IconChevronDown } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Anomaly } from '../../app/api/types';
import { useAppSelector } from '../../app/hooks';
import { whyNotChange } from '../../app/sessionSlice';
import { SILENCES, silencePath } from '../suppressions/suppressionForm';

/** Leads to a suppression of what an anomaly is about, for a while. */
export function SilenceMenu({ anomaly }: { anomaly: Anomaly }) {
  const why = useAppSelector(whyNotChange);
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          variant="default"
          disabled={why !== null}
          title={why ?? undefined}
          leftSection={<IconBellOff size={16} />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          Silence
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {SILENCES.map(([hours, text]) => (
          <Menu.Item key={hours} component={Link} to={silencePath(anomaly, hours)}>
            For {text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
