import { setTimeout as wait } from 'node:timers/promises';

/** How long what is expected may take on a busy machine, in milliseconds. */
export const PATIENCE_MS = 30_000;
const EVERY_MS = 100;

/** Waits until `check` gives something true, and gives that back; a check that throws is not true yet. */
export async function eventually(check, { within = PATIENCE_MS, what = check.toString() } = {}) {
  const end = Date.now() + within;
  let last;
  for (;;) {
    try {
      const result = await check();
      if (result) {
        return result;
      }
      last = `it was ${JSON.stringify(result)}`;
    } catch (error) {
      last = error.message;
    }
    if (Date.now() > end) {
      throw new Error(`Not within ${within / 1000} s: ${what}; ${last}`);
    }
    await wait(EVERY_MS);
  }
}
