import assert from 'node:assert/strict';
import { sameLoad } from '../lib/browser.js';
import { eventually } from '../lib/eventually.js';
import { AnomaliesPage } from '../pages/anomalies.js';

/** What is to bother nobody for a while. */
export function suppressions(scenario) {
  scenario('an anomaly is silenced from its page, pales live, and comes back when that is deleted', async ({ page, client }) => {
    const detector = await client.trained('checkout latency');
    const entity = { pod: 'api 1', zone: 'a"b' };
    await client.call('POST', `/detectors/${detector.id}/train`, { values: [10, 12, 11, 13, 10, 15, 14, 12, 11, 9, 13, 12], entity });
    await client.detect(detector, 85.5, { entity });
    const list = new AnomaliesPage(page);
    await list.open('/anomalies');
    const same = await sameLoad(page);
    await list.row('checkout latency').getByRole('link').click();
    await page.getByRole('button', { name: 'Silence' }).click();
    await page.getByRole('menuitem', { name: 'For 1 hour' }).click();
    await page.getByText('Matches 1 open anomaly').waitFor();
    await page.getByRole('button', { name: 'Create suppression' }).click();
    const planned = page.getByRole('table', { name: 'Suppressions' });
    await planned.getByText('active', { exact: true }).filter({ visible: true }).waitFor();
    await planned.getByText(/^ends in (5\dm|1h)/).filter({ visible: true }).waitFor();

    await list.link(/Anomalies/).click();
    await list.row('checkout latency').waitFor();
    await client.detect(detector, 85.5, { entity });
    await list.badge('checkout latency', 'suppressed').waitFor();
    const { suppressions: made } = await client.call('GET', '/suppressions?active=true');
    assert.deepEqual(made.map(({ matchers }) => matchers), [['pod="api 1"', 'zone="a\\"b"']]);
    await page.getByRole('combobox', { name: 'Suppressed or not' }).selectOption('Not suppressed');
    await page.getByText('No anomaly matches').waitFor();

    await client.call('DELETE', `/suppressions/${made[0].id}`);
    await client.detect(detector, 85.5, { entity });
    await list.badge('checkout latency', 'open').waitFor();
    await same();
  });

  scenario('a suppression is planned, switched and deleted in the list', async ({ page, client }) => {
    const list = new AnomaliesPage(page, 'Suppressions');
    await list.open('/suppressions');
    await page.getByRole('link', { name: 'New suppression' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('nightly batch');
    await page.getByRole('textbox', { name: 'Matcher 1' }).fill('pod=~"("');
    await page.getByText(/the regular expression is wrong: missing closing \)/).waitFor();
    await page.getByRole('textbox', { name: 'Matcher 1' }).fill('pod=~"batch-.+"');
    await page.getByRole('switch', { name: 'Only at certain times of the week' }).press('Space');
    await page.getByRole('checkbox', { name: 'Sunday' }).press('Space');
    await page.getByRole('combobox', { name: 'Time zone' }).selectOption('Europe/Berlin');
    await page.getByText('Matches 0 open anomalies').waitFor();
    await page.getByRole('button', { name: 'Create suppression' }).click();
    await list.row('nightly batch').getByText('22:00–06:00, Mon–Sat, Europe/Berlin').waitFor();

    await page.getByRole('switch', { name: 'Enable nightly batch' }).press('Space');
    await list.badge('nightly batch', 'off').waitFor();
    await page.waitForFunction(async () => {
      const answer = await fetch('/api/suppressions');
      const { suppressions: found } = await answer.json();
      return !found[0].enabled;
    });
    await page.getByRole('button', { name: 'Delete nightly batch' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('Nothing is suppressed').waitFor();
    await eventually(async () => (await client.call('GET', '/suppressions')).pagination.total === 0, { what: 'it is deleted' });
  });
}
