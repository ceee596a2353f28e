import { Button, Modal } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { useBlocker } from 'react-router';
import classes from './Form.module.css';

/** Asks before what was typed is lost. */
export function LeaveGuard({ when }: { when: boolean }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => when && currentLocation.pathname !== nextLocation.pathname,
  );
  useWindowEvent('beforeunload', (event) => {
    if (when) {
      event.preventDefault();
    }
  });
  return (
    <Modal
      opened={blocker.state === 'blocked'}
      onClose={() => {
        blocker.reset?.();
      }}
      title="Leave without saving?"
    >
      <p className={classes.note}>What you have typed will be lost.</p>
      <div className={classes.buttons} style={{ marginTop: 16 }}>
        <Button
          color="red"
          onClick={() => {
            blocker.proceed?.();
          }}
        >
          Leave
        </Button>
        <Button
          variant="default"
          data-autofocus
          onClick={() => {
            blocker.reset?.();
          }}
        >
          Stay
        </Button>
      </div>
    </Modal>
  );
}
