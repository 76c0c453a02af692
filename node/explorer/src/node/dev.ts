/** The methods of a development chain, as every client can call them. */

import { signal } from '@preact/signals';
import { checkHead, type Connection, onOpened } from './connection.js';

/** The state of a run of blocks, as `dev_progress` returns it. */
export interface Progress {
  made: number;
  of: number;
  blocksPerSecond: number;
  secondsLeft: number;
}

/** A snapshot that this page took. */
export interface Snapshot {
  id: string;
  block: number;
  /** Milliseconds since 1970, by this machine's clock. */
  taken: number;
}

/** The snapshots that this page took on this chain. */
export const snapshots = signal<Snapshot[]>([]);

/** The sealing mode that this page set last; the node does not report its own. */
export const sealing = signal<string | undefined>(undefined);

/** The run of blocks that the node makes now, if there is one. */
export const run = signal<Progress | null>(null);

// A node that was started again has no snapshots, and the mode of its command line.
onOpened(() => {
  snapshots.value = [];
  sealing.value = undefined;
  run.value = null;
});

const POLL = 250;

/** Seals blocks up to the next epoch of a subnet. */
export const mineEpoch = (open: Connection, netuid: number): Promise<string> => open.socket.send('dev_newBlock', [{ untilEpoch: netuid }]);

/** Seals reverted blocks again. */
export async function redo(open: Connection): Promise<void> {
  await open.socket.send('dev_redo', []);
  await checkHead();
}

/** Sets a price, which is an amount with its unit. */
export const setPrice = (open: Connection, netuid: number, price: string): Promise<string> => open.socket.send('dev_setPrice', [netuid, price]);

/** A stake: accounts are addresses or known secrets, the amount is in rao. */
export interface NewStake {
  coldkey: string;
  hotkey: string;
  netuid: number;
  amount: string;
}

/** Sets a stake. */
export const setStake = (open: Connection, stake: NewStake): Promise<string> => open.socket.send('dev_setStake', [{ ...stake }]);

/** Seals blocks, and reports the progress of the run until it ends. Returns the hash of the last block. */
export async function mine(open: Connection, count: number): Promise<string> {
  let ended = false;
  const watch = async (): Promise<void> => {
    while (!ended) {
      await new Promise((resolve) => setTimeout(resolve, POLL));
      if (ended) break;
      run.value = await open.socket.send<Progress | null>('dev_progress', []).catch(() => null);
    }
  };
  const watching = count > 1 ? watch() : Promise.resolve();
  run.value = count > 1 ? { made: 0, of: count, blocksPerSecond: 0, secondsLeft: 0 } : null;
  try {
    return await open.socket.send<string>('dev_newBlock', [{ count }]);
  } finally {
    ended = true;
    await watching;
    run.value = null;
  }
}

/** Ends the run after the block that is being built. */
export const stop = (open: Connection): Promise<boolean> => open.socket.send('dev_stop', []);

/** Sets the mode of sealing: a name, or the milliseconds between blocks. */
export async function setSealing(open: Connection, mode: string | number): Promise<void> {
  await open.socket.send('dev_setSealing', [mode]);
  sealing.value = String(mode);
}

/** Sets the time of the next block. */
export const travel = (open: Connection, milliseconds: number): Promise<number> => open.socket.send('dev_timeTravel', [milliseconds]);

/** Records the best block, which is `block`, to return to it. */
export async function takeSnapshot(open: Connection, block: number): Promise<Snapshot> {
  const id = await open.socket.send<string>('dev_snapshot', []);
  const snapshot = { id, block, taken: Date.now() };
  snapshots.value = [...snapshots.value, snapshot];
  return snapshot;
}

/** Reverts to a snapshot, which removes it and all later ones. */
export async function revertTo(open: Connection, snapshot: Snapshot): Promise<void> {
  await open.socket.send('dev_revert', [snapshot.id]);
  await checkHead();
  snapshots.value = snapshots.value.filter(({ id }) => Number(id) < Number(snapshot.id));
}

/** Reverts to a block, or by a number of blocks if it is negative. */
export async function setHead(open: Connection, block: number): Promise<void> {
  await open.socket.send('dev_setHead', [block]);
  await checkHead();
}

