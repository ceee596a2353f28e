import { Button } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Detector } from '../../../app/api/types';
import { useAppDispatch, useAppSelector } from '../../../app/hooks';
import { selectionChanged } from '../../../app/uiSlice';
import { ForOperators } from '../../../components/ForOperators';
import { plural } from '../../../lib/format';
import { DeleteModal } from '../../../components/DeleteModal';
import { type Action, isActive, useDetectorActions } from '../useDetectorActions';
import classes from './list.module.css';

/** What can be done to all detectors that are ticked on this page. */
export function BulkBar({ detectors }: { detectors: Detector[] }) {
  const selected = useAppSelector((state) => state.ui.selected);
  const dispatch = useAppDispatch();
  const { runAll } = useDetectorActions();
  const [asking, setAsking] = useState(false);
  const origin = useRef<HTMLSpanElement>(null);
  const chosen = detectors.filter(({ id }) => selected.includes(id));
  const startable = chosen.filter((each) => !isActive(each));
  const stoppable = chosen.filter(isActive);
  const deletable = chosen.filter(({ provisioned }) => !provisioned);
  if (chosen.length === 0) {
    return null;
  }
  const act = (action: Action, of: Detector[]) => {
    dispatch(selectionChanged([]));
    void runAll(action, of);
  };
  return (
    <div className={classes.bulk} role="toolbar" aria-label="Selected detectors">
      <strong>{plural(chosen.length, 'detector')} selected</strong>
      <ForOperators>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerPlay size={14} />}
          disabled={startable.length === 0}
          onClick={() => {
            act('start', startable);
          }}
        >
          Start
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerStop size={14} />}
          disabled={stoppable.length === 0}
          onClick={() => {
            act('stop', stoppable);
          }}
        >
          Stop
        </Button>
        <span ref={origin}>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconTrash size={14} />}
            disabled={deletable.length === 0}
            onClick={() => {
              setAsking(true);
            }}
          >
            Delete
          </Button>
        </span>
      </ForOperators>
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={() => {
          dispatch(selectionChanged([]));
        }}
      >
        Clear
      </Button>
      <DeleteModal
        names={deletable.map(({ name }) => name)}
        opened={asking}
        origin={origin}
        onClose={() => {
          setAsking(false);
        }}
        onDelete={() => {
          act('delete', deletable);
        }}
      />
    </div>
  );
}
