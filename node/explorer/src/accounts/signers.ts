/** Accounts that can sign in this page: the development accounts, and those of a browser extension if the user connects one. */

import { computed, signal } from '@preact/signals';
import type { InjectedSigner } from 'dedot/types';
import { connection } from '../node/connection.js';
import { DEV_ACCOUNTS } from './dev.js';
import { extensionNames } from './names.js';

/** An account that can sign. */
export interface Signer {
  address: string;
  name: string;
  /** The extension's signer; `undefined` for a development account, whose key is in the page. */
  extension: InjectedSigner | undefined;
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

/** All accounts that can sign now. */
export const signers = computed<Signer[]>(() => {
  const development = connection.value?.facts.noControl === undefined;
  const own = development ? DEV_ACCOUNTS.map(({ name, address }): Signer => ({ address, name: `//${name}`, extension: undefined })) : [];
  return [...own, ...fromExtension.value];
});

/** The names of the extensions in this browser. They may arrive after the page. */
export const extensions = (): string[] => Object.keys(window.injectedWeb3 ?? {});

/** Asks an extension for its accounts. The extension asks the user. */
export async function connectExtension(name: string): Promise<void> {
  const enabled = await window.injectedWeb3?.[name]?.enable('dTAO node');
  if (!enabled) throw new Error(`the extension ${name} does not answer`);
  const accounts = await enabled.accounts.get();
  fromExtension.value = accounts.map(({ address, name: label }) => ({ address, name: label ?? address, extension: enabled.signer }));
  extensionNames.value = new Map(accounts.flatMap(({ address, name: label }) => (label ? [[address, label] as const] : [])));
}

/** The account that the user chose last. */
export const chosen = signal<string>(DEV_ACCOUNTS[0]?.address ?? '');
