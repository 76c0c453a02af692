// Encrypts transactions to the key of the next block's author, as clients do.

import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { randomBytes } from '@noble/ciphers/utils.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { u8aConcat, u8aToHex } from '@polkadot/util';
import { xxhashAsU8a } from '@polkadot/util-crypto';

/** Returns the key for transactions of the next block, or null. */
export async function nextKey(api) {
  const key = await api.query.mevShield.nextKey();
  return key.isSome ? key.unwrap().toU8a(true) : null;
}

/** Returns a public key whose secret key is discarded. */
export const unknownKey = () => ml_kem768.keygen().publicKey;

/** Encrypts bytes to a key: its hash, the encapsulated secret with its length, the nonce, the sealed bytes. */
export function encrypt(key, bytes) {
  const { cipherText, sharedSecret } = ml_kem768.encapsulate(key);
  const nonce = randomBytes(24);
  const sealed = xchacha20poly1305(sharedSecret, nonce).encrypt(bytes);
  const length = new Uint8Array([cipherText.length & 255, cipherText.length >> 8]);
  return u8aConcat(xxhashAsU8a(key, 128), length, cipherText, nonce, sealed);
}

/**
 * Signs a call with the nonce after the next, encrypts it, and signs its carrier with the next nonce.
 * `change` may tamper with the ciphertext.
 */
export async function protect(api, who, call, { key, change = (ciphertext) => ciphertext } = {}) {
  const nonce = (await api.rpc.system.accountNextIndex(who.address)).toNumber();
  const inner = await call.signAsync(who, { nonce: nonce + 1 });
  const ciphertext = change(encrypt(key ?? (await nextKey(api)), inner.toU8a()));
  const outer = await api.tx.mevShield.submitEncrypted(u8aToHex(ciphertext)).signAsync(who, { nonce });
  return { inner, outer, nonce };
}
