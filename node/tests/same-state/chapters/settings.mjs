// Every setting of a subnet and of the network: both ends of its range and values just outside, by each permitted origin and by
// others.

import { U64_MAX } from '../../lib/formulas.mjs';
import { alice, aliceHotkey, bob, bobHotkey, charlie, charlieHotkey, coldkeys, owned, stranger, TAO, workers } from '../cast.mjs';

/** The subnet whose settings are changed: the last one registered, with one neuron. */
const TRIED = 13;

const ONE_64 = 2n ** 64n;
const ONE_32 = 2n ** 32n;
const U16 = 65_535;
const bits = (value) => ({ bits: value });

/** Settings of a subnet for its owner: values within root's bounds, ending with one that the owner may choose too, and values outside. */
const OWNERS = {
  sudoSetServingRateLimit: [[0, U64_MAX, 50]],
  sudoSetWeightsVersionKey: [[U64_MAX, 0]],
  sudoSetImmunityPeriod: [[0, U16, 5_000]],
  sudoSetMinAllowedWeights: [[0, 256, 1], [257, U16]],
  sudoTrimToMaxAllowedUids: [[256, 64], [63, 257, 0]],
  sudoSetMaxAllowedUids: [[64, 256], [63, 257, 0]],
  sudoSetActivityCutoff: [[360, U16, 5_000], [359, 0]],
  sudoSetMinBurn: [[1_000, 1_000_000_000, 500_000], [999, 1_000_000_001, 0]],
  sudoSetMaxBurn: [[100_000_000, U64_MAX, 100n * TAO], [99_999_999, 0]],
  sudoSetBondsMovingAverage: [[0, 975_000, 900_000], [975_001, U64_MAX]],
  sudoSetCommitRevealWeightsEnabled: [[true, false]],
  sudoSetLiquidAlphaEnabled: [[true, false]],
  sudoSetCommitRevealWeightsInterval: [[1, 100, 1], [0, 101, U64_MAX]],
  sudoSetBondsPenalty: [[0, U16, 0]],
  sudoSetToggleTransfer: [[false, true]],
  sudoSetYuma3Enabled: [[true, false]],
  sudoSetRecycleOrBurn: [['Recycle', 'Burn']],
  sudoSetBurnHalfLife: [[1, U16, 360], [0]],
  sudoSetNetworkRegistrationAllowed: [[false, true]],
  sudoSetTempo: [[0, 1, U16, 360]],
  sudoSetAlphaSigmoidSteepness: [[-32_768, 32_767, 1_000]],
  sudoSetActivityCutoffFactor: [[1_000, 50_000, 13_889], [999, 50_001]],
  sudoSetMinChildkeyTakePerSubnet: [[11_796, 0], [11_797]],
  sudoSetOwnerImmuneNeuronLimit: [[10, 1], [0, 11]],
  sudoSetBondsResetEnabled: [[true, false]],
  sudoSetOwnerCutEnabled: [[false, true]],
  sudoSetBurnIncreaseMult: [[bits(ONE_64), bits(10n * ONE_64), bits((126n * ONE_64) / 100n)], [bits(ONE_64 - 1n), bits(10n * ONE_64 + 1n)]],
};

/** Settings of a subnet for root alone. */
const ROOTS = {
  sudoSetWeightsSetRateLimit: [[0, U64_MAX, 100]],
  sudoSetKappa: [[0, U16, 32_767]],
  sudoSetMaxAllowedValidators: [[1, 128, 64], [0, 129]],
  sudoSetMaxRegistrationsPerBlock: [[0, U16, 1]],
  sudoSetSubnetEmissionEnabled: [[false, true]],
  sudoSetEmaPriceHalvingPeriod: [[1, U64_MAX, 201_600], [0]],
};

/** Settings of rules that there are not, for the owner: the only value, and others. */
const ABSENT = {
  sudoSetMaxDifficulty: [[0], [1]],
  sudoSetAdjustmentAlpha: [[0], [U64_MAX]],
  sudoSetRho: [[0], [10]],
  sudoSetNetworkPowRegistrationAllowed: [[false], [true]],
  sudoSetOwnerCutAutoLockEnabled: [[false], [true]],
};

