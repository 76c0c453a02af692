/** The columns of the table of subnets. */

import type { JSX } from 'preact';
import { DAY, ownerCutOf, type Split, splitAlpha, type Terms, weightedRoot } from '../economy/emission.js';
import { POLICIES } from '../economy/policies.js';
import { taoForOnePercent } from '../economy/pool.js';
import { type Economy, reservesOf, shareOf, type SubnetRow } from '../economy/read.js';
import { Amount, Count, Percent, Price } from '../ui/Amount.js';
import { Bar } from '../ui/parts.js';

/** A row with all that its columns show. */
export interface Line {
  row: SubnetRow;
  share: bigint;
  /** The largest share of all subnets, by which bars are drawn. */
  largest: bigint;
  /** The weight under the policy in force; `undefined` if this page does not know the policy. */
  weight: bigint | undefined;
  weights: bigint;
  onePercent: bigint;
  /** Root's part of the validators' half, in parts of 10⁹. */
  rootPart: bigint;
  /** Alpha of a day at the rate of the last block. */
  daily: Split;
  capped: boolean;
  blocksToPayout: bigint | undefined;
}

/** Computes the lines from the economy at one block. */
export function linesOf(economy: Economy): Line[] {
  const policy = POLICIES[economy.policy];
  const weights = policy?.weigh(economy) ?? [];
  const sum = weights.reduce((total, weight) => total + weight, 0n);
  const weighted = weightedRoot(economy);
  const shares = economy.subnets.map((row) => shareOf(row, economy));
  const largest = shares.reduce((most, share) => (share > most ? share : most), 0n);
  return economy.subnets.map((row, position) => {
    const { pool } = row;
    const issued = pool.alphaIn + pool.alphaOut;
    const split = splitAlpha(pool.emission.alphaOut, ownerCutOf(pool, economy), weighted, issued);
    return {
      row,
      share: shares[position] ?? 0n,
      largest,
      weight: weights[position],
      weights: sum,
      onePercent: taoForOnePercent(reservesOf(pool)),
      rootPart: weighted + issued === 0n ? 0n : (weighted * 1_000_000_000n) / (weighted + issued),
      daily: { owner: split.owner * DAY, miners: split.miners * DAY, validators: split.validators * DAY, root: split.root * DAY },
      capped: pool.emission.alphaOut > 0n && pool.emission.alphaIn === pool.emission.alphaOut,
      blocksToPayout: pool.nextPayout >= 2n ** 63n ? undefined : pool.nextPayout - BigInt(economy.block),
    };
  });
}

/** A column of the table. */
export interface Column {
  key: string;
  title: string;
  /** The meaning, shown on hover. */
  hint: string;
  group: 'overview' | 'emission' | 'pool' | 'day' | 'entry';
  /** Further groups that show it. */
  also?: readonly Column['group'][];
  order: (line: Line) => bigint;
  cell: (line: Line) => JSX.Element | string;
}

const alpha = (rao: bigint, { row }: Line, name: string): JSX.Element => <Amount rao={rao} symbol={row.symbol} name={name} />;

/** Writes a weight by the unit of its policy. */
function Weight({ line }: { line: Line }): JSX.Element {
  const { weight, weights } = line;
  if (weight === undefined) return <span class="muted">unknown policy</span>;
  return <Percent parts={weights === 0n ? 0n : (weight * 1_000_000_000n) / weights} name="weight" />;
}

