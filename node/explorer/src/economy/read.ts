/** The economy at one block: all pools, and what the step of the next block depends on. */

import type { DtaoPrimitivesPool } from '../chain/index.js';
import { textOf } from '../format/text.js';
import type { At } from '../node/connection.js';
import type { Place } from '../node/read.js';
import type { RuleSettings } from './policies.js';
import { priceOf, type Reserves } from './pool.js';

/** A pool, as far as this page reads it. Amounts in rao. */
export interface Pool {
  tao: bigint;
  alphaIn: bigint;
  alphaOut: bigint;
  unowned: bigint;
  claimable: bigint;
  /** With 96 fraction bits. */
  movingPrice: bigint;
  volume: bigint;
  feeRate: bigint;
  firstEmissionBlock: bigint | undefined;
  registrationAllowed: boolean;
  noTao: boolean;
  noOwnerCut: boolean;
  /** The averages of flows have 64 fraction bits. */
  flowAverage: bigint;
  inflowAverage: bigint;
  revenueAverage: bigint;
  /** The average part of the miners' alpha that is burned or recycled, with 63 fraction bits. */
  withheld: bigint;
  lastPayout: bigint;
  nextPayout: bigint;
  pending: { server: bigint; validator: bigint; owner: bigint; rootTao: bigint; rootAlphaSold: bigint; rootAlpha: bigint };
  emission: { taoIn: bigint; alphaIn: bigint; alphaOut: bigint; excessTao: bigint };
}

/** A subnet with its pool. Name and symbol are text of its owner. */
export interface SubnetRow {
  netuid: number;
  name: string;
  symbol: string;
  owner: string;
  ownerHotkey: string;
  tempo: number;
  pool: Pool;
  /** Rao of TAO per alpha, rounded down. */
  price: bigint;
  /** The moving price in the same unit. */
  movingPrice: bigint;
  /** The price of a neuron, in rao. */
  registrationCost: bigint;
}

/** The economy after a block. */
export interface Economy {
  block: number;
  hash: string;
  /** Milliseconds since 1970. */
  time: number;
  issuance: bigint;
  policy: number;
  rootDividends: string;
  rules: RuleSettings;
  /** The weight of TAO at root, in parts of 2⁶⁴ − 1. */
  taoWeight: bigint;
  /** In parts of 65 535. */
  ownerCut: number;
  /** The results of root's votes, by subnet. */
  rootShares: Map<number, bigint>;
  /** Root, which has no pool: its TAO is its stake. */
  root: Pool | undefined;
  /** All others, ascending. */
  subnets: SubnetRow[];
}

const PAGE = 8;
/** The pages that are asked for before their number is known: enough for 128 subnets. */
const EXPECTED_PAGES = 17;

/** Reads the pools of all subnets, root's among them, ascending. */
export async function readPools(at: At): Promise<[number, Pool][]> {
  const numbers = [...Array(EXPECTED_PAGES).keys()];
  const [count, first] = await Promise.all([at.query.swap.pageCount(), at.query.swap.poolPages.multi(numbers)]);
  const more = count > EXPECTED_PAGES ? await at.query.swap.poolPages.multi([...Array(count).keys()].slice(EXPECTED_PAGES)) : [];
  return [...first, ...more].flat().map(([netuid, pool]) => [netuid, plain(pool)]);
}

/** Reads the pool of one subnet. */
export async function readPool(at: At, netuid: number): Promise<Pool | undefined> {
  const page = await at.query.swap.poolPages(Math.floor(netuid / PAGE));
  const found = page.find(([number]) => number === netuid);
  return found && plain(found[1]);
}

function plain(pool: DtaoPrimitivesPool): Pool {
  return {
    ...pool,
    movingPrice: pool.movingPrice.bits,
    feeRate: BigInt(pool.feeRate),
    firstEmissionBlock: pool.firstEmissionBlock,
    registrationAllowed: (pool.switches & 1) !== 0,
    noTao: (pool.switches & 2) !== 0,
    noOwnerCut: (pool.switches & 4) !== 0,
    flowAverage: pool.flowAverage.bits,
    inflowAverage: pool.inflowAverage.bits,
    revenueAverage: pool.revenueAverage.bits,
    withheld: pool.withheld.bits,
  };
}

/** Returns the reserves of a pool with its fee. */
export const reservesOf = (pool: Pool): Reserves => ({ tao: pool.tao, alpha: pool.alphaIn, feeRate: pool.feeRate });

