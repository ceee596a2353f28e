import { Button, Modal } from '@mantine/core';
import { type RefObject, useEffect, useRef } from 'react';
import { plural } from '../lib/format';
import classes from './Form.module.css';

const LEARNT = 'What has been learnt and all anomalies found go with it.';

export interface DeleteModalProps {
  /** The names of what is to be deleted. */
  names: string[];
  /** What goes with it. */
  note?: string;
  opened: boolean;
  /** Around the button that led here: it takes the focus when nothing is deleted, as the menu is gone by then. */
  origin: RefObject<HTMLElement | null>;
  onClose: () => void;
  onDelete: () => void;
}

/** Asks before detectors, or something else by name, are deleted, since that cannot be undone. */
export function DeleteModal({ names, note = LEARNT, opened, origin, onClose, onDelete }: DeleteModalProps) {
  const what = names.length === 1 ? (names[0] ?? '') : plural(names.length, 'detector');
  const open = useRef(false);
  const deleted = useRef(false);
  useEffect(() => {
    if (open.current && !opened && !deleted.current) {
      origin.current?.querySelector('button')?.focus();
    }
    open.current = opened;
    deleted.current = false;
  }, [opened, origin]);
  return (
    <Modal opened={opened} onClose={onClose} returnFocus={false} title={`Delete ${what}?`}>
      <p className={classes.note}>
        {note} This cannot be undone.
      </p>
      <div className={classes.buttons} style={{ marginTop: 16 }}>
        <Button
          color="red"
          onClick={() => {
            deleted.current = true;
            onClose();
            onDelete();
            // what had the focus goes with the detector
            document.querySelector<HTMLElement>('h1')?.focus();
          }}
        >
          Delete
        </Button>
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep
        </Button>
      </div>
    </Modal>
  );
}
