/** A chain as a test uses it: blocks, time, money and calls. */

import { type Account, type Key, NAMES, type Who, account, addressOf, hotkeyOf, key, rao } from './accounts.js';
import { CallError, Codec, type Event, type Value, errorIn, errorName } from './codec.js';
import { type Call, RpcError, batch, rpc } from './rpc.js';

/** The modes of sealing: a number is the milliseconds between two blocks. */
export type Sealing = 'instant' | 'manual' | 'mixed' | number;

/** An amount of TAO with up to nine decimals, or rao as a bigint. */
export type Amount = number | string | bigint;

/** A call that succeeded: the hash of its block, and its events. */
export interface Outcome {
  readonly block: string;
  readonly events: readonly Event[];
}

/** Holds minted TAO until it is paid out, in the same call. */
const POT = '//dtao-test//pot';

/** The address of 32 zero bytes, which stands for no owner. */
const NOBODY = '5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM';

/**
 * The chain of a node. Amounts are TAO where a method takes them, and bigints of rao where it returns them.
 *
 * `sudo`, `sudoAs`, `fund`, `stake` and `register` need a sudo key that is an account of the development chain, or `sudoUri`.
 */
export class Chain {
  /** The accounts of the development chain, by their lower-case names. */
  readonly accounts: Readonly<Record<(typeof NAMES)[number], Account>>;

  constructor(
    /** The port of the node on this machine. */
    readonly port: number,
    private readonly sudoUri?: string,
  ) {
    const entries = NAMES.map((name) => [name, account(`//${name[0]?.toUpperCase()}${name.slice(1)}`)] as const);
    this.accounts = Object.fromEntries(entries) as Record<(typeof NAMES)[number], Account>;
  }

