import { lazy, Suspense } from 'react';
import { Loading } from '../../components/States';
import { useFetchSessionQuery } from '../api/session';
import { useAppSelector } from '../hooks';
import { admitted } from '../sessionSlice';
import { Shell } from './Shell';
import classes from './SignIn.module.css';

const SignIn = lazy(() => import('./SignIn'));

/** Shows the dashboard, or asks who is there; the address stays, so that one comes back to it. */
export function SessionGate() {
  useFetchSessionQuery();
  const asked = useAppSelector((state) => state.session.asked);
  const open = useAppSelector(admitted);
  if (open) {
    return <Shell />;
  }
  const waiting = (
    <div className={classes.waiting}>
      <Loading rows={4} height={28} label="Loading the dashboard" />
    </div>
  );
  return asked ? (
    <Suspense fallback={waiting}>
      <SignIn />
    </Suspense>
  ) : (
    waiting
  );
}
