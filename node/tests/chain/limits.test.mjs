// Staking with a limit price: the largest amount within the limit is traded, exact to the rao.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  TAO, U64_MAX, atOrOver, atOrUnder, buy, mostToBuyWith, mostToSell, price, sell, step,
} from '../lib/formulas.mjs';
import { act, aliceHotkey, assertBooks, assertState, bob, connect, plainData, stakeAt, stateNow } from '../lib/chain.mjs';
import { Node } from '../lib/node.mjs';

describe('Staking with a limit price', { timeout: 120_000 }, () => {
  let node, api;
  const netuid = 2;

  before(async () => {
    node = await Node.dev('limits');
    api = await connect(node);
    const done = await act(api, bob, api.tx.subtensorModule.addStake(aliceHotkey, netuid, 100n * TAO));
    assert.equal(done.error, null);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  const tx = () => api.tx.subtensorModule;
  const poolFor = (done) => step(done.before, done.before.block + 1n).pools.get(netuid);

  function assertTraded(done, trade, method, data) {
    assert.equal(done.error, null);
    const expected = step(done.before, done.before.block + 1n);
    expected.pools.set(netuid, trade.after);
    assertState(done.after, expected);
    assert.deepEqual(plainData(done.find('subtensorModule', method)), data);
  }

  const boughtData = (trade) => [bob.address, aliceHotkey, trade.in - trade.fee, trade.out, BigInt(netuid), trade.fee];
  const soldData = (trade) => [bob.address, aliceHotkey, trade.out, trade.in, BigInt(netuid), trade.fee];

  it('buys the whole amount if the price stays below the limit', async () => {
    const limit = price((await stateNow(api)).pools.get(netuid)) * 2n;
    const done = await act(api, bob, tx().addStakeLimit(aliceHotkey, netuid, TAO, limit, false));
    const trade = buy(poolFor(done), TAO);
    assertTraded(done, trade, 'StakeAdded', boughtData(trade));
  });

  it('buys exactly as much as the limit allows if partial fills are allowed', async () => {
    const limit = (price((await stateNow(api)).pools.get(netuid)) * 102n) / 100n;
    const asked = 50_000n * TAO;
    const done = await act(api, bob, tx().addStakeLimit(aliceHotkey, netuid, asked, limit, true));
    const pool = poolFor(done);
    const most = mostToBuyWith(pool, limit, asked);
    assert.ok(most > 0n && most < asked, `${most}`);
    const trade = buy(pool, most);
    assertTraded(done, trade, 'StakeAdded', boughtData(trade));
    assert.ok(atOrUnder(done.after.pools.get(netuid), limit), 'the price passed the limit');
    assert.ok(!atOrUnder(buy(pool, most + 1n).after, limit), 'one rao more would have fitted');
  });

  it('buys nothing if the whole amount would pass the limit and partial fills are not allowed', async () => {
    const limit = (price((await stateNow(api)).pools.get(netuid)) * 102n) / 100n;
    const done = await act(api, bob, tx().addStakeLimit(aliceHotkey, netuid, 50_000n * TAO, limit, false));
    assert.equal(done.error, 'SlippageTooHigh');
    assertState(done.after, step(done.before, done.before.block + 1n));
  });

  it('buys up to the limit even if the amount is larger than any pool could take', async () => {
    const limit = (price((await stateNow(api)).pools.get(netuid)) * 1001n) / 1000n;
    const done = await act(api, bob, tx().addStakeLimit(aliceHotkey, netuid, U64_MAX, limit, true));
    const pool = poolFor(done);
    const trade = buy(pool, mostToBuyWith(pool, limit, U64_MAX));
    assertTraded(done, trade, 'StakeAdded', boughtData(trade));
  });

  it('sells the whole amount if the price stays above the limit', async () => {
    const limit = price((await stateNow(api)).pools.get(netuid)) / 2n;
    const done = await act(api, bob, tx().removeStakeLimit(aliceHotkey, netuid, 5n * TAO, limit, false));
    const trade = sell(poolFor(done), 5n * TAO);
    assertTraded(done, trade, 'StakeRemoved', soldData(trade));
  });

  it('sells exactly as much as the limit allows if partial fills are allowed, and leaves the rest staked', async () => {
    const state = await stateNow(api);
    const limit = (price(state.pools.get(netuid)) * 99n) / 100n;
    const held = await stakeAt(api, state.hash, aliceHotkey, bob.address, netuid);
    const done = await act(api, bob, tx().removeStakeLimit(aliceHotkey, netuid, held, limit, true));
    const pool = poolFor(done);
    const most = mostToSell(pool, limit, held);
    assert.ok(most > 0n && most < held, `${most} of ${held}`);
    const trade = sell(pool, most);
    assertTraded(done, trade, 'StakeRemoved', soldData(trade));
    assert.ok(atOrOver(done.after.pools.get(netuid), limit), 'the price passed the limit');
    assert.ok(!atOrOver(sell(pool, most + 1n).after, limit), 'one rao more would have fitted');
    assert.equal(await stakeAt(api, done.hash, aliceHotkey, bob.address, netuid), held - most);
  });

  it('sells nothing if the whole amount would pass the limit and partial fills are not allowed', async () => {
    const state = await stateNow(api);
    const limit = (price(state.pools.get(netuid)) * 999n) / 1000n;
    const held = await stakeAt(api, state.hash, aliceHotkey, bob.address, netuid);
    const done = await act(api, bob, tx().removeStakeLimit(aliceHotkey, netuid, held, limit, false));
    assert.equal(done.error, 'SlippageTooHigh');
    assertState(done.after, step(done.before, done.before.block + 1n));
    assert.equal(await stakeAt(api, done.hash, aliceHotkey, bob.address, netuid), held);
  });

  it('at root fills everything at a limit of one, and nothing at a limit past it', async () => {
    for (const [limit, error] of [[TAO, null], [TAO - 1n, 'SlippageTooHigh']]) {
      const done = await act(api, bob, tx().addStakeLimit(aliceHotkey, 0, 3n * TAO, limit, true));
      assert.equal(done.error, error);
    }
    for (const [limit, error] of [[TAO + 1n, 'SlippageTooHigh'], [TAO, null]]) {
      const done = await act(api, bob, tx().removeStakeLimit(aliceHotkey, 0, 3n * TAO, limit, true));
      assert.equal(done.error, error);
    }
  });

  it('keeps the sum of all balances equal to the issuance, which grew by the TAO put into pools', async () => {
    await assertBooks(api);
  });
});
