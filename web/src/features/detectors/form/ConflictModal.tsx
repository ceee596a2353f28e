import { Button, Modal } from '@mantine/core';
import { Table } from '../../../components/Table';
import { differences, type FormValues } from './definitionForm';
import classes from '../../../components/Form.module.css';

export interface ConflictModalProps {
  opened: boolean;
  mine: FormValues;
  /** The present definition; undefined while it is fetched. */
  theirs: FormValues | undefined;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
  onClose: () => void;
}

/** Somebody else has saved meanwhile: shows where the two differ and asks what is to be. */
export function ConflictModal({ opened, mine, theirs, onKeepMine, onTakeTheirs, onClose }: ConflictModalProps) {
  const fields = theirs === undefined ? [] : differences(mine, theirs);
  return (
    <Modal opened={opened} onClose={onClose} title="Changed by somebody else" size="lg">
      <p className={classes.note}>
        The detector was changed after you opened it, so nothing was saved.
        {fields.length > 0 ? ' This is where yours and the present one differ:' : ''}
      </p>
      {fields.length > 0 && theirs !== undefined && (
        <Table label="Differences">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Yours</th>
              <th scope="col">Present</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field}>
                <th scope="row">{field}</th>
                <td style={{ overflowWrap: 'anywhere' }}>{String(mine[field])}</td>
                <td style={{ overflowWrap: 'anywhere' }}>{String(theirs[field])}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <div className={classes.buttons} style={{ marginTop: 16 }}>
        <Button disabled={theirs === undefined} onClick={onKeepMine}>
          Save mine over it
        </Button>
        <Button variant="default" disabled={theirs === undefined} onClick={onTakeTheirs}>
          Discard mine
        </Button>
        <Button variant="subtle" onClick={onClose}>
          Go on editing
        </Button>
      </div>
    </Modal>
  );
}
