/** The development accounts, whose keys everybody knows: `//Alice` to `//Ferdie` of Substrate's development phrase. */

import { getPublicKey, secretFromSeed, sign } from '@scure/sr25519';
import { encodeAddress, hexToU8a } from 'dedot/utils';

/** A key pair in the form that dedot signs with. */
export interface DevPair {
  address: string;
  sign: (message: Uint8Array, options?: { withType?: boolean }) => Uint8Array;
}

/** An account with its seed, and the address of its hotkey, `//NAME//hotkey`. */
interface DevAccount {
  name: string;
  address: string;
  hotkey: string;
  seed: `0x${string}`;
}

/** The accounts by name. That seeds and addresses belong together is tested. */
export const DEV_ACCOUNTS: readonly DevAccount[] = [
  { name: 'Alice', address: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY', hotkey: '5FBy7nNZZ3gBHSPdNQh8msKHxG1yf9pzrCDrnSXphZhJug2P', seed: '0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a' },
  { name: 'Bob', address: '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty', hotkey: '5Haibjija79oVxEDbAjMw1n4ZbbRRpcgE4rYZM6o8YR6i2bA', seed: '0x398f0c28f98885e046333d4a41c19cee4c37368a9832c6502f6cfd182e2aef89' },
  { name: 'Charlie', address: '5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y', hotkey: '5E5MmTv3xS9MmtCV7C5UsEhJtGFq3sHCDFpF1WkUbPiLExV2', seed: '0xbc1ede780f784bb6991a585e4f6e61522c14e1cae6ad0895fb57b9a205a8f938' },
  { name: 'Dave', address: '5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy', hotkey: '5EFkN25vYpQXcwYCpGK9pp96TuBoyPasBitGgZKyeVHF29VU', seed: '0x868020ae0687dda7d57565093a69090211449845a7e11453612800b663307246' },
  { name: 'Eve', address: '5HGjWAeFDfFCWPsjFQdVV2Msvz2XtMktvgocEZcCj68kUMaw', hotkey: '5EpznjUor6fQJK9jMJf8upMKYjGqz2MandXwdLsLeVxDyttX', seed: '0x786ad0e2df456fe43dd1f91ebca22e235bc162e0bb8d53c633e8c85b2af68b7a' },
  { name: 'Ferdie', address: '5CiPPseXPECbkjWCa6MnjNokrgYjMqmKndv2rSnekmSK2DjL', hotkey: '5DCMYRJN8z7B6m8DHY2BFG4ZfoS3utXiybo6phVPXziMPSun', seed: '0x42438b7883391c05512a938e36c2df0131e088b3756d6aa7a755fbff19d2f842' },
];

/** Returns the key pair of a development account. */
export function devPair(address: string): DevPair | undefined {
  const account = DEV_ACCOUNTS.find((one) => one.address === address);
  if (!account) return undefined;
  const secret = secretFromSeed(hexToU8a(account.seed));
  const pair: DevPair = {
    address: encodeAddress(getPublicKey(secret), 42),
    sign: (message, { withType = false } = {}) => {
      const signature = sign(secret, message);
      // 1 is sr25519 in the type of signatures.
      return withType ? Uint8Array.from([1, ...signature]) : signature;
    },
  };
  return pair;
}
