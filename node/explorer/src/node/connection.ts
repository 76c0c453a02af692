/** The connection to the node: opens it, follows the chain's head, reports reverts and losses, and opens it again. */

import { signal } from '@preact/signals';
import { $, type ISubstrateClientAt, LegacyClient } from 'dedot';
import { blake2AsU8a } from 'dedot/utils';
import type { ChainApi } from '../chain/index.js';
import { notify } from '../ui/notices.js';
import { rpcAddress, stayCurrent } from './server.js';
import { NodeSocket } from './socket.js';

/** dedot's client, with the types of this chain. */
export type Client = LegacyClient<ChainApi>;
/** The same at one block. */
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
const CHECK_EVERY = 1000;
const FILL_AFTER = 400;
const RETRY_AFTER = [250, 500, 1000, 2000];

const opened: ((open: Connection) => void)[] = [];

/** Calls a function with each new connection, before the views hear of it. */
export const onOpened = (listener: (open: Connection) => void): number => opened.push(listener);

let last: Head | null = null;
let pending: Head[] = [];
let publishTimer: ReturnType<typeof setTimeout> | undefined;
let fillTimer: ReturnType<typeof setTimeout> | undefined;

/** Follows the node for as long as the page is open. */
export async function follow(): Promise<never> {
  let address: string | undefined;
  for (;;) {
    try {
      const asked = await rpcAddress().catch(() => address);
      // The policy of the page allows the address with which it was loaded.
      if (address !== undefined && asked !== address) location.reload();
      address = asked;
      if (address !== undefined) await stay(address);
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
  const lost = new Promise<void>((resolve) => socket.on('disconnected', () => resolve()));
  await socket.connect();
  // All in one round: what dedot would ask for in several, and what the page wants to know.
  const [metadata, facts, best] = await Promise.all([readMetadata(socket), readFacts(socket, url), readBest(socket)]);
  const client = new LegacyClient<ChainApi>({ provider: socket, stalingDetectionTimeout: 0, hasher: blake2_256, ...(metadata ? { metadata } : {}) });
  await client.connect();
  welcome(best, facts);
  attempts.value = 0;
  const open = { client, socket, facts };
  opened.forEach((listener) => listener(open));
  connection.value = open;
  void fillHeads();
  stayCurrent().catch(() => undefined);
  const stop = client.block.best(({ hash, number, parent }) => hear({ hash, number, parent }));
  const timer = setInterval(() => void checkHead(), CHECK_EVERY);
  await lost;
  clearInterval(timer);
  stop();
}

/** Reads the metadata in the form in which dedot takes it. Without it, dedot finds a version that the node has by itself. */
async function readMetadata(socket: NodeSocket): Promise<Record<`RAW_META/${string}`, `0x${string}`> | undefined> {
  const VERSION_15 = '0x0f000000';
  try {
    const [raw, genesis, { specVersion }] = await Promise.all([
      socket.send<`0x${string}`>('state_call', ['Metadata_metadata_at_version', VERSION_15]),
      socket.send<string>('chain_getBlockHash', [0]),
      socket.send<{ specVersion: number }>('state_getRuntimeVersion', []),
    ]);
    const bytes = $.Option($.PrefixedHex).tryDecode(raw);
    return bytes === undefined ? undefined : { [`RAW_META/${genesis}/${specVersion}`]: bytes };
  } catch {
    return undefined;
  }
}

/** The chain's hash, which dedot would find out by two more requests. */
const blake2_256 = (input: Uint8Array): Uint8Array => blake2AsU8a(input, 256);

async function readBest(socket: NodeSocket): Promise<Head> {
  const hash = await socket.send<Head['hash']>('chain_getBlockHash', []);
  const header = await socket.send<{ number: string; parentHash: Head['hash'] }>('chain_getHeader', [hash]);
  return { hash, number: Number(header.number), parent: header.parentHash };
}

async function readFacts(socket: NodeSocket, url: string): Promise<Facts> {
  const refusal = socket.send('dev_progress', []).then(() => undefined, (error: Error) => error.message);
  const [chain, node, version, genesis, { methods }, noControl] = await Promise.all([
    socket.send<string>('system_chain', []),
    socket.send<string>('system_name', []),
    socket.send<string>('system_version', []),
    socket.send<string>('chain_getBlockHash', [0]),
    socket.send<{ methods: string[] }>('rpc_methods', []),
    refusal,
  ]);
  return { chain, node, version, genesis, url, methods: new Set(methods), noControl };
}

let checking = false;

/**
 * Looks at the best block of the node, and at the block that the page took for the best. Subscriptions report new blocks only:
 * after a revert they are silent until the next block, and in a quick run they lag behind.
 */
export async function checkHead(): Promise<void> {
  const open = connection.peek();
  if (!open || checking) return;
  checking = true;
  try {
    const before = last;
    const hash = await open.socket.send<Head['hash']>('chain_getBlockHash', []);
    if (hash !== before?.hash) {
      const [header, sameNumber] = await Promise.all([
        open.socket.send<{ number: string; parentHash: Head['hash'] } | null>('chain_getHeader', [hash]),
        open.socket.send<string | null>('chain_getBlockHash', [before?.number ?? 0]),
      ]);
      const outdated = last !== before || connection.peek() !== open;
      if (header && !outdated) accept({ hash, number: Number(header.number), parent: header.parentHash }, sameNumber !== before?.hash);
    }
  } catch {
    // The connection was lost, which is handled where it was opened.
  } finally {
    checking = false;
  }
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

/** Lists the blocks before the head that the page has not heard of: those before it was opened, and those that it missed. */
async function fillHeads(): Promise<void> {
  const since = epoch.peek();
  const client = connection.peek()?.client;
  const newest = recentHeads.peek()[0];
  if (!client || !newest) return;
  const numbers = [...Array(FIRST_HEADS).keys()].map((back) => newest.number - 1 - back).filter((number) => number >= 0);
  const hashes = await Promise.all(numbers.map((number) => client.rpc.chain_getBlockHash(number))).catch(() => []);
  const before = numbers.flatMap((number, position): Head[] => {
    const hash = hashes[position];
    return hash ? [{ number, hash, parent: hashes[position + 1] ?? '0x' }] : [];
  });
  if (since !== epoch.peek() || recentHeads.peek()[0] !== newest) return;
  recentHeads.value = [newest, ...before];
}

/** Takes the next block from the subscription. If it does not follow the one before, the node is asked. */
function hear(block: Head): void {
  if (block.hash === last?.hash) return;
  if (block.parent === last?.hash) accept(block, false);
  else void checkHead();
}

/** Makes a block the head. */
function accept(block: Head, reverted: boolean): void {
  const before = last;
  last = block;
  if (reverted) {
    const from = before?.number ?? 0;
    notify('warning', from > block.number ? `Blocks were reverted: from ${from} back to ${block.number}.` : `Blocks were reverted and others sealed: the chain is at ${block.number}.`);
    pending = [];
    recentHeads.value = [];
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
  clearTimeout(fillTimer);
  if (hasGap(recentHeads.value)) fillTimer = setTimeout(() => void fillHeads(), FILL_AFTER);
}

/** Returns `true` if blocks are missing in the list that views show. */
function hasGap(heads: Head[]): boolean {
  const shown = heads.slice(0, FIRST_HEADS);
  return shown.some(({ number }, position) => number !== (shown[0]?.number ?? 0) - position) || (shown.length < FIRST_HEADS && (shown.at(-1)?.number ?? 0) > 0);
}
