/** Trades with a pool. The arithmetic is the chain's, to the rao: integers, rounded against the trader. */

import { RAO } from '../format/amount.js';

/** The parts of a whole in which a fee is given. */
export const FEE_PARTS = 65_535n;

/** The smallest reserve that a trade may leave, in rao. */
export const MIN_RESERVE = 10_000_000n;

/** Reserves in rao, and the fee in parts of 65 535. */
export interface Reserves {
  tao: bigint;
  alpha: bigint;
  feeRate: bigint;
}

/** A trade and the pool after it, in rao. The fee is a part of the input, and stays in the pool. */
export interface Trade {
  input: bigint;
  fee: bigint;
  output: bigint;
  after: Reserves;
}

/** Returns the fee on an input, rounded up, in rao of the same currency. */
export const feeOf = (input: bigint, rate: bigint): bigint => (input * rate + FEE_PARTS - 1n) / FEE_PARTS;

/** Returns rao of TAO per whole alpha, rounded down; 0 for a pool without alpha. */
export const priceOf = ({ tao, alpha }: { tao: bigint; alpha: bigint }): bigint => (alpha === 0n ? 0n : (tao * RAO) / alpha);

function swap(into: bigint, from: bigint, input: bigint, rate: bigint): { fee: bigint; output: bigint; into: bigint; from: bigint } | undefined {
  if (into === 0n || from === 0n) return undefined;
  const fee = feeOf(input, rate);
  const output = (from * (input - fee)) / (into + input - fee);
  const after = { into: into + input, from: from - output };
  return after.from < MIN_RESERVE || after.into < MIN_RESERVE ? undefined : { fee, output, ...after };
}

/** Pays TAO for alpha. Returns `undefined` if the pool is too small for it. */
export function buy({ tao, alpha, feeRate }: Reserves, input: bigint): Trade | undefined {
  const done = swap(tao, alpha, input, feeRate);
  return done && { input, fee: done.fee, output: done.output, after: { tao: done.into, alpha: done.from, feeRate } };
}

/** Pays alpha for TAO. Returns `undefined` if the pool is too small for it. */
export function sell({ tao, alpha, feeRate }: Reserves, input: bigint): Trade | undefined {
  const done = swap(alpha, tao, input, feeRate);
  return done && { input, fee: done.fee, output: done.output, after: { tao: done.from, alpha: done.into, feeRate } };
}

/** The direction of a trade: alpha is bought for TAO, or sold for it. */
export type Direction = 'buy' | 'sell';

/** Returns `true` if the price of a pool is within a limit in rao, compared without rounding. */
export function within(direction: Direction, { tao, alpha }: Reserves, limit: bigint): boolean {
  return direction === 'buy' ? tao * RAO <= limit * alpha : tao * RAO >= limit * alpha;
}

/** Returns the largest input, up to `most`, after which the price is within the limit. Found by bisection, as on the chain. */
export function largestWithin(direction: Direction, pool: Reserves, limit: bigint, most: bigint): bigint {
  const trade = direction === 'buy' ? buy : sell;
  const fits = (input: bigint): boolean => {
    const done = trade(pool, input);
    return done !== undefined && within(direction, done.after, limit);
  };
  if (fits(most)) return most;
  let [low, high] = [0n, most];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Returns the most TAO, fee included, that can buy alpha before the price is 1 % higher. */
export function taoForOnePercent(pool: Reserves): bigint {
  if (pool.alpha === 0n || pool.tao === 0n) return 0n;
  // The price grows with the square of the TAO: less than a hundredth of the TAO raises it by 1 %, whatever the fee.
  const raised = (after: Reserves): boolean => after.tao * pool.alpha * 100n <= 101n * pool.tao * after.alpha;
  let [low, high] = [0n, pool.tao / 50n + 2n];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    const done = buy(pool, middle);
    if (done && raised(done.after)) low = middle;
    else high = middle;
  }
  return low;
}
