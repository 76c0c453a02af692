// A sealed chain whose blocks are measured one by one: their weight, and the time to make and to import them.

import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, errorName } from '../lib/chain.mjs';
import { Node, ownFolder, runToEnd } from '../lib/node.mjs';

/** Transactions that are sent side by side. */
const AT_ONCE = 40;

/** Bytes that a signature adds to a call, about. */
const SIGNATURE = 140;

/** Returns the milliseconds that a process has occupied processors, in steps of ten. */
function cpu({ pid }) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/**
 * The time of a piece of work on an otherwise idle machine: on a busy one the clock counts the work of others too, and the processors
 * that of threads which run side by side.
 */
const lesser = ({ wall, cpu }) => Math.min(wall, cpu);

/** A chain of one node. */
export class Chain {
  /** The measured blocks. */
  blocks = [];

  #nonces = new Map();

  /** Starts a chain from its specification, with a database on the disk. */
  static async start(name, spec) {
    const chain = new Chain();
    chain.spec = spec;
    chain.path = ownFolder(join('chains', name));
    const pool = ['--pool-limit', '20000', '--pool-kbytes', '61440'];
    chain.node = await Node.start(name, ['--dev', '--chain', spec, '--base-path', chain.path, '--sealing', 'manual', '--no-banner', ...pool]);
    chain.api = await connect(chain.node);
    return chain;
  }

  async stop() {
    await this.api.disconnect();
    await this.node.stop();
  }

  /** Makes blocks without measuring them. */
  run(count) {
    return this.node.call('dev_newBlock', [{ count }]);
  }

  /** Makes blocks up to this number. */
  runTo(number) {
    return this.node.call('dev_newBlock', [{ to: number }]);
  }

  async number() {
    return (await this.api.rpc.chain.getHeader()).number.toNumber();
  }

