import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { decodeAddress, encodeAddress } from 'dedot/utils';
import { grouped } from '../format/amount.js';
import { findTransaction } from '../node/blocks.js';
import { connection, head } from '../node/connection.js';
import { messageOf } from '../node/read.js';
import { link } from '../router.js';

const HASH = /^0x[0-9a-f]{64}$/i;

/** Returns an address in the chain's own form, or `undefined` if the text is none. */
export function addressIn(text: string): string | undefined {
  if (!/^[1-9A-HJ-NP-Za-km-z]{46,50}$/.test(text)) return undefined;
  try {
    return encodeAddress(decodeAddress(text), 42);
  } catch {
    return undefined;
  }
}

/** Finds accounts, subnets, blocks and transactions. Goes there at once if only one thing can be meant. */
export function Search({ text }: { text: string }): JSX.Element {
  const wanted = text.trim();
  const address = addressIn(wanted);
  const number = /^\d{1,10}$/.test(wanted) ? Number(wanted) : undefined;
  useEffect(() => {
    if (address !== undefined) location.replace(link('account', address));
  }, [address]);
  return (
    <div class="view">
      <h1>Search for <bdi class="foreign">{wanted.slice(0, 80)}</bdi></h1>
      {number !== undefined ? <Numbered number={number} /> : HASH.test(wanted) ? <Hashed hash={wanted.toLowerCase()} /> : address === undefined ? (
        <p class="empty">This is no address, netuid, block number or hash. A hash begins with <code>0x</code> and has 64 digits.</p>
      ) : null}
    </div>
  );
}

/** A number can be a subnet's or a block's. */
function Numbered({ number }: { number: number }): JSX.Element {
  const [exists, setExists] = useState<boolean>();
  const open = connection.value;
  useEffect(() => {
    if (!open || number > 65_535) return setExists(false);
    open.client.query.subtensorModule.networksAdded(number).then(setExists, () => setExists(false));
  }, [number, open]);
  const best = head.value?.number ?? 0;
  return (
    <ul class="results">
      {exists ? <li><a href={link('subnet', number)}>Subnet {number}</a></li> : null}
      {number <= best ? <li><a href={link('block', number)}>Block {grouped(number)}</a></li> : null}
      {exists === false && number > best ? <li class="empty">There is no subnet {number}, and the chain is at block {grouped(best)}.</li> : null}
    </ul>
  );
}

type Stage = { at: 'block' } | { at: 'transaction'; number: number } | { at: 'nowhere' } | { at: 'error'; message: string };

/** A hash can be a block's or a transaction's. Transactions are searched from the best block backwards. */
function Hashed({ hash }: { hash: string }): JSX.Element {
  const [stage, setStage] = useState<Stage>({ at: 'block' });
  const [stopped, setStopped] = useState(false);
  const open = connection.value;
  useEffect(() => {
    let ended = false;
    const search = async (): Promise<void> => {
      if (!open) return;
      const header = await open.client.rpc.chain_getHeader(hash as `0x${string}`).catch(() => undefined);
      if (ended) return;
      if (header) return location.replace(link('block', hash));
      const best = head.peek()?.number ?? 0;
      const found = await findTransaction(open.client, hash, best, (number) => {
        if (!ended) setStage({ at: 'transaction', number });
        return !ended;
      });
      if (ended) return;
      if (found) location.replace(link('block', found.block, found.index));
      else setStage({ at: 'nowhere' });
    };
    if (stopped) return undefined;
    search().catch((error: unknown) => { if (!ended) setStage({ at: 'error', message: messageOf(error) }); });
    return () => {
      ended = true;
    };
  }, [hash, open, stopped]);
  if (stopped) return <p class="empty">Stopped.</p>;
  if (stage.at === 'nowhere') return <p class="empty">No block and no transaction of this chain has this hash.</p>;
  if (stage.at === 'error') return <p class="failure" role="alert">{stage.message}</p>;
  return (
    <p role="status">
      {stage.at === 'block' ? 'Looking for a block …' : <>No block has this hash. Looking for a transaction: at block {grouped(stage.number)} …</>}{' '}
      <button type="button" class="second" onClick={() => setStopped(true)}>Stop</button>
    </p>
  );
}
