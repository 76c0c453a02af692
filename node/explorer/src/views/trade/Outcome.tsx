import type { JSX } from 'preact';
import { grouped } from '../../format/amount.js';
import { link } from '../../router.js';
import { Amount } from '../../ui/Amount.js';
import { BlockLink, Figure, Panel } from '../../ui/parts.js';
import type { Sent } from './Trade.js';

interface Executed {
  input: bigint;
  output: bigint;
  fee: bigint;
}

/** Returns what the chain's last event of a trade reports: one before it is a sale for the fee. */
function executed({ direction, included, trial }: Sent): Executed | undefined {
  const wanted = direction === 'buy' ? 'StakeAdded' : 'StakeRemoved';
  const event = included?.transaction.events.findLast(({ pallet, name }) => pallet === 'SubtensorModule' && name === wanted);
  const data = event?.data ?? trial?.events.map((one) => one['SubtensorModule']?.[wanted]).findLast((one) => one !== undefined);
  if (!Array.isArray(data)) return undefined;
  const [tao, alpha, fee] = [data[2], data[3], data[5]].map((amount: bigint | string | number) => BigInt(amount)) as [bigint, bigint, bigint];
  return direction === 'buy' ? { input: tao + fee, output: alpha, fee } : { input: alpha, output: tao, fee };
}

/** The outcome of a trade, compared with the quote. */
export function Outcome({ sent, onDismiss }: { sent: Sent; onDismiss: () => void }): JSX.Element {
  const { included, trial, error, direction, symbol, netuid, quote } = sent;
  const failure = included?.transaction.failure ?? (trial?.error == null ? undefined : { name: trial.error, words: '' });
  const done = executed(sent);
  const alpha = netuid === 0 ? undefined : symbol ?? 'α';
  const received = direction === 'buy' ? alpha : undefined;
  return (
    <Panel
      title={error !== undefined ? 'Refused' : trial ? 'Tried' : failure ? 'Failed' : 'Done'}
      class={`outcome ${error !== undefined || failure ? 'bad' : 'good'}`}
      aside={<button type="button" class="quiet" onClick={onDismiss}>dismiss</button>}
    >
      <div role="status" class="stack" data-name="outcome">
        {error === undefined ? null : <p>The node did not accept the transaction: {error}</p>}
        {failure ? <p><strong>{failure.name}</strong>: {failure.words || 'the call failed.'}</p> : null}
        {done ? (
          <>
            <dl class="figures"><Figure label={trial ? 'You would receive' : 'You received'}><Amount rao={done.output} symbol={received} decimals={9} name="executed-output" /></Figure></dl>
            <p data-name="comparison">{comparison(done.output - quote.output, included?.number ?? quote.block + 1, quote.block, quote.exact)}</p>
          </>
        ) : null}
        {trial ? <p class="muted">On the best block, for a fee of <Amount rao={BigInt(trial.fee)} name="trial-fee" />. Nothing has changed.</p> : null}
        {included ? (
          <p class="muted">
            In block <BlockLink number={included.number} hash={included.block} />:{' '}
            <a href={link('block', included.block, included.transaction.index)}>the transaction</a>
            {netuid === 0 ? null : <>, <a href={link('subnet', netuid)}>the subnet’s price</a></>}.
          </p>
        ) : null}
      </div>
    </Panel>
  );
}

function comparison(difference: bigint, number: number, quotedAfter: number, exact: boolean): string {
  if (difference === 0n) return 'As quoted, to the rao.';
  const amount = `${grouped(difference < 0n ? -difference : difference)} rao ${difference < 0n ? 'less' : 'more'} than quoted`;
  if (number !== quotedAfter + 1) return `${amount}: the quote was for block ${quotedAfter + 1}, the trade is in block ${number}.`;
  return exact ? `${amount}: other trades came before it in the block.` : `${amount}, which was an estimate.`;
}
