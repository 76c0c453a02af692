import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { chosen, connectExtension, extensions, type Signer, signers } from '../../accounts/signers.js';
import { nameOf } from '../../accounts/names.js';
import type { Direction } from '../../economy/pool.js';
import { type Quote, type Quoted, quoteFor } from '../../economy/quote.js';
import { amountText, plainAmount, RAO, readAmount, shortened } from '../../format/amount.js';
import { connection } from '../../node/connection.js';
import { mine } from '../../node/dev.js';
import { messageOf, useRead } from '../../node/read.js';
import { type Included, type Stage, submit, type Submittable } from '../../node/submit.js';
import { go, link, route } from '../../router.js';
import { Amount, symbolText } from '../../ui/Amount.js';
import { Choice, Waiting } from '../../ui/parts.js';
import { Outcome } from './Outcome.js';
import { PriceChart } from './PriceChart.js';
import { QuotePanel } from './QuotePanel.js';
import { readTrade, type TradeState } from './read.js';

const SIDES = [
  ['buy', 'Buy'],
  ['sell', 'Sell'],
] as const;

/** A trade that was sent, with the quote that the user saw. */
export interface Sent {
  quote: Quote;
  direction: Direction;
  symbol: string | undefined;
  netuid: number;
  stage: Stage | 'included' | 'refused';
  included?: Included;
  error?: string;
}

/** Buys and sells alpha: the form, the quote, and the outcome. */
export function Trade(): JSX.Element {
  const { parts, query } = route.value;
  const asked = Number(parts[0] ?? '1');
  const netuid = Number.isInteger(asked) && asked >= 0 ? asked : 1;
  const all = signers.value;
  const signer = all.find(({ address }) => address === chosen.value) ?? all[0];
  return (
    <div class="view trade">
      <header class="view-head"><h1>Trade</h1></header>
      {signer
        ? <Desk key={`${netuid}`} netuid={netuid} side={query.get('side') === 'sell' ? 'sell' : 'buy'} signer={signer} />
        : <><p>This page has no account to sign with.</p><ExtensionButton /></>}
    </div>
  );
}

