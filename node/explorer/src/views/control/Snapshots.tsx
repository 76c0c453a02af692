import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Connection, head } from '../../node/connection.js';
import { grouped } from '../../format/amount.js';
import { redo, revertTo, setHead, snapshots, takeSnapshot } from '../../node/dev.js';
import { Panel } from '../../ui/parts.js';
import { attempt } from './Control.js';

/** Snapshots of the chain, and the way back. */
export function Snapshots({ open }: { open: Connection }): JSX.Element {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const best = head.value?.number ?? 0;
  const target = /^\d{1,10}$/.test(text) && Number(text) > 0 && Number(text) < best ? Number(text) : undefined;
  const during = async (command: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    await attempt(command);
    setBusy(false);
  };
  const usable = snapshots.value.filter(({ block }) => block <= best);
  return (
    <Panel title="Snapshots" aside={<code>dev_snapshot, dev_revert, dev_setHead, dev_redo</code>}>
      <div class="stack tight">
        <div class="buttons">
          <button type="button" class="second" disabled={busy} onClick={() => void during(() => takeSnapshot(open, best))}>Take a snapshot</button>
          <button type="button" class="second" disabled={busy || best < 1} onClick={() => void during(() => setHead(open, -1))}>Revert 1 block</button>
          <button type="button" class="second" disabled={busy} onClick={() => void during(() => redo(open))}>Forward again</button>
        </div>
        {usable.length === 0 ? <p class="muted small">No snapshot was taken in this page. Reverted blocks come back by “Forward again”, until another block is sealed.</p> : (
          <ul class="list">
            {usable.map((snapshot) => (
              <li key={snapshot.id} class="line">
                <span>Block {grouped(snapshot.block)} <span class="muted small">at {new Date(snapshot.taken).toLocaleTimeString('en-GB')}</span></span>
                <button type="button" class="second" disabled={busy} onClick={() => void during(() => revertTo(open, snapshot))}>Revert to block {grouped(snapshot.block)}</button>
              </li>
            ))}
          </ul>
        )}
        <form class="with-button" onSubmit={(event) => { event.preventDefault(); if (target !== undefined) void during(async () => { await setHead(open, target); setText(''); }); }}>
          <label class="for-readers" for="target">Block to revert to</label>
          <input id="target" inputMode="numeric" placeholder="block number" value={text} onInput={(event) => setText(event.currentTarget.value)} />
          <button type="submit" class="second" disabled={target === undefined || busy}>Revert</button>
        </form>
      </div>
    </Panel>
  );
}
