import { IconEye, IconLogout, IconSettings, IconUserCircle } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useSignOutMutation } from '../api/session';
import { useAppSelector } from '../hooks';
import { whyNotChange } from '../sessionSlice';
import { Flyout } from './Flyout';
import classes from './Shell.module.css';

/** Who is signed in, and the way out. */
export function UserMenu() {
  const session = useAppSelector((state) => state.session.session);
  const why = useAppSelector(whyNotChange);
  const [signOut, { isLoading }] = useSignOutMutation();
  if (!session.authenticated) {
    return null;
  }
  const Icon = why === null ? IconUserCircle : IconEye;
  return (
    <Flyout className={classes.user} label={`Signed in as ${session.name}, ${session.role}`} title="Who is signed in" button={
      <>
        <Icon size={18} aria-hidden />
        <span className={classes.userName}>{session.name}</span>
      </>
    }>
      <p className={classes.who}>
        <strong>{session.name}</strong>
        {session.role}
      </p>
      {why !== null && <p className={classes.why}>Looks at everything, changes nothing.</p>}
      <Link to="/settings" className={classes.choice}>
        <IconSettings size={16} aria-hidden />
        Settings
      </Link>
      <button type="button" className={classes.choice} disabled={isLoading} onClick={() => void signOut()}>
        <IconLogout size={16} aria-hidden />
        Sign out
      </button>
    </Flyout>
  );
}
