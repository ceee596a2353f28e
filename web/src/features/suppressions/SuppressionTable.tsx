import { ActionIcon, Switch, VisuallyHidden } from '@mantine/core';
import { IconBellOff, IconClockPause, IconClockX, IconPencil, IconPlayerPause, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { useDeleteSuppressionMutation, useUpdateSuppressionMutation } from '../../app/api/suppressions';
import type { Suppression } from '../../app/api/types';
import { Badge } from '../../components/Badge';
import { ForOperators } from '../../components/ForOperators';
import { Table, tableClasses } from '../../components/Table';
import { useNow } from '../../lib/useNow';
import { DeleteModal } from '../../components/DeleteModal';
import classes from './suppressions.module.css';
import { nextText, stateOf, type SuppressionState, whenText } from './words';

const ICONS: Record<SuppressionState, typeof IconBellOff> = {
  active: IconBellOff,
  waiting: IconClockPause,
  over: IconClockX,
  off: IconPlayerPause,
};

/** Whether a suppression counts now. */
export function SuppressionBadge({ suppression }: { suppression: Suppression }) {
  const state = stateOf(suppression);
  return (
    <Badge tone={state === 'active' ? 'low' : 'neutral'} icon={ICONS[state]}>
      {state}
    </Badge>
  );
}

function Next({ suppression }: { suppression: Suppression }) {
  const now = useNow();
  const state = stateOf(suppression);
  return state === 'off' || state === 'over' ? null : nextText(suppression.active, suppression.next_change_at, now);
}

/** What is to be kept of a suppression when it is switched. */
function inputOf({ name, comment, matchers, detector_id, starts_at, ends_at, schedule, enabled }: Suppression) {
  return { name, comment, matchers, detector_id, starts_at, ends_at, schedule, enabled };
}

function RowActions({ suppression }: { suppression: Suppression }) {
  const [update] = useUpdateSuppressionMutation();
  const [remove] = useDeleteSuppressionMutation();
  const [asking, setAsking] = useState(false);
  const origin = useRef<HTMLSpanElement>(null);
  const { id, name, enabled } = suppression;
  return (
    <div className={classes.actions}>
      <ForOperators>
        <Switch
          size="sm"
          aria-label={`Enable ${name}`}
          title={enabled ? 'Disable' : 'Enable'}
          checked={enabled}
          onChange={({ currentTarget }) => {
            void update({ id, suppression: { ...inputOf(suppression), enabled: currentTarget.checked }, etag: null });
          }}
        />
        <ActionIcon component={Link} to={`/suppressions/${id}`} variant="subtle" color="gray" aria-label={`Edit ${name}`} title="Edit">
          <IconPencil size={17} aria-hidden />
        </ActionIcon>
        <span ref={origin}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Delete ${name}`}
            title="Delete"
            onClick={() => {
              setAsking(true);
            }}
          >
            <IconTrash size={17} aria-hidden />
          </ActionIcon>
        </span>
      </ForOperators>
      <DeleteModal
        names={[name]}
        note="Open anomalies that it suppresses come back with their next point. Those that are over stay as they are."
        opened={asking}
        origin={origin}
        onClose={() => {
          setAsking(false);
        }}
        onDelete={() => void remove({ id, name })}
      />
    </div>
  );
}

/** Matchers as small chips. */
function Matchers({ suppression }: { suppression: Suppression }) {
  return (
    <span className={classes.matchers}>
      {suppression.detector_id !== null && <code>detector_id=&quot;{suppression.detector_id}&quot;</code>}
      {suppression.matchers.map((matcher) => (
        <code key={matcher} title={matcher}>
          {matcher}
        </code>
      ))}
    </span>
  );
}

/** Suppressions with what they match, when they count, and what happens next. */
export function SuppressionTable({ suppressions, fetching }: { suppressions: Suppression[]; fetching: boolean }) {
  return (
    <Table label="Suppressions" fetching={fetching}>
      <thead>
        <tr>
          <th scope="col" className={tableClasses.middle}>
            State
          </th>
          <th scope="col">Suppression</th>
          <th scope="col" className={tableClasses.wide}>
            When
          </th>
          <th scope="col" className={tableClasses.middle}>
            Next
          </th>
          <th scope="col">
            <VisuallyHidden>Actions</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {suppressions.map((suppression) => (
          <tr key={suppression.id} className={stateOf(suppression) === 'active' ? undefined : tableClasses.dimmed}>
            <td className={tableClasses.middle}>
              <SuppressionBadge suppression={suppression} />
            </td>
            <td className={tableClasses.main}>
              <Link to={`/suppressions/${suppression.id}`} className={tableClasses.link} data-row-link>
                {suppression.name}
              </Link>
              {suppression.comment !== '' && <span className={tableClasses.sub}>{suppression.comment}</span>}
              <Matchers suppression={suppression} />
              <span className={tableClasses.onlyNarrow}>
                <SuppressionBadge suppression={suppression} />
                <span>
                  <Next suppression={suppression} />
                </span>
              </span>
            </td>
            <td className={`${tableClasses.wide} ${classes.when ?? ''}`}>{whenText(suppression)}</td>
            <td className={`${tableClasses.middle} ${tableClasses.nowrap}`}>
              <Next suppression={suppression} />
            </td>
            <td>
              <RowActions suppression={suppression} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
