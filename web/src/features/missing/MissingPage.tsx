import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { Page } from '../../components/Page';
import { Empty } from '../../components/States';

/** There is no page at this address. */
export default function MissingPage() {
  const { pathname } = useLocation();
  return (
    <Page title="Page not found">
      <Empty
        icon={IconMapOff}
        title={`There is nothing at ${pathname}`}
        action={
          <Button component={Link} to="/" size="xs" variant="default">
            Go to the overview
          </Button>
        }
      >
        The address may be mistyped, or it belongs to a part that this version does not have.
      </Empty>
    </Page>
  );
}
