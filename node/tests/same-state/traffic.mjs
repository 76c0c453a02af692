// Random everyday calls, determined by a seed. Most succeed, some fail.

import { chance } from '../lib/traffic.mjs';
import { aliceHotkey, bob, bobHotkey, charlie, charlieHotkey, coldkeys, dave, eve, ferdie, numbered, TAO, workers } from './cast.mjs';
import { WORKING } from './chapters/opening.mjs';

const SUBNETS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Number of the first hotkey that is registered by chance, for `numbered`. */
const FIRST_HOTKEY = 5_000;

/** Returns a function that adds a number of calls to a chain's next block. */
export function traffic(chain, seed) {
  const draw = chance(seed);
  const below = (limit) => Math.floor(draw() * limit);
  const one = (list) => list[below(list.length)];
  const amount = () => BigInt(Math.floor(10 ** (6.5 + draw() * 3.5)));
  /** An amount to unstake or to move: less than most positions hold. */
  const part = () => BigInt(Math.floor(10 ** (7.5 + draw() * 1.8)));
  const limit = () => (draw() < 0.5 ? 1n : BigInt(Math.floor(10 ** (6 + draw() * 4))));
  const stakers = [bob, charlie, dave, eve, ferdie, ...coldkeys];
  const hotkey = () => one([aliceHotkey, bobHotkey, charlieHotkey, ...workers]).address;
  const { balances, subtensorModule: s } = chain.api.tx;
  let registered = 0;

  /** Likely positions of each account: pairs of a hotkey and a subnet. */
  const positions = new Map(stakers.map((who) => [who, []]));
  for (const [n, coldkey] of coldkeys.entries()) positions.set(coldkey, [0, ...WORKING].map((netuid) => [workers[n].address, netuid]));
  const found = (who, at, netuid) => {
    positions.get(who).push([at, netuid]);
    return [at, netuid];
  };
  const anywhere = (who) => found(who, hotkey(), one(SUBNETS));
  const held = (who) => (draw() < 0.9 && positions.get(who).length > 0 ? one(positions.get(who)) : [hotkey(), one(SUBNETS)]);

  /** Kinds of calls with their relative frequency. */
  const kinds = [
    [8, (who) => s.addStake(...anywhere(who), amount())],
    [3, (who) => s.addStakeLimit(...anywhere(who), amount(), limit() * 10n, draw() < 0.7)],
    [6, (who) => s.removeStake(...held(who), part())],
    [3, (who) => s.removeStakeLimit(...held(who), part(), limit(), draw() < 0.7)],
    [1, (who) => s.removeStakeFullLimit(...held(who), draw() < 0.5 ? null : limit())],
    [4, (who) => {
      const [from, origin] = held(who);
      const [to, destination] = anywhere(who);
      return s.moveStake(from, to, origin, destination, part());
    }],
    [4, (who) => {
      const [at, origin] = held(who);
      return s.swapStake(at, origin, found(who, at, one(SUBNETS))[1], part());
    }],
    [2, (who) => {
      const [at, origin] = held(who);
      return s.swapStakeLimit(at, origin, found(who, at, one(SUBNETS))[1], part(), limit(), draw() < 0.7);
    }],
    [3, (who) => {
      const [at, origin] = held(who);
      const heir = one(stakers);
      return s.transferStake(heir.address, at, origin, found(heir, at, draw() < 0.5 ? origin : one(SUBNETS))[1], part());
    }],
    [1, (who) => s.recycleAlpha(held(who)[0], amount() / 10n, one(SUBNETS))],
    [1, (who) => {
      const [at, netuid] = held(who);
      return s.burnAlpha(at, amount() / 10n, netuid);
    }],
    [1, () => s.claimRoot([...new Set([one(SUBNETS), one(SUBNETS), one(SUBNETS)])].sort((a, b) => a - b))],
    [1, () => s.setRootClaimType(one(['Swap', 'Keep']))],
    [1, (who) => s.unstakeAllAlpha(held(who)[0])],
    [0.5, (who) => s.unstakeAll(held(who)[0])],
    [2, () => s.registerLimit(one(WORKING), numbered(FIRST_HOTKEY + (registered += 1)), 5n * TAO)],
    [1, () => s.registerLimit(one(SUBNETS), hotkey(), 20n * TAO)],
    [2, () => balances.transferKeepAlive(one(stakers).address, amount())],
  ];
  const total = kinds.reduce((sum, [often]) => sum + often, 0);
  const call = (who) => {
    let at = draw() * total;
    const [, make] = kinds.find(([often]) => (at -= often) < 0) ?? kinds.at(-1);
    return make(who);
  };
  const weights = (netuid) => {
    const uids = Array.from({ length: netuid === 8 ? 13 : 16 }, (_, uid) => uid).filter(() => draw() < 0.7);
    return s.setWeights(netuid, uids, uids.map(() => below(65_536)), 0);
  };

  return (calls) => {
    for (let n = 0; n < calls; n += 1) {
      const who = one(stakers);
      chain.add(who, call(who), null);
    }
    if (draw() < 0.4) chain.add(one(workers), weights(one([4, 5, 7, 8])), null);
  };
}
