import { lazy, Suspense, useEffect } from 'react';
import { useNavigate } from 'react-router';
import { useAppDispatch, useAppSelector } from '../hooks';
import { helpToggled } from '../uiSlice';
import { PLACES } from './places';

const ShortcutHelp = lazy(() => import('./ShortcutHelp'));

/** Longest time between the two keys of a sequence, in milliseconds. */
const SEQUENCE_MS = 1200;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.tagName === 'TEXTAREA' ||
      target.tagName === 'SELECT' ||
      (target instanceof HTMLInputElement &&
        !['checkbox', 'radio', 'button', 'submit'].includes(target.type)))
  );
}

function moveRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row-link]')];
  const present = rows.indexOf(document.activeElement as HTMLElement);
  const next = present < 0 ? (step > 0 ? 0 : rows.length - 1) : present + step;
  rows[Math.min(Math.max(next, 0), rows.length - 1)]?.focus();
}

function useShortcuts(): void {
  const navigate = useNavigate();
  const dispatch = useAppDispatch();
  useEffect(() => {
    let prefixAt = 0;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (isTyping(event.target)) {
        if (event.key === 'Escape') {
          // a search would be emptied by the browser
          event.preventDefault();
          (event.target as HTMLElement).blur();
        }
        return;
      }
      if (document.querySelector('[role="dialog"][aria-modal="true"]') !== null) {
        return;
      }
      const afterG = Date.now() - prefixAt < SEQUENCE_MS;
      prefixAt = 0;
      const place = PLACES.find(({ key }) => key === event.key);
      if (afterG && place !== undefined) {
        void navigate(place.to);
      } else if (event.key === 'g') {
        prefixAt = Date.now();
      } else if (event.key === 'n') {
        void navigate('/detectors/new');
      } else if (event.key === 'j') {
        moveRow(1);
      } else if (event.key === 'k') {
        moveRow(-1);
      } else if (event.key === '/') {
        document.querySelector<HTMLInputElement>('[data-search]')?.focus();
      } else if (event.key === '?') {
        dispatch(helpToggled(true));
      } else {
        return;
      }
      event.preventDefault();
    };
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('keydown', listen);
    };
  }, [navigate, dispatch]);
}

/** Keys for people who do not take the hand off the keyboard, and the list of them. */
export function Shortcuts() {
  useShortcuts();
  const open = useAppSelector((state) => state.ui.help);
  const dispatch = useAppDispatch();
  return (
    open && (
      <Suspense fallback={null}>
        <ShortcutHelp
          onClose={() => {
            dispatch(helpToggled(false));
          }}
        />
      </Suspense>
    )
  );
}
