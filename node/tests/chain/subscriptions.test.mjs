// Subscriptions that their client ends as soon as it has their id, on a busy machine.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Connection } from '../lib/jsonrpc.mjs';
import { Node } from '../lib/node.mjs';
import { storageKey } from '../lib/upgrade.mjs';

const TIMES = 3_000;
const NOW = storageKey('Timestamp', 'Now');

describe('A subscription', { timeout: 120_000 }, () => {
  let node, connection;
  let busy = [];

  before(async () => {
    node = await Node.dev('subscriptions');
    connection = await Connection.open(node.endpoint);
    // The node's threads are interrupted between the answer to a subscription and its note.
    busy = Array.from({ length: availableParallelism() }, () => new Worker('for (;;);', { eval: true }));
  });

  after(async () => {
    await Promise.all(busy.map((worker) => worker.terminate()));
    connection?.close();
    await node?.stop();
  });

  for (const [subscribe, unsubscribe, ...params] of [
    ['state_subscribeStorage', 'state_unsubscribeStorage', [NOW]],
    ['chain_subscribeNewHeads', 'chain_unsubscribeNewHeads'],
    ['chain_subscribeFinalizedHeads', 'chain_unsubscribeFinalizedHeads'],
    ['state_subscribeRuntimeVersion', 'state_unsubscribeRuntimeVersion'],
    ['chainHead_v1_follow', 'chainHead_v1_unfollow', false],
  ]) {
    it(`of ${subscribe} ends if ${unsubscribe} comes at once`, async () => {
      for (let time = 0; time < TIMES; time += 1) {
        const id = await connection.call(subscribe, ...params);
        assert.equal(await connection.call(unsubscribe, id), true, `subscription ${time}`);
      }
    });
  }

  it('that is not there is soon answered with false', async () => {
    const start = Date.now();
    assert.equal(await connection.call('state_unsubscribeStorage', 'unknown'), false);
    assert.ok(Date.now() - start < 5_000);
  });
});
