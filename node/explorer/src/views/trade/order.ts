/** The order that the form describes: its amount, its quote, its faults, and its call. */

import { useMemo, useState } from 'preact/hooks';
import type { Direction } from '../../economy/pool.js';
import { type Quoted, quoteFor } from '../../economy/quote.js';
import { amountText, plainAmount, RAO, readAmount } from '../../format/amount.js';
import type { Client } from '../../node/connection.js';
import type { Submittable } from '../../node/submit.js';
import type { TradeState } from './read.js';

/** The content of the form, and what follows from it. */
export interface Draft {
  /** The amount as it is shown in its field. */
  text: string;
  limitText: string;
  partial: boolean;
  hotkey: string | undefined;
  /** The most that can be traded, in rao. */
  spendable: bigint;
  quoted: Quoted | undefined;
  /** The reason for which the order cannot be sent; `undefined` if it can. */
  fault: string | undefined;
  /** `true` before anything is entered, when a fault is no news. */
  untouched: boolean;
  write: (text: string) => void;
  writeAll: () => void;
  writeLimit: (text: string) => void;
  allowPart: (partial: boolean) => void;
  choose: (hotkey: string) => void;
  clear: () => void;
  /** Returns the call of the order. */
  call: (client: Client) => Submittable;
}

/** Keeps the content of the form. */
export function useDraft(state: TradeState, netuid: number, side: Direction): Draft {
  const [typed, setTyped] = useState('');
  const [limitText, writeLimit] = useState('');
  const [partial, allowPart] = useState(false);
  const [chosenHotkey, choose] = useState<string>();
  // All of a position, whatever it grows to until the order is executed.
  const [whole, setWhole] = useState(false);
  const hotkey = chosenHotkey ?? preferred(state, side);
  const spendable = side === 'buy' ? spendableTao(state) : (state.positions.find((one) => one.hotkey === hotkey)?.stake ?? 0n);
  const text = whole ? plainAmount(spendable) : typed;
  const amount = whole ? spendable : readAmount(typed);
  const limit = limitText.trim() === '' ? undefined : readAmount(limitText);
  const quoted = useMemo(
    () => (amount && amount > 0n ? quoteFor({ direction: side, netuid, amount, limit, partial }, state.economy, state.before) : undefined),
    [state, side, netuid, amount, limit, partial],
  );
  const write = (next: string): void => {
    setWhole(false);
    setTyped(next);
  };
  return {
    text,
    limitText,
    partial,
    hotkey,
    spendable,
    quoted,
    fault: faultOf({ text, amount, limitText, limit, side, spendable, state, quoted, hotkey }),
    untouched: text === '',
    write,
    writeAll: () => (side === 'sell' ? setWhole(true) : write(plainAmount(spendable))),
    writeLimit,
    allowPart,
    choose,
    clear: () => write(''),
    call: (client) => callFor({ side, netuid, hotkey: hotkey ?? '', amount: amount ?? 0n, limit, partial, whole })(client),
  };
}

/** TAO that can be paid while the account and its fee remain. A hundredth of a TAO is more than any fee of a trade. */
function spendableTao({ free, kept }: TradeState): bigint {
  const left = free - kept - RAO / 100n;
  return left > 0n ? left : 0n;
}

/** Returns the hotkey with which the account has stake already, or the one with the most stake. */
const preferred = (state: TradeState, side: Direction): string | undefined => state.positions[0]?.hotkey ?? (side === 'buy' ? state.hotkeys[0]?.hotkey : undefined);

/** All that decides whether an order can be sent. */
interface Checked {
  text: string;
  amount: bigint | undefined;
  limitText: string;
  limit: bigint | undefined;
  side: Direction;
  spendable: bigint;
  state: TradeState;
  quoted: Quoted | undefined;
  hotkey: string | undefined;
}

/** Returns the reason for which the order cannot be sent. */
function faultOf({ text, amount, limitText, limit, side, spendable, state, quoted, hotkey }: Checked): string | undefined {
  if (hotkey === undefined) return side === 'buy' ? 'The subnet has no hotkey to stake with.' : 'The account has no stake here.';
  if (text.trim() === '') return 'Enter an amount.';
  if (amount === undefined) return 'The amount is not a number with at most nine decimals.';
  if (amount === 0n) return 'The amount is zero.';
  if (amount > spendable) return side === 'buy' ? 'The account does not have that much TAO.' : 'The account does not have that much stake with this hotkey.';
  if (limitText.trim() !== '' && !limit) return 'The limit is not a price.';
  if (quoted?.refusal !== undefined) return quoted.refusal;
  if (side === 'buy' && quoted?.quote && quoted.quote.input - quoted.quote.fee < state.minStake) {
    return `After the fee it is less than the minimum of ${amountText(state.minStake)} TAO.`;
  }
  return undefined;
}

/** The order as a call. */
type Call = { side: Direction; netuid: number; hotkey: string; amount: bigint; limit: bigint | undefined; partial: boolean; whole: boolean };

const WHOLE = 2n ** 64n - 1n;

/** Returns the call of an order. The chain takes the largest number for all of a position, whatever it has grown to. */
function callFor({ side, netuid, hotkey, amount, limit, partial, whole }: Call) {
  return ({ tx: { subtensorModule } }: Client): Submittable => {
    const alpha = whole && !partial ? WHOLE : amount;
    if (side === 'buy') return limit === undefined ? subtensorModule.addStake(hotkey, netuid, amount) : subtensorModule.addStakeLimit(hotkey, netuid, amount, limit, partial);
    return limit === undefined ? subtensorModule.removeStake(hotkey, netuid, alpha) : subtensorModule.removeStakeLimit(hotkey, netuid, alpha, limit, partial);
  };
}
