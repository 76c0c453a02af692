// The chain's arithmetic, implemented from the documented rules independently of the chain's code, for the tests to compare.
// Everything is an integer (BigInt); amounts are in rao. `T` is the TAO in a pool, `A` the alpha in it, `O` the alpha outside.

export const TAO = 1_000_000_000n;
export const CAP = 21_000_000n * TAO;
export const FEE_PARTS = 65_535n;
export const U64_MAX = 2n ** 64n - 1n;

/** 0.18 in parts of 2⁶⁴ − 1: the weight of a rao at root relative to a rao of alpha. */
export const TAO_WEIGHT = 3_320_413_933_267_719_290n;

/** 0.18 in parts of 65 535: the owner's cut of a subnet's alpha. */
export const OWNER_CUT = 11_796n;

/** 0.000003 in parts of 2³²: the speed of an old subnet's moving price per block. */
export const MOVING_ALPHA = 12_885n;

/** One, as a moving price is stored: with 96 fraction bits. */
export const ONE_96 = 2n ** 96n;

const min = (a, b) => (a < b ? a : b);
const ceilDiv = (a, b) => (a + b - 1n) / b;

/** Returns the fee on an input, rounded up. */
export const feeOf = (amount, rate) => ceilDiv(amount * rate, FEE_PARTS);

/** Returns the price in rao of TAO for a whole alpha, rounded down. */
export const price = (pool) => (pool.T * TAO) / pool.A;

/** Pays TAO for alpha. The fee stays in the pool. */
export function buy(pool, tao) {
  const fee = feeOf(tao, pool.feeRate);
  const out = (pool.A * (tao - fee)) / (pool.T + tao - fee);
  const after = { ...pool, T: pool.T + tao, A: pool.A - out, O: pool.O + out, volume: pool.volume + tao };
  return { in: tao, fee, out, after };
}

/** Pays alpha for TAO. The fee stays in the pool. */
export function sell(pool, alpha) {
  const fee = feeOf(alpha, pool.feeRate);
  const out = (pool.T * (alpha - fee)) / (pool.A + alpha - fee);
  const after = { ...pool, T: pool.T - out, A: pool.A + alpha, O: pool.O - alpha, volume: pool.volume + out };
  return { in: alpha, fee, out, after };
}

/** Returns true if a pool's price is at or under (over) a limit, compared without rounding. */
export const atOrUnder = (pool, limit) => pool.T * TAO <= limit * pool.A;
export const atOrOver = (pool, limit) => pool.T * TAO >= limit * pool.A;

/** Returns the largest input of `trade`, up to `cap`, for which `allowed` holds of the pool after it, by bisection. */
function most(trade, allowed, pool, limit, cap) {
  if (allowed(trade(pool, cap).after, limit)) return cap;
  let fits = 0n;
  let tooMuch = cap;
  while (tooMuch - fits > 1n) {
    const middle = (fits + tooMuch) / 2n;
    if (allowed(trade(pool, middle).after, limit)) fits = middle;
    else tooMuch = middle;
  }
  return fits;
}

export const mostToBuyWith = (pool, limit, cap) => most(buy, atOrUnder, pool, limit, cap);
export const mostToSell = (pool, limit, cap) => most(sell, atOrOver, pool, limit, cap);

/** Returns the emission of a block after `issued` rao: 10⁹ / 2ⁿ, n the number of halvings passed. */
export function blockEmission(issued) {
  if (issued >= CAP) return 0n;
  let n = 0n;
  while (issued * 2n ** (n + 1n) >= CAP * (2n ** (n + 1n) - 1n)) n += 1n;
  return TAO / 2n ** n;
}

/** Splits a subnet's new alpha. Root's proportion is w / (w + A + O). */
export function splitAlpha(alpha, weightedRoot, issued) {
  const owner = (alpha * OWNER_CUT) / FEE_PARTS;
  const rest = alpha - owner;
  const server = rest / 2n;
  const root = (rest * weightedRoot) / (2n * (weightedRoot + issued));
  return { owner, server, root, validator: rest - server - root };
}

/** Returns the moving price after a block: a part a·b/(b+H) of the way to min(price, 1), b the age in blocks. */
export function nextMovingPrice(pool, block) {
  const now = min((pool.T * ONE_96) / pool.A, ONE_96);
  const before = pool.movingPrice;
  const age = block - pool.firstEmissionBlock + 1n;
  const distance = now > before ? now - before : before - now;
  const step = (distance * MOVING_ALPHA * age) / ((age + pool.emaHalvingBlocks) * 2n ** 32n);
  return now > before ? before + step : before - step;
}

const receives = (pool, block) =>
  pool.registrationAllowed && pool.firstEmissionBlock !== null && pool.firstEmissionBlock <= block;

/** Applies the block step to one subnet that has a share in the emission. */
function stepSubnet(pool, tao, weightedRoot, block) {
  const alpha = blockEmission(pool.A + pool.O);
  const alphaIn = min((tao * pool.A) / pool.T, alpha);
  const grown = { ...pool, T: pool.T + tao, A: pool.A + alphaIn, O: pool.O + alpha };
  const split = splitAlpha(alpha, weightedRoot, grown.A + grown.O);
  const sale = sell({ ...grown, feeRate: 0n }, split.root);
  const pending = pool.pending;
  const after = {
    ...sale.after,
    feeRate: pool.feeRate,
    emission: { tao, alphaIn, alphaOut: alpha },
    pending: {
      server: pending.server + split.server,
      validator: pending.validator + split.validator,
      owner: pending.owner + split.owner,
      rootTao: pending.rootTao + sale.out,
      rootAlphaSold: pending.rootAlphaSold + split.root,
      rootAlpha: pending.rootAlpha,
    },
  };
  return { ...after, movingPrice: nextMovingPrice(after, block) };
}

/**
 * Applies the step of `block` to the subnets: TAO by moving price, alpha in proportion up to the cap, the split of the new
 * alpha, the sale of root's part, the moving price. `state` is { issuance, pools } after the block before.
 */
export function step(state, block) {
  const emission = blockEmission(state.issuance);
  const numbers = [...state.pools.keys()].filter((n) => n !== 0 && receives(state.pools.get(n), block));
  const sum = numbers.reduce((total, n) => total + state.pools.get(n).movingPrice, 0n);
  const weightedRoot = (state.pools.get(0).T * TAO_WEIGHT) / U64_MAX;
  const nothing = { tao: 0n, alphaIn: 0n, alphaOut: 0n };
  const pools = new Map([...state.pools].map(([n, pool]) => [n, { ...pool, emission: nothing }]));
  let minted = 0n;
  for (const n of numbers) {
    const pool = state.pools.get(n);
    const tao = sum === 0n ? 0n : (emission * pool.movingPrice) / sum;
    pools.set(n, stepSubnet(pool, tao, weightedRoot, block));
    minted += tao;
  }
  return { issuance: state.issuance + minted, pools, minted };
}
