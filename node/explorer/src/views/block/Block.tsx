import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { timeText } from '../../format/amount.js';
import { type Block, type ChainEvent, hashOf, readBlock } from '../../node/blocks.js';
import { connection, epoch, head } from '../../node/connection.js';
import { callName, describe } from '../../node/describe.js';
import { messageOf } from '../../node/read.js';
import { link } from '../../router.js';
import { Amount, Count } from '../../ui/Amount.js';
import { Account, Copy, Panel, Waiting } from '../../ui/parts.js';
import { Named, Value } from '../../ui/Value.js';
import { TransactionDetail } from './Transaction.js';

interface Found {
  block: Block | undefined;
  error: string | undefined;
}

/** Reads a block by its number or hash, again after a revert. */
export function useBlock(name: string): Found {
  const [found, setFound] = useState<Found>({ block: undefined, error: undefined });
  const open = connection.value;
  const since = epoch.value;
  // A number above the head may come to exist.
  const isNumber = /^\d+$/.test(name);
  const reached = isNumber && (head.value?.number ?? 0) >= Number(name);
  useEffect(() => {
    let ended = false;
    const read = async (): Promise<Block> => {
      if (!open) throw new Error('not connected');
      const hash = isNumber ? await hashOf(open.client, Number(name)) : name;
      if (hash === undefined) throw new Error(`the chain has no block ${name}`);
      return readBlock(open.client, hash);
    };
    if (open) read().then((block) => { if (!ended) setFound({ block, error: undefined }); }, (reason: unknown) => { if (!ended) setFound({ block: undefined, error: messageOf(reason) }); });
    return () => {
      ended = true;
    };
  }, [name, open, since, reached]);
  return found;
}

/** A block, or one of its transactions. */
export function BlockView({ name, index }: { name: string; index: string | undefined }): JSX.Element {
  const { block, error } = useBlock(name);
  if (!block) return <Waiting error={error} what={`Block ${name.slice(0, 70)}`} />;
  const transaction = index === undefined ? undefined : block.transactions[Number(index)];
  if (index !== undefined) {
    return transaction ? <TransactionDetail block={block} transaction={transaction} /> : <p class="empty">Block {block.number} has no transaction {index}.</p>;
  }
  return <BlockDetail block={block} />;
}

function BlockDetail({ block }: { block: Block }): JSX.Element {
  const best = head.value?.number ?? 0;
  return (
    <div class="view" data-block={block.number}>
      <header class="view-head">
        <div>
          <p class="muted">Block</p>
          <h1 class="hero"><Count value={block.number} name="block-number" /></h1>
        </div>
        <p class="actions">
          {block.number > 0 ? <a class="button second" href={link('block', block.number - 1)}>← Earlier</a> : null}{' '}
          {block.number < best ? <a class="button second" href={link('block', block.number + 1)}>Later →</a> : null}
        </p>
      </header>
      <dl class="rows">
        <div><dt>Time</dt><dd>{block.time > 0 ? timeText(block.time) : 'none: it is the first block'}</dd></div>
        <div><dt>Hash</dt><dd><code class="hash">{block.hash}</code> <Copy text={block.hash} label="Copy the hash" /></dd></div>
        {block.number > 0 ? <div><dt>Parent</dt><dd><a href={link('block', block.parent)}><code class="hash">{block.parent}</code></a></dd></div> : null}
        <div><dt>State root</dt><dd><code class="hash">{block.stateRoot}</code></dd></div>
      </dl>
      {block.kept ? null : <NotKept />}
      <Panel title={`Transactions (${block.transactions.length})`}><Transactions block={block} /></Panel>
      <Panel title={`Events of the block itself (${block.before.length + block.after.length})`}>
        <Events events={[...block.before, ...block.after]} />
      </Panel>
    </div>
  );
}

/** Says why a block has neither outcomes nor events. */
export function NotKept(): JSX.Element {
  return <p class="hint">The node no longer keeps the state after this block, so outcomes, fees and events are not known.</p>;
}

function Transactions({ block }: { block: Block }): JSX.Element {
  if (block.transactions.length === 0) return <p class="empty">None.</p>;
  return (
    <div class="scroller" role="region" aria-label="Table of transactions" tabIndex={0}>
      <table>
        <thead><tr><th scope="col" class="number">No.</th><th scope="col">Call</th><th scope="col">Signed by</th><th scope="col">Outcome</th><th scope="col" class="number">Fee</th></tr></thead>
        <tbody>
          {block.transactions.map(({ index, call, signer, failure, fee }) => (
            <tr key={index}>
              <td class="number">{index}</td>
              <th scope="row"><a href={link('block', block.hash, index)}><code>{call.pallet}.{callName(call.pallet, call.name)}</code></a></th>
              <td>{signer === undefined ? <span class="muted">inherent</span> : <Account address={signer} />}</td>
              <td class={failure ? 'broken' : ''}>{failure ? failure.name : block.kept ? 'succeeded' : 'not known'}</td>
              <td class="number">{fee === undefined ? <span class="muted">–</span> : <Amount rao={fee} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const MOST_EVENTS = 200;

/** Events with their data. */
export function Events({ events }: { events: ChainEvent[] }): JSX.Element {
  if (events.length === 0) return <p class="empty">None.</p>;
  return (
    <ol class="events">
      {events.slice(0, MOST_EVENTS).map((event, position) => <li key={position}><EventRow event={event} /></li>)}
      {events.length > MOST_EVENTS ? <li class="muted">and {events.length - MOST_EVENTS} more</li> : null}
    </ol>
  );
}

function EventRow({ event: { pallet, name, data } }: { event: ChainEvent }): JSX.Element {
  const known = describe('event', pallet, name);
  return (
    <>
      <code class="event-name">{pallet}.{name}</code>
      <div class="event-data">
        {known?.words ? <p class="muted small">{known.words}</p> : null}
        {Array.isArray(data) ? <Value value={data} units={known?.units} /> : <Named values={data as Record<string, unknown>} units={known?.units} />}
      </div>
    </>
  );
}
