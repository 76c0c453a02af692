/** Text that users of the chain have written, which may be anything. */

const decoder = new TextDecoder('utf-8', { fatal: false });

/** Returns the bytes of a hexadecimal text, `0x` included. */
export function bytesOf(hex: string): Uint8Array {
  const bytes = new Uint8Array((hex.length - 2) / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(hex.slice(2 + 2 * at, 4 + 2 * at), 16);
  return bytes;
}

/** Returns the text in bytes, which clients give as numbers or as hexadecimal text. */
export function textOf(bytes: string | readonly number[] | Uint8Array): string {
  if (typeof bytes === 'string') return bytes.startsWith('0x') ? decoder.decode(bytesOf(bytes)) : bytes;
  return decoder.decode(Uint8Array.from(bytes));
}

/** Turns names of code into words: `takeInNominators` and `take_in_nominators` into `take in nominators`. */
export const inWords = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/_/g, ' ').toLowerCase();
