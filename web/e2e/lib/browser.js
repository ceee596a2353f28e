import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { PATIENCE_MS } from './eventually.js';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const PICTURES = fileURLToPath(new URL('../../target/e2e', import.meta.url));
const DESKTOP = { viewport: { width: 1366, height: 860 } };
export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

/** What the browser itself says of calls that fail, which some tests bring about. */
const OF_THE_BROWSER = /Failed to load resource|WebSocket connection to/;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function launch() {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** Runs `work` with a page of its own, photographs it where that fails, and demands that no script error came. */
export async function withPage(browser, baseURL, name, options, work) {
  const context = await browser.newContext({ ...DESKTOP, baseURL, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !OF_THE_BROWSER.test(message.text())) {
      errors.push(message.text());
    }
  });
  try {
    await work(page);
    assert.deepEqual(errors, [], 'errors in the console');
  } catch (error) {
    await mkdir(PICTURES, { recursive: true });
    const path = `${PICTURES}/${name.replaceAll(/\W+/g, '-')}.png`;
    await page.screenshot({ path, fullPage: true }).catch(() => {});
    process.stderr.write(`What the page looked like: ${path}\n${errors.join('\n')}\n`);
    throw error;
  } finally {
    await context.close();
  }
}

/** Remembers this load of the page; the answer tells whether it is still the same one. */
export async function sameLoad(page) {
  await page.evaluate(() => {
    window.sameLoad = true;
  });
  return async () => assert.equal(await page.evaluate(() => window.sameLoad), true, 'the page was loaded again');
}

/** What axe finds serious or critical, a line each. */
export async function faultsOf(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, impact, nodes }) => nodes.map(({ html, failureSummary }) => `${impact} ${id}: ${html.slice(0, 200)} ${failureSummary.replaceAll('\n', ' ')}`));
}

/** By how many pixels the page is wider than the screen, and what sticks out. */
export async function overflowOf(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) {
      return [];
    }
    return [...document.body.querySelectorAll('*')]
      .filter((each) => each.getBoundingClientRect().right > root.clientWidth + 0.5)
      .slice(-5)
      .map((each) => `${root.scrollWidth - root.clientWidth} px too wide: ${each.outerHTML.slice(0, 160)}`);
  });
}

/** Waits until nothing on the page says that it is still loading. */
export async function settled(page) {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector('[role="status"][aria-label^="Loading"]') === null && document.querySelector('.mantine-Skeleton-root') === null);
}
