// npm run e2e: the packaged dashboard in a browser, before the three packaged services.
// node --test --test-name-pattern=words e2e/dashboard.test.js runs the scenarios that have the words in their name.
import { after, before, describe, test } from 'node:test';
import { launch, withPage } from './lib/browser.js';
import { Client } from './lib/client.js';
import { startServices } from './lib/services.js';
import { incidents } from './tests/incidents.js';
import { keyboard } from './tests/keyboard.js';
import { life } from './tests/life.js';
import { live } from './tests/live.js';
import { looks } from './tests/looks.js';
import { refusal } from './tests/refusal.js';
import { session } from './tests/session.js';
import { suppressions } from './tests/suppressions.js';

/** Longest time of a scenario in milliseconds: it waits for much that takes no time on an idle machine. */
const TIMEOUT_MS = 180_000;

let services;
let browser;
for (const signal of ['SIGINT', 'SIGTERM']) {
  // so that what was started is ended too
  process.once(signal, () => process.exit(1));
}

before(async () => {
  services = await startServices();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await services?.stop();
});

/** A test with a page and an installation without detectors; a failure prints what the services said. */
function scenario(name, ...rest) {
  const [options, work] = rest.length === 1 ? [{}, rest[0]] : rest;
  test(name, { timeout: TIMEOUT_MS }, async () => {
    const client = new Client(services.gateway.url);
    try {
      await services.revive();
      await client.deleteAll();
      await withPage(browser, services.gateway.url, name, options, (page) => work({ page, client, services }));
    } catch (error) {
      process.stderr.write(`${services.tails()}\n`);
      throw error;
    }
  });
}

describe('life', () => life(scenario));
describe('live', () => live(scenario));
describe('incidents', () => incidents(scenario));
describe('suppressions', () => suppressions(scenario));
describe('refusal', () => refusal(scenario));
describe('session', () => session(scenario));
describe('looks', () => looks(scenario));
describe('keyboard', () => keyboard(scenario));