  /** The address for WebSocket clients. */
  get url(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  /** The address for HTTP clients. */
  get http(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get alice(): Account {
    return this.accounts.alice;
  }

  get bob(): Account {
    return this.accounts.bob;
  }

  get charlie(): Account {
    return this.accounts.charlie;
  }

  get dave(): Account {
    return this.accounts.dave;
  }

  // ---------------------------------------------------------------- blocks and time

  /** Makes a call of the node's JSON-RPC. */
  rpc<T>(method: string, ...params: unknown[]): Promise<T> {
    return rpc<T>(this.http, method, params);
  }

  /** Returns the number of the best block, which is final. */
  async block(): Promise<number> {
    return Number((await this.rpc<{ number: string }>('chain_getHeader')).number);
  }

  /** Returns the hash of a block, by default of the best one. */
  async hash(number?: number): Promise<string> {
    const found = await this.rpc<string | null>('chain_getBlockHash', ...(number === undefined ? [] : [number]));
    if (found === null) throw new Error(`there is no block ${number}: the best one is ${await this.block()}`);
    return found;
  }

  /** Seals blocks with what waits in the pool, and returns the number of the last one. `interval` is in seconds. */
  async mine(count = 1, { interval }: { interval?: number } = {}): Promise<number> {
    const spaced = interval === undefined ? {} : { interval: Math.round(interval * 1000) };
    if (count > 0) await this.rpc('dev_newBlock', { count, ...spaced });
    return this.block();
  }

  /** Seals blocks up to the subnet's next payout, and returns its number. */
  async mineToEpoch(netuid: number): Promise<number> {
    await this.rpc('dev_newBlock', { untilEpoch: netuid });
    return this.block();
  }

  /** Returns the time of the best block. */
  async time(): Promise<Date> {
    return new Date(Number(await this.query('Timestamp.Now')));
  }

  /** Seals a block that is this many seconds after the best one, or at this date, and returns its time. Time does not go back. */
  async travel(to: number | Date): Promise<Date> {
    const time = typeof to === 'number' ? (await this.time()).getTime() + to * 1000 : to.getTime();
    await this.rpc('dev_timeTravel', time);
    await this.mine();
    return this.time();
  }

  /**
   * Changes the sealing for the rest of the test. `mixed`, for protected transactions, seals a block at once: the node forgets the
   * key that a block announces when it has built 64 more, also if they were reverted, and what is encrypted to that key then stays
   * closed.
   */
  async seal(mode: Sealing): Promise<void> {
    await batch(this.http, sealing(mode));
  }

  /** Records the best block and the clock for {@link revert}. */
  snapshot(): Promise<string> {
    return this.rpc('dev_snapshot');
  }

  /** Reverts to a snapshot, which can be used once. */
  async revert(snapshot: string): Promise<void> {
    await this.rpc('dev_revert', snapshot);
  }

  // ---------------------------------------------------------------- the state

  /** Reads a storage item: `chain.query('SubtensorModule.Uids', 1, hotkey)`. Accounts are addresses. */
  async query(name: string, ...keys: unknown[]): Promise<Value> {
    return (await Codec.of(this.http)).read(name, keys);
  }

  /** Calls a runtime API: `chain.ask('SwapRuntimeApi.current_alpha_price', 1)`. */
  async ask(name: string, ...args: unknown[]): Promise<Value> {
    return (await Codec.of(this.http)).ask(name, args);
  }

  /** Returns the free balance of an account's coldkey. */
  async balance(who: Who): Promise<bigint> {
    return (await this.query('System.Account', addressOf(who))).data.free;
  }

  /** Returns a stake, in rao of alpha (of TAO at root). */
  async stakeOf(coldkey: Who, hotkey: Who, netuid: number): Promise<bigint> {
    const method = 'StakeInfoRuntimeApi.get_stake_info_for_hotkey_coldkey_netuid';
    return BigInt((await this.ask(method, hotkeyOf(hotkey), addressOf(coldkey), netuid))?.stake ?? 0);
  }

  /** Returns a hotkey's UID at a subnet, or `undefined`. */
  uid(hotkey: Who, netuid: number): Promise<number | undefined> {
    return this.query('SubtensorModule.Uids', netuid, hotkeyOf(hotkey));
  }

  // ---------------------------------------------------------------- calls

  /**
   * Signs a call by a key or the secret of one, and seals a block with it and nothing else. Fails with {@link CallError} if the
   * chain refuses it, also if it is refused inside a batch, a proxy or sudo.
   */
  async call(signer: Who, name: string, args: Value = {}): Promise<Outcome> {
    const codec = await Codec.of(this.http);
    return this.#seal(codec, name, typeof signer === 'string' ? key(signer) : signer, codec.call(name, args));
  }

  /** Makes a call as root: `chain.sudo('AdminUtils.sudo_set_tempo', { netuid: 1, tempo: 10 })`. */
  async sudo(name: string, args: Value = {}): Promise<Outcome> {
    const codec = await Codec.of(this.http);
    return this.#seal(codec, name, await this.#sudoKey(), codec.call('Sudo.sudo', { call: codec.inner(name, args) }));
  }

  /** Makes a call in the name of any account, without its secret and without a fee. */
  async sudoAs(who: Who, name: string, args: Value = {}): Promise<Outcome> {
    const codec = await Codec.of(this.http);
    const call = codec.call('Sudo.sudo_as', { who: { type: 'Id', value: addressOf(who) }, call: codec.inner(name, args) });
    return this.#seal(codec, name, await this.#sudoKey(), call);
  }

  /** Mints TAO for an account's coldkey, and returns its new balance. The issuance grows by the same amount. */
  async fund(who: Who, tao: Amount): Promise<bigint> {
    const codec = await Codec.of(this.http);
    const id = (value: string): Value => ({ type: 'Id', value });
    const pot = id(addressOf(POT));
    // A balance is set to an amount, not raised by it. So the TAO is minted elsewhere, and whatever else the block pays stays.
    const mint = codec.inner('Balances.force_set_balance', { who: pot, new_free: rao(tao) });
    const pay = codec.inner('Balances.force_transfer', { source: pot, dest: id(addressOf(who)), value: rao(tao) });
    await this.sudo('Utility.batch_all', { calls: [mint, pay] });
    return this.balance(who);
  }

  /**
   * Stakes TAO of a coldkey with a hotkey, and returns the alpha that it bought (TAO at root). No secret is needed. A hotkey
   * without an owner becomes the coldkey's.
   */
  async stake(coldkey: Who, hotkey: Who, netuid: number, tao: Amount): Promise<bigint> {
    const codec = await Codec.of(this.http);
    const address = hotkeyOf(hotkey);
    const calls = [codec.inner('SubtensorModule.add_stake', { hotkey: address, netuid, amount_staked: rao(tao) })];
    const owner: Value = await this.query('SubtensorModule.Owner', address);
    if (owner === undefined || owner === NOBODY) {
      calls.unshift(codec.inner('SubtensorModule.try_associate_hotkey', { hotkey: address }));
    }
    return fields(await this.sudoAs(coldkey, 'Utility.batch_all', { calls }), 'SubtensorModule.StakeAdded')[3];
  }

  /** Registers a hotkey at a subnet, paid by the coldkey, and returns its UID. */
  async register(coldkey: Who, hotkey: Who, netuid: number): Promise<number> {
    const done = await this.sudoAs(coldkey, 'SubtensorModule.burned_register', { netuid, hotkey: hotkeyOf(hotkey) });
    return fields(done, 'SubtensorModule.NeuronRegistered')[1];
  }

  async #sudoKey(): Promise<Key> {
    const wanted: Value = await this.query('Sudo.Key');
    const known = this.sudoUri ? [key(this.sudoUri)] : Object.values(this.accounts);
    const found = known.find(({ address }) => address === wanted);
    if (!found) throw new Error(`the secret of the sudo key ${wanted ?? '(there is none)'} is not known: name it as sudoUri`);
    return found;
  }

  async #seal(codec: Codec, name: string, signer: Key, call: Uint8Array): Promise<Outcome> {
    // The nonce of the state, since the block has no other transaction.
    const { nonce } = await codec.read('System.Account', [signer.address]);
    const block = await this.rpc<string>('dev_newBlock', { transactions: [codec.signed(signer, call, nonce)] });
    const records: Value[] = await codec.read('System.Events', [], block);
    const last = Math.max(...records.map(({ phase }) => (phase.type === 'ApplyExtrinsic' ? phase.value : 0)));
    const events = records
      .filter(({ phase }) => phase.type === 'ApplyExtrinsic' && phase.value === last)
      .map(({ event }): Event => ({ name: `${event.type}.${event.value.type}`, data: event.value.value }));
    const error = events.map(errorIn).find((found) => found !== undefined);
    if (error !== undefined) throw new CallError(name, errorName(error));
    return { block, events };
  }

