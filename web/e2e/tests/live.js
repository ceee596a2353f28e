import assert from 'node:assert/strict';
import { sameLoad } from '../lib/browser.js';
import { eventually } from '../lib/eventually.js';
import { AnomaliesPage } from '../pages/anomalies.js';

/** Points that may pass until an anomaly is over. */
const MOST_POINTS = 60;

/** What happens shows without a reload, and an interruption is told and made good. */
export function live(scenario) {
  scenario('85.5 shows up on the open pages as a critical anomaly, and goes when it is over', async ({ page, client }) => {
    const detector = await client.trained('live one');
    const overview = new AnomaliesPage(page, 'Open anomalies');
    await overview.open('/');
    const other = await page.context().newPage();
    const list = new AnomaliesPage(other);
    await list.open('/anomalies');
    const same = [await sameLoad(page), await sameLoad(other)];

    const before = await client.points(detector);
    const { severity } = await client.detect(detector, 85.5);
    assert.equal(severity, 'critical');
    await eventually(async () => (await client.points(detector)) > before, { what: 'the point is counted' });
    for (const place of [overview, list]) {
      const badge = place.badge('live one', 'critical');
      await badge.waitFor();
      assert.equal(await badge.locator('svg').count(), 1, 'the severity has no icon');
      await place.row('live one').getByText('85.5 is far above').waitFor();
    }
    await eventually(async () => (await overview.spoken.innerText()).includes('New critical anomaly: live one'));
    await overview.activity('New critical anomaly: live one').waitFor();
    // the counts are fetched again at most once a second
    await eventually(async () => /\d/.test(await overview.link(/Anomalies/).innerText()), { what: 'the navigation counts it' });
    await eventually(async () => /^\(\d+\) /.test(await page.title()), { what: 'the title counts it' });

    for (let points = 0; points < MOST_POINTS; points++) {
      if (!(await client.detect(detector, 12)).is_anomaly) {
        break;
      }
    }
    await overview.activity('Resolved: live one').waitFor();
    await overview.row('live one').waitFor({ state: 'detached' });
    await list.badge('live one', 'resolved').waitFor();
    for (const check of same) {
      await check();
    }
  });

  scenario('a killed gateway is told of, and nothing is missed when it is back', async ({ page, client, services }) => {
    const before = await client.trained('seen before');
    const during = await client.trained('while away');
    await client.detect(before, 85.5);
    const overview = new AnomaliesPage(page, 'Open anomalies');
    await overview.open('/');
    await overview.row('seen before').waitFor();
    const same = await sameLoad(page);

    await services.gateway.kill();
    await overview.connection('Offline').waitFor();
    await overview.banner.waitFor();
    assert.match(await overview.banner.innerText(), /may be out of date/);
    await overview.row('seen before').waitFor();

    const behind = client.behind(services.detector);
    await behind.detect(during, 85.5);
    await behind.create('born meanwhile');
    assert.equal(await overview.row('while away').count(), 0);

    await services.gateway.start().ready();
    await overview.connection('Live').waitFor({ timeout: 60_000 });
    await overview.banner.waitFor({ state: 'detached' });
    await overview.badge('while away', 'critical').waitFor();
    await overview.activity('New critical anomaly: while away').waitFor();
    assert.equal(await overview.activity('New critical anomaly: while away').count(), 1, 'an event was told twice');
    await overview.activity('born meanwhile created').waitFor();
    assert.equal(await overview.activity('New critical anomaly: seen before').count(), 1);

    await client.detect(await client.trained('after it'), 85.5);
    await overview.row('after it').waitFor();
    await same();
  });
}
