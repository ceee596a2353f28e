// npm run screenshots [page...]: every page in both themes and on a phone, into target/screenshots, with axe and a look for overflow.
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './lib/serve.js';

const OUT = fileURLToPath(new URL('../target/screenshots', import.meta.url));
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const DESKTOP = { width: 1366, height: 860 };
const PHONE = { width: 390, height: 844 };

async function typeQuery(page) {
  await page.getByRole('textbox', { name: 'Query' }).fill('sum by (job) (rate(http_requests_total[5m]))');
  await page.getByRole('button', { name: 'Run' }).click();
  await page.getByRole('img', { name: 'Answer of prometheus' }).waitFor();
}

/** The page as somebody sees it who is signed in. */
async function as(page, api, role) {
  api.signIn(role);
  await page.reload();
  await page.getByRole('button', { name: 'Signed in as ana' }).waitFor();
  await page.locator('h1').waitFor();
  await page.waitForTimeout(600);
  api.signOut(false);
}

const PAGES = [
  ['overview', '/'],
  ['detectors', '/detectors'],
  ['detectors-bulk', '/detectors?label=team:payments', async (page) => page.getByRole('checkbox', { name: 'Select all on this page' }).click()],
  ['detectors-empty', '/detectors?q=nothing+like+it'],
  ['detector', '/detectors/detector_1'],
  ['detector-6h', '/detectors/detector_1?range=6h&tab=anomalies'],
  ['detector-table', '/detectors/detector_1', async (page) => page.getByText('Table', { exact: true }).first().click()],
  ['detector-warming', '/detectors/detector_2?tab=train'],
  ['detector-failed', '/detectors/detector_5?tab=definition'],
  ['detector-try', '/detectors/detector_8?tab=try', async (page) => {
    await page.getByRole('textbox', { name: 'Value' }).fill('85.5');
    await page.getByRole('button', { name: 'Detect' }).click();
    await page.getByRole('img', { name: /85.5 outside/ }).waitFor();
  }],
  ['create', '/detectors/new'],
  ['create-filled', '/detectors/new', async (page) => {
    await page.getByRole('combobox', { name: 'Suggestions of' }).selectOption('prometheus');
    await page.getByRole('button', { name: /99th percentile/ }).click();
    await page.getByText('Can be saved').waitFor();
    await page.getByRole('button', { name: 'Run' }).click();
    await page.getByRole('img', { name: 'Preview of the query' }).waitFor();
  }],
  ['create-history', '/detectors/new', async (page) => {
    await page.getByRole('combobox', { name: 'Suggestions of' }).selectOption('prometheus');
    await page.getByRole('button', { name: /99th percentile/ }).click();
    await page.getByRole('button', { name: 'Try on history' }).click();
    await page.getByRole('img', { name: 'Preview of pod=checkout-7d9f8b6c5-x2x9q', exact: true }).waitFor();
  }],
  ['history', '/detectors/detector_1?tab=history', async (page) => page.getByRole('table', { name: 'Jobs' }).waitFor()],
  ['anomalies-historical', '/anomalies?historical=true&detector=detector_1'],
  ['edit', '/detectors/detector_3/edit'],
  ['anomalies', '/anomalies'],
  ['anomaly', '/anomalies/anomaly_k3v9x2m4q8ta'],
  ['incidents', '/incidents'],
  ['incidents-empty', '/incidents?severity=low&state=open'],
  ['incident', '/incidents/incident_k3v9x2m4q8ta'],
  ['logs', '/logs'],
  ['logs-empty', '/logs?q=nothing+like+it'],
  ['verdicts', '/detectors/detector_1?tab=anomalies', async (page) => page.getByRole('table', { name: 'Verdicts' }).waitFor()],
  ['verdict', '/anomalies/anomaly_r00000000000', async (page) => page.getByRole('button', { name: 'Take back' }).waitFor()],
  ['suppressions', '/suppressions'],
  ['suppressions-empty', '/suppressions?q=nothing+like+it'],
  ['suppressions-delete', '/suppressions', async (page) => {
    await page.getByRole('button', { name: 'Delete nightly batch' }).click();
    await page.getByRole('button', { name: 'Keep' }).waitFor();
  }],
  ['suppression', '/suppressions/suppression_3', async (page) => page.getByText(/^Matches/).waitFor()],
  ['suppression-faults', '/suppressions/new?matcher=team%3D&matcher=pod', async (page) => {
    await page.getByRole('button', { name: 'Create suppression' }).click();
    await page.getByText('Some fields need attention').waitFor();
  }],
  ['suppressed', '/anomalies?suppressed=true'],
  ['suppressed-anomaly', '/anomalies/anomaly_t5y7u3i8o2pe', async (page) => {
    await page.getByRole('button', { name: 'Silence' }).click();
    await page.getByRole('menuitem', { name: 'For 4 hours' }).waitFor();
  }],
  ['silence', '/anomalies/anomaly_k3v9x2m4q8ta', async (page) => {
    await page.getByRole('button', { name: 'Silence' }).click();
    await page.getByRole('menuitem', { name: 'For 4 hours' }).click();
    await page.getByText(/^Matches/).waitFor();
  }],
  ['sources', '/sources?source=prometheus', typeQuery],
  ['webhooks', '/webhooks'],
  ['webhooks-empty', '/webhooks?q=nothing+like+it'],
  ['webhook-new', '/webhooks', async (page) => {
    await page.getByRole('button', { name: 'New webhook' }).click();
    await page.getByText('CloudEvents', { exact: true }).last().click();
    await page.getByRole('button', { name: 'Make one' }).click();
    await page.getByRole('button', { name: 'Create webhook' }).click();
    await page.getByText('Some fields need attention').waitFor();
  }],
  ['webhook-deliveries', '/webhooks', async (page) => {
    await page.getByRole('button', { name: 'on-call', exact: true }).click();
    await page.getByRole('table', { name: 'Deliveries of on-call' }).waitFor();
  }],
  ['webhook-test', '/webhooks', async (page) => {
    await page.getByRole('button', { name: 'Send a test to team payments' }).click();
    await page.getByText('took the test').waitFor();
  }],
  ['missing', '/detectors/detector_1/nothing'],
  ['connection', '/', async (page) => page.getByRole('button', { name: 'Live' }).click()],
  ['theme', '/sources', async (page) => page.getByRole('button', { name: 'Colour scheme' }).click()],
  ['offline', '/anomalies', async (page) => {
    await page.evaluate(() => window.dispatchEvent(new Event('offline')));
    await page.getByText('You are offline.').waitFor();
  }],
  ['refused', '/detectors', async (page, api) => {
    api.refuseChanges = true;
    await page.getByRole('button', { name: 'Stop orders per second' }).click();
    await page.getByText('Could not stop orders per second').waitFor();
    api.refuseChanges = false;
  }],
  ['settings', '/settings', async (page) => page.getByText('answers').nth(2).waitFor()],
  ['settings-viewer', '/settings', async (page, api) => as(page, api, 'viewer')],
  ['detector-viewer', '/detectors/detector_1?tab=train', async (page, api) => as(page, api, 'viewer')],
  ['user', '/detectors', async (page, api) => {
    await as(page, api, 'viewer');
    await page.getByRole('button', { name: 'Signed in as ana' }).click();
  }],
  ['sign-in', '/sources', async (page, api) => {
    api.signOut();
    await page.reload();
    await page.getByLabel('Token', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    api.signOut(false);
  }],
  ['help', '/', async (page) => page.keyboard.press('?')],
];

const require = createRequire(import.meta.url);
const axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
const wanted = process.argv.slice(2);
const complaints = [];

async function look(page, name, { url, api }) {
  page.on('console', (message) => {
    // the browser reports refused calls by itself
    if (message.type() === 'error' && !/401|503/.test(message.text())) {
      complaints.push(`${name}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => complaints.push(`${name}: ${error.message}`));
  const [, path, act] = PAGES.find(([each]) => name.startsWith(`${each}.`));
  await page.goto(`${url}${path}`);
  await page.locator('h1').waitFor();
  await page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root') === null);
  await act?.(page, api);
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${OUT}/${name}.png`, fullPage: true });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) {
    complaints.push(`${name}: ${wide} pixels wider than the screen`);
  }
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  for (const { id, impact, nodes } of violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')) {
    complaints.push(`${name}: axe ${impact} ${id}: ${nodes.slice(0, 2).map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary.split('\n')[1]?.trim() ?? ''}`).join(' | ')}`);
  }
}

await mkdir(OUT, { recursive: true });
const server = await serve();
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
try {
  for (const [variant, options] of Object.entries({
    light: { viewport: DESKTOP, colorScheme: 'light' },
    dark: { viewport: DESKTOP, colorScheme: 'dark' },
    phone: { viewport: PHONE, colorScheme: 'light', deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  })) {
    const context = await browser.newContext({ ...options, bypassCSP: false, reducedMotion: 'reduce', timezoneId: 'UTC' });
    for (const [name] of PAGES.filter(([each]) => wanted.length === 0 || wanted.includes(each))) {
      const page = await context.newPage();
      await look(page, `${name}.${variant}`, server).catch((error) => complaints.push(`${name}.${variant}: ${error.message.split('\n')[0]}`));
      await page.close();
    }
    await context.close();
  }
} finally {
  await browser.close();
  server.close();
}
process.stdout.write(complaints.length === 0 ? `No complaints; pictures are in ${OUT}\n` : `${complaints.join('\n')}\n`);
process.exitCode = complaints.length === 0 ? 0 : 1;
