// Staking and unstaking by polkadot.js: event, balances, ledger and pool, exact to the rao.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TAO, buy, price, sell, step } from '../lib/formulas.mjs';
import {
  act, aliceHotkey, assertBooks, assertState, balanceAt, bob, connect, custodyAccount, plainData, stakeAt, stateNow,
} from '../lib/chain.mjs';
import { Node } from '../lib/node.mjs';

describe('Staking', { timeout: 120_000 }, () => {
  let node, api;

  before(async () => {
    node = await Node.dev('stake');
    api = await connect(node);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  const stakeOfBob = (hash, netuid) => stakeAt(api, hash, aliceHotkey, bob.address, netuid);

  /** The expected state after the block of a call: the block step, then the trade. */
  function expectedAfter(done, netuid, trade) {
    const expected = step(done.before, done.before.block + 1n);
    expected.pools.set(netuid, trade(expected.pools.get(netuid)));
    return expected;
  }

  async function balances(hash) {
    return {
      bob: await balanceAt(api, hash, bob.address),
      custody: await balanceAt(api, hash, custodyAccount(api)),
    };
  }

  const AMOUNTS = { 1: 10n * TAO, 2: 1_234_567_891n, 3: 700n * TAO + 1n };

  for (const netuid of [1, 2, 3]) {
    it(`buys alpha of subnet ${netuid} at the price of its pool`, async () => {
      const amount = AMOUNTS[netuid];
      const done = await act(api, bob, api.tx.subtensorModule.addStake(aliceHotkey, netuid, amount));
      const pool = step(done.before, done.before.block + 1n).pools.get(netuid);
      const trade = buy(pool, amount);

      assert.equal(done.error, null);
      const event = done.find('subtensorModule', 'StakeAdded');
      assert.deepEqual(plainData(event), [
        bob.address, aliceHotkey, amount - trade.fee, trade.out, BigInt(netuid), trade.fee,
      ]);
      assertState(done.after, expectedAfter(done, netuid, () => trade.after));

      const [was, is] = [await balances(done.parent), await balances(done.hash)];
      const minted = done.after.issuance + done.after.burned - done.before.issuance;
      assert.equal(is.bob, was.bob - amount - done.fee);
      assert.equal(is.custody, was.custody + minted + amount);
      assert.equal((await stakeOfBob(done.hash, netuid)) - (await stakeOfBob(done.parent, netuid)), trade.out);
    });

    it(`sells alpha of subnet ${netuid} at the price of its pool`, async () => {
      const held = await stakeOfBob((await stateNow(api)).hash, netuid);
      const amount = held / 3n;
      const done = await act(api, bob, api.tx.subtensorModule.removeStake(aliceHotkey, netuid, amount));
      const pool = step(done.before, done.before.block + 1n).pools.get(netuid);
      const trade = sell(pool, amount);

      assert.equal(done.error, null);
      const event = done.find('subtensorModule', 'StakeRemoved');
      assert.deepEqual(plainData(event), [
        bob.address, aliceHotkey, trade.out, amount, BigInt(netuid), trade.fee,
      ]);
      assertState(done.after, expectedAfter(done, netuid, () => trade.after));

      const [was, is] = [await balances(done.parent), await balances(done.hash)];
      assert.equal(is.bob, was.bob + trade.out - done.fee);
      assert.equal(is.custody, was.custody + done.after.issuance + done.after.burned - done.before.issuance - trade.out);
      assert.equal(await stakeOfBob(done.hash, netuid), held - amount);
    });

    it(`lets a holder of subnet ${netuid} unstake everything`, async () => {
      const held = await stakeOfBob((await stateNow(api)).hash, netuid);
      assert.ok(held > 0n);
      const done = await act(api, bob, api.tx.subtensorModule.removeStake(aliceHotkey, netuid, held));
      assert.equal(done.error, null);
      assert.equal(await stakeOfBob(done.hash, netuid), 0n);
      const all = await (await api.at(done.hash)).call.stakeInfoRuntimeApi.getStakeInfoForColdkey(bob.address);
      assert.deepEqual(all.filter((row) => row.netuid.unwrap().eqn(netuid) && row.hotkey.eq(aliceHotkey)).length, 0);
    });
  }

  it('stakes TAO at root one to one and without a fee', async () => {
    const amount = 5n * TAO;
    const booked = (pool, way) => ({
      ...pool, T: pool.T + way * amount, O: pool.O + way * amount, volume: pool.volume + amount,
    });
    const done = await act(api, bob, api.tx.subtensorModule.addStake(aliceHotkey, 0, amount));
    assert.equal(done.error, null);
    const event = done.find('subtensorModule', 'StakeAdded');
    assert.deepEqual(plainData(event), [bob.address, aliceHotkey, amount, amount, 0n, 0n]);
    assertState(done.after, expectedAfter(done, 0, (pool) => booked(pool, 1n)));
    assert.equal((await stakeOfBob(done.hash, 0)) - (await stakeOfBob(done.parent, 0)), amount);

    const back = await act(api, bob, api.tx.subtensorModule.removeStake(aliceHotkey, 0, amount));
    assert.equal(back.error, null);
    assertState(back.after, expectedAfter(back, 0, (pool) => booked(pool, -1n)));
    const [was, is] = [await balances(done.parent), await balances(back.hash)];
    const minted = back.after.issuance + back.after.burned + done.after.burned - done.before.issuance;
    assert.deepEqual(is, { bob: was.bob - done.fee - back.fee, custody: was.custody + minted });
  });

  it('returns pool, price and quotes by runtime API as the formulas give them', async () => {
    const { hash, pools } = await stateNow(api);
    const at = await api.at(hash);
    const prices = await at.call.swapRuntimeApi.currentAlphaPriceAll();
    assert.deepEqual(prices.map((row) => row.netuid.toNumber()), [0, 1, 2, 3]);
    assert.equal(prices[0].price.toBigInt(), TAO);
    for (const netuid of [1, 2, 3]) {
      const pool = pools.get(netuid);
      assert.equal(prices[netuid].price.toBigInt(), price(pool));
      assert.equal((await at.call.swapRuntimeApi.currentAlphaPrice(netuid)).toBigInt(), price(pool));

      const info = (await at.call.subnetInfoRuntimeApi.getDynamicInfo(netuid)).unwrap();
      const shown = {
        T: info.taoIn, A: info.alphaIn, O: info.alphaOut, volume: info.subnetVolume,
        tao: info.taoInEmission, alphaIn: info.alphaInEmission, alphaOut: info.alphaOutEmission,
        pending: info.pendingAlphaEmission, rootTao: info.pendingRootEmission,
      };
      assert.deepEqual(Object.fromEntries(Object.entries(shown).map(([key, value]) => [key, value.toBigInt()])), {
        T: pool.T, A: pool.A, O: pool.O, volume: pool.volume, ...pool.emission,
        pending: pool.pending.server + pool.pending.validator, rootTao: pool.pending.rootTao,
      });
      assert.equal(info.movingPrice.bits.toBigInt(), pool.movingPrice >> 64n);
      assert.equal([...info.tokenSymbol.map((letter) => letter.toNumber())].length > 0, true);

      const tao = 3n * TAO;
      const bought = buy(pool, tao);
      const quote = await at.call.swapRuntimeApi.simSwapTaoForAlpha(netuid, tao);
      assert.deepEqual(
        [quote.taoAmount, quote.alphaAmount, quote.taoFee, quote.alphaFee].map((value) => value.toBigInt()),
        [tao - bought.fee, bought.out, bought.fee, 0n],
      );
      assert.equal(quote.alphaSlippage.toBigInt(), ((tao - bought.fee) * pool.A) / pool.T - bought.out);

      const sold = sell(pool, tao);
      const other = await at.call.swapRuntimeApi.simSwapAlphaForTao(netuid, tao);
      assert.deepEqual(
        [other.taoAmount, other.alphaAmount, other.taoFee, other.alphaFee].map((value) => value.toBigInt()),
        [sold.out, tao - sold.fee, 0n, sold.fee],
      );
      assert.equal(other.taoSlippage.toBigInt(), ((tao - sold.fee) * pool.T) / pool.A - sold.out);
    }
  });

  it('quotes zeros for a trade that would fail', async () => {
    for (const [netuid, amount] of [[1, 2n ** 64n - 1n], [77, TAO]]) {
      const quote = await api.call.swapRuntimeApi.simSwapTaoForAlpha(netuid, amount);
      assert.ok(Object.values(quote.toJSON()).every((value) => value === 0), `${quote}`);
    }
    assert.equal((await api.call.swapRuntimeApi.currentAlphaPrice(77)).toBigInt(), 0n);
    assert.ok((await api.call.subnetInfoRuntimeApi.getDynamicInfo(77)).isNone);
  });

  it('keeps the sum of all balances equal to the issuance, which grew by the TAO put into pools', async () => {
    await assertBooks(api);
  });
});