/** All columns, in the order of the table. */
export const COLUMNS: readonly Column[] = [
  { key: 'price', title: 'Price', hint: 'TAO per alpha: TAO in the pool by alpha in the pool', group: 'overview', also: ['pool'], order: ({ row }) => row.price, cell: ({ row }) => <Price rao={row.price} name="price" /> },
  { key: 'moving', title: 'Moving price', hint: 'The moving average of the price, at most 1', group: 'overview', also: ['emission'], order: ({ row }) => row.pool.movingPrice, cell: ({ row }) => <Price rao={row.movingPrice} name="moving-price" /> },
  { key: 'weight', title: 'Weight', hint: 'The weight under the emission policy in force, as a part of all weights: it decides the next block', group: 'emission', order: ({ weight }) => weight ?? 0n, cell: (line) => <Weight line={line} /> },
  { key: 'share', title: 'Share', hint: 'The part of the last block’s TAO that the subnet received', group: 'overview', also: ['emission'], order: ({ share }) => share, cell: ({ share, largest, row }) => <span class="share"><Bar parts={share} of={largest} label={`share of subnet ${row.netuid}`} /><Percent parts={share} name="share" /></span> },
  { key: 'taoIn', title: 'TAO in', hint: 'TAO that the last block put into the pool', group: 'emission', order: ({ row }) => row.pool.emission.taoIn, cell: ({ row }) => <Amount rao={row.pool.emission.taoIn} name="tao-in-emission" /> },
  { key: 'excess', title: 'TAO spent', hint: 'TAO beyond the cap on alpha that the last block spent on alpha, which belongs to nobody', group: 'emission', order: ({ row }) => row.pool.emission.excessTao, cell: ({ row }) => <Amount rao={row.pool.emission.excessTao} name="excess-tao" /> },
  { key: 'alphaIn', title: 'Alpha in', hint: 'Alpha that the last block minted into the pool', group: 'emission', order: ({ row }) => row.pool.emission.alphaIn, cell: (line) => alpha(line.row.pool.emission.alphaIn, line, 'alpha-in-emission') },
  { key: 'capped', title: 'Cap', hint: 'If the cap on alpha binds, less alpha is minted than the price requires; the rule of injection decides about the TAO beyond it', group: 'emission', order: ({ capped }) => (capped ? 1n : 0n), cell: ({ capped }) => <span data-name="capped" class={capped ? 'tag' : 'muted'}>{capped ? 'binds' : 'free'}</span> },
  { key: 'alphaOutEmission', title: 'Alpha out', hint: 'Alpha that the last block minted for owner, miners, validators and root', group: 'emission', order: ({ row }) => row.pool.emission.alphaOut, cell: (line) => alpha(line.row.pool.emission.alphaOut, line, 'alpha-out-emission') },
  { key: 'tao', title: 'Pool: TAO', hint: 'TAO in the pool', group: 'overview', also: ['pool'], order: ({ row }) => row.pool.tao, cell: ({ row }) => <Amount rao={row.pool.tao} name="pool-tao" /> },
  { key: 'alpha', title: 'Pool: alpha', hint: 'Alpha in the pool', group: 'pool', order: ({ row }) => row.pool.alphaIn, cell: (line) => alpha(line.row.pool.alphaIn, line, 'pool-alpha') },
  { key: 'onePercent', title: 'TAO for 1 %', hint: 'TAO, fee included, whose purchase raises the price by 1 %', group: 'overview', also: ['pool'], order: ({ onePercent }) => onePercent, cell: ({ onePercent }) => <Amount rao={onePercent} name="one-percent" /> },
  { key: 'alphaOut', title: 'Outside', hint: 'Alpha outside of the pool: staked, pending, claimable or unowned', group: 'pool', order: ({ row }) => row.pool.alphaOut, cell: (line) => alpha(line.row.pool.alphaOut, line, 'alpha-out') },
  { key: 'volume', title: 'Volume', hint: 'TAO of all trades since the subnet began', group: 'pool', order: ({ row }) => row.pool.volume, cell: ({ row }) => <Amount rao={row.pool.volume} name="volume" /> },
  { key: 'rootPart', title: 'Root’s part', hint: 'The part of the validators’ half of alpha that goes to root', group: 'day', order: ({ rootPart }) => rootPart, cell: ({ rootPart }) => <Percent parts={rootPart} name="root-part" /> },
  { key: 'owner', title: 'Owner / day', hint: 'Alpha for the owner in 7 200 blocks at the rate of the last one', group: 'day', order: ({ daily }) => daily.owner, cell: (line) => alpha(line.daily.owner, line, 'daily-owner') },
  { key: 'miners', title: 'Miners / day', hint: 'Alpha for the miners in 7 200 blocks at the rate of the last one', group: 'day', order: ({ daily }) => daily.miners, cell: (line) => alpha(line.daily.miners, line, 'daily-miners') },
  { key: 'validators', title: 'Validators / day', hint: 'Alpha for the validators in 7 200 blocks at the rate of the last one', group: 'day', order: ({ daily }) => daily.validators, cell: (line) => alpha(line.daily.validators, line, 'daily-validators') },
  { key: 'rootDay', title: 'Root / day', hint: 'Alpha for root in 7 200 blocks at the rate of the last one, before it is sold', group: 'day', order: ({ daily }) => daily.root, cell: (line) => alpha(line.daily.root, line, 'daily-root') },
  { key: 'cost', title: 'Registration', hint: 'The price of a neuron now', group: 'entry', order: ({ row }) => row.registrationCost, cell: ({ row }) => <Amount rao={row.registrationCost} name="registration-cost" /> },
  { key: 'payout', title: 'Payout in', hint: 'Blocks to the next payout', group: 'overview', also: ['entry'], order: ({ blocksToPayout }) => blocksToPayout ?? 2n ** 64n, cell: ({ blocksToPayout }) => (blocksToPayout === undefined ? 'never' : <Count value={blocksToPayout} unit="blocks" name="blocks-to-payout" />) },
  { key: 'tempo', title: 'Tempo', hint: 'Blocks between two payouts', group: 'entry', order: ({ row }) => BigInt(row.tempo), cell: ({ row }) => <Count value={row.tempo} unit="blocks" name="tempo" /> },
];

