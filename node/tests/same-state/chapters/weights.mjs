// Weights that are set at once, or committed and revealed; and the errors of these calls.

import { commitmentTo } from '../../lib/chain.mjs';
import { PULSES, sealWeights } from '../../lib/drand.mjs';
import { alice, aliceHotkey, bob, bobHotkey, owned, spare, TAO, workers } from '../cast.mjs';
import { TEMPO } from './opening.mjs';

/** The subnet at which weights are committed to. Its tempo is TEMPO + 2. */
const COMMITS = 6;

/** Weights for these UIDs that follow from a number. */
export const row = (uids, number) => [uids, uids.map((uid) => 1 + ((uid * 7_919 + number * 104_729) % 65_535))];

/** The commitment of a hotkey to weights. */
function commitment(chain, hotkey, netuid, [uids, values], salt, version = 0) {
  return commitmentTo(chain.api, hotkey.address, netuid, { uids, values, salt, version });
}

export async function weights(chain) {
  const { adminUtils, subtensorModule: s, sudo, utility } = chain.api.tx;
  const root = (call, ...errors) => chain.add(alice, sudo.sudo(call), errors);
  const all = Array.from({ length: 13 }, (_, uid) => uid);

  root(utility.batchAll([adminUtils.sudoSetYuma3Enabled(5, true), adminUtils.sudoSetLiquidAlphaEnabled(5, true), adminUtils.sudoSetAlphaValues(5, 20_000, 60_000)]));
  root(utility.batchAll([adminUtils.sudoSetLiquidAlphaEnabled(7, true), adminUtils.sudoSetBondsPenalty(7, 30_000), adminUtils.sudoSetRecycleOrBurn(7, 'Recycle')]));
  root(utility.batchAll([adminUtils.sudoSetBondsMovingAverage(4, 500_000), adminUtils.sudoSetKappa(8, 40_000), adminUtils.sudoSetActivityCutoff(8, 360)]));
  await chain.seal();
  // Permits come with an epoch.
  await chain.run(TEMPO + 5);
  for (const netuid of [4, 5, 7]) {
    for (const [n, hotkey] of workers.slice(0, 5).entries()) chain.add(hotkey, s.setWeights(netuid, ...row(all, n + netuid), 0));
  }
  chain.add(owned[0], s.setMechanismWeights(4, 0, ...row([1, 2, 3, 4], 9), 0));
  chain.add(owned[0], s.setMechanismWeights(4, 1, ...row([1, 2, 3, 4], 9), 0), ['MechanismDoesNotExist']);
  const pairs = ([uids, values]) => uids.map((uid, n) => [uid, values[n]]);
  chain.add(workers[6], s.batchSetWeights([4, 5, 99], [4, 5, 6].map((n) => pairs(row(all, n))), [0, 0, 0]), ['SubnetNotExists']);
  chain.add(workers[7], s.batchSetWeights([4, 7], [4, 5].map((n) => pairs(row(all, n))), [0, 0]));
  chain.add(workers[7], s.batchSetWeights([4, 7], [], [0, 0]), ['InputLengthsUnequal']);
  chain.add(aliceHotkey, s.setWeights(1, ...row([0, 1, 2], 5), 0));
  chain.add(bobHotkey, s.setWeights(1, ...row([0, 1, 2], 6), 0));
  await chain.seal();
  await refusals(chain, all);
  await commits(chain, all);
  await timeLocks(chain, all);
}

