// A test that fails leaves its node and its timers behind. The file ends nevertheless, with the reason.

import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ownFolder, runToEnd } from '../lib/node.mjs';

const library = new URL('../lib/node.mjs', import.meta.url);

const LEAVING = `
  import assert from 'node:assert/strict';
  import { it } from 'node:test';
  import { Node } from ${JSON.stringify(library.href)};
  it('leaves what it started', async () => {
    const node = await Node.dev('left', 'manual', ['--no-explorer']);
    setInterval(() => {}, 1_000);
    console.log('NODE', node.child.pid);
    assert.fail('its own reason');
  });
`;

describe('A file of tests that leaves a node', { timeout: 60_000 }, () => {
  it('ends, fails with its own reason, and its node is gone', async () => {
    const file = join(ownFolder('leaving'), 'leaving.test.mjs');
    writeFileSync(file, LEAVING);
    // Without what tells the file that it is one of a run.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const { code, stdout } = await runToEnd(['--test', '--test-reporter=spec', file], { binary: process.execPath, env });
    assert.equal(code, 1, stdout);
    assert.match(stdout, /its own reason/);
    const [, pid] = stdout.match(/NODE (\d+)/);
    assert.equal(existsSync(`/proc/${pid}`), false);
  });
});
