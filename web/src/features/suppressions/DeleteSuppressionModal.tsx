import { Button, Modal } from '@mantine/core';
import { type RefObject, useEffect, useRef } from 'react';
import form from '../detectors/form/form.module.css';

export interface DeleteSuppressionModalProps {
  name: string;
  opened: boolean;
  /** The button that led here: it takes the focus when nothing is deleted. */
  origin: RefObject<HTMLElement | null>;
  onClose: () => void;
  onDelete: () => void;
}

/** Asks before a suppression is deleted, and says what follows. */
export function DeleteSuppressionModal({ name, opened, origin, onClose, onDelete }: DeleteSuppressionModalProps) {
  const open = useRef(false);
  const deleted = useRef(false);
  useEffect(() => {
    if (open.current && !opened && !deleted.current) {
      origin.current?.focus();
    }
    open.current = opened;
    deleted.current = false;
  }, [opened, origin]);
  return (
    <Modal opened={opened} onClose={onClose} returnFocus={false} title={`Delete ${name}?`}>
      <p className={form.note}>
        Open anomalies that it suppresses come back with their next point. Those that are over stay as they are.
      </p>
      <div className={form.buttons} style={{ marginTop: 16 }}>
        <Button
          color="red"
          onClick={() => {
            deleted.current = true;
            onClose();
            onDelete();
            // what had the focus goes with it
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
