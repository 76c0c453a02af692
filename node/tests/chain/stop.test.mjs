// A node that is stopped as by Ctrl-C loses nothing. STOPS sets how often it is stopped.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { Node, ownFolder } from '../lib/node.mjs';

const STOPS = Number(process.env.STOPS ?? 5);
const BLOCKS = 40;

describe('A node that is stopped while the machine is busy and clients ask', { timeout: 600_000, concurrency: false }, () => {
  const busy = [];

  before(() => {
    for (let n = 0; n < 6; n += 1) busy.push(spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
  });

  after(() => busy.forEach((child) => child.kill('SIGKILL')));

  it('has its last blocks after the restart, and ends within ten seconds', async () => {
    const args = ['--dev', '--sealing', 'manual', '--base-path', ownFolder('stop')];
    let last = 0;
    for (let stop = 1; stop <= STOPS + 1; stop += 1) {
      const node = await Node.start(`stop-${stop}`, args);
      const head = Number((await node.call('chain_getHeader')).number);
      assert.equal(head, last, `restart ${stop}`);
      if (stop > STOPS) return void (await node.stop());
      await node.call('dev_newBlock', [{ count: BLOCKS }]);
      last = head + BLOCKS;
      assert.equal(Number((await node.call('chain_getHeader')).number), last);
      // Answers that take a while, whose threads hold the database when the node stops.
      const asked = Array.from({ length: 8 }, () => node.call('state_getMetadata').catch(() => null));
      const keys = node.call('state_getKeysPaged', ['0x', 1_000]).catch(() => null);
      const start = Date.now();
      assert.equal(await node.stop(), 0, node.output.slice(-2_000));
      const seconds = (Date.now() - start) / 1_000;
      assert.ok(seconds < 10, `stop ${stop} took ${seconds} s`);
      assert.doesNotMatch(node.output, /was not closed in time/);
      await Promise.all([...asked, keys]);
    }
    return undefined;
  });
});
