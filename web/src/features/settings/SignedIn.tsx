import { Alert, Button } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { describe } from '../../app/api/problem';
import { useFetchSessionQuery, useSignOutMutation } from '../../app/api/session';
import type { Session } from '../../app/api/types';
import { Loaded, Loading } from '../../components/States';
import { dateTime, millisOf } from '../../lib/time';
import classes from './settings.module.css';

const MAY = {
  viewer: 'sees everything, changes nothing',
  operator: 'sees and changes everything',
};

function Facts({ session }: { session: Session }) {
  const ends = millisOf(session.expires_at);
  return (
    <dl className={classes.facts}>
      <dt>Name</dt>
      <dd>{session.name}</dd>
      {session.role !== null && (
        <>
          <dt>Role</dt>
          <dd>
            {session.role}: {MAY[session.role]}
          </dd>
        </>
      )}
      {ends !== null && (
        <>
          <dt>Session</dt>
          <dd>ends {dateTime(ends)}, later when you go on</dd>
        </>
      )}
    </dl>
  );
}

function Out({ session }: { session: Session }) {
  const [signOut, { isLoading, error }] = useSignOutMutation();
  if (!session.authenticated) {
    return (
      <p className={classes.note}>
        Nobody has to sign in here: whoever reaches this address may see and change everything. Tokens for people
        and programs are set with API_TOKENS_FILE or API_TOKENS of gateway-service.
      </p>
    );
  }
  return (
    <>
      <Facts session={session} />
      {error !== undefined && (
        <Alert color="red" role="alert">
          {describe(error)}
        </Alert>
      )}
      <Button
        variant="default"
        leftSection={<IconLogout size={16} />}
        loading={isLoading}
        style={{ alignSelf: 'start' }}
        onClick={() => void signOut()}
      >
        Sign out
      </Button>
    </>
  );
}

/** Who is here, and the way out. */
export function SignedIn() {
  const query = useFetchSessionQuery(undefined, { refetchOnMountOrArgChange: true });
  return (
    <div className={classes.stack}>
      <Loaded query={query} what="Session" loading={<Loading rows={3} height={20} />}>
        {(session) => <Out session={session} />}
      </Loaded>
    </div>
  );
}
