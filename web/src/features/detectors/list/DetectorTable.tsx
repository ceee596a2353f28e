import { ActionIcon, Checkbox, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconDotsVertical, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useFetchAnomaliesQuery } from '../../../app/api/anomalies';
import type { Detector } from '../../../app/api/types';
import { useAppDispatch, useAppSelector, useFreshness } from '../../../app/hooks';
import { selectionChanged } from '../../../app/uiSlice';
import { OPEN_COUNT } from '../../../app/shell/openCount';
import { StatusBadge } from '../../../components/Badge';
import { ForOperators } from '../../../components/ForOperators';
import { SortHeader, Table, tableClasses } from '../../../components/Table';
import { TimeAgo } from '../../../components/TimeAgo';
import { words } from '../../../lib/format';
import { DetectorMenu } from '../DetectorMenu';
import { isActive, useDetectorActions } from '../useDetectorActions';
import classes from './list.module.css';

/** Open anomalies by detector, without those that are suppressed; beyond this many the count of a detector may be too low. */
const OPEN = { ...OPEN_COUNT, limit: 200 };

function RowActions({ detector }: { detector: Detector }) {
  const { run } = useDetectorActions();
  const active = isActive(detector);
  const Icon = active ? IconPlayerStop : IconPlayerPlay;
  return (
    <div className={classes.actions}>
      <ForOperators>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`${active ? 'Stop' : 'Start'} ${detector.name}`}
          title={active ? 'Stop' : 'Start'}
          onClick={() => void run(active ? 'stop' : 'start', detector)}
        >
          <Icon size={17} aria-hidden />
        </ActionIcon>
      </ForOperators>
      <DetectorMenu
        detector={detector}
        withEdit
        button={
          <ActionIcon variant="subtle" color="gray" aria-label={`More for ${detector.name}`}>
            <IconDotsVertical size={17} aria-hidden />
          </ActionIcon>
        }
        onDelete={() => void run('delete', detector)}
      />
    </div>
  );
}

function OpenCount({ detector, open }: { detector: Detector; open: number }) {
  return open === 0 ? null : (
    <Link to={`/anomalies?state=open&suppressed=false&detector=${detector.id}`} className={classes.open}>
      <IconAlertTriangle size={15} aria-hidden /> {open} open
    </Link>
  );
}

export interface DetectorTableProps {
  detectors: Detector[];
  fetching: boolean;
  sort: string;
  onSort: (sort: string) => void;
  onLabel: (label: string) => void;
}

/** Detectors with what they watch, what they are doing, and what can be done to them. */
export function DetectorTable({ detectors, fetching, sort, onSort, onLabel }: DetectorTableProps) {
  const dispatch = useAppDispatch();
  const selected = useAppSelector((state) => state.ui.selected);
  const anomalies = useFetchAnomaliesQuery(OPEN, useFreshness());
  const openOf = (id: string) =>
    anomalies.data?.anomalies.filter(({ detector_id }) => detector_id === id).length ?? 0;
  const ids = detectors.map(({ id }) => id);
  const ticked = ids.filter((id) => selected.includes(id)).length;
  const tick = (id: string, on: boolean) => {
    dispatch(selectionChanged(on ? [...selected, id] : selected.filter((each) => each !== id)));
  };
  return (
    <Table label="Detectors" fetching={fetching}>
      <thead>
        <tr>
          <th scope="col" className={classes.tick}>
            <Checkbox
              size="xs"
              aria-label="Select all on this page"
              checked={ids.length > 0 && ticked === ids.length}
              indeterminate={ticked > 0 && ticked < ids.length}
              onChange={({ currentTarget }) => {
                dispatch(selectionChanged(currentTarget.checked ? ids : []));
              }}
            />
          </th>
          <SortHeader field="name" sort={sort} onSort={onSort}>
            Name
          </SortHeader>
          <th scope="col" className={tableClasses.middle}>
            Status
          </th>
          <th scope="col" className={tableClasses.middle}>
            Open anomalies
          </th>
          <th scope="col" className={tableClasses.wide}>
            Model
          </th>
          <th scope="col" className={tableClasses.wide}>
            Interval
          </th>
          <SortHeader field="updated_at" sort={sort} onSort={onSort} first="descending" className={tableClasses.wide}>
            Changed
          </SortHeader>
          <th scope="col">
            <VisuallyHidden>Actions</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {detectors.map((detector) => (
          <tr key={detector.id}>
            <td className={classes.tick}>
              <Checkbox
                size="xs"
                aria-label={`Select ${detector.name}`}
                checked={selected.includes(detector.id)}
                onChange={({ currentTarget }) => {
                  tick(detector.id, currentTarget.checked);
                }}
              />
            </td>
            <td className={tableClasses.main}>
              <Link to={`/detectors/${detector.id}`} className={tableClasses.link} data-row-link>
                {detector.name}
              </Link>
              <span className={`${tableClasses.sub} ${tableClasses.mono}`} title={detector.source?.query}>
                {detector.source === null ? 'pushed points' : `${detector.source.name}: ${detector.source.query}`}
              </span>
              <span className={classes.labels}>
                {Object.entries(detector.labels).map(([name, value]) => (
                  <button
                    key={name}
                    type="button"
                    className={classes.labelButton}
                    title={`Only those with ${name}=${value}`}
                    onClick={() => {
                      onLabel(`${name}:${value}`);
                    }}
                  >
                    {name}={value}
                  </button>
                ))}
              </span>
              <span className={tableClasses.onlyNarrow}>
                <StatusBadge status={detector.status} />
                <OpenCount detector={detector} open={openOf(detector.id)} />
              </span>
            </td>
            <td className={tableClasses.middle} title={detector.status_reason ?? undefined}>
              <StatusBadge status={detector.status} />
            </td>
            <td className={`${tableClasses.middle} ${tableClasses.nowrap}`}>
              <OpenCount detector={detector} open={openOf(detector.id)} />
            </td>
            <td className={`${tableClasses.wide} ${tableClasses.nowrap}`}>{words(detector.model.type)}</td>
            <td className={`${tableClasses.wide} ${tableClasses.nowrap}`}>{detector.interval}</td>
            <td className={`${tableClasses.wide} ${tableClasses.nowrap}`}>
              <TimeAgo time={detector.updated_at} />
            </td>
            <td>
              <RowActions detector={detector} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
