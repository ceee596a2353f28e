import { Button, Modal } from '@mantine/core';
import { plural } from '../../lib/format';
import classes from './form/form.module.css';

export interface DeleteModalProps {
  /** The names of what is to be deleted. */
  names: string[];
  opened: boolean;
  onClose: () => void;
  onDelete: () => void;
}

/** Asks before detectors are deleted, since that cannot be undone. */
export function DeleteModal({ names, opened, onClose, onDelete }: DeleteModalProps) {
  const what = names.length === 1 ? (names[0] ?? '') : plural(names.length, 'detector');
  return (
    <Modal opened={opened} onClose={onClose} title={`Delete ${what}?`}>
      <p className={classes.note}>
        What has been learnt and all anomalies found go with it. This cannot be undone.
      </p>
      <div className={classes.buttons} style={{ marginTop: 16 }}>
        <Button
          color="red"
          onClick={() => {
            onClose();
            onDelete();
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
