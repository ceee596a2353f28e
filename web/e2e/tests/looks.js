import assert from 'node:assert/strict';
import { faultsOf, overflowOf, PHONE, settled } from '../lib/browser.js';
import { NORMAL } from '../lib/client.js';
import { eventually } from '../lib/eventually.js';
import { AnomaliesPage } from '../pages/anomalies.js';
import { DetectorForm, DetectorPage } from '../pages/detector.js';
import { Shell } from '../pages/shell.js';

/** Names and labels as nobody wants them. */
const HOSTILE = {
  name: `<script>alert("x")</script> שלום \u202egnihtyna ${'W'.repeat(120)} 🚨`,
  labels: { note: `<img src=x onerror=alert(1)> ${'long'.repeat(40)}`, team: 'فريق' },
};

/** A detector with points, an anomaly, and a name that tries to break out. */
async function furnish(client) {
  const detector = await client.trained(HOSTILE.name, { labels: HOSTILE.labels, description: HOSTILE.name });
  const entity = { pod: `a"b\\c<b>${'x'.repeat(150)}`, zone: '🌍 \u202ezone' };
  await client.call('POST', `/detectors/${detector.id}/train`, { values: NORMAL, entity });
  await client.detect(detector, 85.5, { entity });
  await client.detect(detector, 85.5);
  const other = await client.trained(`${HOSTILE.name} too`, { labels: HOSTILE.labels });
  await client.detect(other, 85.5);
  const { anomalies } = await client.call('GET', `/anomalies?detector_id=${detector.id}`);
  await client.call('POST', `/anomalies/${anomalies[0].id}/feedback`, { verdict: 'anomaly', comment: HOSTILE.name });
  const incident = await eventually(async () => (await client.call('GET', '/incidents?state=open')).incidents.find(({ members }) => members.length > 1), { what: 'an incident is open' });
  const matchers = [`pod=~"${'long'.repeat(40)}"`, 'team="فريق"'];
  const suppression = await client.call('POST', '/suppressions', { name: HOSTILE.name, comment: HOSTILE.name, matchers });
  return { detector, anomaly: anomalies[0], incident, suppression };
}

function views({ detector, anomaly, incident, suppression }) {
  const help = async (page) => {
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  };
  const faults = async (page) => {
    await page.getByRole('button', { name: 'Create detector' }).click();
    await page.getByRole('alert').filter({ hasText: 'Some fields need attention' }).waitFor();
  };
  const remove = async (page) => {
    await page.getByRole('main').getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Keep' }).waitFor();
  };
  const webhook = async (page) => {
    await page.getByRole('button', { name: 'New webhook' }).click();
    await page.getByRole('textbox', { name: 'Name' }).waitFor();
  };
  const table = (page) => page.getByText('Table', { exact: true }).first().click();
  const flyout = (page) => page.getByRole('button', { name: /^Live/ }).click();
  const at = `/detectors/${detector.id}`;
  return [
    ['/'],
    ['/', help],
    ['/', flyout],
    ['/detectors'],
    ['/detectors?q=nothing+like+it'],
    ['/detectors/new'],
    ['/detectors/new', faults],
    [at],
    [at, table],
    [at, remove],
    ...['anomalies', 'try', 'train', 'definition'].map((tab) => [`${at}?tab=${tab}`]),
    [`${at}/edit`],
    ['/anomalies'],
    [`/anomalies/${anomaly.id}`],
    ['/incidents'],
    ['/incidents?severity=low'],
    [`/incidents/${incident.id}`],
    ['/incidents/none'],
    ['/logs'],
    ['/suppressions'],
    ['/suppressions/new'],
    [`/suppressions/${suppression.id}`],
    ['/sources'],
    ['/webhooks'],
    ['/webhooks', webhook],
    ['/settings'],
  ];
}

/** How it looks: both themes, a phone, and names that nobody wants. */
export function looks(scenario) {
  scenario('no page has a serious fault for axe, in light and dark', async ({ page, client }) => {
    const faults = [];
    for (const [path, act] of views(await furnish(client))) {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(path);
      await settled(page);
      await act?.(page);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' });
        await page.waitForFunction(() => document.getAnimations().length === 0);
        faults.push(...(await faultsOf(page)).map((fault) => `${path} ${act?.name ?? ''} ${colorScheme}: ${fault}`));
      }
    }
    assert.deepEqual(faults, []);
  });

  scenario('no page is wider than a phone, whatever names it shows', PHONE, async ({ page, client }) => {
    const faults = [];
    for (const [path, act] of views(await furnish(client)).filter(([, each]) => each?.name !== 'help')) {
      await page.goto(path);
      await settled(page);
      await act?.(page);
      faults.push(...(await overflowOf(page)).map((fault) => `${path} ${act?.name ?? ''}: ${fault}`));
    }
    assert.deepEqual(faults, []);
  });

  scenario('the main job can be done on a phone', PHONE, async ({ page, client }) => {
    const shell = new Shell(page);
    await shell.open('/');
    await page.getByRole('link', { name: 'New detector' }).tap();
    const form = new DetectorForm(page);
    await form.create('on the phone');
    const detector = new DetectorPage(page);
    await detector.button('Start').tap();
    await detector.button('Stop').waitFor();
    await (await detector.train(NORMAL)).waitFor();
    await shell.link(/Anomalies/).tap();
    const { detectors } = await client.call('GET', '/detectors?q=on the phone');
    await client.detect(detectors[0], 85.5);
    const list = new AnomaliesPage(page);
    await list.badge('on the phone', 'critical').waitFor();
    await list.row('on the phone').getByRole('link').tap();
    await page.getByRole('heading', { level: 1, name: /85\.5 is far above/ }).waitFor();
    assert.deepEqual(await overflowOf(page), []);
    await page.getByRole('button', { name: 'More' }).tap();
    const more = page.getByRole('dialog', { name: 'More pages' });
    assert.deepEqual(await more.getByRole('link').allInnerTexts(), ['Logs', 'Suppressions', 'Sources', 'Webhooks', 'Settings']);
    await more.getByRole('link', { name: 'Webhooks' }).tap();
    await page.getByRole('heading', { level: 1, name: 'Webhooks' }).waitFor();
    await more.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /^Webhooks.*more pages/ }).waitFor();
  });
}
