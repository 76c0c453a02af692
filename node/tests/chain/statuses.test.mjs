// The statuses of a transaction, by polkadot.js and as they are sent: included first, final a little later.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TAO } from '../lib/formulas.mjs';
import { bob, charlie, connect, pair } from '../lib/chain.mjs';
import { Connection } from '../lib/jsonrpc.mjs';
import { Node, runToEnd } from '../lib/node.mjs';

const LIFE = ['Ready', 'InBlock', 'Finalized'];

const transfer = (api, amount = TAO) => api.tx.balances.transferKeepAlive(charlie.address, amount);

/** Signs and sends a transaction. Its statuses are in `statuses`; `reaches(name)` resolves when it has this one. */
async function watch(api, tx, who, options = { nonce: -1 }) {
  const statuses = [];
  let heard = () => {};
  const stop = await tx.signAndSend(who, options, ({ status }) => {
    statuses.push(status.type);
    heard();
  });
  const reaches = (name) => new Promise((resolve) => {
    heard = () => statuses.includes(name) && resolve();
    heard();
  });
  return { statuses, reaches, stop };
}

describe('A watched transaction', { timeout: 120_000 }, () => {
  for (const sealing of ['instant', 'mixed', '250']) {
    it(`is ready, in a block, and final, in this order, with ${sealing} sealing`, async (test) => {
      const node = await Node.dev(`statuses-${sealing}`, sealing);
      test.after(() => node.stop());
      const api = await connect(node);
      test.after(() => api.disconnect());
      for (let round = 0; round < 5; round += 1) {
        const { statuses, reaches } = await watch(api, transfer(api), bob);
        await reaches('InBlock');
        await reaches('Finalized');
        assert.deepEqual(statuses, LIFE);
      }
    });
  }

  describe('with manual sealing', () => {
    let node, api;

    before(async () => {
      node = await Node.dev('statuses-manual');
      api = await connect(node);
      await node.call('dev_newBlock');
    });

    after(async () => {
      await api?.disconnect();
      await node?.stop();
    });

    for (const [method, params] of [['dev_newBlock', [{ count: 3 }]], ['engine_createBlock', [true, true, null]]]) {
      it(`is in the block of ${method} and final after it, though the block is final at once`, async () => {
        const { statuses, reaches } = await watch(api, transfer(api), bob);
        await node.call(method, params);
        assert.equal(await node.call('chain_getFinalizedHead'), await node.call('chain_getBlockHash'));
        await reaches('InBlock');
        await reaches('Finalized');
        assert.deepEqual(statuses, LIFE);
      });
    }

    it('is in its block with each of the fifty of a batch', async () => {
      const nonce = (await api.rpc.system.accountNextIndex(bob.address)).toNumber();
      const all = await Promise.all(Array.from({ length: 50 }, (_, index) => watch(api, transfer(api), bob, { nonce: nonce + index })));
      await node.call('dev_newBlock');
      await Promise.all(all.map(({ reaches }) => reaches('InBlock')));
      await Promise.all(all.map(({ reaches }) => reaches('Finalized')));
      // One that comes before its predecessor is `Future` first.
      for (const { statuses } of all) assert.deepEqual(statuses.filter((name) => name !== 'Future'), LIFE);
    });

    it('is in a block again after a revert', async () => {
      const snapshot = await node.call('dev_snapshot');
      const options = { nonce: await api.rpc.system.accountNextIndex(bob.address), era: 0 };
      const first = await watch(api, transfer(api), bob, options);
      await node.call('dev_newBlock');
      await first.reaches('Finalized');
      await node.call('dev_revert', [snapshot]);
      const again = await watch(api, transfer(api), bob, options);
      await node.call('dev_newBlock');
      await again.reaches('Finalized');
      assert.deepEqual([first.statuses, again.statuses], [LIFE, LIFE]);
    });

    it('is invalid and not final if its block is reverted before that is told', async () => {
      const snapshot = await node.call('dev_snapshot');
      const reverted = await watch(api, transfer(api), bob);
      await node.call('dev_newBlock');
      await reverted.reaches('InBlock');
      await node.call('dev_revert', [snapshot]);
      await reverted.reaches('Invalid');
      assert.deepEqual(reverted.statuses, ['Ready', 'InBlock', 'Invalid']);
    });
  });

  it('is told to be final after the requested delay, or together with its block if there is none', async () => {
    for (const delay of [0, 1_500]) {
      const node = await Node.dev(`statuses-after-${delay}`, 'instant', ['--finality-delay', delay]);
      const api = await connect(node);
      const connection = await Connection.open(node.endpoint);
      const tx = await transfer(api).signAsync(pair('//Dave'), { nonce: -1 });
      const watched = await connection.call('author_submitAndWatchExtrinsic', tx.toHex());
      const times = new Map();
      while (!times.has('finalized')) {
        const status = await connection.next(watched);
        times.set(typeof status === 'string' ? status : Object.keys(status)[0], performance.now());
      }
      assert.deepEqual([...times.keys()], ['ready', 'inBlock', 'finalized']);
      const gap = times.get('finalized') - times.get('inBlock');
      // Events are looked for every 10 ms.
      assert.ok(delay === 0 ? gap < 1_000 : gap > delay - 100, `${gap} ms with ${delay}`);
      connection.close();
      await api.disconnect();
      await node.stop();
    }
  });

  it('has no such delay on a chain of validators', async () => {
    const { code, stderr } = await runToEnd(['--chain', 'local', '--alice', '--tmp', '--finality-delay', '100']);
    assert.notEqual(code, 0);
    assert.match(stderr, /--finality-delay is for a chain that one node seals/);
  });
});
