/** Blocks with their transactions and events, decoded by the types of the runtime that executed them. */

import type { FrameSystemEventRecord } from '../chain/index.js';
import { type At, type Client, connection, epoch } from './connection.js';

/** A call with its arguments by name. */
export interface Call {
  pallet: string;
  name: string;
  args: Record<string, unknown>;
}

/** An event. */
export interface ChainEvent {
  pallet: string;
  name: string;
  /** Fields by name, or in order. */
  data: unknown;
}

/** The failure of a call, in the words of the chain's metadata. */
export interface Failure {
  name: string;
  words: string;
}

/** A transaction with its outcome. */
export interface Transaction {
  index: number;
  hash: string;
  /** The encoded transaction's size in bytes. */
  size: number;
  /** The address that signed; `undefined` for an inherent, which the author adds. */
  signer: string | undefined;
  /** `true` if `dev_impersonate` has made it in the signer's name. */
  impersonated: boolean;
  nonce: number | undefined;
  call: Call;
  events: ChainEvent[];
  failure: Failure | undefined;
  /** In rao; `undefined` if no fee was charged. */
  fee: bigint | undefined;
  tip: bigint;
  /** Execution time in picoseconds, and bytes of proof. */
  weight: { refTime: bigint; proofSize: bigint } | undefined;
}

/** A block with all that happened in it. */
export interface Block {
  number: number;
  hash: string;
  parent: string;
  stateRoot: string;
  /** Milliseconds since 1970; 0 in block 0. */
  time: number;
  /** `false` if the node has removed the state after the block: then events, outcomes and fees are not known. */
  kept: boolean;
  transactions: Transaction[];
  /** Events of no transaction: before the first, and after the last. */
  before: ChainEvent[];
  after: ChainEvent[];
}

const KEPT = 96;
const kept = new Map<string, Block>();
epoch.subscribe(() => kept.clear());

/** Reads a block by its hash. */
export async function readBlock(client: Client, hash: string): Promise<Block> {
  const before = kept.get(hash);
  if (before) return before;
  const since = epoch.peek();
  const id = hash as `0x${string}`;
  const [signed, state] = await Promise.all([client.rpc.chain_getBlock(id), readState(client, id)]);
  if (!signed) throw new Error(`there is no block ${hash}`);
  const { header, extrinsics } = signed.block;
  const registry = state?.registry ?? client.registry;
  const events = state?.events ?? [];
  const transactions = extrinsics.map((extrinsic, index) => decode(registry, extrinsic as `0x${string}`, index, events));
  const block: Block = {
    number: header.number,
    hash,
    parent: header.parentHash,
    stateRoot: header.stateRoot,
    time: timeIn(transactions),
    kept: state !== undefined,
    transactions,
    before: events.filter(({ phase }) => phase.type === 'Initialization').map(plainEvent),
    after: events.filter(({ phase }) => phase.type === 'Finalization').map(plainEvent),
  };
  if (since === epoch.peek()) {
    kept.set(hash, block);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  }
  return block;
}

type Registry = At['registry'];

/** Reads the state after a block as far as a block needs it, or returns `undefined` if the node does not keep it. */
async function readState(client: Client, hash: `0x${string}`): Promise<{ registry: Registry; events: FrameSystemEventRecord[] } | undefined> {
  try {
    const at = await client.at(hash);
    return { registry: at.registry, events: await at.query.system.events() };
  } catch (error) {
    if (error instanceof Error && /discarded|pruned/i.test(error.message)) return undefined;
    throw error;
  }
}

/** Returns the time that the author wrote into the block. */
function timeIn(transactions: Transaction[]): number {
  const now = transactions.find(({ call }) => call.pallet === 'Timestamp')?.call.args['now'];
  return typeof now === 'bigint' ? Number(now) : 0;
}

/** Returns the hash of the block of this number, or `undefined` if the chain is shorter. */
export async function hashOf(client: Client, number: number): Promise<string | undefined> {
  return (await client.rpc.chain_getBlockHash(number)) ?? undefined;
}

interface Enum {
  pallet: string;
  palletCall?: string | { name: string; params?: Record<string, unknown> };
  palletEvent?: string | { name: string; data?: unknown };
}

/** Returns a decoded call by its pallet, its name and its arguments. */
export function plainCall({ pallet, palletCall }: Enum): Call {
  if (palletCall === undefined || typeof palletCall === 'string') return { pallet, name: palletCall ?? '', args: {} };
  return { pallet, name: palletCall.name, args: palletCall.params ?? {} };
}

function plainEvent({ event }: FrameSystemEventRecord): ChainEvent {
  const { pallet, palletEvent } = event as Enum;
  if (palletEvent === undefined || typeof palletEvent === 'string') return { pallet, name: palletEvent ?? '', data: [] };
  return { pallet, name: palletEvent.name, data: palletEvent.data ?? [] };
}

