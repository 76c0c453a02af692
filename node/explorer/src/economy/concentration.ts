/** Measures of how evenly holdings are spread. */

/** Returns the Gini coefficient of holdings in parts of 10⁹: 0 if all are equal, near 10⁹ if one has everything. */
export function gini(holdings: readonly bigint[]): bigint {
  const sorted = holdings.toSorted((one, two) => (one < two ? -1 : one > two ? 1 : 0));
  const sum = sorted.reduce((total, one) => total + one, 0n);
  if (sum === 0n) return 0n;
  const count = BigInt(sorted.length);
  const ranked = sorted.reduce((total, one, position) => total + one * (2n * BigInt(position + 1) - count - 1n), 0n);
  return (ranked * 1_000_000_000n) / (count * sum);
}

/** Returns the least number of holders who together have more than half; 0 if nobody has anything. */
export function nakamoto(holdings: readonly bigint[]): number {
  const descending = holdings.toSorted((one, two) => (one > two ? -1 : one < two ? 1 : 0));
  const sum = descending.reduce((total, one) => total + one, 0n);
  let held = 0n;
  for (const [position, one] of descending.entries()) {
    held += one;
    if (held * 2n > sum) return position + 1;
  }
  return 0;
}