/** Settings of the network, for root alone. */
const NETWORKS = {
  sudoSetDefaultTake: [[0, U16, 11_796]],
  sudoSetTxRateLimit: [[0, U64_MAX, 1_000]],
  sudoSetSubnetOwnerCut: [[0, U16, 11_796]],
  sudoSetNetworkRateLimit: [[U64_MAX, 7_200, 0]],
  sudoSetNetworkImmunityPeriod: [[0, U64_MAX, 1_296_000]],
  sudoSetNetworkMinLockCost: [[10_000_000, 21_000_000n * TAO, 10n * TAO], [9_999_999, 21_000_000n * TAO + 1n]],
  sudoSetSubnetLimit: [[1, 128], [0, 129]],
  sudoSetLockReductionInterval: [[U64_MAX, 100_800, 1], [0]],
  sudoSetStakeThreshold: [[U64_MAX, 0]],
  sudoSetTxDelegateTakeRateLimit: [[0, U64_MAX, 216_000]],
  sudoSetMinDelegateTake: [[11_796, 0], [11_797]],
  sudoSetSubnetMovingAlpha: [[bits(0), bits(ONE_32), bits(12_885)], [bits(-1), bits(ONE_32 + 1n)]],
  sudoSetColdkeySwapAnnouncementDelay: [[0, 4_294_967_295, 36_000]],
  sudoSetColdkeySwapReannouncementDelay: [[0, 4_294_967_295, 7_200]],
  sudoSetAdminFreezeWindow: [[0, U16, 10]],
  sudoSetOwnerHparamRateLimit: [[0, U16, 2]],
  sudoSetStartCallDelay: [[U64_MAX, 0]],
  sudoSetMaxEpochsPerBlock: [[1, 32, 3], [0, 33]],
  sudoSetEmissionBarQuantile: [[bits(1n), bits(ONE_64 - 1n), bits((61n * ONE_64) / 100n)], [bits(0n), bits(ONE_64)]],
  sudoSetEmissionGateExponent: [[bits(ONE_64), bits(8n * ONE_64), bits(3n * ONE_64)], [bits(0n), bits(9n * ONE_64), bits(ONE_64 + 1n)]],
  sudoSetEmissionBarRank: [[0, 128, 3], [129]],
  sudoSetEmissionTopN: [[128, 1, 3], [0, 129]],
  sudoSetEmissionUpperTier: [[128, 1, 2], [0, 129]],
  sudoSetEmissionLowerTier: [[0, 128, 3], [129]],
  sudoSetEmissionUpperShare: [[bits(1n), bits(ONE_64 - 1n), bits((3n * ONE_64) / 4n)], [bits(0n), bits(ONE_64)]],
  sudoSetEmissionBuyLimit: [[bits(0n), bits(ONE_64), bits(ONE_64 / 100n)], [bits(ONE_64 + 1n)]],
};

/** Settings that the subtensor pallet's own calls change. */
const CHILDREN = {
  sudoSetMinChildkeyTake: [[11_796, 0], [11_797]],
  sudoSetMaxChildkeyTake: [[U16, 0, 11_796]],
  sudoSetTxChildkeyTakeRateLimit: [[0, U64_MAX, 216_000]],
  setPendingChildkeyCooldown: [[0, U64_MAX, 7_200]],
};

/** The subnet settings that root has, besides a threshold of claims. */
const AT_ROOT = ['sudoSetTempo', 'sudoSetMaxRegistrationsPerBlock', 'sudoSetServingRateLimit'];

