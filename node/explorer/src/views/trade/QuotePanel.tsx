import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Signer } from '../../accounts/signers.js';
import type { Direction } from '../../economy/pool.js';
import type { Quoted } from '../../economy/quote.js';
import type { Economy } from '../../economy/read.js';
import { grouped } from '../../format/amount.js';
import { connection } from '../../node/connection.js';
import { Amount, Percent, Price } from '../../ui/Amount.js';
import { Figure, Panel } from '../../ui/parts.js';

/** The quote of an order: the amount that comes out is the largest figure. */
export function QuotePanel({ quoted, direction, netuid, symbol, economy, signer, hotkey }: {
  quoted: Quoted | undefined;
  direction: Direction;
  netuid: number;
  symbol: string | undefined;
  economy: Economy;
  signer: Signer;
  hotkey: string | undefined;
}): JSX.Element {
  const fee = useTransactionFee(signer.address, hotkey, netuid, direction);
  const quote = quoted?.quote;
  const row = economy.subnets.find((one) => one.netuid === netuid);
  const alpha = netuid === 0 ? undefined : symbol ?? 'α';
  const [paid, received] = direction === 'buy' ? [undefined, alpha] : [alpha, undefined];
  if (!quote) {
    return (
      <Panel title="Quote" class="quote">
        <dl class="figures"><Figure label="Price now" size="large">{row ? <Price rao={row.price} name="price-now" /> : '1 τ'}</Figure></dl>
        <p class="muted">{quoted?.refusal ?? 'Enter an amount to see what you would receive.'}</p>
      </Panel>
    );
  }
  return (
    <Panel title="Quote" class="quote" aside={<span class="muted">for block {grouped(quote.block + 1)}</span>}>
      <div data-block={quote.block} data-hash={quote.hash} class="stack">
        <dl class="figures"><Figure label="You receive" size="large"><Amount rao={quote.output} symbol={received} decimals={9} name="quote-output" /></Figure></dl>
        <dl class="rows">
          <div><dt>You pay</dt><dd><Amount rao={quote.input} symbol={paid} name="quote-input" /></dd></div>
          <div><dt>of which the pool’s fee</dt><dd><Amount rao={quote.fee} symbol={paid} name="quote-fee" /></dd></div>
          <div><dt>Price before</dt><dd><Price rao={quote.priceBefore} name="price-before" /></dd></div>
          <div><dt>Price after</dt><dd><Price rao={quote.priceAfter} name="price-after" /> <Change from={quote.priceBefore} to={quote.priceAfter} /></dd></div>
          <div><dt>Slippage</dt><dd><Percent parts={quote.slippage} name="slippage" /></dd></div>
          <div><dt>Transaction’s fee</dt><dd>{fee === undefined ? '…' : <Amount rao={fee} name="transaction-fee" />}</dd></div>
        </dl>
        <p class="muted small" data-name="exactness">
          {quote.exact
            ? 'Exact to the rao if the trade is the first of this subnet in the next block: the block’s own emission is included.'
            : 'An estimate: the emission of the next block comes before the trade, and this page does not know the rule in force.'}
        </p>
      </div>
    </Panel>
  );
}

function Change({ from, to }: { from: bigint; to: bigint }): JSX.Element | null {
  if (from === 0n) return null;
  const parts = ((to - from) * 1_000_000_000n) / from;
  return <span class={parts < 0n ? 'down' : 'up'}>{parts > 0n ? '▲ +' : parts < 0n ? '▼ ' : ''}<Percent parts={parts} /></span>;
}

/** Returns the fee that the node asks for such a transaction. */
function useTransactionFee(address: string, hotkey: string | undefined, netuid: number, direction: Direction): bigint | undefined {
  const [fee, setFee] = useState<bigint>();
  const open = connection.value;
  useEffect(() => {
    let ended = false;
    if (!open || hotkey === undefined) return undefined;
    const { addStake, removeStake } = open.client.tx.subtensorModule;
    const call = direction === 'buy' ? addStake(hotkey, netuid, 1_000_000_000n) : removeStake(hotkey, netuid, 1_000_000_000n);
    call.paymentInfo(address).then(({ partialFee }) => { if (!ended) setFee(partialFee); }, () => undefined);
    return () => {
      ended = true;
    };
  }, [open, address, hotkey, netuid, direction]);
  return fee;
}
