/** The rules that share a block's TAO among the subnets. Integers, rounded as on the chain. */

import type { Economy, SubnetRow } from './read.js';

/** One, with 64 fraction bits. */
const ONE = 2n ** 64n;

/** One, with the 63 fraction bits of the withheld part. */
const WHOLE = 2n ** 63n;

/** The settings of the rules. Parts of a whole have 64 fraction bits. */
export interface RuleSettings {
  /** The rank whose weight is the bar of the gate; 0 for a bar by `barQuantile`. */
  barRank: number;
  barQuantile: bigint;
  /** A whole number, with 64 fraction bits. */
  gateExponent: bigint;
  topN: number;
  upperTier: number;
  lowerTier: number;
  upperShare: bigint;
  /** The rule for TAO that the alpha schedule cannot balance: `Lift`, `Buy` or `CappedBuy`. */
  injection: string;
  /** The part of a pool's TAO that may buy alpha a day under `CappedBuy`. */
  buyLimit: bigint;
}

/** A policy of emission, by the number that the chain gives it. */
export interface Policy {
  name: string;
  /** The meaning of a weight, in words. */
  weight: string;
  /** Returns the weights of all subnets, in their order. */
  weigh: (economy: Economy) => bigint[];
}

const each = (weight: (row: SubnetRow, economy: Economy) => bigint) => (economy: Economy): bigint[] => economy.subnets.map((row) => weight(row, economy));

const positive = (average: bigint): bigint => (average > 0n ? average : 0n);

const sumOf = (weights: readonly bigint[]): bigint => weights.reduce((total, weight) => total + weight, 0n);

const descending = (weights: readonly bigint[]): bigint[] => [...weights].sort((one, other) => (one < other ? 1 : one > other ? -1 : 0));

const movingPrices = each(({ pool }) => pool.movingPrice);

/** Returns the weight at a rank, counted from 1; 0 if there are fewer. */
const atRank = (weights: readonly bigint[], rank: number): bigint => (rank === 0 ? 0n : (descending(weights)[rank - 1] ?? 0n));

/** Returns the weight at which the running sum of the weights, from the largest on, first reaches a part of their sum. */
function atQuantile(weights: readonly bigint[], quantile: bigint): bigint {
  const target = sumOf(weights) * quantile;
  let sum = 0n;
  return descending(weights).find((weight) => (sum += weight) * ONE >= target) ?? 0n;
}

/** Returns the part of a weight that passes a gate, with 64 fraction bits. */
function passing(weight: bigint, bar: bigint, exponent: bigint): bigint {
  if (weight === 0n) return 0n;
  const [low, high] = weight < bar ? [weight, bar] : [bar, weight];
  const ratio = (low * ONE) / high;
  let power = ONE;
  for (let step = 0n; step < exponent; step += 1n) power = (power * ratio) / ONE;
  const part = power === ONE ? ONE / 2n : (power * ONE) / (ONE + power);
  return weight < bar ? part : ONE - part;
}

function gate(economy: Economy): bigint[] {
  const { barRank, barQuantile, gateExponent } = economy.rules;
  const weights = movingPrices(economy);
  const bar = barRank === 0 ? atQuantile(weights, barQuantile) : atRank(weights, barRank);
  return weights.map((weight) => (weight * passing(weight, bar, gateExponent / ONE)) / ONE);
}

/** Returns the largest weights as they are, with all that are equal to the last of them, and 0 for the others. */
function largest(weights: readonly bigint[], count: number): bigint[] {
  const least = atRank(weights, count);
  return weights.map((weight) => (count > 0 && weight >= least ? weight : 0n));
}

function tiers(economy: Economy): bigint[] {
  const { upperTier, lowerTier, upperShare } = economy.rules;
  const weights = movingPrices(economy);
  const upper = largest(weights, upperTier);
  const both = largest(weights, upperTier + lowerTier);
  const upperSum = sumOf(upper);
  const lowerSum = sumOf(both) - upperSum;
  if (upperSum === 0n || lowerSum === 0n) return both;
  const upperPart = upperShare / 2n;
  const lowerPart = ONE / 2n - upperPart;
  return both.map((weight, position) => ((upper[position] ?? 0n) > 0n ? ((weight * ONE) / upperSum) * upperPart : ((weight * ONE) / lowerSum) * lowerPart));
}

/** The policies that this page can compute. The chain may have others: then shares are shown, and no reason for them. */
export const POLICIES: Record<number, Policy> = {
  0: { name: 'Moving price', weight: 'moving price', weigh: movingPrices },
  1: { name: 'Root vote', weight: 'votes of root’s validators', weigh: each(({ netuid }, { rootShares }) => rootShares.get(netuid) ?? 0n) },
  2: { name: 'Net flow', weight: 'average flow of TAO', weigh: each(({ pool }) => positive(pool.flowAverage)) },
  3: { name: 'Gross flow', weight: 'average inflow of TAO', weigh: each(({ pool }) => positive(pool.inflowAverage)) },
  4: {
    name: 'Burn-weighted price',
    weight: 'moving price, less the withheld part of the miners’ alpha,',
    weigh: each(({ pool }) => (pool.movingPrice * (WHOLE - (pool.withheld < WHOLE ? pool.withheld : WHOLE))) / WHOLE),
  },
  5: { name: 'Gate', weight: 'moving price, as far as it passes the gate,', weigh: gate },
  6: { name: 'Top n', weight: 'moving price, if it is one of the largest,', weigh: (economy) => largest(movingPrices(economy), economy.rules.topN) },
  7: { name: 'Tiers', weight: 'moving price within its tier', weigh: tiers },
  8: { name: 'Revenue', weight: 'average TAO spent on burned alpha', weigh: each(({ pool }) => positive(pool.revenueAverage)) },
};
