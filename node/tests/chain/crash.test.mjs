// A node killed during staking traffic restarts with everything that was final, and continues. One that cannot write ends by itself.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { TAO, step } from '../lib/formulas.mjs';
import { aliceHotkey, assertBooks, assertState, bob, connect, stateAt, sumOfBalances } from '../lib/chain.mjs';
import { ENDS, FULL_DISK, assertEnds } from '../lib/full-disk.mjs';
import { Node, ownFolder } from '../lib/node.mjs';
import { stakers, traffic } from '../lib/traffic.mjs';
import { until } from '../lib/until.mjs';

const ROUNDS = 3;

/** Sends remarks of a megabyte, which compression does not shorten, until the node ends. */
async function sendRemarks(node) {
  const api = await connect(node);
  const end = node.ended.then(() => 'end');
  let nonce = 0;
  do {
    const remark = api.tx.system.remark(`0x${randomBytes(1_000_000).toString('hex')}`);
    const signed = await remark.signAsync(bob, { nonce, era: 0 });
    // The pool may be full, and the last request is not answered.
    const sent = await node.call('author_submitExtrinsic', [signed.toHex()]).catch(() => null);
    if (sent) nonce += 1;
  } while ((await Promise.race([end, sleep(200)])) !== 'end');
  await api.disconnect();
}

describe('A node that is killed', { timeout: 300_000 }, () => {
  it('restarts with every final block, continues, and its books balance', async () => {
    const args = ['--dev', '--sealing', 'mixed', '--base-path', ownFolder('crash')];
    let last = { number: 0, hash: null };
    for (let round = 1; round <= ROUNDS; round += 1) {
      const node = await Node.start(`crash-${round}`, args);
      const api = await connect(node);
      const header = await api.rpc.chain.getHeader();
      assert.ok(header.number.toNumber() >= last.number, `head ${header.number} is before ${last.number}`);
      if (last.hash) {
        assert.equal((await api.rpc.chain.getBlockHash(last.number)).toHex(), last.hash);
        assert.equal(await sumOfBalances(api, header.hash), (await stateAt(api, header.hash)).issuance);
      }

      const stop = { now: false, sent: 0 };
      const sending = traffic(api, stop);
      const until = Date.now() + 2_000 + 700 * round;
      while (Date.now() < until) {
        const hash = await api.rpc.chain.getFinalizedHead();
        const number = (await api.rpc.chain.getHeader(hash)).number.toNumber();
        if (number > last.number) last = { number, hash: hash.toHex() };
        await sleep(20);
      }
      stop.now = true;
      await node.kill();
      await api.disconnect();
      await sending;
      assert.ok(stop.sent > 50, `only ${stop.sent} calls were sent`);
      assert.ok(last.number > header.number.toNumber(), 'no block was made');
    }

    const node = await Node.start('crash-end', args);
    const api = await connect(node);
    try {
      const head = (await api.rpc.chain.getHeader()).number.toNumber();
      assert.ok(head >= last.number);
      assert.equal((await api.rpc.chain.getBlockHash(last.number)).toHex(), last.hash);
      const who = stakers[0];
      await new Promise((resolve, reject) => {
        api.tx.subtensorModule.addStake(aliceHotkey, 1, TAO).signAndSend(who, { nonce: -1 }, ({ status, dispatchError }) => {
          if (dispatchError) reject(new Error(dispatchError.toString()));
          else if (status.isFinalized) resolve();
        }).catch(reject);
      });
      assert.ok((await api.rpc.chain.getHeader()).number.toNumber() > head);
      await assertBooks(api);
    } finally {
      await api.disconnect();
      await node.stop();
    }
  });

  it('ends by itself with the reason if its database cannot write, and restarts with what was written', async () => {
    const args = ['--dev', '--sealing', 'manual', '--base-path', ownFolder('full-disk')];
    const full = await Node.start('full-disk', args, { wrapper: FULL_DISK });
    await assert.rejects(full.call('dev_newBlock', [{ count: 100_000 }]), ENDS);
    await assertEnds(full);
    const node = await Node.start('with-room', args);
    const number = Number((await node.call('chain_getHeader')).number);
    assert.ok(number > 0, `${number}`);
    await node.call('dev_newBlock');
    assert.equal(Number((await node.call('chain_getHeader')).number), number + 1);
    await node.stop();
  });

  // Without finality no vote fails, which ends a voter by itself: the SDK goes on for ever with a warning in each slot.
  for (const [name, more] of [['voting', []], ['silent', ['--no-grandpa']]]) {
    it(`ends so as a ${name} validator, too`, async () => {
      const args = ['--chain', 'local:1', '--alice', '--base-path', ownFolder(`full-${name}`), ...more];
      const full = await Node.start(`full-${name}`, args, { wrapper: FULL_DISK });
      await sendRemarks(full);
      await assertEnds(full);
      const node = await Node.start(`${name}-with-room`, args);
      const head = async () => Number((await node.call('chain_getHeader')).number);
      const number = await head();
      assert.ok(number > 0, `${number}`);
      await until(async () => (await head()) > number, 30, `a block after ${number}`);
      await node.stop();
    });
  }

  it('has the same state, block by block, as a replay by the formulas without trades', async () => {
    const args = ['--dev', '--sealing', '20', '--base-path', ownFolder('crash-empty')];
    const node = await Node.start('crash-empty-1', args);
    await sleep(1_500);
    await node.kill();
    const again = await Node.start('crash-empty-2', args);
    const api = await connect(again);
    try {
      const head = (await api.rpc.chain.getHeader()).number.toNumber();
      assert.ok(head > 20, `${head} blocks`);
      let before = await stateAt(api, await api.rpc.chain.getBlockHash(head - 15));
      for (let number = head - 14; number <= head; number += 1) {
        const state = await stateAt(api, await api.rpc.chain.getBlockHash(number));
        assertState(state, step(before, BigInt(number)));
        before = state;
      }
    } finally {
      await api.disconnect();
      await again.stop();
    }
  });
});
