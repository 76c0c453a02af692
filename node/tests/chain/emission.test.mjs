// The block step, replayed by the tests' own formulas.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TAO, blockEmission, price, splitAlpha, step, TAO_WEIGHT, U64_MAX } from '../lib/formulas.mjs';
import { assertBooks, assertCustody, assertState, connect, custodyAccount, makeBlock, stateAt, stateNow } from '../lib/chain.mjs';
import { Node } from '../lib/node.mjs';

const BLOCKS = 60n;

describe('Emission', { timeout: 120_000 }, () => {
  let node, api;
  const states = [];

  before(async () => {
    node = await Node.dev('emission');
    api = await connect(node);
    states.push(await stateNow(api));
    while (states.length <= BLOCKS) states.push(await stateAt(api, await makeBlock(api)));
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  it('starts from the genesis of the development chain', async () => {
    const genesis = states[0];
    assert.equal(genesis.block, 0n);
    assert.deepEqual([...genesis.pools.keys()], [0, 1, 2, 3]);
    assert.equal(genesis.pools.get(0).T, 5_930_000n * TAO);
    assert.equal(genesis.pools.get(0).O, 5_930_000n * TAO);
    assert.ok(genesis.issuance < 10_500_000n * TAO);
    assert.equal(blockEmission(genesis.issuance), TAO);
    assert.ok(genesis.pools.get(1).T > genesis.pools.get(2).T, 'subnet 1 is the deep one');
    const capped = genesis.pools.get(3);
    assert.ok((capped.T << 96n) / capped.A < capped.movingPrice, 'the price of subnet 3 lies under its moving price');
  });

  it('changes every subnet in every block as the formulas say, exact to the bit', () => {
    for (let n = 1; n < states.length; n += 1) {
      assertState(states[n], step(states[n - 1], states[n - 1].block + 1n));
      assert.equal(states[n].block, BigInt(n));
    }
  });

  it('mints one TAO in a block, less the rounding', () => {
    for (let n = 1; n < states.length; n += 1) {
      const minted = states[n].issuance - states[n - 1].issuance;
      assert.ok(minted <= TAO && minted > TAO - 3n, `${minted}`);
    }
  });

  it('injects alpha in proportion to the TAO, up to the cap', () => {
    const [was, is] = [states[0].pools, states[1].pools];
    for (const netuid of [1, 2]) {
      assert.ok(is.get(netuid).emission.alphaIn < TAO, `the cap binds at subnet ${netuid}`);
    }
    assert.equal(is.get(3).emission.alphaIn, TAO);
    assert.ok(price(is.get(3)) > price(was.get(3)), 'the price of subnet 3 does not rise');
  });

  it('splits all minted alpha among owner, miners, validators and root', () => {
    const weightedRoot = (states[0].pools.get(0).T * TAO_WEIGHT) / U64_MAX;
    for (const netuid of [1, 2, 3]) {
      const [first, last] = [states[0].pools.get(netuid), states.at(-1).pools.get(netuid)];
      const issued = first.A + first.O;
      const minted = last.A + last.O - issued;
      const toPool = states.slice(1).reduce((sum, state) => sum + state.pools.get(netuid).emission.alphaIn, 0n);
      assert.equal(minted - toPool, BLOCKS * TAO);
      const { server, validator, owner, rootAlphaSold } = last.pending;
      assert.equal(server + validator + owner + rootAlphaSold, BLOCKS * TAO);
      assert.equal(owner, BLOCKS * splitAlpha(TAO, weightedRoot, issued).owner);
      assert.equal(last.O - first.O, server + validator + owner, 'alpha outside of the pool is what is pending');
    }
  });

  it('holds the TAO of all pools in the custody account, whose books say what it is for', async () => {
    for (const state of [states[0], states.at(-1)]) await assertCustody(api, state);
    for (const netuid of [0, 1, 3]) {
      const account = await api.call.subnetInfoRuntimeApi.getSubnetAccountId(netuid);
      assert.equal(account.unwrap().toString(), custodyAccount(api));
    }
    assert.ok((await api.call.subnetInfoRuntimeApi.getSubnetAccountId(9)).isNone);
  });

  it('keeps the sum of all balances equal to the issuance, which grew by the TAO put into pools', async () => {
    await assertBooks(api);
  });
});