/** Returns a moving price in rao of TAO per alpha, rounded down. */
export const movingPriceOf = (pool: Pool): bigint => (pool.movingPrice * 1_000_000_000n) >> 96n;

/** Reads the settings of the rules of emission. */
async function readRules(at: At): Promise<RuleSettings> {
  const { subtensorModule } = at.query;
  const [barRank, barQuantile, gateExponent, topN, upperTier, lowerTier, upperShare, injection, buyLimit] = await Promise.all([
    subtensorModule.emissionBarRank(),
    subtensorModule.emissionBarQuantile(),
    subtensorModule.emissionGateExponent(),
    subtensorModule.emissionTopN(),
    subtensorModule.emissionUpperTier(),
    subtensorModule.emissionLowerTier(),
    subtensorModule.emissionUpperShare(),
    subtensorModule.injection(),
    subtensorModule.emissionBuyLimit(),
  ]);
  return {
    barRank,
    barQuantile: barQuantile.bits,
    gateExponent: gateExponent.bits,
    topN,
    upperTier,
    lowerTier,
    upperShare: upperShare.bits,
    injection,
    buyLimit: buyLimit.bits,
  };
}

/** Reads what the step of a block depends on, without names. */
export async function readState(at: At, block: number, hash: string): Promise<Economy> {
  const { timestamp, balances, subtensorModule } = at.query;
  const [pools, time, issuance, rules, policy, rootDividends, taoWeight, ownerCut, votes] = await Promise.all([
    readPools(at),
    timestamp.now(),
    balances.totalIssuance(),
    readRules(at),
    subtensorModule.activeEmissionPolicy(),
    subtensorModule.rootDividends(),
    subtensorModule.taoWeight(),
    subtensorModule.subnetOwnerCut(),
    subtensorModule.rootShares(),
  ]);
  const root = pools.find(([netuid]) => netuid === 0)?.[1];
  const subnets = pools.filter(([netuid]) => netuid !== 0).map(([netuid, pool]) => unnamed(netuid, pool));
  return {
    block,
    hash,
    time: Number(time),
    issuance,
    policy,
    rootDividends,
    rules,
    taoWeight,
    ownerCut,
    rootShares: new Map(votes.map(([netuid, share]) => [netuid, share])),
    root,
    subnets,
  };
}

function unnamed(netuid: number, pool: Pool): SubnetRow {
  const price = priceOf({ tao: pool.tao, alpha: pool.alphaIn });
  const movingPrice = movingPriceOf(pool);
  return { netuid, name: '', symbol: '', owner: '', ownerHotkey: '', tempo: 0, pool, price, movingPrice, registrationCost: 0n };
}

/** Reads the economy with the names of the subnets and their costs, all at one block. */
export async function readEconomy({ at, head }: Place): Promise<Economy> {
  const [state, infos, costs] = await Promise.all([
    readState(at, head.number, head.hash),
    at.call.subnetInfoRuntimeApi.getAllDynamicInfo(),
    at.call.subnetInfoRuntimeApi.getSubnetsInfoV2(),
  ]);
  const cost = new Map(costs.flatMap((info) => (info ? [[info.netuid, info.burn] as const] : [])));
  const subnets = state.subnets.map((row): SubnetRow => {
    const info = infos[row.netuid];
    if (!info) return row;
    return {
      ...row,
      name: textOf(info.subnetName),
      symbol: textOf(info.tokenSymbol),
      owner: info.ownerColdkey.address(),
      ownerHotkey: info.ownerHotkey.address(),
      tempo: info.tempo,
      registrationCost: cost.get(row.netuid) ?? 0n,
    };
  });
  return { ...state, subnets };
}

/** Returns the TAO that the last block gave to a subnet in rao: put into its pool, or spent on its alpha for nobody. */
const givenTo = ({ pool }: SubnetRow): bigint => pool.emission.taoIn + pool.emission.excessTao;

/** Returns a subnet's part of the TAO that the last block gave to all, in parts of 10⁹. */
export function shareOf(row: SubnetRow, economy: Economy): bigint {
  const sum = economy.subnets.reduce((total, other) => total + givenTo(other), 0n);
  return sum === 0n ? 0n : (givenTo(row) * 1_000_000_000n) / sum;
}

/** Returns the sum of the prices of all subnets, in rao. */
export const sumOfPrices = (economy: Economy): bigint => economy.subnets.reduce((total, { price }) => total + price, 0n);
