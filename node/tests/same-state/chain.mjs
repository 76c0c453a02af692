// One run of the scripted chain: a node that seals on request with the runtime under test.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiPromise, WsProvider } from '@polkadot/api';
import { hexToU8a, stringToHex, u8aToHex } from '@polkadot/util';
import { blake2AsHex, xxhashAsHex } from '@polkadot/util-crypto';
import { pair } from '../lib/chain.mjs';
import { BINARY, Node, ownFolder, runToEnd } from '../lib/node.mjs';
import { storageKey } from '../lib/upgrade.mjs';
import { answers } from './answers.mjs';
import { failures, succeeded } from './outcome.mjs';

/** Time of block 1 in milliseconds since 1970, and the time between two blocks. Both are arbitrary and fixed. */
const START = Date.UTC(2030, 0, 1);
const INTERVAL = 12_000;

/** Answers of a runtime API longer than this are kept as a hash. */
const MAX_ANSWER = 1_024;

/** The key of the runtime, `:code`. */
export const CODE = stringToHex(':code');

const EVENTS = storageKey('System', 'Events');

/** Returns the chain specification of a preset, as the node `binary` exports it, with `runtime` instead of its own. */
export async function specification(chain, { runtime, binary = BINARY }) {
  const { code, stdout, stderr } = await runToEnd(['export-chain-spec', '--chain', chain], { binary, timeout: 120_000 });
  assert.equal(code, 0, stderr);
  const spec = JSON.parse(stdout);
  if (runtime) spec.genesis.runtimeGenesis.code = u8aToHex(readFileSync(runtime));
  return spec;
}

/** A chain with its node, its connection and everything recorded so far. */
export class Chain {
  /** The number of the best block. */
  number = 0;
  /** The events of each block, SCALE encoded; block 1 comes first. */
  events = [];
  /** Answers of the runtime APIs, by the name of the place in the script. */
  answers = {};
  /** Calls (`section.method`) that have succeeded. */
  calls = new Set();
  /** Errors (`section.name`) that a call failed with, and names of events (`section.method`) that were seen. */
  errors = new Set();
  seen = new Set();
  /** Expectations of the script that were not met. */
  faults = [];
  /** Number of transactions in blocks so far. */
  sent = 0;
  #queue = [];
  #nonces = new Map();