function decode(registry: Registry, bytes: `0x${string}`, index: number, all: FrameSystemEventRecord[]): Transaction {
  const extrinsic = registry.$Extrinsic.tryDecode(bytes);
  const events = all.filter(({ phase }) => phase.type === 'ApplyExtrinsic' && phase.value === index).map(plainEvent);
  const find = (pallet: string, name: string): ChainEvent | undefined => events.find((event) => event.pallet === pallet && event.name === name);
  const failed = find('System', 'ExtrinsicFailed')?.data as Outcome | undefined;
  const done = (failed ?? find('System', 'ExtrinsicSuccess')?.data) as Outcome | undefined;
  const paid = find('TransactionPayment', 'TransactionFeePaid')?.data as { actualFee: bigint; tip: bigint } | undefined;
  const { preamble } = extrinsic;
  const signature = preamble.extrinsicType === 'signed' ? preamble.signature : undefined;
  return {
    index,
    hash: registry.hashAsHex(bytes),
    size: (bytes.length - 2) / 2,
    signer: signature && addressOf(signature.address),
    impersonated: (signature?.signature as { value?: unknown } | undefined)?.value === MARK,
    nonce: signature && nonceOf(registry, signature.extra as unknown[]),
    call: plainCall(extrinsic.call as unknown as Enum),
    events,
    failure: failed && failureOf(registry, failed.dispatchError),
    fee: paid?.actualFee,
    tip: paid?.tip ?? 0n,
    weight: done?.dispatchInfo.weight,
  };
}

/** The signature of a transaction that the node made in somebody's name. */
const MARK = `0xdeadbeef${'cd'.repeat(60)}`;

interface Outcome {
  dispatchError: unknown;
  dispatchInfo: { weight: { refTime: bigint; proofSize: bigint } };
}

function addressOf(address: unknown): string | undefined {
  const { type, value } = address as { type?: string; value?: { address?: () => string } };
  return type === 'Id' ? value?.address?.() : undefined;
}

function nonceOf(registry: Registry, extra: unknown[]): number | undefined {
  const position = registry.metadata.extrinsic.signedExtensions.findIndex(({ ident }) => ident === 'CheckNonce');
  const nonce = extra[position];
  return typeof nonce === 'number' ? nonce : undefined;
}

/** Puts a dispatch error into words: those of the pallet's documentation, if it is a pallet's. */
export function failureOf(registry: Registry, error: unknown): Failure {
  const { type, value } = (typeof error === 'string' ? { type: error } : error) as { type: string; value?: unknown };
  const found = type === 'Module' ? registry.findErrorMeta(error as Parameters<Registry['findErrorMeta']>[0]) : undefined;
  if (found) return { name: `${found.pallet}.${found.name}`, words: found.docs.join(' ').trim() };
  const inner = typeof value === 'string' ? value : (value as { type?: string } | undefined)?.type;
  return { name: inner ? `${type}.${inner}` : type, words: WORDS[inner ?? type] ?? '' };
}

/** The errors that no pallet defines. */
const WORDS: Record<string, string> = {
  BadOrigin: 'The signer may not make this call.',
  CannotLookup: 'An account cannot be looked up.',
  FundsUnavailable: 'There is not enough TAO.',
  BelowMinimum: 'An account would be left with less than the existential deposit.',
  NotExpendable: 'The account must stay alive.',
  Frozen: 'The TAO is frozen.',
  Exhausted: 'The block has no room for this.',
};

/** Finds a transaction by its hash, from the best block backwards. `report` hears of each block, and returns `false` to stop. */
export async function findTransaction(
  client: Client,
  hash: string,
  from: number,
  report: (number: number) => boolean,
): Promise<{ block: string; index: number } | undefined> {
  const AT_ONCE = 32;
  for (let last = from; last >= 0; last -= AT_ONCE) {
    if (!report(last) || connection.peek()?.client !== client) return undefined;
    const numbers = [...Array(Math.min(AT_ONCE, last + 1)).keys()].map((back) => last - back);
    const found = await Promise.all(numbers.map((number) => inBlock(client, hash, number)));
    const hit = found.find((one) => one !== undefined);
    if (hit) return hit;
  }
  return undefined;
}

async function inBlock(client: Client, hash: string, number: number): Promise<{ block: string; index: number } | undefined> {
  const block = await hashOf(client, number);
  if (block === undefined) return undefined;
  const signed = await client.rpc.chain_getBlock(block as `0x${string}`);
  const index = signed?.block.extrinsics.findIndex((bytes) => client.registry.hashAsHex(bytes as `0x${string}`) === hash) ?? -1;
  return index < 0 ? undefined : { block, index };
}
