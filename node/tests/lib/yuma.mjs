// Yuma Consensus and the payout, implemented from the documented rules: the earnings of a subnet's neurons in an epoch.
// Proportions are plain numbers here, so amounts agree with the chain's to about one part in 2³⁰; sums are exact.

import { TAO_WEIGHT, U64_MAX } from './formulas.mjs';

const KAPPA = 32_767 / 65_535;
const sum = (values) => values.reduce((total, value) => total + value, 0);
const parts = (values) => {
  const total = sum(values);
  return values.map((value) => (total > 0 ? value / total : 0));
};

/** Returns the stake-weighted median of a column: the highest weight that at least kappa of the stake sets or exceeds. */
function median(column, stakes) {
  const rows = column.map((weight, i) => [weight, stakes[i]]).filter(([, stake]) => stake > 0);
  rows.sort(([a], [b]) => b - a);
  let above = 0;
  for (const [weight, stake] of rows) {
    above += stake;
    if (above > KAPPA) return weight;
  }
  return 0;
}

/**
 * Runs an epoch of Yuma 2 without old bonds. `stakes` by UID, `weights` a row by UID (empty if it has none). Returns the
 * proportions of the miners and of the validators in the earnings of their group, by UID.
 */
export function firstEpoch(stakes, weights) {
  const stake = parts(stakes);
  const rows = weights.map((row, i) => parts(stakes.map((_, j) => (j === i ? 0 : row[j] ?? 0))));
  const consensus = stakes.map((_, j) => median(rows.map((row) => row[j]), stake));
  const clipped = rows.map((row) => row.map((weight, j) => Math.min(weight, consensus[j])));
  const incentive = parts(stakes.map((_, j) => sum(clipped.map((row, i) => stake[i] * row[j]))));
  const bonds = stakes.map((_, j) => parts(rows.map((row, i) => stake[i] * row[j])));
  const dividends = parts(stakes.map((_, i) => sum(incentive.map((earned, j) => earned * bonds[j][i]))));
  return { consensus, incentive, dividends };
}

/** Returns the stake weight of alpha and of TAO at root. */
export const stakeWeight = (alpha, root) => alpha + (root * TAO_WEIGHT) / U64_MAX;

/** Divides `amount` by these proportions, as numbers. */
export const divide = (amount, proportions) => parts(proportions).map((part) => part * Number(amount));

/** Splits a validator's dividends into the part earned by its alpha and the part earned by its TAO at root. */
export function byAlphaAndRoot(dividend, alpha, root) {
  const weighted = Number((root * TAO_WEIGHT) / U64_MAX);
  const total = Number(alpha) + weighted;
  return { alpha: total > 0 ? (dividend * Number(alpha)) / total : dividend, root: total > 0 ? (dividend * weighted) / total : 0 };
}
