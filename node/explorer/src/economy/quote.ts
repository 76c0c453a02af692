/** Quotes of trades in the next block: the block's own step comes before its transactions, so it is part of the quote. */

import { nextBlock } from './emission.js';
import { buy, type Direction, feeOf, largestWithin, priceOf, type Reserves, sell, within } from './pool.js';
import { type Economy, type Pool, reservesOf } from './read.js';

/** The result of a trade before it is made, in rao. */
export interface Quote {
  /** The block after which the quote holds: for a transaction in the next one. */
  block: number;
  hash: string;
  /** `true` if the next block's step is known to the rao; else the quote is from the state before it. */
  exact: boolean;
  input: bigint;
  fee: bigint;
  output: bigint;
  priceBefore: bigint;
  priceAfter: bigint;
  /** The part of the output that is lost against the price before, without the fee, in parts of 10⁹. */
  slippage: bigint;
}

/** A quote, or the reason for which there is none. */
export type Quoted = { quote: Quote; refusal?: undefined } | { refusal: string; quote?: undefined };

/** A trade that somebody wants: `amount` is TAO of a purchase, alpha of a sale. */
export interface Order {
  direction: Direction;
  netuid: number;
  amount: bigint;
  /** Rao of TAO per alpha. */
  limit: bigint | undefined;
  partial: boolean;
}

/**
 * Returns `true` if this page's arithmetic, from the state before the last block, gives what the last block did at a subnet. Then
 * it is the chain's, whatever rule is in force. A trade in the last block hides the reserves; then the emission must do.
 */
export function understands(before: Economy | undefined, now: Economy, netuid: number): boolean {
  const known = before === undefined || before.block === 0 ? undefined : nextBlock(before)?.get(netuid)?.pool;
  const actual = now.subnets.find((row) => row.netuid === netuid)?.pool;
  // Before block 2 there is nothing to compare; then it depends on whether the rules are known.
  if (!known || !actual) return nextBlock(now) !== undefined && (before === undefined || before.block === 0);
  const { emission } = known;
  const same = (part: keyof Pool['emission']): boolean => emission[part] === actual.emission[part];
  const sameEmission = same('taoIn') && same('alphaIn') && same('alphaOut') && same('excessTao');
  const traded = known.volume !== actual.volume;
  return sameEmission && (traded || (known.tao === actual.tao && known.alphaIn === actual.alphaIn));
}

/** Returns the pool in which a transaction of the next block trades. */
function nextPool(now: Economy, netuid: number, exact: boolean): Pool | undefined {
  const next = exact ? nextBlock(now)?.get(netuid)?.pool : undefined;
  return next ?? now.subnets.find((row) => row.netuid === netuid)?.pool;
}

/** Quotes a trade in the block after `now`. `before` is the state before the last block. */
export function quoteFor(order: Order, now: Economy, before: Economy | undefined): Quoted {
  const place = { block: now.block, hash: now.hash };
  if (order.netuid === 0) {
    const one = 1_000_000_000n;
    return { quote: { ...place, exact: true, input: order.amount, fee: 0n, output: order.amount, priceBefore: one, priceAfter: one, slippage: 0n } };
  }
  const exact = understands(before, now, order.netuid);
  const pool = nextPool(now, order.netuid, exact);
  if (!pool) return { refusal: 'There is no such subnet.' };
  if (pool.firstEmissionBlock === undefined) return { refusal: 'The subnet’s owner has not started it: its alpha cannot be traded yet.' };
  const reserves = reservesOf(pool);
  const input = inputWithin(order, reserves);
  if (typeof input === 'string') return { refusal: input };
  const trade = (order.direction === 'buy' ? buy : sell)(reserves, input);
  if (!trade) return { refusal: 'The pool is too small for this trade.' };
  const net = input - feeOf(input, reserves.feeRate);
  const [from, into] = order.direction === 'buy' ? [reserves.tao, reserves.alpha] : [reserves.alpha, reserves.tao];
  const ideal = (net * into) / from;
  return {
    quote: {
      ...place,
      exact,
      input,
      fee: trade.fee,
      output: trade.output,
      priceBefore: priceOf(reserves),
      priceAfter: priceOf(trade.after),
      slippage: ideal === 0n ? 0n : ((ideal - trade.output) * 1_000_000_000n) / ideal,
    },
  };
}

/** Returns the part of an order's amount that its limit allows, or the reason for which it allows none. */
function inputWithin({ direction, amount, limit, partial }: Order, reserves: Reserves): bigint | string {
  if (limit === undefined) return amount;
  const whole = (direction === 'buy' ? buy : sell)(reserves, amount);
  if (whole && within(direction, whole.after, limit)) return amount;
  if (!partial) return 'The price would pass the limit: the chain would refuse the trade.';
  const part = largestWithin(direction, reserves, limit, amount);
  return part === 0n ? 'The price is beyond the limit already.' : part;
}