/** The TAO beyond the cap, if some of it buys alpha. */
function Spent({ terms }: { terms: Terms }): JSX.Element | null {
  return terms.excess === 0n ? null : <>, and spends <Amount rao={terms.excess} name="next-excess" /> on alpha that belongs to nobody</>;
}

/** The reason for a subnet's emission in the next block, step by step. */
export function Reason({ line, terms, economy }: { line: Line; terms: Terms | undefined; economy: Economy }): JSX.Element {
  const policy = POLICIES[economy.policy];
  const { row } = line;
  if (!terms || !policy) return <p>A rule is in force that this page does not know (policy {economy.policy}, injection {economy.rules.injection}); the share is what the chain gave.</p>;
  if (terms.alphaOut === 0n && terms.tao === 0n) return <p>The subnet receives no emission: it has not been started, or takes no registrations.</p>;
  const share = terms.sum === 0n ? 0n : (terms.weight * 1_000_000_000n) / terms.sum;
  return (
    <ol class="reason">
      <li><b>Weight</b> The policy is {policy.name.toLowerCase()}: the {policy.weight} of this subnet is <Percent parts={share} /> of all.</li>
      <li><b>TAO</b> The next block puts <Amount rao={terms.tao} name="next-tao" /> of that part into the pool<Spent terms={terms} />.</li>
      <li>
        <b>Alpha</b>{' '}
        {terms.capped
          ? <>To keep the price, more alpha than the cap of <Amount rao={terms.alphaOut} symbol={row.symbol} /> would have to go in. The cap binds{terms.excess === 0n ? ', so the price rises' : ''}.</>
          : <>To keep the price, <Amount rao={terms.alphaIn} symbol={row.symbol} name="next-alpha-in" /> goes in beside it. That is within the cap of <Amount rao={terms.alphaOut} symbol={row.symbol} />.</>}
      </li>
      <li><b>Outside</b> <Amount rao={terms.alphaOut} symbol={row.symbol} /> is minted for owner, miners, validators and root.</li>
    </ol>
  );
}
