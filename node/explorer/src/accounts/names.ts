import { signal } from '@preact/signals';
import { DEV_ACCOUNTS } from './dev.js';

const known = new Map<string, string>(DEV_ACCOUNTS.flatMap(({ name, address, hotkey }) => [[address, name], [hotkey, `${name} hotkey`]]));

/** Names that a browser extension gives to its accounts. */
export const extensionNames = signal(new Map<string, string>());

/** Returns the name of a development account or its hotkey, or of an extension's account. */
export const nameOf = (address: string): string | undefined => known.get(address) ?? extensionNames.value.get(address);
