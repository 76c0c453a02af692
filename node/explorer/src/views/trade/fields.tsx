/** The fields of the form. */

import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { nameOf } from '../../accounts/names.js';
import { actAs, chosen, connectExtension, extensions, type Signer, signers } from '../../accounts/signers.js';
import type { Direction } from '../../economy/pool.js';
import { amountText, plainAmount, shortened } from '../../format/amount.js';
import { connection } from '../../node/connection.js';
import { mine } from '../../node/dev.js';
import { messageOf } from '../../node/read.js';
import { go, link } from '../../router.js';
import { Amount, symbolText } from '../../ui/Amount.js';
import { addressIn } from '../Search.js';
import type { Draft } from './order.js';
import type { TradeState } from './read.js';

/** Offers to connect the browser's extensions. */
export function ExtensionButton(): JSX.Element | null {
  const [error, setError] = useState<string>();
  const names = extensions();
  if (names.length === 0) return null;
  return (
    <p class="small">
      {names.map((name) => (
        <button key={name} type="button" class="quiet" onClick={() => { connectExtension(name).catch((reason: unknown) => setError(messageOf(reason))); }}>
          Use accounts of {name}
        </button>
      ))}
      {error === undefined ? null : <span class="broken">{error}</span>}
    </p>
  );
}

/** The amount of the order. */
export function AmountField({ draft, side, netuid, symbol }: { draft: Draft; side: Direction; netuid: number; symbol: string | undefined }): JSX.Element {
  const unit = side === 'buy' || netuid === 0 ? undefined : symbol ?? 'α';
  return (
    <div class="field">
      <label for="amount">{side === 'buy' ? 'Pay' : 'Sell'}, in {unit === undefined ? 'TAO' : 'alpha'}</label>
      <div class="with-button">
        <input
          id="amount" inputMode="decimal" autocomplete="off" placeholder="0.0" aria-describedby="available"
          value={draft.text} onInput={(event) => draft.write(event.currentTarget.value)}
        />
        <button type="button" class="second" onClick={draft.writeAll}>All</button>
      </div>
      <p id="available" class="muted small">{side === 'buy' ? 'Free to spend' : 'Staked'}: <Amount rao={draft.spendable} symbol={unit} name="available" /></p>
    </div>
  );
}

/** The choice of a subnet. */
export function SubnetField({ state, netuid, side }: { state: TradeState; netuid: number; side: Direction }): JSX.Element {
  return (
    <label class="field">
      <span>Subnet</span>
      <select value={netuid} onChange={(event) => go(`${link('trade', event.currentTarget.value)}?side=${side}`)}>
        <option value={0}>0 · root</option>
        {state.economy.subnets.map(({ netuid: number, name }) => <option key={number} value={number}>{number} · {name.slice(0, 40)}</option>)}
      </select>
    </label>
  );
}

/** The choice of an account to sign with. */
export function AccountField({ signer }: { signer: Signer }): JSX.Element {
  return (
    <div>
      <label class="field">
        <span>Account</span>
        <select value={signer.address} onChange={(event) => { chosen.value = event.currentTarget.value; }}>
          {signers.value.map(({ address, name }) => <option key={address} value={address}>{name} · {shortened(address)}</option>)}
        </select>
      </label>
      <ExtensionButton />
      {connection.value?.facts.noControl === undefined ? <OtherAccount /> : null}
    </div>
  );
}

/** Lets the user act in the name of an account without its key. */
function OtherAccount(): JSX.Element {
  const [text, setText] = useState('');
  const address = addressIn(text.trim());
  const use = (): void => {
    if (address !== undefined) actAs(address);
    setText('');
  };
  return (
    <details class="limit">
      <summary>Act in the name of another account</summary>
      <div class="field">
        <label for="other">Its address; nobody needs its key on a development chain</label>
        <div class="with-button">
          <input id="other" autocomplete="off" spellcheck={false} value={text} onInput={(event) => setText(event.currentTarget.value)} />
          <button type="button" class="second" disabled={address === undefined} onClick={use}>Use it</button>
        </div>
      </div>
    </details>
  );
}

/** The choice of a hotkey. */
export function HotkeySelect({ places, hotkey, symbol, onChoose }: {
  places: readonly { hotkey: string; stake: bigint; validator?: boolean }[];
  hotkey: string | undefined;
  symbol: string | undefined;
  onChoose: (hotkey: string) => void;
}): JSX.Element {
  const listed = places.some((place) => place.hotkey === hotkey);
  return (
    <select value={hotkey ?? ''} onChange={(event) => onChoose(event.currentTarget.value)}>
      {places.length === 0 && hotkey === undefined ? <option value="">none</option> : null}
      {hotkey !== undefined && !listed ? <option value={hotkey}>{nameOf(hotkey) ?? shortened(hotkey)}</option> : null}
      {places.map((place) => (
        <option key={place.hotkey} value={place.hotkey}>
          {nameOf(place.hotkey) ?? shortened(place.hotkey)} · {amountText(place.stake)} {symbol === undefined ? 'τ' : symbolText(symbol)}{place.validator ? ' · validator' : ''}
        </option>
      ))}
    </select>
  );
}

/** The limit price, by which the chain refuses or cuts a trade. */
export function LimitField({ draft, side }: { draft: Draft; side: Direction }): JSX.Element {
  const last = useRef<bigint | undefined>(undefined);
  last.current = draft.quoted?.quote?.priceBefore ?? last.current;
  const within = (percent: bigint): void => {
    const price = last.current;
    if (price !== undefined) draft.writeLimit(plainAmount(side === 'buy' ? (price * (100n + percent)) / 100n : (price * (100n - percent)) / 100n));
  };
  return (
    <details class="limit">
      <summary>Limit the price</summary>
      <div class="stack">
        <div class="field">
          <label for="limit">{side === 'buy' ? 'Highest price after the purchase' : 'Lowest price after the sale'}, TAO per alpha</label>
          <div class="with-button">
            <input id="limit" inputMode="decimal" autocomplete="off" placeholder="no limit" value={draft.limitText} onInput={(event) => draft.writeLimit(event.currentTarget.value)} />
            {[1n, 5n].map((percent) => (
              <button key={String(percent)} type="button" class="second" disabled={last.current === undefined} onClick={() => within(percent)}>
                {side === 'buy' ? '+' : '−'}{String(percent)} %
              </button>
            ))}
          </div>
        </div>
        <label class="check"><input type="checkbox" checked={draft.partial} onChange={(event) => draft.allowPart(event.currentTarget.checked)} /> Trade the part that fits, instead of nothing</label>
      </div>
    </details>
  );
}

/** Says why nothing happens with manual sealing, and offers a block. */
export function PoolHint(): JSX.Element {
  const open = connection.value;
  const canSeal = open !== null && open.facts.noControl === undefined;
  return (
    <p class="hint" role="status">
      The transaction waits for a block.{' '}
      {canSeal ? <button type="button" class="quiet" onClick={() => void mine(open, 1).catch(() => undefined)}>Seal one now</button> : null}
    </p>
  );
}
