import assert from 'node:assert/strict';
import { sameLoad } from '../lib/browser.js';
import { eventually } from '../lib/eventually.js';
import { IncidentPage, IncidentsPage } from '../pages/incidents.js';

const LABELS = { service: 'checkout' };
/** Points that may pass until an anomaly is over. */
const MOST_POINTS = 60;

/** Points of a detector, from its last one on, so many seconds from now. */
function pointAt(seconds) {
  return { timestamp: new Date(Date.now() + seconds * 1000).toISOString() };
}

async function recover(client, detector) {
  for (let points = 0; points < MOST_POINTS; points++) {
    if (!(await client.detect(detector, 12)).is_anomaly) {
      return;
    }
  }
  assert.fail('the anomaly goes on');
}

/** Anomalies that belong together. */
export function incidents(scenario) {
  scenario('an incident opens live, and its page shows its anomalies in the order in which they began', async ({ page, client }) => {
    const effect = await client.trained('checkout latency', { labels: LABELS });
    const cause = await client.trained('connections in use', { labels: LABELS });
    const list = new IncidentsPage(page);
    await list.open('/incidents?state=open');
    await page.getByText('No incident matches').waitFor();
    const same = await sameLoad(page);

    // what began later is told first
    await client.detect(effect, 85.5, pointAt(70));
    await client.detect(cause, 85.5, pointAt(30));
    await list.badge('connections in use', 'critical').waitFor();
    await list.badge('connections in use', 'open').waitFor();
    await eventually(async () => /1/.test(await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /Incidents/ }).innerText()), { what: 'the navigation counts the incident' });

    await list.link('connections in use').click();
    const incident = new IncidentPage(page);
    await incident.members.nth(1).waitFor();
    assert.match(await incident.members.nth(0).innerText(), /first[\s\S]*connections in use/);
    assert.match(await incident.members.nth(1).innerText(), /\+\d+s[\s\S]*checkout latency/);
    assert.match(await incident.causes.nth(0).innerText(), /connections in use[\s\S]*Began first/);
    assert.match(await incident.course.nth(0).innerText(), /connections in use began to be abnormal/);

    const third = await client.trained('orders per second', { labels: LABELS });
    await client.detect(third, 85.5, pointAt(90));
    await incident.members.nth(2).getByText('orders per second').waitFor();
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByRole('button', { name: 'Acknowledged' }).waitFor();

    for (const detector of [cause, effect, third]) {
      await recover(client, detector);
    }
    await incident.fact('Still open').getByText('0', { exact: true }).waitFor();
    await incident.fact('Ended').filter({ hasNotText: 'goes on' }).waitFor();
    await incident.course.filter({ hasText: 'orders per second was normal again' }).waitFor();
    const { acknowledged, state, members } = await client.call('GET', new URL(page.url()).pathname);
    assert.deepEqual({ acknowledged, state, members: members.length }, { acknowledged: true, state: 'resolved', members: 3 });
    await same();

    await incident.members.nth(0).getByRole('link').click();
    await page.getByRole('link', { name: 'what else happened' }).click();
    await incident.members.nth(0).waitFor();
  });
}
