import { IconAlertTriangle, IconCircleCheck, IconLoader2 } from '@tabler/icons-react';
import type { Validation } from '../../../app/api/types';
import { Card } from '../../../components/Page';
import { describe } from '../../../app/api/problem';
import { bytes, count } from '../../../lib/format';
import form from '../../../components/Form.module.css';
import classes from './form.module.css';

export interface ValidationPanelProps {
  /** What the fields on screen lack; the server is asked only when they lack nothing. */
  incomplete: boolean;
  checking: boolean;
  validation: Validation | undefined;
  error: unknown;
}

function Verdict({ incomplete, checking, validation, error }: ValidationPanelProps) {
  if (incomplete) {
    return <p className={form.note}>Fill in the required fields to have it checked.</p>;
  }
  if (checking) {
    return (
      <p className={form.verdict}>
        <IconLoader2 size={18} aria-hidden /> Checking…
      </p>
    );
  }
  if (error !== undefined) {
    return (
      <p className={form.verdict}>
        <IconAlertTriangle size={18} color="var(--medium)" aria-hidden /> Not checked: {describe(error)}
      </p>
    );
  }
  return validation?.valid === true ? (
    <p className={form.verdict}>
      <IconCircleCheck size={18} color="var(--good)" aria-hidden /> Can be saved
    </p>
  ) : (
    <p className={form.verdict}>
      <IconAlertTriangle size={18} color="var(--critical)" aria-hidden /> Cannot be saved yet
    </p>
  );
}

/** What the server thinks of the form while one fills it in, and what the detector would cost. */
export function ValidationPanel(props: ValidationPanelProps) {
  const { incomplete, validation } = props;
  const estimate = incomplete ? null : (validation?.estimate ?? null);
  return (
    <Card title="Check">
      <div aria-live="polite">
        <Verdict {...props} />
        {!incomplete && validation !== undefined && validation.errors.length > 0 && (
          <ul className={form.problems}>
            {validation.errors.map(({ field, message }) => (
              <li key={`${field} ${message}`}>
                <strong>{field}</strong> {message}
              </li>
            ))}
          </ul>
        )}
        {!incomplete && validation !== undefined && validation.warnings.length > 0 && (
          <>
            <p className={form.note}>Worth a look:</p>
            <ul className={form.problems}>
              {validation.warnings.map(({ field, message }) => (
                <li key={`${field} ${message}`}>
                  <strong>{field}</strong> {message}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      {estimate !== null && (
        <dl className={classes.facts}>
          <dt>Series</dt>
          <dd>{count(estimate.entities)}</dd>
          <dt>Points a day</dt>
          <dd>{count(estimate.points_per_day)}</dd>
          <dt>Memory</dt>
          <dd>{bytes(estimate.memory_bytes)}</dd>
        </dl>
      )}
    </Card>
  );
}