  /** Waits until the node has nothing to do: its pool has checked what has arrived, or what a block has left. */
  async #idle() {
    for (let tries = 0; tries < 100; tries += 1) {
      const before = cpu(this.node.child);
      await sleep(100);
      if (cpu(this.node.child) - before <= 10) return;
    }
  }

  /** Makes a block and measures it; if `beside`, while the node does other work, whose processors do not count. */
  async block({ beside = false } = {}) {
    if (!beside) await this.#idle();
    const before = { cpu: cpu(this.node.child), wall: performance.now() };
    const hash = await this.node.call('dev_newBlock');
    const time = { wall: performance.now() - before.wall, cpu: cpu(this.node.child) - before.cpu };
    const at = await this.api.at(hash);
    const { normal, operational, mandatory } = await at.query.system.blockWeight();
    const weight = [normal, operational, mandatory].reduce((sum, { refTime }) => sum + Number(refTime), 0) / 1e12;
    const { block } = await this.api.rpc.chain.getBlock(hash);
    const made = {
      hash, number: block.header.number.toNumber(), transactions: block.extrinsics.filter(({ isSigned }) => isSigned).length,
      weight, ...time, ms: beside ? time.wall : lesser(time),
    };
    this.blocks.push(made);
    return made;
  }

  /** Signs a call with the account's next nonce. */
  async sign(who, call, { tip = 0n } = {}) {
    const known = this.#nonces.get(who.address);
    const nonce = known ?? (await this.api.rpc.system.accountNextIndex(who.address)).toNumber();
    this.#nonces.set(who.address, nonce + 1);
    return call.signAsync(who, { nonce, era: 0, tip });
  }

  /** Submits signed transactions. Returns the reasons of those that the pool refuses. */
  async submit(signed) {
    const refused = [];
    const one = (transaction) => this.node.call('author_submitExtrinsic', [transaction.toHex()])
      .catch((error) => refused.push(error.data ?? error.message));
    for (let n = 0; n < signed.length; n += AT_ONCE) await Promise.all(signed.slice(n, n + AT_ONCE).map(one));
    // A refused transaction has taken no nonce.
    if (refused.length > 0) this.#nonces.clear();
    return refused;
  }

  /** Signs and submits calls of one account; the pool must accept them all. */
  async send(who, ...calls) {
    const signed = [];
    for (const call of calls) signed.push(await this.sign(who, call));
    assert.deepEqual(await this.submit(signed), []);
  }

  /** Returns the events of a block. */
  async events(hash) {
    return (await (await this.api.at(hash)).query.system.events()).map(({ event }) => event);
  }

  /** Returns the names of the errors in a block, each with its number. */
  async errors(hash) {
    const counts = {};
    const note = (error) => {
      const name = errorName(this.api, error);
      counts[name] = (counts[name] ?? 0) + 1;
    };
    for (const event of await this.events(hash)) {
      if (this.api.events.system.ExtrinsicFailed.is(event)) note(event.data[0]);
      if (this.api.events.utility.ItemFailed.is(event)) note(event.data[0]);
    }
    return counts;
  }

  /** Includes calls of one account, which must succeed, in as many blocks as they need. */
  async succeed(who, ...calls) {
    await this.send(who, ...calls);
    while ((await this.node.call('author_pendingExtrinsics')).length > 0) {
      assert.deepEqual(await this.errors(await this.run(1)), {});
    }
  }

  /** Makes measured blocks until no transaction is pending, at most this many. Returns them. */
  async drain(most = 30) {
    const made = [];
    while (made.length < most && (await this.node.call('author_pendingExtrinsics')).length > 0) made.push(await this.block());
    return made;
  }

  /** A batch in which each call stands for itself. */
  batch(calls) {
    return this.api.tx.utility.forceBatch(calls);
  }

  async #weight(who, call) {
    return (await call.paymentInfo(who)).weight.refTime.toBigInt();
  }

  /** Returns how many of these calls one batch may have, and how many a block has room for. */
  async room(who, make) {
    const { maxTotal, maxExtrinsic, baseExtrinsic } = this.api.consts.system.blockWeights.perClass.normal;
    const batchOf = (count) => this.#weight(who, this.batch([...Array(count)].map((_, n) => make(n))));
    const [one, many] = [await batchOf(1), await batchOf(11)];
    const each = (many - one) / 10n;
    const overhead = one - each + baseExtrinsic.refTime.toBigInt();
    const within = (weight) => Number((weight - overhead) / each);
    const [total, most] = [maxTotal, maxExtrinsic].map((limit) => limit.unwrap().refTime.toBigInt());
    const bytes = Math.floor((this.#length() * 0.98) / make(0).encodedLength);
    const batch = Math.min(within(most), this.api.consts.utility.batchedCallsLimit.toNumber(), bytes);
    const block = Math.min(within(total) - Math.ceil((within(total) / batch) * Number(overhead / each)), bytes);
    return { batch, block: Math.max(batch, block) };
  }

  /** Returns the bytes that transactions may take in a block. */
  #length() {
    return Number(this.api.consts.system.blockLength.max.normal.toBigInt());
  }

  /** Returns how many transactions of this call fill a block. */
  async fill(who, call) {
    const { maxTotal, baseExtrinsic } = this.api.consts.system.blockWeights.perClass.normal;
    const each = await this.#weight(who, call) + baseExtrinsic.refTime.toBigInt();
    const bytes = this.#length() / (call.encodedLength + SIGNATURE);
    return Math.ceil(Math.min(Number(maxTotal.unwrap().refTime.toBigInt() / each), bytes));
  }

  /** Returns the balances of accounts together, in rao. */
  async money(accounts) {
    const all = await this.api.query.system.account.multi(accounts.map(({ address }) => address));
    return all.reduce((sum, { data }) => sum + data.free.toBigInt() + data.reserved.toBigInt(), 0n);
  }
}

/** Lets another node import the blocks of a stopped chain. Returns the milliseconds that each takes, by its number. */
export async function importing({ spec, path }) {
  const file = join(ownFolder('blocks'), 'blocks');
  const other = `${path}-imported`;
  await succeeds(['export-blocks', '--binary', '--chain', spec, '--base-path', path, '--from', '1', file]);
  const log = await succeeds(['import-blocks', '--binary', '--chain', spec, '--base-path', other, file, '-l', 'sync=debug']);
  const times = new Map();
  let begun;
  for (const [, time, what, number] of log.matchAll(/^(\S+ \S+) +DEBUG .*import-queue: (Starting import of 1 blocks +\((\d+)\)|Imported 1 out of 1 blocks)/gm)) {
    if (number) begun = { number: Number(number), time: Date.parse(time) };
    else if (begun && what) times.set(begun.number, Date.parse(time) - begun.time);
  }
  rmSync(other, { recursive: true, force: true });
  return times;
}

async function succeeds(args) {
  const { code, stdout, stderr } = await runToEnd(args, { timeout: 600_000 });
  assert.equal(code, 0, stdout + stderr);
  return stdout + stderr;
}
