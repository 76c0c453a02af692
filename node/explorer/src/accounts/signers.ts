/**
 * Accounts that can act in this page: the development accounts, those of a browser extension if the user connects one, and on a
 * development chain any other account, for which the node makes the call.
 */

import { computed, signal } from '@preact/signals';
import type { InjectedSigner } from 'dedot/types';
import { connection } from '../node/connection.js';
import { DEV_ACCOUNTS } from './dev.js';
import { extensionNames } from './names.js';

/** An account that can act. */
export interface Signer {
  address: string;
  name: string;
  /** The extension's signer; `undefined` for a development account, whose key is in the page. */
  extension: InjectedSigner | undefined;
  /** `true` if nobody signs: `dev_impersonate` makes the call in the account's name. */
  impersonated: boolean;
}

/** The part of the interface of browser extensions that is used here. */
interface Extension {
  enable: (origin: string) => Promise<{
    accounts: { get: () => Promise<{ address: string; name?: string }[]> };
    signer: InjectedSigner;
  }>;
}

declare global {
  interface Window {
    injectedWeb3?: Record<string, Extension>;
  }
}

const fromExtension = signal<Signer[]>([]);

/** The accounts in whose names the user acts. */
const others = signal<string[]>([]);

/** Returns an account that acts by `dev_impersonate`. */
export const withoutKey = (address: string): Signer => ({ address, name: 'without its key', extension: undefined, impersonated: true });

/** All accounts that can act now. */
export const signers = computed<Signer[]>(() => {
  const development = connection.value?.facts.noControl === undefined;
  const own = development ? DEV_ACCOUNTS.map(({ name, address }): Signer => ({ address, name: `//${name}`, extension: undefined, impersonated: false })) : [];
  const keys = [...own, ...fromExtension.value];
  const named = development ? others.value.filter((address) => keys.every((one) => one.address !== address)) : [];
  return [...keys, ...named.map(withoutKey)];
});

/** The names of the extensions in this browser. They may arrive after the page. */
export const extensions = (): string[] => Object.keys(window.injectedWeb3 ?? {});

/** Asks an extension for its accounts. The extension asks the user. */
export async function connectExtension(name: string): Promise<void> {
  const enabled = await window.injectedWeb3?.[name]?.enable('dTAO node');
  if (!enabled) throw new Error(`the extension ${name} does not answer`);
  const accounts = await enabled.accounts.get();
  fromExtension.value = accounts.map(({ address, name: label }) => ({ address, name: label ?? address, extension: enabled.signer, impersonated: false }));
  extensionNames.value = new Map(accounts.flatMap(({ address, name: label }) => (label ? [[address, label] as const] : [])));
}

/** The account that the user chose last. */
export const chosen = signal<string>(DEV_ACCOUNTS[0]?.address ?? '');

/** Chooses an account; one without a key here acts by `dev_impersonate`, on a development chain. */
export function actAs(address: string): void {
  if (!others.peek().includes(address)) others.value = [...others.peek(), address];
  chosen.value = address;
}
