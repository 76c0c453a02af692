// Waiting for what comes in its own time.

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a condition holds, and returns its value. Fails after so many seconds, and says `what` was waited for. */
export async function until(condition, seconds, what) {
  for (const start = Date.now(); Date.now() - start < seconds * 1000; await sleep(50)) {
    const value = await condition();
    if (value) return value;
  }
  return assert.fail(`not within ${seconds} s: ${typeof what === 'function' ? what() : what}`);
}
