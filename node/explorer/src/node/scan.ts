import { useEffect, useRef, useState } from 'preact/hooks';
import { type Block, hashOf, readBlock } from './blocks.js';
import { type Client, connection, epoch, head } from './connection.js';
import { messageOf } from './read.js';

/** The blocks that are searched at first. */
const STEP = 100;
/** The blocks that are searched on request. */
export const OLDER_STEP = 500;
/** The entries that are kept of those that new blocks bring. */
const MOST = 300;
const AT_ONCE = 20;

/** What was found in a range of blocks, the latest first. */
export interface Found<Entry> {
  entries: Entry[];
  first: number;
  last: number;
  /** `true` if the states of the blocks before `first` are not kept. */
  ends: boolean;
}

/** A search through blocks. */
export interface Scan<Entry> {
  found: Found<Entry> | undefined;
  error: string | undefined;
  /** Searches older blocks; `undefined` if all were searched, or it is at work. */
  older: (() => void) | undefined;
}

/** Searches the latest blocks, new ones as they come, and older ones on request. `pick` returns the entries of a block. */
export function useScan<Entry>(pick: (block: Block) => Entry[]): Scan<Entry> {
  const [found, setFound] = useState<Found<Entry>>();
  const [error, setError] = useState<string>();
  const [older, setOlder] = useState(false);
  const since = useRef(epoch.value);
  const busy = useRef(false);
  const best = head.value;
  const open = connection.value;

  useEffect(() => {
    if (!open || !best || busy.current) return;
    const known = since.current === epoch.value ? found : undefined;
    since.current = epoch.value;
    if (known && known.last >= best.number && !older) return;
    busy.current = true;
    const settled = (): void => {
      busy.current = false;
      setOlder(false);
    };
    extend(open.client, pick, known, best.number, older).then(
      (next) => { settled(); setFound(next); setError(undefined); },
      (reason: unknown) => { settled(); setError(messageOf(reason)); },
    );
  }, [best?.hash, found, older, open]);

  const more = found !== undefined && found.first > 0 && !found.ends && !older;
  return { found, error, older: more ? () => setOlder(true) : undefined };
}

async function extend<Entry>(client: Client, pick: (block: Block) => Entry[], known: Found<Entry> | undefined, best: number, older: boolean): Promise<Found<Entry>> {
  if (known && older) {
    const more = await search(client, pick, Math.max(0, known.first - OLDER_STEP), known.first - 1);
    return { ...known, first: more.first, ends: more.ends, entries: [...known.entries, ...more.entries] };
  }
  // After a quick run the blocks between are left out: the search begins anew.
  const near = known !== undefined && best - known.last <= STEP ? known : undefined;
  const first = near ? near.last + 1 : Math.max(0, best - STEP + 1);
  const latest = await search(client, pick, first, best);
  return near ? { ...near, last: best, entries: [...latest.entries, ...near.entries].slice(0, MOST) } : latest;
}

async function search<Entry>(client: Client, pick: (block: Block) => Entry[], first: number, last: number): Promise<Found<Entry>> {
  const numbers = [...Array(Math.max(0, last - first + 1)).keys()].map((back) => last - back);
  const entries: Entry[] = [];
  for (let done = 0; done < numbers.length; done += AT_ONCE) {
    const blocks = await Promise.all(numbers.slice(done, done + AT_ONCE).map(async (number) => {
      const hash = await hashOf(client, number);
      return hash === undefined ? undefined : readBlock(client, hash);
    }));
    for (const block of blocks) {
      if (block && !block.kept) return { entries, first: block.number + 1, last, ends: true };
      if (block) entries.push(...pick(block));
    }
  }
  return { entries, first, last, ends: false };
}
