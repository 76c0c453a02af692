// Staking traffic from several accounts, as fast as a node accepts it; and reproducible random numbers.

import assert from 'node:assert/strict';
import { TAO } from './formulas.mjs';
import { aliceHotkey, pair } from './chain.mjs';

export const stakers = ['//Bob', '//Charlie', '//Dave', '//Eve'].map(pair);

/**
 * Sends stake calls from all stakers, one in four an unstake, until `stop.now` is set. `stop.sent` counts them; `stop.most` is
 * the maximum number of a staker's calls in the pool (default: no maximum).
 */
export async function traffic(api, stop) {
  const one = async (who) => {
    let nonce = (await api.rpc.system.accountNextIndex(who.address)).toNumber();
    for (let n = 0; !stop.now; n += 1) {
      const call = n % 4 === 3
        ? api.tx.subtensorModule.removeStake(aliceHotkey, 1 + (n % 3), TAO / 2n)
        : api.tx.subtensorModule.addStake(aliceHotkey, 1 + (n % 3), 2n * TAO);
      await call.signAndSend(who, { nonce, era: 0 });
      nonce += 1;
      stop.sent += 1;
      while (stop.most && !stop.now && nonce - (await api.query.system.account(who.address)).nonce.toNumber() > stop.most) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  };
  // The last call of each fails when the connection closes.
  return Promise.all(stakers.map((who) => one(who).catch((error) => stop.now || assert.fail(error))));
}

/** Returns a generator of numbers from 0 to 1, determined by a seed (mulberry32). */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