async function refusals(chain, all) {
  const { adminUtils, subtensorModule: s, sudo, utility } = chain.api.tx;
  const root = (call) => chain.add(alice, sudo.sudo(call));
  const hotkey = workers[0];
  chain.add(hotkey, s.setWeights(4, ...row(all, 1), 0), ['SettingWeightsTooFast']);
  await chain.seal();
  await chain.run(2);
  chain.add(hotkey, s.setWeights(0, [1], [1], 0), ['CanNotSetRootNetworkWeights']);
  chain.add(hotkey, s.setWeights(4, [1, 2], [1], 0), ['WeightVecNotEqualSize']);
  chain.add(hotkey, s.setWeights(99, [1], [1], 0), ['SubnetNotExists']);
  chain.add(hotkey, s.setWeights(4, ...row(Array(30).fill(0).map((_, uid) => uid), 1), 0), ['UidsLengthExceedUidsInSubNet']);
  chain.add(hotkey, s.setWeights(1, [0], [1], 0), ['HotKeyNotRegisteredInSubNet']);
  chain.add(hotkey, s.setWeights(4, [1, 1], [1, 2], 0), ['DuplicateUids']);
  chain.add(hotkey, s.setWeights(4, [1, 200], [1, 2], 0), ['UidVecContainInvalidOne']);
  chain.add(hotkey, s.setWeights(4, [1, 2], [0, 0], 0), ['WeightVecLengthIsLow']);
  chain.add(hotkey, s.revealWeights(4, [1], [1], [1], 0), ['CommitRevealDisabled']);
  chain.add(hotkey, s.commitWeights(4, `0x${'11'.repeat(32)}`), ['CommitRevealDisabled']);
  chain.add(spare[3], s.setWeights(8, [1, 2], [1, 2], 0), ['NeuronNoValidatorPermit']);
  await chain.seal();
  root(utility.batchAll([adminUtils.sudoSetWeightsVersionKey(4, 3), adminUtils.sudoSetMinAllowedWeights(4, 5), adminUtils.sudoSetStakeThreshold(1_000_000n * TAO)]));
  chain.add(hotkey, s.setWeights(4, ...row(all, 1), 3), ['NotEnoughStakeToSetWeights']);
  chain.add(owned[0], s.setWeights(4, ...row(all, 1), 2), ['IncorrectWeightVersionKey']);
  root(adminUtils.sudoSetStakeThreshold(0));
  chain.add(hotkey, s.setWeights(4, ...row([1, 2, 3], 1), 3), ['WeightVecLengthIsLow']);
  chain.add(hotkey, s.setWeights(4, ...row([1, 2, 3, 4, 5], 1), 3));
  root(utility.batchAll([adminUtils.sudoSetWeightsVersionKey(4, 0), adminUtils.sudoSetMinAllowedWeights(4, 1)]));
  await chain.seal();
  // A neuron needs no permit to set a weight for itself alone.
  const uid = await chain.uid(7, spare[0].address);
  chain.add(spare[0], s.setWeights(7, [uid], [1], 0));
  await chain.seal();
}

/** Seals blocks up to an epoch of the subnet: (block + netuid + 1) mod (tempo + 1) is 0 in the next block. */
async function beginEpoch(chain) {
  const epoch = TEMPO + 3;
  const passed = (chain.number + 1 + COMMITS + 1) % epoch;
  await chain.run(passed === 0 ? epoch : epoch - passed);
}

