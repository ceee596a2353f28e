import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { PLACES } from './places';
import classes from './Shell.module.css';

const KEYS: [string[], string][] = [
  ...PLACES.map(({ key, text }): [string[], string] => [['g', key], `Go to the ${text.toLowerCase()}`]),
  [['n'], 'New detector'],
  [['/'], 'Search in this page'],
  [['j'], 'Next row'],
  [['k'], 'Previous row'],
  [['Enter'], 'Open the row'],
  [['Esc'], 'Close, or leave a field'],
  [['?'], 'Show these keys'],
];

/** The list of keys. */
export default function ShortcutHelp({ onClose }: { onClose: () => void }) {
  // it is made when it opens, so the dialog itself does not know where the focus came from
  const [origin] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (origin instanceof HTMLElement) {
        origin.focus({ preventScroll: true });
      }
    },
    [origin],
  );
  return (
    <Modal
      opened
      onClose={onClose}
      returnFocus={false}
      title="Keyboard shortcuts"
    >
      <dl className={classes.keys}>
        {KEYS.map(([keys, text]) => (
          <div key={text} style={{ display: 'contents' }}>
            <dt>
              {keys.map((key) => (
                <kbd key={key} className={classes.kbd}>
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
