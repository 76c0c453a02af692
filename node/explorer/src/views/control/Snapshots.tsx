import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Connection, head } from '../../node/connection.js';
import { grouped } from '../../format/amount.js';
import { loadState, redo, revertTo, saveState, setHead, snapshots, takeSnapshot } from '../../node/dev.js';
import { notify } from '../../ui/notices.js';
import { Panel } from '../../ui/parts.js';
import { useAttempt } from './Control.js';

/** Snapshots of the chain, and the way back. */
export function Snapshots({ open }: { open: Connection }): JSX.Element {
  const [text, setText] = useState('');
  const [name, setName] = useState('');
  const [busy, during] = useAttempt();
  const best = head.value?.number ?? 0;
  const target = /^\d{1,10}$/.test(text) && Number(text) > 0 && Number(text) < best ? Number(text) : undefined;
  const take = (): Promise<void> => during(async () => {
    await takeSnapshot(open, best, name.trim() === '' ? undefined : name.trim());
    setName('');
  });
  const usable = snapshots.value.filter(({ block }) => block <= best);
  return (
    <Panel title="Snapshots" aside={<code>dev_snapshot, dev_revert, dev_setHead, dev_redo</code>}>
      <div class="stack tight">
        <form class="with-button" onSubmit={(event) => { event.preventDefault(); void take(); }}>
          <label class="for-readers" for="snapshot">Name of the snapshot; one with a name stays after a revert to it</label>
          <input id="snapshot" autocomplete="off" spellcheck={false} placeholder="name, or none" value={name} onInput={(event) => setName(event.currentTarget.value)} />
          <button type="submit" class="second" disabled={busy}>Take a snapshot</button>
        </form>
        <div class="buttons">
          <button type="button" class="second" disabled={busy || best < 1} onClick={() => void during(() => setHead(open, -1))}>Revert 1 block</button>
          <button type="button" class="second" disabled={busy} onClick={() => void during(() => redo(open))}>Forward again</button>
        </div>
        {usable.length === 0 ? <p class="muted small">No snapshot was taken in this page. Reverted blocks come back by “Forward again”, until another block is sealed.</p> : (
          <ul class="list">
            {usable.map((snapshot) => (
              <li key={snapshot.id} class="line">
                <span>{snapshot.named ? <bdi>{snapshot.id}: </bdi> : null}Block {grouped(snapshot.block)} <span class="muted small">at {new Date(snapshot.taken).toLocaleTimeString('en-GB')}</span></span>
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

/** Files of the chain on the node's machine. */
export function Files({ open }: { open: Connection }): JSX.Element {
  const [text, setText] = useState('');
  const [busy, during] = useAttempt();
  const file = text.trim() === '' ? undefined : text.trim();
  const save = (): Promise<void> => during(async () => notify('good', `The chain is saved to ${await saveState(open, file)}.`));
  const load = (): Promise<void> => during(async () => {
    const { number } = await loadState(open, file);
    notify('good', `The node starts again at block ${grouped(number)}.`);
  });
  return (
    <Panel title="File" aside={<code>dev_saveState, dev_loadState</code>}>
      <form class="stack tight" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <label class="field"><span>Name of a file, such as five.json; none if the node was started with one</span>
          <input id="file" value={text} autocomplete="off" spellcheck={false} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        <p class="muted small">The file is in the folder of <code>--state</code>, or else in the folder in which the node was started.</p>
        <div class="buttons">
          <button type="submit" class="second" disabled={busy}>Save the chain</button>
          <button type="button" class="second" disabled={busy} onClick={() => void load()}>Load it</button>
        </div>
      </form>
    </Panel>
  );
}
