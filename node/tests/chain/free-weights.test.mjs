// A validator's hotkey without any TAO can set, commit and reveal weights for nothing, and its owner pays if that fails.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { act, bob, commitmentTo, connect, include, makeBlock, pair, stateNow, succeed, sumOfBalances } from '../lib/chain.mjs';
import { Node } from '../lib/node.mjs';

const alice = pair('//Alice');
const hotkey = pair('//Alice//hotkey');

describe('A hotkey without TAO', { timeout: 180_000 }, () => {
  let node, api;

  before(async () => {
    node = await Node.dev('free-weights');
    api = await connect(node);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  const tx = () => api.tx.subtensorModule;
  const sudo = (call) => act(api, alice, api.tx.sudo.sudo(call));
  const account = async (address) => (await api.query.system.account(address)).toJSON();
  const weights = async () => (await api.query.subtensorModule.weights(1, 0)).toJSON();
  const noPayment = /Inability to pay some fees/;

  it('has an account with an empty balance', async () => {
    const { nonce, providers, sufficients, data } = await account(hotkey.address);
    assert.deepEqual([nonce, providers, sufficients, Number(data.free)], [0, 0, 1, 0]);
  });

  it('sets weights', async () => {
    const done = await act(api, hotkey, tx().setWeights(1, [1], [7], 0));
    assert.equal(done.error, null);
    assert.equal(done.fee, 0n);
    assert.ok(done.find('skipFeelessPayment', 'FeeSkipped'));
    assert.deepEqual(await weights(), [[1, 65_535]]);
    assert.equal(await sumOfBalances(api, done.hash), done.after.issuance);
    const { nonce, data } = await account(hotkey.address);
    assert.deepEqual([nonce, Number(data.free)], [1, 0]);
  });

  it('has its owner pay for weights that it sets before the rate limit has passed', async () => {
    const done = await act(api, hotkey, tx().setWeights(1, [1], [7], 0));
    assert.equal(done.error, 'SettingWeightsTooFast');
    assert.equal(done.find('transactionPayment', 'TransactionFeePaid').data.who.toString(), alice.address);
    assert.ok(done.fee > 0n);
    assert.equal(Number((await account(hotkey.address)).data.free), 0);
  });

  it('can send no other call', async () => {
    const calls = [
      api.tx.system.remark('0x00'),
      api.tx.utility.batch([tx().setWeights(1, [1], [7], 0)]),
    ];
    for (const call of calls) {
      const signed = await call.signAsync(hotkey, { nonce: -1 });
      await assert.rejects(include(api, signed), noPayment);
    }
  });

  it('sets the first of two pooled weights for nothing, and the second at its owner\'s cost', async () => {
    await sudo(api.tx.adminUtils.sudoSetWeightsSetRateLimit(1, 0));
    const next = (await account(hotkey.address)).nonce;
    const sign = (value, nonce) => tx().setWeights(1, [2, 1], [value, 9], 0).signAsync(hotkey, { nonce });
    const both = [await sign(3, next), await sign(6, next + 1)];
    for (const signed of both) await api.rpc.author.submitExtrinsic(signed);
    const { block } = await api.rpc.chain.getBlock(await makeBlock(api));
    const found = both.map((signed) => block.extrinsics.some((extrinsic) => extrinsic.hash.eq(signed.hash)));
    assert.deepEqual(found, [true, true]);
    assert.deepEqual(await weights(), [[2, 43_690], [1, 65_535]]);
    assert.equal((await account(hotkey.address)).nonce, next + 2);
    assert.equal(await sumOfBalances(api, (await stateNow(api)).hash), (await stateNow(api)).issuance);
  });

  /** Makes a block. Returns the number of its transactions, and a function that finds the place of one. */
  async function sealed() {
    const { block: { extrinsics } } = await api.rpc.chain.getBlock(await makeBlock(api));
    const place = (signed) => extrinsics.findIndex((extrinsic) => extrinsic.hash.eq(signed.hash));
    return { place, length: extrinsics.length };
  }

  it('waits behind every transaction that pays, and no tip changes that', async () => {
    const { nonce } = await account(hotkey.address);
    const set = (value, options) => tx().setWeights(1, [2, 1], [value, 9], 0).signAsync(hotkey, { nonce, ...options });
    const first = await set(3, {});
    await api.rpc.author.submitExtrinsic(first);
    await assert.rejects(set(6, { tip: 1_000 }).then((signed) => api.rpc.author.submitExtrinsic(signed)), /1014.*too low/);
    const paying = await api.tx.system.remark('0x00').signAsync(bob, { nonce: -1 });
    await api.rpc.author.submitExtrinsic(paying);
    const { place, length } = await sealed();
    assert.deepEqual([place(paying), place(first)], [length - 2, length - 1]);
  });

  it('comes first, and in the place of the one that waits, if it pays: in a batch with a tip', async () => {
    await succeed(api, bob, api.tx.balances.transferKeepAlive(hotkey.address, 1_000_000_000n));
    const { nonce } = await account(hotkey.address);
    const call = (value) => tx().setWeights(1, [2, 1], [value, 9], 0);
    const waiting = await call(3).signAsync(hotkey, { nonce });
    await api.rpc.author.submitExtrinsic(waiting);
    const paying = await api.tx.system.remark('0x00').signAsync(bob, { nonce: -1 });
    await api.rpc.author.submitExtrinsic(paying);
    const batch = await api.tx.utility.batchAll([call(6)]).signAsync(hotkey, { nonce, tip: 1_000 });
    await api.rpc.author.submitExtrinsic(batch);
    const { place } = await sealed();
    assert.deepEqual([place(waiting), place(paying) - place(batch)], [-1, 1]);
    assert.deepEqual(await weights(), [[2, 43_690], [1, 65_535]]);
    await succeed(api, hotkey, api.tx.balances.transferAll(bob.address, false));
  });

  it('commits and reveals weights', async () => {
    await sudo(api.tx.adminUtils.sudoSetCommitRevealWeightsEnabled(1, true));
    await sudo(api.tx.adminUtils.sudoSetTempo(1, 10));
    const shown = { uids: [1, 2], values: [1, 2], salt: [5, 6] };
    const commit = tx().commitWeights(1, commitmentTo(api, hotkey.address, 1, shown));
    const committed = await act(api, hotkey, commit);
    assert.deepEqual([committed.error, committed.fee], [null, 0n]);
    const reveal = tx().revealWeights(1, shown.uids, shown.values, shown.salt, 0);
    const early = await act(api, hotkey, reveal);
    assert.equal(early.error, 'RevealTooEarly');
    assert.ok(early.fee > 0n);
    const epoch = async () => (await api.query.subtensorModule.subnetEpochIndex(1)).toNumber();
    for (const before = await epoch(); (await epoch()) === before;) await makeBlock(api);
    const revealed = await act(api, hotkey, reveal);
    assert.deepEqual([revealed.error, revealed.fee], [null, 0n]);
    assert.deepEqual(await weights(), [[1, 32_768], [2, 65_535]]);
  });

  it('that is not registered sends nothing', async () => {
    const nobody = pair('//Nobody//at//all');
    const signed = await tx().setWeights(2, [1], [7], 0).signAsync(nobody, { nonce: 0 });
    // HotKeyNotRegisteredInNetwork.
    await assert.rejects(include(api, signed), /Custom error: 10/);
    // With TAO it pays for the failure.
    await act(api, bob, api.tx.balances.transferKeepAlive(nobody.address, 1_000_000_000n));
    const done = await act(api, nobody, tx().setWeights(2, [1], [7], 0));
    assert.equal(done.error, 'HotKeyNotRegisteredInSubNet');
    assert.ok(done.fee > 0n);
  });
});