export async function settings(chain) {
  const { adminUtils, subtensorModule, sudo, utility } = chain.api.tx;
  const root = (call, ...errors) => chain.add(alice, sudo.sudo(call), errors);
  const owner = coldkeys[9];
  const outOfBounds = (calls) => calls.map(() => 'ValueNotInBounds');

  // By root: all values within bounds, then all values outside.
  const subnets = { ...OWNERS, ...ROOTS };
  const absent = (which) => Object.entries(ABSENT).flatMap(([name, values]) => values[which].map((value) => adminUtils[name](TRIED, value)));
  const at = (netuid, which) => Object.entries(subnets).flatMap(([name, values]) => (values[which] ?? []).map((value) => adminUtils[name](netuid, value)));
  const network = (pallet, table, which) => Object.entries(table).flatMap(([name, values]) => (values[which] ?? []).map((value) => pallet[name](value)));
  const threshold = (value) => subtensorModule.sudoSetRootClaimThreshold(TRIED, value);
  const alphas = (netuid, low, high) => adminUtils.sudoSetAlphaValues(netuid, low, high);
  root(utility.batchAll([...at(TRIED, 0), threshold(0), threshold(10_000_000), threshold(500_000)]));
  root(utility.batchAll([alphas(TRIED, 1_638, 1_638), alphas(TRIED, 1_638, U16), alphas(TRIED, 45_875, 58_982)]));
  root(utility.batchAll([...network(adminUtils, NETWORKS, 0), ...network(subtensorModule, CHILDREN, 0)]));
  await chain.seal();
  const wrong = [...at(TRIED, 1), threshold(10_000_001), ...network(adminUtils, NETWORKS, 1), ...network(subtensorModule, CHILDREN, 1)];
  root(utility.forceBatch(wrong), ...outOfBounds(wrong));
  const alphaErrors = [alphas(TRIED, 1_637, 58_982), alphas(TRIED, 50_000, 40_000)];
  root(utility.forceBatch(alphaErrors), ...alphaErrors.map(() => 'InvalidAlphaValues'));
  root(utility.batchAll(absent(0)));
  root(utility.forceBatch(absent(1)), ...absent(1).map(() => 'NoSuchRule'));
  await chain.seal();

  // Bounds that depend on another setting.
  root(utility.batchAll([adminUtils.sudoSetMinBurn(TRIED, TAO), adminUtils.sudoSetMaxAllowedUids(TRIED, 100), adminUtils.sudoSetMinDelegateTake(100), subtensorModule.sudoSetMinChildkeyTake(100)]));
  const dependent = [
    adminUtils.sudoSetMaxBurn(TRIED, TAO - 1n), adminUtils.sudoSetMaxAllowedValidators(TRIED, 101),
    adminUtils.sudoSetDefaultTake(99), subtensorModule.sudoSetMaxChildkeyTake(99),
  ];
  root(utility.forceBatch(dependent), ...outOfBounds(dependent));
  root(utility.batchAll([adminUtils.sudoSetMaxBurn(TRIED, TAO), adminUtils.sudoSetMaxAllowedValidators(TRIED, 100)]));
  root(utility.forceBatch([adminUtils.sudoSetMaxAllowedUids(TRIED, 99)]), 'ValueNotInBounds');
  root(utility.batchAll([
    adminUtils.sudoSetMinBurn(TRIED, 500_000), adminUtils.sudoSetMaxBurn(TRIED, 100n * TAO), adminUtils.sudoSetMaxAllowedValidators(TRIED, 64),
    adminUtils.sudoSetMaxAllowedUids(TRIED, 256), adminUtils.sudoSetMinDelegateTake(0), subtensorModule.sudoSetMinChildkeyTake(0),
  ]));
  await chain.seal();

  // Root has four settings.
  const all = Object.entries(subnets).map(([name, [[value]]]) => [name, adminUtils[name](0, value)]);
  const calls = [...all.map(([, call]) => call), alphas(0, 1_638, 1_638), subtensorModule.sudoSetRootClaimThreshold(0, 0)];
  root(utility.forceBatch(calls), ...all.filter(([name]) => !AT_ROOT.includes(name)).map(() => 'ValueNotInBounds'), 'ValueNotInBounds');
  root(utility.batchAll([
    adminUtils.sudoSetTempo(0, 360), adminUtils.sudoSetMaxRegistrationsPerBlock(0, 64), adminUtils.sudoSetServingRateLimit(0, 50),
    subtensorModule.sudoSetRootClaimThreshold(0, 500_000),
  ]));
  const nowhere = Object.entries(subnets).map(([name, [[value]]]) => adminUtils[name](99, value));
  root(utility.forceBatch(nowhere), ...nowhere.map(() => 'SubnetNotExists'));
  await chain.seal();

  // By the owner, by another coldkey, by an account that is not root.
  // A trim counts as a change of the maximum of neurons, and a factor of the cutoff is set by the other pallet's call.
  const counted = ({ 0: name }) => name !== 'sudoTrimToMaxAllowedUids' && name !== 'sudoSetActivityCutoffFactor';
  const owners = Object.entries(OWNERS).filter(counted).map(([name, [values]]) => adminUtils[name](TRIED, values.at(-1)));
  chain.add(owner, utility.batchAll([...owners, ...absent(0), alphas(TRIED, 45_875, 58_982), threshold(500_000)]));
  chain.add(stranger, utility.forceBatch([...owners, threshold(500_000)]), [...owners, null].map(() => 'NotSubnetOwner'));
  const roots = Object.entries(ROOTS).map(([name, [values]]) => adminUtils[name](TRIED, values.at(-1)));
  const networks = [...network(adminUtils, NETWORKS, 0), ...network(subtensorModule, CHILDREN, 0)];
  chain.add(owner, utility.forceBatch([...roots, ...networks]), [...roots, ...networks].map(() => 'BadOrigin'));
  chain.add(owner, utility.forceBatch([subtensorModule.setTempo(TRIED, 360), adminUtils.sudoSetTempo(TRIED, 360)]), ['TxRateLimitExceeded', 'TxRateLimitExceeded']);
  const factor = (milli) => subtensorModule.setActivityCutoffFactor(TRIED, milli);
  chain.add(owner, utility.forceBatch([factor(999), factor(50_001)]), ['ValueNotInBounds', 'ValueNotInBounds']);
  chain.add(owner, factor(13_889));
  chain.add(owner, factor(1_000), ['TxRateLimitExceeded']);
  chain.add(stranger, factor(13_889), ['NotSubnetOwner']);
  chain.add(stranger, subtensorModule.setTempo(TRIED, 360), ['NotSubnetOwner']);
  await chain.seal();
  await frozen(chain);
  await ownerHotkeys(chain);
  await fees(chain);
}

