import { type ReactNode, useId } from 'react';
import { useLocation } from 'react-router';
import classes from './Shell.module.css';

export interface FlyoutProps {
  /** The name of the button for those who do not see it; without one its content is. */
  label?: string;
  className: string | undefined;
  button: ReactNode;
  /** How what opens is called. */
  title: string;
  children: ReactNode;
}

/** A button that opens something below the header: by the browser itself, so that the first load stays small. */
export function Flyout({ label, className, button, title, children }: FlyoutProps) {
  const id = useId();
  const { pathname } = useLocation();
  return (
    <>
      <button type="button" className={className} aria-label={label} title={label} popoverTarget={id}>
        {button}
      </button>
      {/* another page closes it */}
      <div key={pathname} id={id} popover="auto" role="dialog" aria-label={title} className={classes.flyout}>
        {children}
      </div>
    </>
  );
}
