// Pulses of drand's quicknet as it published them, and encryption to its rounds as clients do it (bittensor-drand, bittensor-core).

import { createCipheriv, createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { bls12_381 as curve } from '@noble/curves/bls12-381';
import { hexToU8a, u8aConcat, u8aToHex } from '@polkadot/util';

/** Signatures by round, as the beacon has published them. */
export const PULSES = JSON.parse(readFileSync(new URL('pulses.json', import.meta.url), 'utf8'));

/** The public key of quicknet. */
const KEY =
  '0x83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb' +
  '5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a';

const DOMAIN = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';

const sha256 = (...parts) => new Uint8Array(createHash('sha256').update(u8aConcat(...parts)).digest());
const xor = (left, right) => left.map((byte, at) => byte ^ right[at]);

function littleEndian(number, length) {
  const bytes = new Uint8Array(length);
  for (let at = 0, left = BigInt(number); at < length; at += 1, left >>= 8n) bytes[at] = Number(left & 0xffn);
  return bytes;
}

const list = (bytes) => u8aConcat(littleEndian(bytes.length, 8), bytes);

/** The bytes of an element of Fp12: its twelve numbers, each with the lowest byte first. */
function elementBytes(element) {
  const halves = [element.c0, element.c1].flatMap((half) => [half.c0, half.c1, half.c2]);
  return u8aConcat(...halves.flatMap((part) => [part.c0, part.c1]).map((number) => littleEndian(number, 48)));
}

/** Returns the element that only the signature of a round makes known, for `r`. */
function secret(round, r) {
  const number = littleEndian(round, 8).reverse();
  const message = curve.G1.hashToCurve(sha256(number), { DST: DOMAIN });
  const key = curve.G2.Point.fromHex(u8aToHex(hexToU8a(KEY)).slice(2));
  return curve.pairing(message.multiply(r), key);
}

/** Encrypts bytes to a round. The same bytes give the same ciphertext, so that a scripted chain is the same each time. */
export function seal(round, content) {
  const label = (text) => sha256(text, littleEndian(round, 8), content);
  const [sigma, key, nonce] = [label('sigma'), label('key'), label('nonce').slice(0, 12)];
  const r = BigInt(u8aToHex(sha256(sigma, key))) % curve.fields.Fr.ORDER;
  const u = curve.G2.Point.BASE.multiply(r).toBytes(true);
  const v = xor(sigma, sha256(elementBytes(secret(round, r))));
  const w = xor(key, sha256(sigma));
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = u8aConcat(cipher.update(content), cipher.final(), cipher.getAuthTag());
  const body = u8aConcat(list(sealed), list(nonce));
  return u8aToHex(u8aConcat(u, list(v), list(w), list(body), list(new TextEncoder().encode('AES_GCM_'))));
}

/** Encrypts the weights of a hotkey to a round. */
export function sealWeights(api, round, hotkey, uids, values, version = 0) {
  const content = api.createType('(Bytes, Vec<u16>, Vec<u16>, u64)', [u8aToHex(hotkey.publicKey), uids, values, version]);
  return seal(round, content.toU8a());
}
