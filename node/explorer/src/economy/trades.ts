/** Trades of a subnet, from the events of blocks. */

import type { Block, ChainEvent } from '../node/blocks.js';

/** A trade that a transaction made. Amounts in rao, as far as the event has them. */
export interface TapeEntry {
  block: number;
  hash: string;
  /** The transaction in its block. */
  index: number;
  /** In words, such as `buys`. */
  deed: string;
  side: 'buy' | 'sell' | 'none';
  who: string;
  tao: bigint | undefined;
  alpha: bigint | undefined;
}

type Account = { address: () => string };

const text = (account: unknown): string => (account as Account).address();

/** Returns the trade of an event, if it is one at this subnet. */
function tradeOf({ pallet, name, data }: ChainEvent, netuid: number): Pick<TapeEntry, 'deed' | 'side' | 'who' | 'tao' | 'alpha'> | undefined {
  if (pallet !== 'SubtensorModule') return undefined;
  const fields = data as unknown[];
  switch (name) {
    case 'StakeAdded': {
      const [who, , tao, alpha, at, fee] = fields as [Account, Account, bigint, bigint, number, bigint];
      return at === netuid ? { deed: 'buys', side: 'buy', who: text(who), tao: tao + fee, alpha } : undefined;
    }
    case 'StakeRemoved': {
      const [who, , tao, alpha, at] = fields as [Account, Account, bigint, bigint, number];
      return at === netuid ? { deed: 'sells', side: 'sell', who: text(who), tao, alpha } : undefined;
    }
    case 'StakeMoved': {
      const [who, , from, , to, tao] = fields as [Account, Account, number, Account, number, bigint];
      return moved(text(who), from, to, tao, netuid);
    }
    case 'StakeSwapped': {
      const [who, , from, to, tao] = fields as [Account, Account, number, number, bigint];
      return moved(text(who), from, to, tao, netuid);
    }
    case 'StakeTransferred': {
      const [who, , , from, to, tao] = fields as [Account, Account, Account, number, number, bigint];
      return moved(text(who), from, to, tao, netuid);
    }
    case 'AlphaBurned':
    case 'AlphaRecycled': {
      const [who, , alpha, at] = fields as [Account, Account, bigint, number];
      return at === netuid ? { deed: name === 'AlphaBurned' ? 'burns' : 'recycles', side: 'none', who: text(who), tao: undefined, alpha } : undefined;
    }
    default:
      return undefined;
  }
}

function moved(who: string, from: number, to: number, tao: bigint, netuid: number): Pick<TapeEntry, 'deed' | 'side' | 'who' | 'tao' | 'alpha'> | undefined {
  if (from === to || (from !== netuid && to !== netuid)) return undefined;
  return to === netuid
    ? { deed: `moves in from subnet ${from}`, side: 'buy', who, tao, alpha: undefined }
    : { deed: `moves out to subnet ${to}`, side: 'sell', who, tao, alpha: undefined };
}

/** Returns the trades of a block at a subnet, the latest first. */
export function tradesIn(block: Block, netuid: number): TapeEntry[] {
  return block.transactions.toReversed().flatMap(({ index, events }) =>
    events.flatMap((event): TapeEntry[] => {
      const trade = tradeOf(event, netuid);
      return trade ? [{ block: block.number, hash: block.hash, index, ...trade }] : [];
    }),
  );
}