async function ownerHotkeys(chain) {
  const { adminUtils, sudo } = chain.api.tx;
  const root = (call, ...errors) => chain.add(alice, sudo.sudo(call), errors);
  // Right after a payout, so not frozen.
  chain.add(coldkeys[0], adminUtils.sudoSetSnOwnerHotkey(4, workers[1].address), ['NonAssociatedColdKey']);
  chain.add(coldkeys[0], adminUtils.sudoSetSnOwnerHotkey(4, workers[0].address));
  chain.add(coldkeys[0], adminUtils.sudoSetSnOwnerHotkey(4, workers[0].address), ['TxRateLimitExceeded']);
  chain.add(bob, adminUtils.sudoSetSnOwnerHotkey(4, bobHotkey.address), ['NotSubnetOwner']);
  root(adminUtils.sudoSetSubnetOwnerHotkey(4, owned[0].address));
  root(adminUtils.sudoSetSubnetOwnerHotkey(4, stranger.address), 'HotKeyAccountNotExists');
  root(adminUtils.sudoSetSubnetOwnerHotkey(3, aliceHotkey.address), 'NonAssociatedColdKey');
  root(adminUtils.sudoSetSubnetOwnerHotkey(3, charlieHotkey.address));
  root(adminUtils.sudoSetSubnetOwnerHotkey(13, owned[9].address));
  chain.add(coldkeys[9], adminUtils.sudoSetSnOwnerHotkey(13, workers[9].address), ['HotKeyNotRegisteredInSubNet']);
  await chain.seal();
}

/** An owner's settings are frozen before a payout; root's are not. */
async function frozen(chain) {
  const { adminUtils, subtensorModule, sudo, utility } = chain.api.tx;
  const next = (await chain.api.call.subnetInfoRuntimeApi.getNextEpochStartBlock(4)).unwrap().toNumber();
  await chain.runTo(next - 3);
  chain.add(coldkeys[0], adminUtils.sudoSetServingRateLimit(4, 40), ['AdminActionProhibitedDuringWeightsWindow']);
  chain.add(coldkeys[0], subtensorModule.setTempo(4, 400), ['AdminActionProhibitedDuringWeightsWindow']);
  chain.add(coldkeys[0], adminUtils.sudoTrimToMaxAllowedUids(4, 200), ['AdminActionProhibitedDuringWeightsWindow']);
  chain.add(alice, sudo.sudo(adminUtils.sudoSetServingRateLimit(4, 40)));
  await chain.seal();
  await chain.run(3);
  chain.add(coldkeys[0], adminUtils.sudoSetServingRateLimit(4, 2));
  // Only root chooses other tempos.
  chain.add(charlie, utility.forceBatch([subtensorModule.setTempo(3, 359), subtensorModule.setTempo(3, 50_401)]), ['ValueNotInBounds', 'ValueNotInBounds']);
  chain.add(charlie, subtensorModule.setTempo(3, 400));
  chain.add(alice, sudo.sudo(adminUtils.sudoSetTempo(3, 33)));
  await chain.seal();
}

async function fees(chain) {
  const { sudo, swap, utility } = chain.api.tx;
  chain.add(alice, sudo.sudo(utility.batchAll([swap.setFeeRate(3, 0), swap.setFeeRate(4, 10_000), swap.setFeeRate(4, 200), swap.setFeeRate(2, 66)])));
  chain.add(alice, sudo.sudo(utility.forceBatch([swap.setFeeRate(3, 10_001), swap.setFeeRate(0, 33), swap.setFeeRate(99, 33)])), ['FeeRateTooHigh', 'NoFeeOnRoot', 'SubnetNotExists']);
  chain.add(bob, swap.setFeeRate(2, 33), ['BadOrigin']);
  await chain.seal();
}
