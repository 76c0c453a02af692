/** Accounts of tests, and amounts. */

import { sr25519CreateDerive } from '@polkadot-labs/hdkd';
import { DEV_MINI_SECRET, ss58Address, ss58Decode } from '@polkadot-labs/hdkd-helpers';

/** A TAO, or an alpha, in rao. */
export const TAO = 1_000_000_000n;

/** The accounts of the development chain. */
export const NAMES = ['alice', 'bob', 'charlie', 'dave', 'eve', 'ferdie'] as const;

const derive = sr25519CreateDerive(DEV_MINI_SECRET);

/** A key: its address, and the secret URI that it comes from. */
export interface Key {
  /** The secret, such as `//Bob//hotkey`. */
  readonly uri: string;
  readonly address: string;
  readonly publicKey: Uint8Array;
  /** Signs bytes with sr25519. PAPI's `getPolkadotSigner(publicKey, 'Sr25519', sign)` takes it. */
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** A coldkey, and its hotkey. */
export interface Account extends Key {
  readonly hotkey: Key;
}

/** An account, a secret URI such as `//Bob`, or, where nothing is signed, an address. */
export type Who = Key | string;

/** Returns the key of a secret URI of the development phrase, such as `//Bob` or `//Bob//hotkey`. */
export function key(uri: string): Key {
  if (!uri.startsWith('//')) throw new Error(`${uri} is no secret such as //Bob`);
  const { publicKey, sign } = derive(uri);
  return { uri, publicKey, sign, address: ss58Address(publicKey, 42) };
}

/** Returns the account of a secret URI. Its hotkey is the URI with `//hotkey`, as on the development chain. */
export function account(uri: string): Account {
  return { ...key(uri), hotkey: key(`${uri}//hotkey`) };
}

/** Returns the address of a key, of a secret URI, or the address itself; fails for anything else. */
export function addressOf(who: Who): string {
  if (typeof who !== 'string') return who.address;
  if (who.startsWith('//')) return key(who).address;
  ss58Decode(who);
  return who;
}

/** Returns the address of an account's hotkey, or that of any other key. */
export function hotkeyOf(who: Who | Account): string {
  return typeof who !== 'string' && 'hotkey' in who ? who.hotkey.address : addressOf(who);
}

/** Returns an amount of TAO in rao, exactly. A number or text has up to nine decimals; a bigint is rao already. */
export function rao(amount: number | string | bigint): bigint {
  if (typeof amount === 'bigint') return amount;
  const parts = /^(\d+)(?:\.(\d{1,9}))?$/.exec(String(amount));
  if (!parts) throw new Error(`${amount} is no amount: TAO and alpha have up to nine decimals`);
  return BigInt(parts[1] ?? 0) * TAO + BigInt((parts[2] ?? '').padEnd(9, '0'));
}
