import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useAppSelector } from '../app/hooks';
import { whyNotChange } from '../app/sessionSlice';

/** Leads to a new detector, for those who may make one. */
export function NewDetectorButton({ small = false, text = 'New detector' }: { small?: boolean; text?: string }) {
  const why = useAppSelector(whyNotChange);
  const looks = small ? { size: 'xs' } : { leftSection: <IconPlus size={16} /> };
  return why === null ? (
    <Button component={Link} to="/detectors/new" {...looks}>
      {text}
    </Button>
  ) : (
    <Button disabled title={why} {...looks}>
      {text}
    </Button>
  );
}
