// The tests' own formulas, against figures computed by hand.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CAP, ONE_96, TAO, TAO_WEIGHT, U64_MAX, atOrUnder, blockEmission, buy, feeOf, mostToBuyWith, mostToSell, nextMovingPrice,
  price, sell, splitAlpha, step,
} from '../lib/formulas.mjs';

const pool = (T, A, feeRate = 0n) => ({
  T, A, O: 0n, feeRate, volume: 0n, unowned: 0n, movingPrice: 0n, firstEmissionBlock: 1n, registrationAllowed: true,
  emaHalvingBlocks: 201_600n, emission: { tao: 0n, alphaIn: 0n, alphaOut: 0n },
  pending: { server: 0n, validator: 0n, owner: 0n, rootTao: 0n, rootAlphaSold: 0n },
});

describe("The tests' own formulas", () => {
  it('buy and sell along the constant-product curve', () => {
    // 5·1/(10+1) alpha for one TAO; 10·1/(5+1) TAO for one alpha.
    assert.equal(buy(pool(10n * TAO, 5n * TAO), TAO).out, 454_545_454n);
    assert.equal(sell(pool(10n * TAO, 5n * TAO), TAO).out, 1_666_666_666n);
    // Three times its TAO buys three quarters of the pool.
    assert.equal(buy(pool(150n * TAO, 100n * TAO), 450n * TAO).out, 75n * TAO);
    assert.equal(price(pool(10n * TAO, 5n * TAO)), 2n * TAO);
  });

  it('take a fee of 33 in 65 535, rounded up, which stays in the pool', () => {
    // 10⁹ · 33 / 65 535 = 503 547.7…
    assert.equal(feeOf(TAO, 33n), 503_548n);
    assert.equal(feeOf(0n, 33n), 0n);
    const trade = buy(pool(10n * TAO, 5n * TAO, 33n), TAO);
    assert.equal(trade.after.T, 11n * TAO);
    assert.equal(trade.out, (5n * TAO * 999_496_452n) / (10n * TAO + 999_496_452n));
  });

  it('find the largest trade within a limit', () => {
    // Without a fee the price after x is (10 + x) / (5·10/(10 + x)), so it is 4.5 at x = 5, but for rounded raos.
    const nearly = (amount, expected) => assert.ok(amount >= expected - 4n && amount <= expected + 4n, `${amount}`);
    const start = pool(10n * TAO, 5n * TAO);
    const most = mostToBuyWith(start, 4_500_000_000n, U64_MAX);
    nearly(most, 5n * TAO);
    assert.ok(atOrUnder(buy(start, most).after, 4_500_000_000n));
    assert.ok(!atOrUnder(buy(start, most + 1n).after, 4_500_000_000n));
    assert.equal(mostToBuyWith(start, 2n * TAO - 1n, U64_MAX), 0n);
    // And (10·5/(5 + x)) / (5 + x) after a sale: 0.5 at x = 5.
    nearly(mostToSell(start, 500_000_000n, U64_MAX), 5n * TAO);
  });

  it('halve the emission at 10.5, 15.75 and 18.375 million', () => {
    const million = 1_000_000n * TAO;
    const halvings = [[0n, TAO], [(105n * million) / 10n - 1n, TAO], [(105n * million) / 10n, TAO / 2n],
      [(1575n * million) / 100n, TAO / 4n], [(18_375n * million) / 1000n, TAO / 8n], [CAP - 1n, 0n], [CAP, 0n]];
    for (const [issued, emission] of halvings) assert.equal(blockEmission(issued), emission, `${issued}`);
  });

  it('split alpha among owner, miners, root and validators without a remainder', () => {
    // Root weighs as much as all alpha: half of the validators' half is root's.
    assert.deepEqual(splitAlpha(TAO, 700n, 700n), {
      owner: 179_995_422n, server: 410_002_289n, root: 205_001_144n, validator: 205_001_145n,
    });
    assert.equal((1_000_000n * TAO * TAO_WEIGHT) / U64_MAX, 180_000n * TAO - 1n);
  });

  it('move the average towards the price, faster with age, and never beyond one', () => {
    const at = (movingPrice, T) => ({ ...pool(T, TAO), movingPrice });
    assert.equal(nextMovingPrice(at(0n, TAO), 0n), 0n);
    const half = (ONE_96 * 12_885n) / 2n ** 33n;
    assert.equal(nextMovingPrice(at(0n, TAO), 201_600n), half);
    assert.equal(nextMovingPrice(at(0n, 9n * TAO), 201_600n), half);
    assert.equal(nextMovingPrice(at(ONE_96, TAO / 2n), 201_600n), ONE_96 - half / 2n);
    assert.equal(nextMovingPrice(at(ONE_96, TAO), 201_600n), ONE_96);
  });

  it('share the emission by moving price and cap the injected alpha', () => {
    const net = (T, A, movingPrice) => ({ ...pool(T, A), O: 10n * A, movingPrice });
    const state = {
      issuance: 1_000_000n * TAO,
      pools: new Map([
        [0, { ...pool(0n, 0n), firstEmissionBlock: null }],
        [1, net(10_000n * TAO, 200_000n * TAO, 4n)],
        [2, net(10_000n * TAO, 10_000n * TAO, 1n)],
      ]),
    };
    const { pools, issuance, minted } = step(state, 5n);
    assert.deepEqual(pools.get(1).emission, { tao: 800_000_000n, alphaIn: TAO, alphaOut: TAO });
    assert.deepEqual(pools.get(2).emission, { tao: 200_000_000n, alphaIn: 200_000_000n, alphaOut: TAO });
    assert.equal(minted, TAO);
    assert.equal(issuance, 1_000_001n * TAO);
    assert.equal(pools.get(0).T, 0n);
  });
});
