import { Menu } from '@mantine/core';
import { IconCopy, IconPencil, IconTrash } from '@tabler/icons-react';
import { type ReactElement, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { Detector } from '../../app/api/types';
import { useAppSelector } from '../../app/hooks';
import { whyNotChange } from '../../app/sessionSlice';
import { DeleteModal } from '../../components/DeleteModal';

export interface DetectorMenuProps {
  detector: Detector;
  /** The button that opens the menu. */
  button: ReactElement;
  /** Whether the way to edit is in the menu, because it has no button beside it. */
  withEdit?: boolean;
  /** Deletes the detector; called once that was confirmed. */
  onDelete: () => void;
}

/** What else can be done to a detector; one of the installation can neither be edited nor deleted. */
export function DetectorMenu({ detector, button, withEdit = false, onDelete }: DetectorMenuProps) {
  const why = useAppSelector(whyNotChange);
  const [asking, setAsking] = useState(false);
  const origin = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span ref={origin}>
        <Menu position="bottom-end">
          <Menu.Target>{button}</Menu.Target>
          <Menu.Dropdown>
            {why !== null && <Menu.Label>{why}</Menu.Label>}
            {why === null && withEdit && !detector.provisioned && (
              <Menu.Item component={Link} to={`/detectors/${detector.id}/edit`} leftSection={<IconPencil size={16} />}>
                Edit
              </Menu.Item>
            )}
            {why === null && (
              <Menu.Item component={Link} to={`/detectors/new?copy=${detector.id}`} leftSection={<IconCopy size={16} />}>
                Make a copy
              </Menu.Item>
            )}
            {why === null && !detector.provisioned && (
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={16} />}
                onClick={() => {
                  setAsking(true);
                }}
              >
                Delete
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </span>
      <DeleteModal
        names={[detector.name]}
        opened={asking}
        origin={origin}
        onClose={() => {
          setAsking(false);
        }}
        onDelete={onDelete}
      />
    </>
  );
}
