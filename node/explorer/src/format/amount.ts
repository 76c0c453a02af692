/** Numbers as text. Amounts are integers in rao; text is rounded toward zero, and the exact value is shown on hover. */

export const RAO = 1_000_000_000n;

/** A narrow space that does not break. */
const GAP = '\u202f';

const abs = (value: bigint): bigint => (value < 0n ? -value : value);

/** Groups the digits of an integer by three. */
export function grouped(value: bigint | number | string): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, GAP);
}

/** Returns the decimals that show five digits of an amount, two of a large one, and all of a tiny one. */
function decimalsFor(value: bigint): number {
  const whole = abs(value) / RAO;
  if (whole >= 1000n) return 2;
  if (whole >= 10n) return 3;
  if (whole >= 1n) return 4;
  const zeros = 9 - abs(value).toString().length;
  return value === 0n ? 0 : Math.min(9, zeros + 4);
}

/** Writes an amount of rao as TAO or alpha, with a fitting number of decimals or the given one. */
export function amountText(value: bigint, wanted = decimalsFor(value)): string {
  const decimals = value === 0n ? 0 : wanted;
  const digits = abs(value) / 10n ** BigInt(9 - decimals);
  const text = digits.toString().padStart(decimals + 1, '0');
  const whole = text.slice(0, text.length - decimals);
  const fraction = decimals === 0 ? '' : `.${text.slice(text.length - decimals)}`;
  return `${value < 0n ? '−' : ''}${grouped(whole)}${fraction}`;
}

/** Writes an amount with all of its nine decimals, without zeros at the end and without gaps: as a person types it. */
export function plainAmount(value: bigint): string {
  const text = abs(value).toString().padStart(10, '0');
  const fraction = text.slice(-9).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${text.slice(0, -9)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Reads an amount that a person typed into rao, or returns `undefined`. */
export function readAmount(text: string): bigint | undefined {
  const clean = text.trim().replace(/[\s\u202f_]/g, '').replace(',', '.');
  const match = /^(\d*)(?:\.(\d{0,9}))?$/.exec(clean);
  if (!match || (match[1] === '' && !match[2])) return undefined;
  return BigInt(match[1] || '0') * RAO + BigInt((match[2] ?? '').padEnd(9, '0'));
}

/** Writes a fraction, given in parts of 10⁹, as per cent. */
export function percentText(parts: bigint): string {
  const value = Number(parts) / 1e7;
  const size = Math.abs(value);
  const decimals = value === 0 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : size >= 0.001 ? 4 : 6;
  return `${value.toFixed(decimals).replace('-', '−')}${GAP}%`;
}

/** Writes a duration in the largest fitting unit: `3 s`, `12 min`, `5 h`, `2 d`. */
export function durationText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 90) return `${seconds}${GAP}s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)}${GAP}min`;
  if (seconds < 129_600) return `${Math.round(seconds / 3600)}${GAP}h`;
  return `${Math.round(seconds / 86_400)}${GAP}d`;
}

/** Writes a time of the chain as date and time of day in UTC. */
export function timeText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Shortens a hash or an address to its ends. */
export const shortened = (text: string, ends = 6): string => (text.length > 2 * ends + 3 ? `${text.slice(0, ends)}…${text.slice(-ends)}` : text);
