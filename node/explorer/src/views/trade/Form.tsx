import type { JSX } from 'preact';
import type { Signer } from '../../accounts/signers.js';
import type { Direction } from '../../economy/pool.js';
import { connection } from '../../node/connection.js';
import { tryCall } from '../../node/dev.js';
import { messageOf } from '../../node/read.js';
import { submit } from '../../node/submit.js';
import { go, link } from '../../router.js';
import { Choice } from '../../ui/parts.js';
import { AccountField, AmountField, HotkeySelect, LimitField, PoolHint, SubnetField } from './fields.js';
import { type Draft, useDraft } from './order.js';
import { Outcome } from './Outcome.js';
import { PriceChart } from './PriceChart.js';
import { QuotePanel } from './QuotePanel.js';
import type { TradeState } from './read.js';
import type { Sent } from './Trade.js';

const SIDES = [
  ['buy', 'Buy'],
  ['sell', 'Sell'],
] as const;

interface FormProps {
  state: TradeState;
  netuid: number;
  symbol: string | undefined;
  side: Direction;
  signer: Signer;
  sent: Sent | undefined;
  setSent: (update: Sent | undefined) => void;
}

/** The form with the quote and the outcome beside it. */
export function Form(props: FormProps): JSX.Element {
  const { state, netuid, symbol, side, signer, sent, setSent } = props;
  const draft = useDraft(state, netuid, side);
  const canTry = connection.value?.facts.noControl === undefined;
  const working = sent?.stage === 'signing' || sent?.stage === 'sent';
  const send = (event: Event): void => {
    event.preventDefault();
    if (draft.fault === undefined && !working) void execute(draft, props);
  };
  return (
    <div class="desk">
      <form class="form" onSubmit={send}>
        <Choice label="Direction" hideLabel options={SIDES} value={side} onChange={(next) => go(`${link('trade', netuid)}?side=${next}`)} />
        <SubnetField state={state} netuid={netuid} side={side} />
        <AccountField signer={signer} />
        <label class="field">
          <span>{side === 'buy' ? 'Stake it with hotkey' : 'Sell from the stake with hotkey'}</span>
          <HotkeySelect places={side === 'buy' ? state.hotkeys : state.positions} hotkey={draft.hotkey} symbol={symbol} onChoose={draft.choose} />
        </label>
        <AmountField draft={draft} side={side} netuid={netuid} symbol={symbol} />
        {netuid === 0 ? null : <LimitField draft={draft} side={side} />}
        <p class="fault" role="status">{draft.untouched ? '' : draft.fault}</p>
        <div class="with-button">
          <button type="submit" class="act" disabled={draft.fault !== undefined || working}>{working ? 'Working …' : side === 'buy' ? 'Buy' : 'Sell'}</button>
          {canTry ? <button type="button" class="second" disabled={draft.fault !== undefined || working} onClick={() => void tryIt(draft, props)}>Try it</button> : null}
        </div>
        {sent?.stage === 'sent' ? <PoolHint /> : null}
      </form>
      <div class="stack desk-quote">
        <QuotePanel quoted={draft.quoted} direction={side} netuid={netuid} symbol={symbol} economy={state.economy} signer={signer} hotkey={draft.hotkey} />
        {sent && (sent.stage === 'included' || sent.stage === 'refused' || sent.stage === 'tried') ? <Outcome sent={sent} onDismiss={() => setSent(undefined)} /> : null}
      </div>
      <div class="desk-chart"><PriceChart netuid={netuid} /></div>
    </div>
  );
}

/** Lets the node try the order, which changes nothing. */
async function tryIt(draft: Draft, { netuid, symbol, side, signer, setSent }: FormProps): Promise<void> {
  const open = connection.peek();
  const quote = draft.quoted?.quote;
  if (!open || !quote) return;
  const begun: Sent = { quote, direction: side, symbol, netuid, stage: 'signing' };
  try {
    const trial = await tryCall(open, signer.address, draft.call(open.client).callHex);
    setSent({ ...begun, stage: 'tried', trial });
  } catch (reason) {
    setSent({ ...begun, stage: 'refused', error: messageOf(reason) });
  }
}

/** Sends the order, and reports each stage of its way. */
async function execute(draft: Draft, { netuid, symbol, side, signer, setSent }: FormProps): Promise<void> {
  const open = connection.peek();
  const quote = draft.quoted?.quote;
  if (!open || !quote) return;
  const begun: Sent = { quote, direction: side, symbol, netuid, stage: 'signing' };
  setSent(begun);
  try {
    const included = await submit(open, draft.call(open.client), signer, (stage) => setSent({ ...begun, stage }));
    setSent({ ...begun, stage: 'included', included });
    draft.clear();
  } catch (reason) {
    setSent({ ...begun, stage: 'refused', error: messageOf(reason) });
  }
}
