import { Card, Page } from '../../components/Page';
import { About } from './About';
import { Appearance } from './Appearance';
import { SignedIn } from './SignedIn';
import classes from './settings.module.css';

/** How this browser shows the dashboard, who is signed in, and what runs here. */
export default function SettingsPage() {
  return (
    <Page title="Settings" under="Of this browser; detectors and sources have pages of their own">
      <div className={classes.columns}>
        <Card title="Appearance">
          <Appearance />
        </Card>
        <Card title="Signed in">
          <SignedIn />
        </Card>
        <Card title="About">
          <About />
        </Card>
      </div>
    </Page>
  );
}
