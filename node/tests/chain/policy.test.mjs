// Emission policies, switched on a running chain: each applies from the next block on.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TAO, step } from '../lib/formulas.mjs';
import { act, aliceHotkey, assertState, bob, connect, makeBlock, pair, stateAt, stateNow } from '../lib/chain.mjs';
import { Node } from '../lib/node.mjs';

describe('The emission policy', { timeout: 120_000 }, () => {
  let node, api;
  const alice = pair('//Alice');
  const [byPrice, byVote, byFlow, byRevenue] = [0, 1, 2, 8];

  before(async () => {
    node = await Node.dev('policy');
    api = await connect(node);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  const tx = () => api.tx.subtensorModule;

  /** Switches the policy and returns the emission of the next block by subnet. */
  async function emissionUnder(policy) {
    const done = await act(api, alice, api.tx.sudo.sudo(tx().setEmissionPolicy(policy)));
    assert.equal(done.error, null);
    assert.ok(done.find('subtensorModule', 'EmissionPolicySet'), 'there is no event');
    const { pools } = await stateAt(api, await makeBlock(api));
    return [1, 2, 3].map((netuid) => pools.get(netuid).emission.tao);
  }

  it('is by moving price at first', async () => {
    const before = await stateNow(api);
    const after = await stateAt(api, await makeBlock(api));
    assertState(after, step(before, before.block + 1n));
  });

  it('by root vote gives everything to the only subnet that root votes for', async () => {
    const vote = await act(api, alice, tx().setRootWeights(aliceHotkey, [3], [1]));
    assert.equal(vote.error, null);
    const [one, two, three] = await emissionUnder(byVote);
    assert.deepEqual([one, two], [0n, 0n]);
    assert.ok(three > TAO - 10n && three <= TAO, `${three}`);
  });

  it('by net flow gives everything to the only subnet with an inflow of TAO', async () => {
    const done = await act(api, bob, tx().addStake(aliceHotkey, 2, 100n * TAO));
    assert.equal(done.error, null);
    await makeBlock(api);
    const [one, two, three] = await emissionUnder(byFlow);
    assert.deepEqual([one, three], [0n, 0n]);
    assert.equal(two, TAO);
  });

  it('by revenue gives everything to the only subnet whose alpha was bought and burned', async () => {
    const done = await act(api, bob, tx().addStakeBurn(aliceHotkey, 1, 10n * TAO, null));
    assert.equal(done.error, null);
    await makeBlock(api);
    assert.deepEqual(await emissionUnder(byRevenue), [TAO, 0n, 0n]);
  });

  it('can be switched back to moving price', async () => {
    await emissionUnder(byPrice);
    const before = await stateNow(api);
    const after = await stateAt(api, await makeBlock(api));
    assertState(after, step(before, before.block + 1n));
  });

  it('is refused for any origin but root, and for unknown policies', async () => {
    const stranger = await act(api, bob, tx().setEmissionPolicy(byVote));
    assert.equal(stranger.error, 'BadOrigin');
    const unknown = await act(api, alice, api.tx.sudo.sudo(tx().setEmissionPolicy(200)));
    const result = unknown.find('sudo', 'Sudid').data.sudoResult;
    assert.equal(api.registry.findMetaError(result.asErr.asModule).name, 'NoSuchEmissionPolicy');
  });
});