async function commits(chain, all) {
  const { adminUtils, subtensorModule: s, sudo } = chain.api.tx;
  const root = (call) => chain.add(alice, sudo.sudo(call));
  const [one, two, three, four, five] = workers;
  const salt = [1, 2, 3];
  const commit = (hotkey, number) => s.commitWeights(COMMITS, commitment(chain, hotkey, COMMITS, row(all, number), salt));
  const reveal = (number) => s.revealWeights(COMMITS, ...row(all, number), salt, 0);

  root(adminUtils.sudoSetCommitRevealWeightsEnabled(COMMITS, true));
  root(adminUtils.sudoSetWeightsSetRateLimit(COMMITS, 0));
  await chain.seal();
  const beginning = () => beginEpoch(chain);
  await beginning();
  chain.add(one, commit(one, 1));
  chain.add(one, s.setWeights(COMMITS, ...row(all, 1), 0), ['CommitRevealEnabled']);
  chain.add(two, s.commitMechanismWeights(COMMITS, 0, commitment(chain, two, COMMITS, row(all, 2), salt)));
  chain.add(two, s.commitMechanismWeights(COMMITS, 1, `0x${'00'.repeat(32)}`), ['MechanismDoesNotExist']);
  for (const number of [3, 4, 5]) chain.add(three, commit(three, number));
  for (let number = 0; number < 10; number += 1) chain.add(four, commit(four, number));
  chain.add(four, commit(four, 11), ['TooManyUnrevealedCommits']);
  chain.add(five, s.batchCommitWeights([COMMITS, 4], [commitment(chain, five, COMMITS, row(all, 6), salt), `0x${'22'.repeat(32)}`]), ['CommitRevealDisabled']);
  chain.add(five, s.batchCommitWeights([COMMITS], [commitment(chain, five, COMMITS, row(all, 7), salt)]));
  chain.add(five, s.batchCommitWeights([COMMITS], []), ['InputLengthsUnequal']);
  chain.add(spare[0], s.commitWeights(COMMITS, `0x${'33'.repeat(32)}`), ['HotKeyNotRegisteredInSubNet']);
  chain.add(one, reveal(1), ['RevealTooEarly']);
  chain.add(owned[1], s.revealWeights(COMMITS, ...row(all, 1), salt, 0), ['NoWeightsCommitFound']);
  await chain.seal();
  root(adminUtils.sudoSetWeightsSetRateLimit(COMMITS, 5));
  chain.add(one, commit(one, 20), ['CommittingWeightsTooFast']);
  await chain.seal();
  await beginning();
  chain.add(one, reveal(2), ['InvalidRevealCommitHashNotMatch']);
  chain.add(one, reveal(1));
  chain.add(two, s.revealMechanismWeights(COMMITS, 0, ...row(all, 2), salt, 0));
  chain.add(two, s.revealMechanismWeights(COMMITS, 1, ...row(all, 2), salt, 0), ['MechanismDoesNotExist']);
  const rows = [3, 4].map((number) => row(all, number));
  chain.add(three, s.batchRevealWeights(COMMITS, rows.map(([uids]) => uids), rows.map(([, values]) => values), [salt, salt], [0, 0]));
  chain.add(three, s.batchRevealWeights(COMMITS, [all], [], [salt], [0]), ['InputLengthsUnequal']);
  chain.add(five, reveal(6));
  await chain.seal();
  await beginning();
  chain.add(four, reveal(3), ['ExpiredWeightCommit']);
  chain.add(four, reveal(30), ['NoWeightsCommitFound']);
  chain.add(one, commit(one, 40));
  chain.add(two, commit(two, 41));
  await chain.seal();
  await beginning();
  chain.add(one, reveal(40));
  await chain.seal();
}

async function timeLocks(chain, all) {
  const { adminUtils, drand, subtensorModule: s, sudo } = chain.api.tx;
  const [one, two, three, four] = workers;
  const round = 1_000;
  const sealed = (hotkey, number, to = round) => sealWeights(chain.api, to, hotkey, ...row(all, number));
  const lock = (hotkey, version = 4) => s.commitTimelockedWeights(COMMITS, sealed(hotkey, 50), round, version);
  const lockAt = (mechanism) => s.commitTimelockedMechanismWeights(COMMITS, mechanism, sealed(two, 51), round, 4);
  const pulse = (number, signature = PULSES[round]) => drand.writePulse(number, signature);

  chain.add(alice, sudo.sudo(adminUtils.sudoSetWeightsSetRateLimit(COMMITS, 0)));
  await chain.seal();
  await beginEpoch(chain);
  chain.add(one, lock(one, 3), ['IncorrectCommitRevealVersion']);
  chain.add(one, lock(one));
  chain.add(two, lockAt(1), ['MechanismDoesNotExist']);
  chain.add(two, lockAt(0));
  // The weights of another hotkey, which are dropped; and those of a round whose pulse never comes.
  chain.add(three, s.commitTimelockedWeights(COMMITS, sealed(one, 52), round, 4));
  chain.add(four, s.commitTimelockedWeights(COMMITS, sealed(four, 53, round + 1), round + 1, 4));
  chain.add(bob, pulse(0), ['InvalidRoundNumber']);
  chain.add(bob, pulse(round + 1), ['PulseVerificationError']);
  await chain.seal();
  await beginEpoch(chain);
  chain.add(bob, pulse(round));
  chain.add(bob, pulse(round), ['PulseAlreadyStored']);
  await chain.seal();
  await chain.run(1);
  await beginEpoch(chain);
  await chain.run(2);
}
