import assert from 'node:assert/strict';
import { faultsOf, overflowOf } from '../lib/browser.js';
import { DetectorsPage } from '../pages/detectors.js';
import { SignIn } from '../pages/signIn.js';

const VIEWER = 'viewer-0123456789-0123456789-0123456789';
const OPERATOR = 'operator-0123456789-0123456789-0123456789';

/** A gateway that asks who is there. */
export function session(scenario) {
  scenario('one signs in, sees what the role allows, live, and is signed out in every tab', async ({ page, client, services }) => {
    await client.create('kept one');
    const guarded = await services.guarded(`ana viewer ${VIEWER}, bob operator ${OPERATOR}`);
    try {
      const list = new DetectorsPage(page);
      const door = new SignIn(page);
      await page.goto(`${guarded.url}/detectors?q=kept`);
      await door.title.waitFor();
      assert.deepEqual(await faultsOf(page), []);
      assert.deepEqual(await overflowOf(page), []);
      await door.with('no-token-of-this-installation');
      await door.refusal.filter({ hasText: 'The token is not known.' }).waitFor();

      await door.with(VIEWER);
      await list.rowWith('kept one', 'created').waitFor();
      assert.equal(new URL(page.url()).search, '?q=kept');
      assert.equal(await page.evaluate(() => document.cookie), '', 'the page cannot read its session');
      await list.connection('Live').waitFor();
      assert.equal(await list.start('kept one').isDisabled(), true);
      assert.match(await page.locator('fieldset[disabled]').first().getAttribute('title'), /^ana is a viewer/);
      await client.create('kept two');
      await list.rowWith('kept two', 'created').waitFor();
      assert.equal(await page.evaluate(async () => (await fetch('/api/detectors', { method: 'POST', body: '{}' })).status), 403);

      await door.out('ana');
      await door.with(OPERATOR);
      await list.start('kept one').click();
      await list.rowWith('kept one', 'running').waitFor();

      const other = await page.context().newPage();
      await other.goto(`${guarded.url}/settings`);
      await other.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
      await new DetectorsPage(other).connection('Live').waitFor();
      await door.out('bob');
      await new SignIn(other).title.waitFor();
    } finally {
      await page.goto('about:blank');
      await guarded.stop();
    }
  });
}