/** Offers to connect the browser's extensions. */
function ExtensionButton(): JSX.Element | null {
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

function Desk({ netuid, side, signer }: { netuid: number; side: Direction; signer: Signer }): JSX.Element {
  const { value: state, error } = useRead(`trade-${netuid}-${signer.address}`, (place) => readTrade(place, netuid, signer.address));
  const [sent, setSent] = useState<Sent>();
  const row = state?.economy.subnets.find((one) => one.netuid === netuid);
  if (!state) return <Waiting error={error} what="The pool" />;
  if (!row && netuid !== 0) return <p class="empty">There is no subnet {netuid}. <a href={link('trade', 1)}>Trade another one</a>.</p>;
  return <Form state={state} netuid={netuid} symbol={row?.symbol} side={side} signer={signer} sent={sent} setSent={setSent} />;
}

interface FormProps {
  state: TradeState;
  netuid: number;
  symbol: string | undefined;
  side: Direction;
  signer: Signer;
  sent: Sent | undefined;
  setSent: (update: Sent | undefined | ((before: Sent | undefined) => Sent | undefined)) => void;
}

function Form({ state, netuid, symbol, side, signer, sent, setSent }: FormProps): JSX.Element {
  const [text, setText] = useState('');
  const [limitText, setLimitText] = useState('');
  const [partial, setPartial] = useState(false);
  const [hotkeyChoice, setHotkey] = useState<string>();
  const [allOfIt, setAllOfIt] = useState(false);
  const places = side === 'buy' ? state.hotkeys : state.positions;
  const hotkey = hotkeyChoice ?? preferred(state, side);
  const position = state.positions.find((one) => one.hotkey === hotkey);
  const spendable = side === 'buy' ? spendableTao(state) : position?.stake ?? 0n;
  const amount = allOfIt && side === 'sell' ? spendable : readAmount(text);
  const limit = limitText.trim() === '' ? undefined : readAmount(limitText);
  const quoted = useMemo(
    () => (amount && amount > 0n ? quoteFor({ direction: side, netuid, amount, limit, partial }, state.economy, state.before) : undefined),
    [state, side, netuid, amount, limit, partial],
  );
  const fault = faultOf({ text, amount, limitText, limit, side, spendable, state, quoted, hotkey, allOfIt });
  const working = sent?.stage === 'signing' || sent?.stage === 'sent';

  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const open = connection.peek();
    if (fault !== undefined || !quoted?.quote || !hotkey || !open || working || amount === undefined) return;
    const call = callFor({ side, netuid, hotkey, amount, limit, partial, whole: allOfIt && side === 'sell' });
    const begun: Sent = { quote: quoted.quote, direction: side, symbol, netuid, stage: 'signing' };
    setSent(begun);
    try {
      const included = await submit(open.client, call(open.client) as unknown as Submittable, signer, (stage) => setSent({ ...begun, stage }));
      setSent({ ...begun, stage: 'included', included });
      setText('');
      setAllOfIt(false);
    } catch (reason) {
      setSent({ ...begun, stage: 'refused', error: messageOf(reason) });
    }
  };

  return (
    <div class="desk">
      <form class="form" onSubmit={(event) => void send(event)}>
        <Choice label="Direction" hideLabel options={SIDES} value={side} onChange={(next) => { setText(''); setAllOfIt(false); go(`${link('trade', netuid)}?side=${next}`); }} />
        <SubnetField state={state} netuid={netuid} side={side} />
        <AccountField signer={signer} />
        <label class="field">
          <span>{side === 'buy' ? 'Stake it with hotkey' : 'Sell from the stake with hotkey'}</span>
          <HotkeySelect places={places} hotkey={hotkey} symbol={symbol} onChoose={setHotkey} />
        </label>
        <div class="field">
          <label for="amount">{side === 'buy' ? 'Pay, in TAO' : netuid === 0 ? 'Sell, in TAO' : 'Sell, in alpha'}</label>
          <div class="with-button">
            <input
              id="amount" inputMode="decimal" autocomplete="off" placeholder="0.0" aria-describedby="available"
              value={allOfIt && side === 'sell' ? plainAmount(spendable) : text}
              onInput={(event) => { setAllOfIt(false); setText(event.currentTarget.value); }}
            />
            <button type="button" class="second" onClick={() => { setAllOfIt(side === 'sell'); setText(plainAmount(spendable)); }}>All</button>
          </div>
          <p id="available" class="muted small">{side === 'buy' ? 'Free to spend' : 'Staked'}: <Amount rao={spendable} symbol={side === 'buy' || netuid === 0 ? undefined : symbol ?? 'α'} name="available" /></p>
        </div>
        {netuid === 0 ? null : <LimitField quoted={quoted} side={side} text={limitText} onText={setLimitText} partial={partial} onPartial={setPartial} />}
        <p class="fault" role="status">{fault !== undefined && (text !== '' || allOfIt) ? fault : ''}</p>
        <button type="submit" class="act" disabled={fault !== undefined || working}>{working ? 'Working …' : side === 'buy' ? 'Buy' : 'Sell'}</button>
        {sent?.stage === 'sent' ? <PoolHint /> : null}
      </form>
      <div class="stack desk-quote">
        <QuotePanel quoted={quoted} direction={side} netuid={netuid} symbol={symbol} economy={state.economy} signer={signer} hotkey={hotkey} />
        {sent && (sent.stage === 'included' || sent.stage === 'refused') ? <Outcome sent={sent} onDismiss={() => setSent(undefined)} /> : null}
      </div>
      <div class="desk-chart"><PriceChart netuid={netuid} /></div>
    </div>
  );
}

/** TAO that can be paid while the account and its fee remain. A hundredth of a TAO is more than any fee of a trade. */
function spendableTao({ free, kept }: TradeState): bigint {
  const left = free - kept - RAO / 100n;
  return left > 0n ? left : 0n;
}

/** Returns the hotkey with which the account has stake already, or the one with the most stake. */
const preferred = (state: TradeState, side: Direction): string | undefined => state.positions[0]?.hotkey ?? (side === 'buy' ? state.hotkeys[0]?.hotkey : undefined);

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
  allOfIt: boolean;
}

