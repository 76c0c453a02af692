import type { JSX } from 'preact';
import { durationText, timeText } from '../../format/amount.js';
import { inWords } from '../../format/text.js';
import type { Block, Transaction } from '../../node/blocks.js';
import { describe } from '../../node/describe.js';
import { Amount, Count } from '../../ui/Amount.js';
import { Account, BlockLink, Copy, Panel } from '../../ui/parts.js';
import { Named } from '../../ui/Value.js';
import { Events, NotKept } from './Block.js';

/** Writes a duration that is given in picoseconds. */
function weightText(picoseconds: bigint): string {
  const microseconds = Number(picoseconds / 1000n) / 1000;
  return microseconds >= 1000 ? `${(microseconds / 1000).toFixed(2)}\u202fms` : `${microseconds.toFixed(0)}\u202fµs`;
}

/** A transaction: its call, its outcome in words, its events, its weight and its fee. */
export function TransactionDetail({ block, transaction }: { block: Block; transaction: Transaction }): JSX.Element {
  const { call, failure, signer, fee, tip, weight, hash, nonce, size, events } = transaction;
  const known = describe('call', call.pallet, call.name);
  return (
    <div class="view" data-block={block.number}>
      <header class="view-head">
        <div>
          <p class="muted">Transaction {transaction.index} of block <BlockLink number={block.number} hash={block.hash} /></p>
          <h1 class="hero-text">{inWords(call.name)}</h1>
        </div>
        {block.kept ? <p class={`verdict ${failure ? 'bad' : 'good'}`} data-name="verdict">{failure ? 'failed' : 'succeeded'}</p> : null}
      </header>
      {block.kept ? null : <NotKept />}
      {failure ? <p class="failure" data-name="failure"><strong>{failure.name}</strong>{failure.words === '' ? '' : `: ${failure.words}`}</p> : null}
      <dl class="rows">
        <div><dt>Signed by</dt><dd>{signer === undefined ? 'nobody: the author of the block added it' : <Account address={signer} full />}{transaction.impersonated ? <span class="muted" data-name="impersonated"> without its key: the node made it, by <code>dev_impersonate</code></span> : null}</dd></div>
        <div><dt>Fee</dt><dd>{fee === undefined ? (block.kept ? 'none' : 'not known') : <Amount rao={fee} name="fee" />}{tip > 0n ? <>, of which tip <Amount rao={tip} /></> : null}</dd></div>
        {weight ? <div><dt>Weight</dt><dd>{weightText(weight.refTime)} of execution, <Count value={weight.proofSize} unit="bytes" /> of proof</dd></div> : null}
        <div><dt>Time</dt><dd>{block.time > 0 ? <>{timeText(block.time)} <span class="muted">({durationText(Math.max(0, Date.now() - block.time))} ago)</span></> : 'none'}</dd></div>
        {nonce === undefined ? null : <div><dt>Nonce</dt><dd><Count value={nonce} /></dd></div>}
        <div><dt>Size</dt><dd><Count value={size} unit="bytes" /></dd></div>
        <div><dt>Hash</dt><dd><code class="hash">{hash}</code> <Copy text={hash} label="Copy the hash" /></dd></div>
      </dl>
      <Panel title={<>Call <code>{call.pallet}.{known?.name ?? call.name}</code></>}>
        {known?.words ? <p class="muted">{known.words}</p> : null}
        <Named values={call.args} units={known?.units} />
      </Panel>
      <Panel title={`Events (${events.length})`}><Events events={events} /></Panel>
    </div>
  );
}
