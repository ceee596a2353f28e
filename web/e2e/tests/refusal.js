import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { eventually } from '../lib/eventually.js';
import { DetectorForm, DetectorPage } from '../pages/detector.js';
import { DetectorsPage } from '../pages/detectors.js';

/** How long a call travels on a slow network, in milliseconds: time to see what is shown before the answer. */
const TRAVEL_MS = 1500;

/** Makes matching calls slow; what is answered is left as it is. */
async function slow(page, method, path) {
  await page.route(path, async (route) => {
    if (route.request().method() === method) {
      await wait(TRAVEL_MS);
    }
    await route.continue();
  });
}

/** A socket on which events are late, as on a bad connection. */
async function holdEvents(page) {
  await page.routeWebSocket('**/api/ws', (socket) => {
    const server = socket.connectToServer();
    server.onMessage((text) => {
      const { type } = JSON.parse(text);
      if (['welcome', 'subscribed', 'heartbeat'].includes(type)) {
        socket.send(text);
      }
    });
  });
}

/** What is shown before the server has agreed goes back when it does not. */
export function refusal(scenario) {
  scenario('start, stop, edit and delete are taken back while detector-service is down, and work again after', async ({ page, client, services }) => {
    const kept = await client.trained('kept running');
    await client.create('kept created');
    const list = new DetectorsPage(page);
    const form = new DetectorForm(page);
    const detector = new DetectorPage(page);
    await list.open('/detectors?q=kept&sort=name');
    await list.rowWith('kept running', 'running').waitFor();

    await services.detector.kill();
    await list.stop('kept running').click();
    await list.rowWith('kept running', 'stopped').waitFor();
    await list.notice('Could not stop kept running').waitFor();
    await list.stop('kept running').waitFor();

    await list.start('kept created').click();
    await list.stop('kept created').waitFor();
    await list.notice('Could not start kept created').waitFor();
    await list.start('kept created').waitFor();

    await list.delete('kept created');
    await list.row('kept created').waitFor({ state: 'detached' });
    await list.notice('Could not delete kept created').waitFor();
    await list.row('kept created').waitFor();

    await services.detector.start().ready();
    await list.row('kept running').getByRole('link', { name: 'kept running' }).click();
    await detector.edit.click();
    await form.field('Name').fill('kept renamed');
    await form.checked.waitFor();
    await services.detector.kill();
    await slow(page, 'PUT', `**/api/detectors/${kept.id}`);
    await form.button('Save changes').click();
    await page.getByRole('heading', { level: 1, name: 'Edit kept renamed' }).waitFor();
    await form.notice('Could not save kept renamed').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Edit kept running' }).waitFor();
    assert.equal(await form.field('Name').inputValue(), 'kept renamed', 'what was typed is lost');

    await services.detector.start().ready();
    assert.equal((await client.call('GET', `/detectors/${kept.id}`)).name, 'kept running');
    await form.button('Save changes').click();
    await page.getByRole('heading', { level: 1, name: 'kept renamed', exact: true }).waitFor();
    await detector.button('Stop').click();
    await eventually(async () => (await client.call('GET', `/detectors/${kept.id}`)).status === 'stopped');
  });

  scenario('a start of what another client has deleted is taken back', async ({ page, client }) => {
    const gone = await client.create('gone');
    await holdEvents(page);
    const list = new DetectorsPage(page);
    await list.open('/detectors?q=gone');
    await list.start('gone').waitFor();
    await client.call('DELETE', `/detectors/${gone.id}`);
    await slow(page, 'POST', `**/api/detectors/${gone.id}/start`);
    await list.start('gone').click();
    await list.rowWith('gone', 'running').waitFor();
    await list.notice('Could not start gone').waitFor();
    await list.row('gone').waitFor({ state: 'detached' });
  });

  scenario('a change of what another client has changed asks, and loses neither', async ({ page, client }) => {
    const shared = await client.create('shared');
    await holdEvents(page);
    const form = new DetectorForm(page);
    await form.open(`/detectors/${shared.id}/edit`);
    await form.field('Name').fill('mine');
    await form.checked.waitFor();
    await client.call('PUT', `/detectors/${shared.id}`, { ...shared, name: 'theirs', description: 'their words' });
    await form.button('Save changes').click();
    const dialog = form.dialog('Changed by somebody else');
    await dialog.getByRole('row', { name: /name mine theirs/ }).waitFor();
    await page.getByRole('heading', { level: 1, name: 'Edit theirs' }).waitFor();
    assert.equal((await client.call('GET', `/detectors/${shared.id}`)).name, 'theirs');
    await dialog.getByRole('button', { name: 'Save mine over it' }).click();
    await page.getByRole('heading', { level: 1, name: 'mine', exact: true }).waitFor();
    await eventually(async () => (await client.call('GET', `/detectors/${shared.id}`)).name === 'mine');
  });
}
