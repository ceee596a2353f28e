import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useAppSelector } from '../app/hooks';
import { whyNotChange } from '../app/sessionSlice';

/** Leads to a form for something new, for those who may make it. */
export function CreateButton({ to, text, small = false }: { to: string; text: string; small?: boolean }) {
  const why = useAppSelector(whyNotChange);
  const looks = small ? { size: 'xs' } : { leftSection: <IconPlus size={16} /> };
  return why === null ? (
    <Button component={Link} to={to} {...looks}>
      {text}
    </Button>
  ) : (
    <Button disabled title={why} {...looks}>
      {text}
    </Button>
  );
}
