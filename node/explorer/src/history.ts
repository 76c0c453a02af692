/** The series that the node reads from its states: the types of `dtao_history`. */

/** A request. The answer has all blocks from `from` to `to`, or `points` of them at equal distances, both ends included. */
export interface HistoryRequest {
  /** One subnet; all but root if absent. */
  netuid?: number;
  /** The first block. */
  from: number;
  /** The last block; the best block if absent or above it. */
  to?: number;
  /** The most blocks that are read, from 2 to 1000; by default 300. */
  points?: number;
  /** The quantities; all if absent. */
  fields?: HistoryField[];
}

/** An amount in rao, in decimal digits. */
export type Rao = string;

/** A number with exactly nine decimals, such as `"0.050000000"`. */
export type NineDecimals = string;

/** The quantities of a subnet after a block. */
export interface HistoryValues {
  /** TAO per alpha, rounded down. */
  price: NineDecimals;
  /** The moving average of the price, TAO per alpha, rounded down. */
  movingPrice: NineDecimals;
  /** TAO in the pool. */
  tao: Rao;
  /** Alpha in the pool. */
  alphaIn: Rao;
  /** Alpha outside of the pool. */
  alphaOut: Rao;
  /** TAO that the block gave to the subnet. */
  taoIn: Rao;
  /** Alpha that the block minted into the pool. */
  alphaInEmission: Rao;
  /** Alpha that the block minted for owner, miners, validators and root. */
  alphaOutEmission: Rao;
  /** Proceeds of root's alpha that wait for the payout, in TAO. */
  rootTao: Rao;
  /** TAO of all trades since the subnet began. */
  volume: Rao;
  /** The subnet's part of the TAO that the block gave to all subnets, from 0 to 1. */
  share: NineDecimals;
}

/** The name of a quantity. */
export type HistoryField = keyof HistoryValues;

/** The values of one subnet, one for each block; `null` in blocks without the subnet. */
export type HistorySeries = { netuid: number } & { [Field in HistoryField]?: (HistoryValues[Field] | null)[] };

/** The answer. */
export interface History {
  /** The best block when the node received the request. */
  best: { number: number; hash: string };
  /** The lowest block whose state the node keeps. */
  oldest: number;
  /** The blocks, ascending. */
  blocks: number[];
  /** Their timestamps in milliseconds since 1970; `null` in block 0. */
  times: (number | null)[];
  /** The series, in ascending order of the subnets. */
  series: HistorySeries[];
}

/** The name of the method. */
export const HISTORY_METHOD = 'dtao_history';
