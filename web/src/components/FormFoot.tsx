import { Alert, Button } from '@mantine/core';
import { describe, isProblem } from '../app/api/problem';
import type { Violation } from '../app/api/types';
import classes from './Form.module.css';

export interface FormFootProps {
  /** What is wrong with the fields, once saving was tried. */
  faults: Violation[];
  /** Why the last try to save failed. */
  error: unknown;
  submitText: string;
  saving: boolean;
  onCancel: () => void;
}

/** The end of a form: what keeps it from being saved, and its buttons. */
export function FormFoot({ faults, error, submitText, saving, onCancel }: FormFootProps) {
  return (
    <>
      {error !== undefined && (
        <Alert color="red" title={isProblem(error) ? error.title : 'Not saved'} role="alert">
          {describe(error)}
        </Alert>
      )}
      {faults.length > 0 && (
        <Alert color="red" title="Some fields need attention" role="alert">
          {faults.map(({ field, message }) => `${field} ${message}`).join('; ')}
        </Alert>
      )}
      <div className={classes.buttons}>
        <Button type="submit" loading={saving}>
          {submitText}
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </>
  );
}
