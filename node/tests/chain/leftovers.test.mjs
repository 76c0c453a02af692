// A test that fails leaves its node and its timers behind. The file ends nevertheless, with the reason.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ownFolder } from '../lib/node.mjs';

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

/** Runs a file of tests as ./scripts/test.sh does. Returns its exit code and what it printed. */
function runTests(file) {
  // Without what tells the file that it is one of a run.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--test', '--test-reporter=spec', file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

describe('A file of tests that leaves a node', { timeout: 60_000 }, () => {
  it('ends, fails with its own reason, and its node is gone', async () => {
    const file = join(ownFolder('leaving'), 'leaving.test.mjs');
    writeFileSync(file, LEAVING);
    const { code, output } = await runTests(file);
    assert.equal(code, 1, output);
    assert.match(output, /its own reason/);
    const [, pid] = output.match(/NODE (\d+)/);
    assert.equal(existsSync(`/proc/${pid}`), false);
  });
});
