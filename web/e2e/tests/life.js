import assert from 'node:assert/strict';
import { NORMAL } from '../lib/client.js';
import { eventually } from '../lib/eventually.js';
import { DetectorForm, DetectorPage } from '../pages/detector.js';
import { DetectorsPage } from '../pages/detectors.js';

/** From the first detector of an empty installation to its end. */
export function life(scenario) {
  scenario('a detector is created, started, trained, tried, changed, stopped and deleted', async ({ page, client }) => {
    const form = new DetectorForm(page);
    const detector = new DetectorPage(page);
    const list = new DetectorsPage(page);

    await form.open('/');
    await page.getByRole('link', { name: 'Create the first detector' }).click();
    await form.create('queue length');
    const [{ id }] = (await client.call('GET', '/detectors')).detectors;
    assert.equal(new URL(page.url()).pathname, `/detectors/${id}`);

    await detector.button('Start').click();
    await detector.button('Stop').waitFor();
    await eventually(async () => (await client.call('GET', `/detectors/${id}`)).status === 'running');
    await (await detector.train(NORMAL)).waitFor();

    assert.match(await (await detector.try(12)).innerText(), /normal/);
    const verdict = await detector.try(85.5);
    assert.match(await verdict.innerText(), /critical[\s\S]*85\.5 is far above the expected/);
    assert.match(await verdict.innerText(), /nothing was changed/);
    assert.equal((await client.call('GET', '/anomalies')).pagination.total, 0, 'a dry run opened an anomaly');

    await detector.edit.click();
    await form.field('Name').fill('queue length of the shop');
    await form.field('False alarms a week').fill('3');
    await form.checked.waitFor();
    await form.button('Save changes').click();
    await form.notice('What its model has learnt is kept').waitFor();
    await page.getByRole('heading', { level: 1, name: 'queue length of the shop' }).waitFor();
    await (await detector.tab('Definition')).getByText('3 a week for each series').waitFor();
    assert.match(await (await detector.try(85.5)).innerText(), /critical/, 'what was learnt is lost');

    await detector.button('Stop').click();
    await detector.status('stopped').waitFor();
    await eventually(async () => (await client.call('GET', `/detectors/${id}`)).status === 'stopped');

    await detector.delete('queue length of the shop');
    await page.getByRole('heading', { level: 1, name: 'Detectors', exact: true }).waitFor();
    await list.page.getByText('No detectors yet').waitFor();
    assert.equal((await client.raw('GET', `/detectors/${id}`)).status, 404);
  });

  scenario('a name that is taken is refused in words, and what was typed stays', async ({ page, client }) => {
    await client.create('taken');
    const form = new DetectorForm(page);
    await form.open('/detectors/new');
    await form.field('Name').fill('taken');
    await form.pushed.click();
    await page.getByText('Cannot be saved yet').waitFor();
    await form.button('Create detector').click();
    await page.getByRole('alert').filter({ hasText: /taken/ }).first().waitFor();
    assert.equal(await form.field('Name').inputValue(), 'taken');
  });

  scenario('the list has pages, filters, search and order, all of them in the address', async ({ page, client }) => {
    for (let index = 1; index <= 25; index++) {
      const labels = { team: index % 2 === 0 ? 'payments' : 'search' };
      const made = await client.create(`list ${String(index).padStart(2, '0')}`, { labels, model: { type: index <= 3 ? 'seasonal' : 'auto', parameters: {} } });
      if (index <= 4) {
        await client.start(made);
      }
    }
    const list = new DetectorsPage(page);
    await list.open('/detectors?q=list&sort=name');
    await page.getByText('1–20 of 25 detectors').waitFor();
    assert.deepEqual((await list.names()).slice(0, 2), ['list 01', 'list 02']);
    await page.getByRole('button', { name: 'next page' }).click();
    await page.getByText('21–25 of 25 detectors').waitFor();
    await page.reload();
    await page.getByText('21–25 of 25 detectors').waitFor();
    assert.deepEqual(await list.names(), ['list 21', 'list 22', 'list 23', 'list 24', 'list 25']);

    await list.status.selectOption('running');
    await page.getByText('4 detectors', { exact: true }).waitFor();
    await list.model.selectOption('seasonal');
    await page.getByText('3 detectors', { exact: true }).waitFor();
    await list.row('list 02').getByRole('button', { name: 'team=payments' }).click();
    await page.getByText('1 detector', { exact: true }).waitFor();
    await page.reload();
    await page.getByText('1 detector', { exact: true }).waitFor();
    assert.deepEqual(await list.names(), ['list 02']);
    assert.equal(await list.status.inputValue(), 'running');
    assert.equal(await list.model.inputValue(), 'seasonal');

    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await list.search.pressSequentially('list 1', { delay: 30 });
    await page.getByText('10 detectors', { exact: true }).waitFor();
    await list.search.fill('no such thing');
    await page.getByText('No detector matches').waitFor();
    await page.goBack();
    await page.getByText('1 detector', { exact: true }).waitFor();
  });

  scenario('every page can be opened directly', async ({ page, client }) => {
    const detector = await client.trained('directly');
    await client.detect(detector, 85.5);
    const [anomaly] = (await client.call('GET', `/anomalies?detector_id=${detector.id}`)).anomalies;
    for (const [path, title] of [
      ['/', 'Overview'],
      ['/detectors', 'Detectors'],
      ['/detectors/new', 'New detector'],
      [`/detectors/${detector.id}`, 'directly'],
      [`/detectors/${detector.id}/edit`, 'Edit directly'],
      ['/anomalies', 'Anomalies'],
      [`/anomalies/${anomaly.id}`, anomaly.explanation],
      ['/incidents', 'Incidents'],
      ['/incidents/none', 'Incident not found'],
      ['/logs', 'Logs'],
      ['/suppressions', 'Suppressions'],
      ['/suppressions/new', 'New suppression'],
      ['/sources', 'Sources'],
      ['/webhooks', 'Webhooks'],
      ['/detectors/detector_999999', 'Detector not found'],
      ['/anomalies/none', 'Anomaly not found'],
      ['/settings', 'Settings'],
    ]) {
      const response = await page.goto(path);
      assert.equal(response.status(), 200, path);
      await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
    }
    const answer = await fetch(`${client.url}/api/nothing`);
    assert.equal(answer.status, 404);
    assert.match(answer.headers.get('content-type'), /problem\+json/);
  });
}