  /** Starts a node with a development chain of this runtime (a path; the node's own if there is none). */
  static async start(name, { runtime, binary, blocks }) {
    const chain = new Chain();
    chain.blocks = blocks;
    const file = join(ownFolder(name), 'chain.json');
    writeFileSync(file, JSON.stringify(await specification('dev', { runtime, binary })));
    const args = ['--chain', file, '--sealing', 'manual', '--no-banner', '--tmp', '--rpc-max-response-size', '200'];
    chain.node = await Node.start(name, args, { binary });
    const provider = new WsProvider(chain.node.endpoint, undefined, undefined, 600_000);
    chain.api = await ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true });
    chain.rpc = (method, ...params) => provider.send(method, params);
    await chain.rpc('dev_timeTravel', START);
    return chain;
  }

  async stop() {
    await this.api.disconnect();
    await this.node.stop();
  }

  // ---------------------------------------------------------------- blocks

  /**
   * Puts a signed call into the next block. `expected` names the errors of the call and of the calls in it, in their order:
   * none if all succeed; `null` if any outcome will do.
   */
  add(who, call, expected = []) {
    const nonce = this.#nonces.get(who.address) ?? 0;
    this.#nonces.set(who.address, nonce + 1);
    const { genesisHash, runtimeVersion, registry } = this.api;
    // An immortal transaction: its checkpoint is the first block, so no hash of a later block gets into the chain.
    const options = { blockHash: genesisHash, era: '0x00', genesisHash, nonce, runtimeVersion, signedExtensions: registry.signedExtensions };
    this.#queue.push({ who, call, expected, bytes: this.api.tx(call).sign(who, options).toHex() });
  }

  /** Seals a block with the calls that were added. Returns the outcome of each: its events and its index in the block. */
  async seal() {
    const queue = this.#queue;
    this.#queue = [];
    const hash = await this.#newBlocks({ transactions: queue.map(({ bytes }) => bytes) }, queue);
    this.number += 1;
    this.sent += queue.length;
    const records = await this.#record(hash);
    const { extrinsics } = (await this.rpc('chain_getBlock', hash)).block;
    const first = extrinsics.length - queue.length;
    if (this.number === 1) this.#noteInherents(extrinsics.slice(0, first), records);
    const outcomes = queue.map((sent, place) => this.#check(sent, records, first + place));
    if (this.number === this.blocks) throw new Done();
    return outcomes;
  }

  /** Seals this many blocks without transactions. */
  async run(count) {
    assert.equal(this.#queue.length, 0, 'calls wait for a block');
    const from = this.number;
    const to = Math.min(from + count, this.blocks);
    await this.#newBlocks({ transactions: [], to });
    this.number = to;
    const numbers = Array.from({ length: to - from }, (_, n) => from + 1 + n);
    const hashes = await this.rpc('chain_getBlockHash', numbers);
    for (const hash of hashes) await this.#record(hash);
    if (this.number === this.blocks) throw new Done();
  }

  /** Seals blocks without transactions up to the one with this number. */
  async runTo(number) {
    if (number > this.number) await this.run(number - this.number);
  }

  async #newBlocks(request, queue = []) {
    try {
      return await this.rpc('dev_newBlock', { ...request, interval: INTERVAL });
    } catch (error) {
      const calls = queue.map(({ call }, n) => `\n  ${n}: ${call.method.section}.${call.method.method}`);
      throw new Error(`block ${this.number + 1}: ${error.message}${calls.join('')}`);
    }
  }

  async #record(hash) {
    const bytes = await this.rpc('state_getStorage', EVENTS, hash);
    this.events.push(bytes);
    const records = this.api.registry.createType('Vec<FrameSystemEventRecord>', bytes);
    for (const { event } of records) {
      this.seen.add(`${event.section}.${event.method}`);
      for (const error of failures(this.api.registry, [event])) this.errors.add(error);
    }
    return records;
  }

  /** Counts the calls that the node itself puts into each block. */
  #noteInherents(extrinsics, records) {
    for (const [index, bytes] of extrinsics.entries()) {
      const { method } = this.api.createType('Extrinsic', bytes);
      for (const name of succeeded(method, eventsOf(records, index), [])) this.calls.add(name);
    }
  }

  #check({ call, expected }, records, index) {
    const events = eventsOf(records, index);
    const failed = failures(this.api.registry, events);
    for (const name of succeeded(call.method, events, failed)) this.calls.add(name);
    if (expected && failed.map((error) => error.split('.').at(-1)).join() !== expected.join()) {
      const { section, method } = call.method;
      const wanted = expected.length > 0 ? expected.join(', ') : 'success';
      const text = JSON.stringify(call.method.toHuman().args)?.slice(0, 300);
      this.faults.push(`block ${this.number}: ${section}.${method} ${text}\n  expected ${wanted}, got ${failed.join(', ') || 'success'}`);
    }
    return { events, index, find: (method) => events.find((event) => event.method === method)?.data };
  }

  // ---------------------------------------------------------------- reading

  /** Returns the stake of a coldkey with a hotkey at a subnet. */
  async stake(hotkey, coldkey, netuid) {
    const info = await this.api.call.stakeInfoRuntimeApi.getStakeInfoForHotkeyColdkeyNetuid(hotkey, coldkey, netuid);
    return info.unwrap().stake.toBigInt();
  }

  /** Returns the UID of a hotkey at a subnet, or null. */
  async uid(netuid, hotkey) {
    const uid = await this.api.query.subtensorModule.uids(netuid, hotkey);
    return uid.isSome ? uid.unwrap().toNumber() : null;
  }

  /** Returns the price of a subnet's alpha in rao of TAO. */
  async price(netuid) {
    return (await this.api.call.swapRuntimeApi.currentAlphaPrice(netuid)).toBigInt();
  }

  // ---------------------------------------------------------------- results

  /** Keeps the answers of all runtime APIs as the state is now. */
  async ask(place) {
    const kept = {};
    for (const [name, bytes] of await answers(this)) {
      kept[name] = bytes.length <= MAX_ANSWER ? bytes : `${blake2AsHex(bytes)} of ${bytes.length / 2 - 1} bytes`;
    }
    this.answers[`${place}, block ${this.number}`] = kept;
  }

  /** Returns every key and value of the state but `:code`. */
  async state() {
    const state = {};
    const hash = await this.rpc('chain_getBlockHash');
    for (let last; ; ) {
      const keys = await this.rpc('state_getKeysPaged', '0x', 1_000, last, hash);
      if (keys.length === 0) break;
      const [{ changes }] = await this.rpc('state_queryStorageAt', keys, hash);
      for (const [key, value] of changes) state[key] = value;
      last = keys.at(-1);
    }
    delete state[CODE];
    return state;
  }

  /** Returns the metadata of the versions 14, 15 and 16, SCALE encoded. */
  async metadata() {
    const versions = {};
    for (const version of [14, 15, 16]) {
      const argument = u8aToHex(this.api.createType('u32', version).toU8a());
      const bytes = await this.rpc('state_call', 'Metadata_metadata_at_version', argument);
      const found = this.api.createType('Option<Bytes>', hexToU8a(bytes));
      assert.ok(found.isSome, `no metadata of version ${version}`);
      versions[version] = found.unwrap().toHex();
    }
    return versions;
  }
}

/** The events of the extrinsic with this index. */
function eventsOf(records, index) {
  return records.filter(({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.eqn(index)).map(({ event }) => event);
}

/** Thrown once the chain has as many blocks as it is to have. */
export class Done extends Error {}

/** The key of a storage prefix, `pallet.item`. */
export const prefix = (name) => `0x${name.split('.').map((part) => xxhashAsHex(part, 128).slice(2)).join('')}`;

/** Key pairs of the accounts that the script signs with. */
export const keys = (uri, count) => Array.from({ length: count }, (_, n) => pair(`${uri}//${n + 1}`));
