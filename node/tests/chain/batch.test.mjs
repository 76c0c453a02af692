// Several stake calls in one transaction: all succeed, or none.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TAO, buy, sell, step } from '../lib/formulas.mjs';
import {
  act, aliceHotkey, assertBooks, assertState, balanceAt, bob, connect, errorName, pair, plainData, stakeAt, stateNow,
} from '../lib/chain.mjs';
import { Node } from '../lib/node.mjs';

describe('A batch of stake calls', { timeout: 120_000 }, () => {
  let node, api;
  const bobHotkey = pair('//Bob//hotkey').address;

  before(async () => {
    node = await Node.dev('batch');
    api = await connect(node);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  const tx = () => api.tx.subtensorModule;

  it('executes its calls in order, each on the state that the one before left', async () => {
    const calls = [
      tx().addStake(aliceHotkey, 1, 20n * TAO),
      tx().addStake(bobHotkey, 1, 30n * TAO),
      tx().addStake(aliceHotkey, 2, 4n * TAO),
      tx().removeStake(bobHotkey, 1, 5n * TAO),
      tx().addStake(aliceHotkey, 0, 6n * TAO),
    ];
    const done = await act(api, bob, api.tx.utility.batchAll(calls));
    assert.equal(done.error, null);

    const expected = step(done.before, done.before.block + 1n);
    const first = buy(expected.pools.get(1), 20n * TAO);
    const second = buy(first.after, 30n * TAO);
    const sold = sell(second.after, 5n * TAO);
    const other = buy(expected.pools.get(2), 4n * TAO);
    const root = expected.pools.get(0);
    expected.pools.set(0, { ...root, T: root.T + 6n * TAO, O: root.O + 6n * TAO, volume: root.volume + 6n * TAO });
    expected.pools.set(1, sold.after).set(2, other.after);
    assertState(done.after, expected);

    const trades = done.events.filter(({ section }) => section === 'subtensorModule');
    assert.deepEqual(trades.map(({ method }) => method), [
      'StakeAdded', 'StakeAdded', 'StakeAdded', 'StakeRemoved', 'StakeAdded',
    ]);
    assert.deepEqual(trades.map((event) => plainData(event)[3]), [
      first.out, second.out, other.out, 5n * TAO, 6n * TAO,
    ]);
    const held = (hash) => stakeAt(api, hash, bobHotkey, bob.address, 1);
    assert.equal((await held(done.hash)) - (await held(done.parent)), second.out - 5n * TAO);
    const [was, is] = [await balanceAt(api, done.parent, bob.address), await balanceAt(api, done.hash, bob.address)];
    assert.equal(is, was - 60n * TAO + sold.out - done.fee);
  });

  it('executes none of its calls if the last one fails', async () => {
    const stakes = async (hash) => [
      await stakeAt(api, hash, aliceHotkey, bob.address, 1),
      await stakeAt(api, hash, aliceHotkey, bob.address, 2),
    ];
    const calls = [
      tx().addStake(aliceHotkey, 1, 20n * TAO),
      tx().addStake(aliceHotkey, 2, 4n * TAO),
      tx().addStake(aliceHotkey, 7, TAO),
    ];
    const done = await act(api, bob, api.tx.utility.batchAll(calls));
    assert.equal(done.error, 'SubnetNotExists');
    assertState(done.after, step(done.before, done.before.block + 1n));
    assert.deepEqual(await stakes(done.hash), await stakes(done.parent));
    assert.equal(done.find('subtensorModule', 'StakeAdded'), undefined);
    const [was, is] = [await balanceAt(api, done.parent, bob.address), await balanceAt(api, done.hash, bob.address)];
    assert.equal(is, was - done.fee);
  });

  it('that is not atomic stops at the failing call and keeps those before it', async () => {
    const calls = [tx().addStake(aliceHotkey, 1, 20n * TAO), tx().addStake(aliceHotkey, 7, TAO), tx().addStake(aliceHotkey, 2, TAO)];
    const done = await act(api, bob, api.tx.utility.batch(calls));
    assert.equal(done.error, null);
    const stopped = done.find('utility', 'BatchInterrupted');
    assert.equal(stopped.data[0].toNumber(), 1);
    assert.equal(errorName(api, stopped.data[1]), 'SubnetNotExists');
    const expected = step(done.before, done.before.block + 1n);
    expected.pools.set(1, buy(expected.pools.get(1), 20n * TAO).after);
    assertState(done.after, expected);
  });

  it('executes a thousand stake calls in one block', async () => {
    const rounds = Array.from({ length: 1000 }, (_, n) => tx().addStake(aliceHotkey, 1 + (n % 3), TAO / 100n));
    const done = await act(api, bob, api.tx.utility.batchAll(rounds));
    assert.equal(done.error, null);
    const expected = step(done.before, done.before.block + 1n);
    for (let n = 0; n < 1000; n += 1) {
      expected.pools.set(1 + (n % 3), buy(expected.pools.get(1 + (n % 3)), TAO / 100n).after);
    }
    assertState(await stateNow(api), expected);
  });

  it('keeps the sum of all balances equal to the issuance, which grew by the TAO put into pools', async () => {
    await assertBooks(api);
  });
});
