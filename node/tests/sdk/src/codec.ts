/** The runtime of a node: encodes calls and storage keys by the names in its metadata, decodes what the node answers. */

import { getDynamicBuilder, getLookupFn } from '@polkadot-api/metadata-builders';
import { Blake2256, compact, decAnyMetadata, u32, unifyMetadata } from '@polkadot-api/substrate-bindings';
import type { Key } from './accounts.js';
import { rpc } from './rpc.js';

/** A value of the chain as PAPI represents it: enums are `{ type, value }`, amounts bigint, accounts addresses. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Value = any;

/** An event: `Pallet.Event` and its fields. */
export interface Event {
  readonly name: string;
  readonly data: Value;
}

/** The error of a call that the chain refused. */
export class CallError extends Error {
  constructor(
    readonly call: string,
    /** The error's name, such as `NotEnoughBalanceToStake`. */
    readonly error: string,
  ) {
    super(`${call} failed: ${error}`);
    this.name = 'CallError';
  }
}

const V15 = '0x0f000000';
const SIGNED_VERSION_4 = 0x84;

interface Version {
  specVersion: number;
  transactionVersion: number;
}

export const unhex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.slice(2), 'hex'));
const joined = (parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));
export const hex = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString('hex')}`;

/** Splits `Pallet.item`. */
function split(name: string): [string, string] {
  const [first, second, ...rest] = name.split('.');
  if (!first || !second || rest.length > 0) throw new Error(`${name} is no name such as Balances.transfer_keep_alive`);
  return [first, second];
}

/** The metadata of one runtime of a chain. */
export class Codec {
  static readonly #known = new Map<string, Promise<Codec>>();

  readonly #builder: ReturnType<typeof getDynamicBuilder>;
  readonly #extensions: readonly string[];

  private constructor(
    private readonly http: string,
    private readonly genesis: Uint8Array,
    private readonly version: Version,
    metadata: Uint8Array,
  ) {
    const unified = unifyMetadata(decAnyMetadata(metadata));
    const lookup = getLookupFn(unified);
    this.#builder = getDynamicBuilder(lookup);
    const [extensions] = Object.values(unified.extrinsic.signedExtensions);
    this.#extensions = (extensions ?? []).map(({ identifier }) => identifier);
  }

  /** Returns the codec for the runtime of the best block. */
  static async of(http: string): Promise<Codec> {
    const version = await rpc<Version>(http, 'state_getRuntimeVersion');
    // Not by the genesis hash: another build may have the same, and the same version.
    const name = `${http} ${version.specVersion}`;
    let codec = this.#known.get(name);
    if (!codec) {
      codec = this.#load(http, version);
      this.#known.set(name, codec);
    }
    return codec;
  }

  static async #load(http: string, version: Version): Promise<Codec> {
    const answer = unhex(await rpc<string>(http, 'state_call', ['Metadata_metadata_at_version', V15]));
    const prefix = compact.enc(compact.dec(answer.slice(1))).length;
    const genesis = unhex(await rpc<string>(http, 'chain_getBlockHash', [0]));
    return new Codec(http, genesis, version, answer.slice(1 + prefix));
  }

  /** Encodes the call `Pallet.function`. */
  call(name: string, args: Value): Uint8Array {
    const { codec, location } = this.#builder.buildCall(...split(name));
    return joined([Uint8Array.from(location), codec.enc(args)]);
  }

  /** A call as the argument of another one. */
  inner(name: string, args: Value): Value {
    const [type, call] = split(name);
    return { type, value: { type: call, value: args } };
  }

  /** Signs a call, valid for ever on this chain, since hashes of blocks do not survive a revert. */
  signed(signer: Key, call: Uint8Array, nonce: number): string {
    const none = new Uint8Array();
    const parts: Record<string, [extra: Uint8Array, implicit: Uint8Array]> = {
      CheckSpecVersion: [none, u32.enc(this.version.specVersion)],
      CheckTxVersion: [none, u32.enc(this.version.transactionVersion)],
      CheckGenesis: [none, this.genesis],
      CheckMortality: [Uint8Array.of(0), this.genesis],
      CheckNonce: [compact.enc(nonce), none],
      ChargeTransactionPayment: [compact.enc(0), none],
      CheckMetadataHash: [Uint8Array.of(0), Uint8Array.of(0)],
      CheckNonZeroSender: [none, none],
      CheckWeight: [none, none],
    };
    const used = this.#extensions.map((name) => {
      const part = parts[name];
      if (!part) throw new Error(`the transaction extension ${name} of this runtime is not known here`);
      return part;
    });
    const extra = joined(used.map(([bytes]) => bytes));
    const payload = joined([call, extra, ...used.map(([, bytes]) => bytes)]);
    const signature = signer.sign(payload.length > 256 ? Blake2256(payload) : payload);
    const body = joined([
      Uint8Array.of(SIGNED_VERSION_4, 0), signer.publicKey, Uint8Array.of(1), signature, extra, call,
    ]);
    return hex(joined([compact.enc(body.length), body]));
  }

  /** Reads and decodes the storage item `Pallet.item`; its default if nothing is stored, `undefined` if it has none. */
  async read(name: string, keys: readonly unknown[], at?: string): Promise<Value> {
    const storage = this.#builder.buildStorage(...split(name));
    if (storage.len !== keys.length) throw new Error(`${name} has ${storage.len} keys, not ${keys.length}`);
    const key = storage.keys.enc(...keys);
    const value = await rpc<string | null>(this.http, 'state_getStorage', at ? [key, at] : [key]);
    return value === null ? storage.fallback : storage.value.dec(value);
  }

  /** Calls the method `Api.method` of a runtime API. */
  async ask(name: string, args: readonly unknown[], at?: string): Promise<Value> {
    const [api, method] = split(name);
    const { args: inputs, value } = this.#builder.buildRuntimeCall(api, method);
    const call = [`${api}_${method}`, hex(inputs.enc([...args])), ...(at ? [at] : [])];
    const answer = await rpc<string>(this.http, 'state_call', call);
    return value.dec(answer);
  }
}

/** Returns the name of a dispatch error: of the pallet's error, or of the kind. */
export function errorName(error: Value): string {
  if (error?.type === 'Module') return String(error.value.value.type);
  return error?.value?.type ? `${error.type}.${error.value.type}` : String(error?.type ?? error);
}

/** Returns the dispatch error that an event reports, or `undefined`. */
export function errorIn({ name, data }: Event): Value {
  if (name === 'System.ExtrinsicFailed') return data.dispatch_error;
  if (name === 'Utility.BatchInterrupted' || name === 'Utility.ItemFailed') return data.error;
  const result = data?.sudo_result ?? data?.result;
  return result?.success === false ? result.value : undefined;
}
