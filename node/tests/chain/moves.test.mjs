// Stake that moves between subnets: through both pools, exact to the rao, and within a limit.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TAO, buy, price, sell, step } from '../lib/formulas.mjs';
import {
  act, aliceHotkey, assertBooks, assertCustody, assertState, balanceAt, bob, charlie, connect, plainData, stakeAt, stateNow,
} from '../lib/chain.mjs';
import { Node } from '../lib/node.mjs';

describe('Moving stake between subnets', { timeout: 120_000 }, () => {
  let node, api;
  const [origin, destination] = [1, 2];

  before(async () => {
    node = await Node.dev('moves');
    api = await connect(node);
    const done = await act(api, bob, api.tx.subtensorModule.addStake(aliceHotkey, origin, 1_000n * TAO));
    assert.equal(done.error, null);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  const tx = () => api.tx.subtensorModule;
  const poolsFor = (done) => step(done.before, done.before.block + 1n);

  /** Sells in one pool and buys in the other with all of the proceeds, for one fee. */
  function exchange(state, from, to, alpha) {
    const sale = sell(state.pools.get(from), alpha);
    const pool = state.pools.get(to);
    const purchase = buy({ ...pool, feeRate: 0n }, sale.out);
    return { sale, purchase: { ...purchase, after: { ...purchase.after, feeRate: pool.feeRate } } };
  }

  it('sells at the origin and buys at the destination with all of the proceeds, for one fee', async () => {
    const amount = 100n * TAO;
    const done = await act(api, bob, tx().swapStake(aliceHotkey, origin, destination, amount));
    assert.equal(done.error, null);
    const expected = poolsFor(done);
    const { sale, purchase } = exchange(expected, origin, destination, amount);
    expected.pools.set(origin, sale.after).set(destination, purchase.after);
    assertState(done.after, expected);
    assert.deepEqual(plainData(done.find('subtensorModule', 'StakeSwapped')), [
      bob.address, aliceHotkey, BigInt(origin), BigInt(destination), sale.out,
    ]);
    assert.equal(await stakeAt(api, done.hash, aliceHotkey, bob.address, destination), purchase.out);
    await assertCustody(api, { hash: done.hash, pools: done.after.pools });
  });

  it('leaves the balance of the coldkey unchanged but for the transaction fee', async () => {
    const before = await balanceAt(api, (await stateNow(api)).hash, bob.address);
    const done = await act(api, bob, tx().swapStake(aliceHotkey, origin, destination, TAO));
    assert.equal(done.error, null);
    assert.equal(await balanceAt(api, done.hash, bob.address), before - done.fee);
  });

  /** Returns true if the ratio of the prices, origin's to destination's, is at or above a limit. */
  const keepsTo = (from, to, limit) => from.T * to.A * TAO >= limit * from.A * to.T;

  it('stops at the limit if partial moves are allowed: one rao more would pass it', async () => {
    const state = await stateNow(api);
    const ratio = (price(state.pools.get(origin)) * TAO) / price(state.pools.get(destination));
    const limit = (ratio * 98n) / 100n;
    const held = await stakeAt(api, state.hash, aliceHotkey, bob.address, origin);
    const done = await act(api, bob, tx().swapStakeLimit(aliceHotkey, origin, destination, held, limit, true));
    assert.equal(done.error, null);
    const left = await stakeAt(api, done.hash, aliceHotkey, bob.address, origin);
    const moved = held - left;
    assert.ok(moved > 0n && moved < held, `${moved} of ${held}`);
    const expected = poolsFor(done);
    const more = exchange(expected, origin, destination, moved + 1n);
    const { sale, purchase } = exchange(expected, origin, destination, moved);
    assert.ok(keepsTo(sale.after, purchase.after, limit), 'the limit is passed');
    assert.ok(!keepsTo(more.sale.after, more.purchase.after, limit), 'one rao more would have fitted');
    expected.pools.set(origin, sale.after).set(destination, purchase.after);
    assertState(done.after, expected);
  });

  it('moves nothing if the whole amount would pass the limit and partial moves are not allowed', async () => {
    const state = await stateNow(api);
    const ratio = (price(state.pools.get(origin)) * TAO) / price(state.pools.get(destination));
    const done = await act(api, bob, tx().swapStakeLimit(aliceHotkey, origin, destination, 500n * TAO, ratio, false));
    assert.equal(done.error, 'SlippageTooHigh');
    assertState(done.after, poolsFor(done));
  });

  it('transfers stake to another coldkey at the same subnet without a trade', async () => {
    const amount = 7n * TAO;
    const held = await stakeAt(api, (await stateNow(api)).hash, aliceHotkey, bob.address, origin);
    const done = await act(api, bob, tx().transferStake(charlie.address, aliceHotkey, origin, origin, amount));
    assert.equal(done.error, null);
    assertState(done.after, poolsFor(done));
    assert.equal(await stakeAt(api, done.hash, aliceHotkey, bob.address, origin), held - amount);
    assert.equal(await stakeAt(api, done.hash, aliceHotkey, charlie.address, origin), amount);
  });

  it('unstakes everything with one call', async () => {
    const done = await act(api, bob, tx().unstakeAll(aliceHotkey));
    assert.equal(done.error, null);
    for (const netuid of [0, origin, destination]) {
      assert.equal(await stakeAt(api, done.hash, aliceHotkey, bob.address, netuid), 0n);
    }
  });

  it('keeps the books balanced', async () => {
    await assertBooks(api);
  });
});
