// From runtime 103 to 104: commitments to weights get the number of their epoch. Positions, commitments, waiting children, claims of
// root's stakers and destinations of earnings are there before and after.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TAO } from '../lib/formulas.mjs';
import { act, aliceHotkey, bob, commitmentTo, connect, makeBlock, pair, stateNow, succeed, sumOfBalances } from '../lib/chain.mjs';
import { builtRuntime } from '../lib/node.mjs';
import { lastLine, startOldChain, storageVersion, upgrade } from '../lib/upgrade.mjs';

const CHECKS = builtRuntime('runtime-with-checks');
const RELEASE = 103;
const SUBNET = 1;
const alice = pair('//Alice');
const validator = pair('//Alice//hotkey');
const bobHotkey = pair('//Bob//hotkey');
const SHOWN = [
  { uids: [1, 2], values: [1, 2], salt: [5, 6] },
  { uids: [1, 2], values: [9, 3], salt: [7] },
];

describe('The upgrade from runtime 103 to commitments with an epoch', { timeout: 900_000 }, () => {
  let node;
  let api;
  let kept;

  before(async () => {
    node = await startOldChain('commitments', RELEASE);
    api = await connect(node);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  const tx = () => api.tx.subtensorModule;
  const query = () => api.query.subtensorModule;
  const ok = (who, call) => succeed(api, who, call);
  const root = (call) => ok(alice, api.tx.sudo.sudo(call));
  const blocks = (count) => node.call('dev_newBlock', [{ count }]);
  const reveal = ({ uids, values, salt }) => tx().revealWeights(SUBNET, uids, values, salt, 0);
  const commits = async () => (await query().weightCommits(SUBNET, validator.address)).toJSON();

  /** What must be the same before and after. */
  async function economy() {
    const json = async (entries) => Object.fromEntries((await entries).map(([key, value]) => [key.toHex(), value.toJSON()]));
    return {
      positions: await json(query().alphaV2.entries()),
      owners: await json(query().owner.entries()),
      waiting: await json(query().pendingChildKeys.entries(SUBNET)),
      claimable: await json(query().rootClaimPot.entries(SUBNET)),
      destination: (await query().autoStakeDestination(bob.address, SUBNET)).toJSON(),
    };
  }

  it('begins with a chain that has all of them', async () => {
    await ok(bob, tx().addStake(aliceHotkey, 0, 10_000n * TAO));
    await ok(bob, tx().addStake(aliceHotkey, SUBNET, 100n * TAO));
    await ok(bob, tx().setColdkeyAutoStakeHotkey(SUBNET, aliceHotkey));
    await root(tx().setRootDividends('Claimable'));
    await root(api.tx.adminUtils.sudoSetCommitRevealWeightsEnabled(SUBNET, true));
    await root(api.tx.adminUtils.sudoSetWeightsSetRateLimit(SUBNET, 0));
    // Two payouts, after which root's stakers can claim, and an epoch has just begun.
    await blocks(760);
    await ok(alice, tx().setChildren(aliceHotkey, SUBNET, [[1n << 60n, bobHotkey.address]]));
    for (const shown of SHOWN) await ok(validator, tx().commitWeights(SUBNET, commitmentTo(api, validator.address, SUBNET, shown)));
    assert.equal((await commits()).length, 2);
    kept = await economy();
    assert.equal(Object.keys(kept.waiting).length, 1);
    // One for the stakers of each of root's three hotkeys.
    assert.equal(Object.keys(kept.claimable).length, 3);
    assert.equal(await storageVersion(node, 'SubtensorModule'), 3);
  });

  it('passes every check in a rehearsal', async () => {
    const { code, report, stderr } = await upgrade(node, ['--json', '--blocks', '10', '--checks', CHECKS]);
    assert.equal(code, 0, stderr);
    assert.deepEqual([report.refusals, report.warnings], [[], []]);
    const { before: from, after: to } = report.storage.find((one) => one.pallet === 'SubtensorModule');
    assert.deepEqual([from, to], [3, 5]);
    for (const { issuance, accounts } of report.books) assert.equal(accounts, issuance);
  });

  it('keeps all of them', async () => {
    const done = await upgrade(node, ['--submit', '--yes', '--blocks', '2']);
    assert.equal(done.code, 0, done.stderr);
    assert.match(lastLine(done), /^Runtime dtao \d+ has taken over by block \d+/);
    await api.disconnect();
    api = await connect(node);
    assert.equal(await storageVersion(node, 'SubtensorModule'), 5);
    assert.deepEqual(await economy(), kept);
    assert.equal((await commits()).length, 2);
    const { hash, issuance } = await stateNow(api);
    assert.equal(await sumOfBalances(api, hash), issuance);
  });

  it('reveals, in the next epoch, weights that were committed to before', async () => {
    assert.equal((await act(api, validator, reveal(SHOWN[0]))).error, 'RevealTooEarly');
    await blocks(361);
    for (const shown of SHOWN) await ok(validator, reveal(shown));
    assert.equal((await query().weights(SUBNET, 0)).toJSON().length, 2);
  });

  it('claims what was earned before', async () => {
    const done = await ok(bob, tx().claimRoot([SUBNET]));
    assert.ok(done.find('subtensorModule', 'RootClaimed'));
    const { hash, issuance } = await stateNow(api);
    assert.equal(await sumOfBalances(api, hash), issuance);
    await makeBlock(api);
  });
});
