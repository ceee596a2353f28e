import { IconMapOff } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { PLACES } from '../../app/shell/places';
import { Page } from '../../components/Page';
import { Empty } from '../../components/States';
import classes from './missing.module.css';

/** There is no page at this address: it says which one that is, and what there is. */
export default function MissingPage() {
  const { pathname } = useLocation();
  return (
    <Page title="Page not found">
      <Empty
        icon={IconMapOff}
        title={`There is nothing at ${pathname}`}
        action={
          <ul className={classes.places} aria-label="Pages that there are">
            {PLACES.map(({ to, text, icon: Icon }) => (
              <li key={to}>
                <Link to={to}>
                  <Icon size={16} aria-hidden />
                  {text}
                </Link>
              </li>
            ))}
          </ul>
        }
      >
        The address may be mistyped, or it belongs to a part that this version does not have. Nothing was changed.
      </Empty>
    </Page>
  );
}
