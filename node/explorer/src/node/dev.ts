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
  /** `true` if the user named it: then it stays after a revert to it. */
  named: boolean;
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

/** Seals blocks, a slot apart, up to one that has this time. */
export const mineUntil = (open: Connection, milliseconds: number): Promise<string> => open.socket.send('dev_newBlock', [{ until: milliseconds }]);

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

/** Sets the free balance of an account, which is an amount with its unit. */
export const setBalance = (open: Connection, account: string, balance: string): Promise<string> => open.socket.send('dev_setBalance', [account, balance]);

/** Mints an amount, with its unit, for an account. */
export const fund = (open: Connection, account: string, amount: string): Promise<string> => open.socket.send('dev_fund', [account, amount]);

/** Makes a call, which is encoded, in the name of an account, and seals a block with it. */
export const impersonate = (open: Connection, account: string, call: string): Promise<{ block: string; index: number }> =>
  open.socket.send('dev_impersonate', [account, call]);

/** The outcome that a call would have in the next block. */
export interface Trial {
  /** The name of the call's error, or `null`. */
  error: string | null;
  /** In rao. */
  fee: string;
  /** Each by its pallet and its name. Integers of 64 bits are text. */
  events: Record<string, Record<string, unknown>>[];
}

/** Tries a call in the name of an account on the best block. Nothing changes. */
export const tryCall = (open: Connection, account: string, call: string): Promise<Trial> =>
  open.socket.send('dev_dryRun', [{ extrinsic: { call, address: account } }]);

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

/** Records the best block, which is `block`, to return to it. A name that another snapshot has becomes that of this one. */
export async function takeSnapshot(open: Connection, block: number, name?: string): Promise<Snapshot> {
  const id = await open.socket.send<string>('dev_snapshot', name === undefined ? [] : [name]);
  const snapshot = { id, named: name !== undefined, block, taken: Date.now() };
  snapshots.value = [...snapshots.value.filter((other) => other.id !== id), snapshot];
  return snapshot;
}

/** Saves the best block to a file of the node, or to the one that it was started with. Returns its path. */
export const saveState = async (open: Connection, file?: string): Promise<string> =>
  (await open.socket.send<{ file: string }>('dev_saveState', file === undefined ? [] : [file])).file;

/** Starts the node again with the chain of such a file. */
export const loadState = (open: Connection, file?: string): Promise<{ number: number }> => open.socket.send('dev_loadState', file === undefined ? [] : [file]);

/** Reverts to a snapshot, which removes it, unless it has a name, and all later ones. */
export async function revertTo(open: Connection, snapshot: Snapshot): Promise<void> {
  await open.socket.send('dev_revert', [snapshot.id]);
  await checkHead();
  snapshots.value = snapshots.value.filter(({ id, named, block }) => named || (snapshot.named ? block <= snapshot.block : Number(id) < Number(snapshot.id)));
}

/** Reverts to a block, or by a number of blocks if it is negative. */
export async function setHead(open: Connection, block: number): Promise<void> {
  await open.socket.send('dev_setHead', [block]);
  await checkHead();
}

