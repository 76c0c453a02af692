// The accounts of the scripted chain.

import { pair } from '../lib/chain.mjs';
import { TAO } from '../lib/formulas.mjs';
import { keys } from './chain.mjs';

/** Funded by the development chain, each with a hotkey that it owns. Alice is sudo and seals the blocks. */
export const [alice, bob, charlie, dave, eve, ferdie] = ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie'].map((name) => pair(`//${name}`));
export const [aliceHotkey, bobHotkey, charlieHotkey, daveHotkey, eveHotkey, ferdieHotkey] =
  ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie'].map((name) => pair(`//${name}//hotkey`));

/** Coldkeys of the script. The first ten found subnets 4 to 13. */
export const coldkeys = keys('//Coldkey', 12);

/** Hotkeys: `owned[n]` is the owner's hotkey of the subnet that `coldkeys[n]` founds, `workers[n]` belongs to `coldkeys[n]`. */
export const hotkeys = keys('//Hotkey', 40);
export const owned = hotkeys.slice(0, 10);
export const workers = hotkeys.slice(10, 22);
export const spare = hotkeys.slice(22);

/** Holds little TAO, and owns nothing. */
export const poor = pair('//Poor');
export const stranger = pair('//Stranger');

/** An account without a key pair, by its number. */
export const numbered = (number) => {
  const account = new Uint8Array(32).fill(0x5a);
  new DataView(account.buffer).setUint32(0, number);
  return account;
};

export { TAO };
