import assert from 'node:assert/strict';
import { eventually } from '../lib/eventually.js';
import { DetectorsPage } from '../pages/detectors.js';

/** The name of what has the focus, and whether one can see that it has. */
async function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const { outlineStyle, outlineWidth, borderColor } = getComputedStyle(element);
    return {
      name: element.getAttribute('aria-label') ?? element.textContent.trim(),
      tag: element.tagName,
      visible: (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || (element.tagName === 'INPUT' && borderColor !== 'rgb(195, 205, 210)'),
    };
  });
}

async function focusIs(page, name) {
  await eventually(async () => (await focused(page)).name === name, { what: `the focus is on ${name}` });
}

/**
 * What opens takes the focus when it is drawn, and once more a frame later: a key pressed before goes to the button, one pressed in
 * between moves a focus that is taken back. No hand is that fast.
 */
async function focusIsIn(page, role) {
  await eventually(() => page.evaluate((what) => document.activeElement.closest(`[role="${what}"]`) !== null, role), { what: `the focus is in the ${role}` });
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50)));
      }),
  );
}

/** Without a mouse. */
export function keyboard(scenario) {
  scenario('keys lead to pages, to the search and to their list, and Escape leaves again', async ({ page, client }) => {
    await client.create('by key');
    const list = new DetectorsPage(page);
    await list.open('/');
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.getByRole('heading', { level: 1, name: 'Detectors' }).waitFor();
    await focusIs(page, 'Detectors');

    await page.keyboard.press('/');
    await focusIs(page, 'Search detectors');
    assert.ok((await focused(page)).visible, 'the focus cannot be seen');
    await page.keyboard.type('by key');
    await page.getByText('1 detector', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    assert.notEqual((await focused(page)).name, 'Search detectors');
    assert.equal(await list.search.inputValue(), 'by key', 'Escape emptied the search');

    await page.keyboard.press('j');
    await focusIs(page, 'by key');
    assert.ok((await focused(page)).visible, 'the focus cannot be seen');
    await page.keyboard.press('?');
    await list.dialog('Keyboard shortcuts').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await list.dialog('Keyboard shortcuts').waitFor();
    await page.keyboard.press('Escape');
    await list.dialog('Keyboard shortcuts').waitFor({ state: 'detached' });
    await focusIs(page, 'by key');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'by key', exact: true }).waitFor();
    await focusIs(page, 'by key');
    for (const [key, title] of [['i', 'Incidents'], ['l', 'Logs']]) {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
      await focusIs(page, title);
    }
  });

  scenario('a detector is deleted by keys, and the focus is never lost', async ({ page, client }) => {
    await client.create('keys away');
    await client.create('keys stay');
    const list = new DetectorsPage(page);
    await list.open('/detectors?q=keys');
    await list.more('keys away').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Make a copy' }).waitFor();
    await focusIsIn(page, 'menu');
    await page.keyboard.press('Escape');
    await focusIs(page, 'More for keys away');

    const ask = async () => {
      await page.keyboard.press('Enter');
      await page.getByRole('menuitem', { name: 'Delete' }).waitFor();
      await focusIsIn(page, 'menu');
      await page.keyboard.press('ArrowDown');
      await focusIs(page, 'Edit');
      await page.keyboard.press('ArrowUp');
      await focusIs(page, 'Delete');
      await page.keyboard.press('Enter');
      await list.dialog('Delete keys away?').waitFor();
      await focusIsIn(page, 'dialog');
      await focusIs(page, 'Keep');
    };
    await ask();
    await page.keyboard.press('Escape');
    await list.dialog('Delete keys away?').waitFor({ state: 'detached' });
    await focusIs(page, 'More for keys away');
    await ask();
    await page.keyboard.press('Shift+Tab');
    await focusIs(page, 'Delete');
    await page.keyboard.press('Enter');
    await list.row('keys away').waitFor({ state: 'detached' });
    await list.row('keys stay').waitFor();
    await eventually(async () => (await client.call('GET', '/detectors?q=keys')).pagination.total === 1, { what: 'one is left' });
    assert.notEqual((await focused(page)).tag, 'BODY', 'the focus is lost');
  });

  scenario('whoever comes from the top may skip to the content', async ({ page }) => {
    const list = new DetectorsPage(page);
    await list.open('/detectors');
    await page.getByRole('link', { name: 'aiops' }).focus();
    await page.keyboard.press('Shift+Tab');
    await focusIs(page, 'Skip to content');
    assert.ok((await focused(page)).visible);
    await page.keyboard.press('Enter');
    await eventually(async () => (await focused(page)).tag === 'MAIN');
  });
}
