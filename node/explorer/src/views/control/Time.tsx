import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Connection } from '../../node/connection.js';
import { timeText } from '../../format/amount.js';
import { mine, mineUntil, travel } from '../../node/dev.js';
import { useRead } from '../../node/read.js';
import { Panel } from '../../ui/parts.js';
import { attempt } from './Control.js';

const HOUR = 3_600_000;
const JUMPS = [
  [HOUR, '1 hour'],
  [24 * HOUR, '1 day'],
  [30 * 24 * HOUR, '30 days'],
] as const;

/** The chain's clock. */
export function Time({ open }: { open: Connection }): JSX.Element {
  const { value: now } = useRead('time', ({ at }) => at.query.timestamp.now());
  const [text, setText] = useState('');
  const [next, setNext] = useState<number>();
  const wanted = text === '' ? Number.NaN : Date.parse(`${text}Z`);
  const go = (time: number): void => void attempt(async () => setNext(await travel(open, time)));
  // The time that is shown may be that of a block that was just reverted.
  const jump = (distance: number): void => void attempt(async () => setNext(await travel(open, Number(await open.client.query.timestamp.now()) + distance)));
  return (
    <Panel title="Time" aside={<code>dev_timeTravel, dev_newBlock</code>}>
      <div class="stack tight">
        <p>{now === undefined ? '…' : now === 0n ? 'The chain has no time before block 1.' : <>The chain’s clock: <span data-name="time">{timeText(Number(now))}</span></>}</p>
        <div class="buttons">
          {JUMPS.map(([distance, label]) => <button key={label} type="button" class="second" disabled={!now} onClick={() => jump(distance)}>+ {label}</button>)}
        </div>
        <form class="with-button" onSubmit={(event) => { event.preventDefault(); if (!Number.isNaN(wanted)) go(wanted); }}>
          <label class="for-readers" for="date">Time of the next block, in UTC</label>
          <input id="date" type="datetime-local" step="1" value={text} onInput={(event) => setText(event.currentTarget.value)} />
          <button type="submit" class="second" disabled={Number.isNaN(wanted)}>Travel</button>
          <button type="button" class="second" disabled={Number.isNaN(wanted)} onClick={() => void attempt(() => mineUntil(open, wanted))}>Seal up to it</button>
        </form>
        {next !== undefined && (now === undefined || Number(now) < next) ? (
          <p class="hint" role="status">The next block will have the time {timeText(next)}. <button type="button" class="quiet" onClick={() => void attempt(() => mine(open, 1))}>Seal it now</button></p>
        ) : <p class="muted small">The time of the next block is set; later blocks continue from there. Times are UTC, and only ahead.</p>}
      </div>
    </Panel>
  );
}