  /** Records the state before a test, which then has this sealing. The sealing until then is manual. */
  async begin(mode: Sealing): Promise<string> {
    const [snapshot] = await batch(this.http, [['dev_snapshot'], ...sealing(mode)]);
    return String(snapshot);
  }

  /** Returns to the state before a test from whatever it has left: a run of blocks, another sealing, waiting transactions. */
  async restore(snapshot: string): Promise<void> {
    // Manual first: no block may come after the revert.
    const revert = [['dev_setSealing', 'manual'], ['dev_revert', snapshot]] as const;
    try {
      await batch(this.http, revert);
    } catch (error) {
      if ((await this.rpc('dev_progress')) === null) {
        const reason = error instanceof RpcError ? error.reason : String(error);
        throw new Error(
          `the chain cannot return to its state before the test, as after dev_setHead to an earlier block (${reason})`,
        );
      }
      // A long run that nobody waits for any more.
      await this.rpc('dev_stop');
      await batch(this.http, revert);
    }
  }
}

/** Returns the calls that change the sealing. */
function sealing(mode: Sealing): Call[] {
  return mode === 'mixed' ? [['dev_setSealing', mode], ['dev_newBlock']] : [['dev_setSealing', mode]];
}

/** Returns the fields of the first event of this name. */
function fields({ events }: Outcome, name: string): Value {
  const found = events.find((event) => event.name === name);
  if (!found) throw new Error(`no ${name} among ${events.map((event) => event.name).join(', ')}`);
  return found.data;
}
