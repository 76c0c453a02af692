/** The connection to the node: opens it, follows the chain's head, reports reverts and losses, and opens it again. */

import { signal } from '@preact/signals';
import { type ISubstrateClientAt, LegacyClient } from 'dedot';
import type { ChainApi } from '../chain/index.js';
import { notify } from '../ui/notices.js';
import { NodeSocket } from './socket.js';

export type Client = LegacyClient<ChainApi>;
export type At = ISubstrateClientAt<ChainApi>;

/** A block at the head of the chain. */
export interface Head {
  number: number;
  hash: `0x${string}`;
  parent: `0x${string}`;
}

/** Facts about the node and its chain that do not change while the connection lasts. */
export interface Facts {
  chain: string;
  node: string;
  version: string;
  genesis: string;
  url: string;
  /** Names of the RPC methods. */
  methods: Set<string>;
  /** The reason for which the node refuses `dev_` methods; `undefined` on a development chain. */
  noControl: string | undefined;
}

/** An open connection. */
export interface Connection {
  client: Client;
  socket: NodeSocket;
  facts: Facts;
}

/** The open connection; `null` before the first and after a loss. */
export const connection = signal<Connection | null>(null);

/** The best block, at most four times a second. */
export const head = signal<Head | null>(null);

/** The latest blocks, the newest first. */
export const recentHeads = signal<Head[]>([]);

/** The time in milliseconds at which the latest block arrived. */
export const headTime = signal(0);

/** The number of failed attempts since the connection was lost; 0 while it is open. */
export const attempts = signal(0);

/** Grows with each revert and each new connection: what was read before may be of blocks that are gone. */
export const epoch = signal(0);

const KEPT_HEADS = 40;
const FIRST_HEADS = 16;
const PUBLISH_EVERY = 250;
const RETRY_AFTER = [250, 500, 1000, 2000];

const opened: ((open: Connection) => void)[] = [];

/** Calls a function with each new connection, before the views hear of it. */
export const onOpened = (listener: (open: Connection) => void): number => opened.push(listener);

let last: Head | null = null;
let pending: Head[] = [];
let publishTimer: ReturnType<typeof setTimeout> | undefined;

/** Follows the node at this address for as long as the page is open. */
export async function follow(url: string): Promise<never> {
  for (;;) {
    try {
      await stay(url);
    } catch {
      // Every cause has the same cure, which is to try again.
    }
    connection.value = null;
    attempts.value += 1;
    const wait = RETRY_AFTER[Math.min(attempts.value, RETRY_AFTER.length) - 1] ?? 2000;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** Opens a connection and returns when it is lost. */
async function stay(url: string): Promise<void> {
  const socket = new NodeSocket(url);
  const client = new LegacyClient<ChainApi>({ provider: socket, stalingDetectionTimeout: 0, throwOnUnknownApi: true });
  const lost = new Promise<void>((resolve) => socket.on('disconnected', () => resolve()));
  await client.connect();
  const facts = await readFacts(client, socket, url);
  const { hash, number, parent } = await client.block.best();
  const best: Head = { hash, number, parent };
  welcome(best, facts);
  attempts.value = 0;
  const open = { client, socket, facts };
  opened.forEach((listener) => listener(open));
  connection.value = open;
  void fillHeads(client, best);
  const stop = client.block.best((block) => receive({ hash: block.hash, number: block.number, parent: block.parent }));
  await lost;
  stop();
}

async function readFacts(client: Client, socket: NodeSocket, url: string): Promise<Facts> {
  const refusal = socket.send('dev_progress', []).then(() => undefined, (error: Error) => error.message);
  const [chain, node, version, { methods }, noControl] = await Promise.all([
    client.rpc.system_chain(),
    client.rpc.system_name(),
    client.rpc.system_version(),
    socket.send<{ methods: string[] }>('rpc_methods', []),
    refusal,
  ]);
  return { chain, node, version, genesis: client.genesisHash, url, methods: new Set(methods), noControl };
}

/** Begins with the head of a new connection, and says so if the chain is not the one of before. */
function welcome(best: Head, facts: Facts): void {
  const before = last;
  const sameChain = lastGenesis === undefined || lastGenesis === facts.genesis;
  if (before && (!sameChain || best.number < before.number)) {
    notify('warning', sameChain
      ? `The node was started again: the chain is at block ${best.number}, it was at ${before.number}.`
      : `The node was started with another chain, ${facts.chain}. It is at block ${best.number}.`);
  } else if (before) {
    notify('good', 'Connected again.');
  }
  lastGenesis = facts.genesis;
  last = best;
  pending = [];
  epoch.value += 1;
  recentHeads.value = [best];
  head.value = best;
  headTime.value = Date.now();
}

let lastGenesis: string | undefined;

/** Lists the blocks before the head with which a connection begins. */
async function fillHeads(client: Client, best: Head): Promise<void> {
  const since = epoch.peek();
  const numbers = [...Array(FIRST_HEADS + 1).keys()].map((back) => best.number - 1 - back).filter((number) => number >= 0);
  const hashes = await Promise.all(numbers.map((number) => client.rpc.chain_getBlockHash(number))).catch(() => []);
  const before = numbers.flatMap((number, position): Head[] => {
    const hash = hashes[position];
    return hash ? [{ number, hash, parent: hashes[position + 1] ?? '0x' }] : [];
  });
  if (since !== epoch.peek()) return;
  const oldest = recentHeads.value.at(-1)?.number ?? 0;
  recentHeads.value = [...recentHeads.value, ...before.filter(({ number }) => number < oldest)].slice(0, KEPT_HEADS);
}

function receive(block: Head): void {
  const before = last;
  if (before?.hash === block.hash) return;
  last = block;
  const reverted = before !== null && block.number <= before.number;
  if (reverted) {
    notify('warning', `Blocks were reverted: from ${before.number} back to ${block.number}.`);
    pending = [];
    recentHeads.value = recentHeads.value.filter(({ number }) => number < block.number);
    epoch.value += 1;
  }
  pending.push(block);
  if (pending.length > KEPT_HEADS) pending.splice(0, pending.length - KEPT_HEADS);
  if (reverted) publish();
  else publishTimer ??= setTimeout(publish, Date.now() - headTime.value > PUBLISH_EVERY ? 0 : PUBLISH_EVERY);
}

function publish(): void {
  clearTimeout(publishTimer);
  publishTimer = undefined;
  const newest = pending.at(-1);
  if (!newest) return;
  recentHeads.value = [...pending.reverse(), ...recentHeads.value].slice(0, KEPT_HEADS);
  pending = [];
  headTime.value = Date.now();
  head.value = newest;
}