/** Returns the reason for which the order cannot be sent. */
function faultOf({ text, amount, limitText, limit, side, spendable, state, quoted, hotkey, allOfIt }: Checked): string | undefined {
  if (hotkey === undefined) return side === 'buy' ? 'The subnet has no hotkey to stake with.' : 'The account has no stake here.';
  if (text.trim() === '' && !allOfIt) return 'Enter an amount.';
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

type Call = { side: Direction; netuid: number; hotkey: string; amount: bigint; limit: bigint | undefined; partial: boolean; whole: boolean };

const WHOLE = 2n ** 64n - 1n;

/** Returns the call of an order. The chain takes the largest number for all of a position, whatever it has grown to. */
function callFor({ side, netuid, hotkey, amount, limit, partial, whole }: Call) {
  return ({ tx: { subtensorModule } }: NonNullable<typeof connection.value>['client']) => {
    const alpha = whole && !partial ? WHOLE : amount;
    if (side === 'buy') return limit === undefined ? subtensorModule.addStake(hotkey, netuid, amount) : subtensorModule.addStakeLimit(hotkey, netuid, amount, limit, partial);
    return limit === undefined ? subtensorModule.removeStake(hotkey, netuid, alpha) : subtensorModule.removeStakeLimit(hotkey, netuid, alpha, limit, partial);
  };
}

function SubnetField({ state, netuid, side }: { state: TradeState; netuid: number; side: Direction }): JSX.Element {
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

function AccountField({ signer }: { signer: Signer }): JSX.Element {
  return (
    <div>
      <label class="field">
        <span>Account</span>
        <select value={signer.address} onChange={(event) => { chosen.value = event.currentTarget.value; }}>
          {signers.value.map(({ address, name }) => <option key={address} value={address}>{name} · {shortened(address)}</option>)}
        </select>
      </label>
      <ExtensionButton />
    </div>
  );
}

function HotkeySelect({ places, hotkey, symbol, onChoose }: {
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
function LimitField({ quoted, side, text, onText, partial, onPartial }: {
  quoted: Quoted | undefined;
  side: Direction;
  text: string;
  onText: (text: string) => void;
  partial: boolean;
  onPartial: (partial: boolean) => void;
}): JSX.Element {
  const last = useRef<bigint | undefined>(undefined);
  last.current = quoted?.quote?.priceBefore ?? last.current;
  const within = (percent: bigint): void => {
    const price = last.current;
    if (price !== undefined) onText(plainAmount(side === 'buy' ? (price * (100n + percent)) / 100n : (price * (100n - percent)) / 100n));
  };
  return (
    <details class="limit">
      <summary>Limit the price</summary>
      <div class="stack">
        <div class="field">
          <label for="limit">{side === 'buy' ? 'Highest price after the purchase' : 'Lowest price after the sale'}, TAO per alpha</label>
          <div class="with-button">
            <input id="limit" inputMode="decimal" autocomplete="off" placeholder="no limit" value={text} onInput={(event) => onText(event.currentTarget.value)} />
            {[1n, 5n].map((percent) => (
              <button key={String(percent)} type="button" class="second" disabled={last.current === undefined} onClick={() => within(percent)}>
                {side === 'buy' ? '+' : '−'}{String(percent)} %
              </button>
            ))}
          </div>
        </div>
        <label class="check"><input type="checkbox" checked={partial} onChange={(event) => onPartial(event.currentTarget.checked)} /> Trade the part that fits, instead of nothing</label>
      </div>
    </details>
  );
}

/** Says why nothing happens with manual sealing, and offers a block. */
function PoolHint(): JSX.Element {
  const open = connection.value;
  const canSeal = open !== null && open.facts.noControl === undefined;
  return (
    <p class="hint" role="status">
      The transaction waits for a block.{' '}
      {canSeal ? <button type="button" class="quiet" onClick={() => void mine(open, 1).catch(() => undefined)}>Seal one now</button> : null}
    </p>
  );
}
