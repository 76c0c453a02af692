import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Connection, connection, head } from '../../node/connection.js';
import { grouped } from '../../format/amount.js';
import { mine, mineEpoch, type Progress, run, setSealing, sealing, stop } from '../../node/dev.js';
import { messageOf } from '../../node/read.js';
import { notify } from '../../ui/notices.js';
import { Count } from '../../ui/Amount.js';
import { Choice, Figure, Panel } from '../../ui/parts.js';
import { Presets } from './Presets.js';
import { Balance, netuidIn, Price, Stake } from './Powers.js';
import { EmissionRule } from './Root.js';
import { Files, Snapshots } from './Snapshots.js';
import { Time } from './Time.js';

/** The controls of a development chain. Each of them is a method or a call that every client can use. */
export function Control(): JSX.Element {
  const open = connection.value;
  const best = head.value;
  return (
    <div class="view control">
      <header class="view-head">
        <h1>Control</h1>
        {best ? <dl class="figures"><Figure label="Best block" size="large"><Count value={best.number} name="block" /></Figure></dl> : null}
      </header>
      {open?.facts.noControl === undefined ? null : <p class="failure" role="alert">This node does not take commands: {open.facts.noControl}.</p>}
      {open && open.facts.noControl === undefined ? (
        <div class="panels">
          <Mine open={open} />
          <Snapshots open={open} />
          <Files open={open} />
          <Sealing open={open} />
          <Time open={open} />
          <Balance open={open} />
          <Price open={open} />
          <Stake open={open} />
          <EmissionRule open={open} />
          <Presets />
        </div>
      ) : null}
    </div>
  );
}

/** Runs a command and reports its failure. Returns `true` if it succeeded. */
export async function attempt(command: () => Promise<unknown>): Promise<boolean> {
  try {
    await command();
    return true;
  } catch (error) {
    notify('bad', messageOf(error));
    return false;
  }
}

/** Keeps whether a command is under way, and returns that with a function that runs one and reports its failure. */
export function useAttempt(): readonly [boolean, (command: () => Promise<unknown>) => Promise<void>] {
  const [busy, setBusy] = useState(false);
  const during = async (command: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    await attempt(command);
    setBusy(false);
  };
  return [busy, during];
}

const COUNTS = [1, 360, 7200];

function Mine({ open }: { open: Connection }): JSX.Element {
  const [text, setText] = useState('');
  const [epochOf, setEpochOf] = useState('');
  const [busy, during] = useAttempt();
  const subnet = netuidIn(epochOf);
  const count = /^\d{1,8}$/.test(text) ? Number(text) : undefined;
  const going = busy || run.value !== null;
  // A run that another client, or this page before it was loaded again, has begun.
  useEffect(() => {
    let ended = false;
    const watch = async (): Promise<void> => {
      while (!ended) {
        if (!busy) run.value = await open.socket.send<Progress | null>('dev_progress', []).catch(() => null);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    };
    void watch();
    return () => {
      ended = true;
    };
  }, [open, busy]);
  const begin = (blocks: number): Promise<void> => during(async () => {
    const before = head.peek()?.number ?? 0;
    const last = await mine(open, blocks);
    const header = await open.socket.send<{ number: string }>('chain_getHeader', [last]);
    if (blocks > 1) notify('good', `${grouped(Number(header.number) - before)} blocks were sealed.`);
  });
  return (
    <Panel title="Seal blocks" aside={<code>dev_newBlock</code>}>
      <div class="stack tight">
        <div class="buttons">
          {COUNTS.map((blocks) => <button key={blocks} type="button" class="second" disabled={going} onClick={() => void begin(blocks)}>{blocks === 1 ? '1 block' : `${grouped(blocks)} blocks`}</button>)}
        </div>
        <form class="with-button" onSubmit={(event) => { event.preventDefault(); if (count && !going) void begin(count); }}>
          <label class="for-readers" for="count">Number of blocks</label>
          <input id="count" inputMode="numeric" placeholder="another number" value={text} onInput={(event) => setText(event.currentTarget.value)} />
          <button type="submit" class="second" disabled={!count || going}>Seal</button>
        </form>
        <form class="with-button" onSubmit={(event) => { event.preventDefault(); if (subnet !== undefined && !going) void attempt(() => mineEpoch(open, subnet)); }}>
          <label class="for-readers" for="epoch">Subnet whose next epoch ends the run</label>
          <input id="epoch" inputMode="numeric" placeholder="subnet" value={epochOf} onInput={(event) => setEpochOf(event.currentTarget.value)} />
          <button type="submit" class="second" disabled={subnet === undefined || going}>Seal to its epoch</button>
        </form>
        <p class="muted small">360 blocks are a usual tempo, 7 200 a day at Bittensor’s pace.</p>
        {run.value ? <Run open={open} progress={run.value} /> : null}
      </div>
    </Panel>
  );
}

function Run({ open, progress }: { open: Connection; progress: Progress }): JSX.Element {
  const { made, of, blocksPerSecond, secondsLeft } = progress;
  return (
    <div class="run" role="status">
      <progress max={of} value={made} aria-label="Blocks of the run" />
      <span><Count value={made} name="made" /> of <Count value={of} unit="blocks" /></span>
      <span class="muted">{blocksPerSecond > 0 ? `${Math.round(blocksPerSecond)} a second, ${Math.round(secondsLeft)} s left` : ''}</span>
      <button type="button" onClick={() => void attempt(() => stop(open))}>Stop</button>
    </div>
  );
}

const MODES = [
  ['mixed', 'mixed'],
  ['instant', 'instant'],
  ['manual', 'manual'],
  ['1000', '1 s'],
  ['12000', '12 s'],
] as const;

const MEANING: Record<string, string> = {
  mixed: 'A block for each transaction, and one every second.',
  instant: 'A block for each transaction, and no others.',
  manual: 'Blocks on request only. Transactions wait.',
  '1000': 'A block every second, whether there are transactions or not.',
  '12000': 'A block every 12 seconds, Bittensor’s pace.',
};

function Sealing({ open }: { open: Connection }): JSX.Element {
  const mode = sealing.value;
  const choose = (next: string): void => void attempt(() => setSealing(open, /^\d+$/.test(next) ? Number(next) : next));
  return (
    <Panel title="Sealing" aside={<code>dev_setSealing</code>}>
      <div class="stack tight">
        <Choice label="Mode of sealing" hideLabel options={MODES} value={(mode ?? '') as 'mixed'} onChange={choose} />
        <p class="muted small">{mode === undefined ? 'The node does not report its mode. It has the one that it was started with, until you choose another.' : MEANING[mode]}</p>
      </div>
    </Panel>
  );
}
