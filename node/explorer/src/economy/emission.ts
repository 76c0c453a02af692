/** The step of a block: how its TAO is shared among the subnets, and how a subnet's alpha is divided. Integers, as on the chain. */

import { POLICIES } from './policies.js';
import { buy, FEE_PARTS, sell } from './pool.js';
import type { Economy, Pool } from './read.js';

/** The most TAO, and the most alpha of a subnet, in rao. */
export const CAP = 21_000_000_000_000_000n;

/** The emission of a block before the first halving, in rao. */
const BASE = 1_000_000_000n;

/** The blocks of a day at Bittensor's pace, by which daily amounts are computed. */
export const DAY = 7_200n;

const U64_MAX = 2n ** 64n - 1n;

/** Returns the number of halvings that an issuance has passed. */
function halvings(issued: bigint): bigint {
  let count = 0n;
  while (count < 54n && issued * 2n ** (count + 1n) >= CAP * (2n ** (count + 1n) - 1n)) count += 1n;
  return count;
}

/** Returns the rao that a block mints after `issued` rao. */
export const blockEmission = (issued: bigint): bigint => (issued >= CAP ? 0n : BASE >> halvings(issued));

/** Returns the issuance at which the emission halves next. */
export function nextHalving(issued: bigint): bigint {
  const next = 2n ** (halvings(issued) + 1n);
  return (CAP * (next - 1n) + next - 1n) / next;
}

/** Alpha by its receivers, in rao. */
export interface Split {
  owner: bigint;
  miners: bigint;
  validators: bigint;
  root: bigint;
}

/** Divides minted alpha. Root's part is `w / (w + issued)` of the validators' half, w the weighted TAO at root. */
export function splitAlpha(alpha: bigint, ownerCut: bigint, weightedRoot: bigint, issued: bigint): Split {
  const owner = (alpha * ownerCut) / FEE_PARTS;
  const rest = alpha - owner;
  const miners = rest / 2n;
  const sum = 2n * (weightedRoot + issued);
  const root = sum === 0n ? 0n : (rest * weightedRoot) / sum;
  return { owner, miners, validators: rest - miners - root, root };
}

/** Returns the TAO at root by the weight that it has beside alpha. */
export const weightedRoot = ({ root, taoWeight }: Pick<Economy, 'root' | 'taoWeight'>): bigint => ((root?.tao ?? 0n) * taoWeight) / U64_MAX;

/** Returns the owner's cut of a subnet in parts of 65 535. */
export const ownerCutOf = (pool: Pool, economy: Pick<Economy, 'ownerCut'>): bigint => (pool.noOwnerCut ? 0n : BigInt(economy.ownerCut));

/** Returns `true` if the subnet has a share in the emission of a block. */
export const receives = (pool: Pool, block: bigint): boolean =>
  pool.registrationAllowed && pool.firstEmissionBlock !== undefined && pool.firstEmissionBlock <= block;

/** The terms of a subnet in the next block. */
export interface Terms {
  weight: bigint;
  sum: bigint;
  /** TAO that goes into the pool. */
  tao: bigint;
  /** TAO that buys alpha from the pool for nobody. */
  excess: bigint;
  alphaIn: bigint;
  alphaOut: bigint;
  /** `true` if the cap on alpha binds. */
  capped: boolean;
  /** The pool after the step. */
  pool: Pool;
}

/** The rules for TAO that the alpha schedule cannot balance, as far as this page knows them. */
const INJECTIONS = ['Lift', 'Buy', 'CappedBuy'];

/** Returns the terms of each subnet in the block after `economy`, or `undefined` under a rule that this page does not know. */
export function nextBlock(economy: Economy): Map<number, Terms> | undefined {
  const policy = POLICIES[economy.policy];
  if (!policy || !INJECTIONS.includes(economy.rules.injection)) return undefined;
  if (economy.rootDividends !== 'Sold' && economy.rootDividends !== 'Claimable') return undefined;
  const block = BigInt(economy.block) + 1n;
  const emission = blockEmission(economy.issuance);
  const all = policy.weigh(economy);
  const weights = economy.subnets.map(({ pool }, position) => (receives(pool, block) && !pool.noTao ? (all[position] ?? 0n) : 0n));
  const sum = weights.reduce((total, weight) => total + weight, 0n);
  const terms = economy.subnets.map((row, position): [number, Terms] => {
    const weight = weights[position] ?? 0n;
    const tao = sum === 0n ? 0n : (emission * weight) / sum;
    return [row.netuid, { weight, sum, ...step(row.pool, tao, block, economy) }];
  });
  return new Map(terms);
}

/** Divides a subnet's TAO into what goes into the pool, with alpha beside it, and what buys alpha for nobody. */
function divide(pool: Pool, tao: bigint, cap: bigint, { injection, buyLimit }: Economy['rules']): { tao: bigint; alphaIn: bigint; capped: boolean; excess: bigint } {
  const wanted = pool.tao === 0n ? undefined : (tao * pool.alphaIn) / pool.tao;
  if (wanted !== undefined && wanted <= cap) return { tao, alphaIn: wanted, capped: false, excess: 0n };
  const whole = { tao, alphaIn: cap, capped: true, excess: 0n };
  if (injection === 'Lift' || pool.alphaIn === 0n) return whole;
  const balanced = (cap * pool.tao + pool.alphaIn - 1n) / pool.alphaIn;
  const injected = balanced < tao ? balanced : tao;
  const limit = injection === 'CappedBuy' ? ((pool.tao * buyLimit) >> 64n) / DAY : tao;
  return { ...whole, tao: injected, excess: tao - injected < limit ? tao - injected : limit };
}

/** Returns one subnet's part of the step. */
function step(pool: Pool, tao: bigint, block: bigint, economy: Economy): Omit<Terms, 'weight' | 'sum'> {
  if (!receives(pool, block)) return { tao: 0n, excess: 0n, alphaIn: 0n, alphaOut: 0n, capped: false, pool };
  const alphaOut = blockEmission(pool.alphaIn + pool.alphaOut);
  const part = divide(pool, tao, alphaOut, economy.rules);
  const injected = { ...pool, tao: pool.tao + part.tao, alphaIn: pool.alphaIn + part.alphaIn };
  // A pool that is too shallow for the purchase gets the injection alone.
  const purchase = part.excess === 0n ? undefined : buy({ tao: injected.tao, alpha: injected.alphaIn, feeRate: 0n }, part.excess);
  const excess = purchase?.input ?? 0n;
  const bought = purchase?.output ?? 0n;
  const grown = {
    ...injected,
    tao: injected.tao + excess,
    alphaIn: injected.alphaIn - bought,
    alphaOut: pool.alphaOut + bought + alphaOut,
    unowned: pool.unowned + bought,
    volume: pool.volume + excess,
  };
  const split = splitAlpha(alphaOut, ownerCutOf(pool, economy), weightedRoot(economy), grown.alphaIn + grown.alphaOut);
  const emission = { taoIn: part.tao, alphaIn: part.alphaIn, alphaOut, excessTao: excess };
  const sale = economy.rootDividends === 'Sold' ? sell({ tao: grown.tao, alpha: grown.alphaIn, feeRate: 0n }, split.root) : undefined;
  const after = sale
    ? { ...grown, tao: sale.after.tao, alphaIn: sale.after.alpha, alphaOut: grown.alphaOut - split.root, volume: grown.volume + sale.output }
    : grown;
  return { ...part, excess, alphaOut, pool: { ...after, emission } };
}
