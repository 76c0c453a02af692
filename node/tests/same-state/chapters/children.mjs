// Children of hotkeys: pending, active, refused, and more than the maximum.

import { U64_MAX } from '../../lib/formulas.mjs';
import { alice, coldkeys, numbered, owned, spare, stranger, TAO, workers } from '../cast.mjs';
import { TEMPO } from './opening.mjs';

const HALF = U64_MAX / 2n;

/** Enough at root to have children. */
const ENOUGH = 6n * TAO;

export async function children(chain) {
  const { adminUtils, subtensorModule: s, sudo, utility } = chain.api.tx;
  const root = (call, ...errors) => chain.add(alice, sudo.sudo(call), errors);
  const set = (n, netuid, ...chosen) => s.setChildren(workers[n].address, netuid, chosen);
  const child = (n, part = HALF) => [part, workers[n].address];

  root(s.setPendingChildkeyCooldown(0));
  chain.add(coldkeys[0], set(0, 0, child(1)), ['RegistrationNotPermittedOnRootSubnet']);
  chain.add(coldkeys[0], set(0, 99, child(1)), ['SubnetNotExists']);
  chain.add(coldkeys[1], set(0, 4, child(1)), ['NonAssociatedColdKey']);
  chain.add(coldkeys[1], s.setChildren(stranger.address, 4, []), ['HotKeyAccountNotExists']);
  chain.add(coldkeys[0], set(0, 4, ...[1, 2, 3, 4, 6, 7].map((n) => child(n, 1))), ['TooManyChildren']);
  chain.add(coldkeys[0], set(0, 4, child(0)), ['InvalidChild']);
  chain.add(coldkeys[0], set(0, 4, child(1, 1), child(1, 2)), ['DuplicateChild']);
  chain.add(coldkeys[0], set(0, 4, child(1, U64_MAX), child(2, 1)), ['ProportionOverflow']);
  chain.add(coldkeys[0], set(0, 4, child(1), child(2, HALF / 2n)));
  chain.add(coldkeys[0], set(0, 4, child(1)), ['TxRateLimitExceeded']);
  chain.add(coldkeys[1], set(1, 4, child(2, HALF / 3n), child(0, 0)));
  chain.add(coldkeys[2], set(2, 5, child(1), child(3)));
  chain.add(coldkeys[3], set(3, 5, child(2, U64_MAX)));
  await chain.seal();
  root(adminUtils.sudoSetStakeThreshold(1_000_000n * TAO));
  chain.add(coldkeys[4], set(4, 4, child(1)), ['NotEnoughStakeToSetChildkeys']);
  chain.add(coldkeys[0], s.setChildren(owned[0].address, 4, [child(3)]));
  root(adminUtils.sudoSetStakeThreshold(0));
  chain.add(coldkeys[1], s.setChildkeyTake(workers[1].address, 4, 8_000));
  chain.add(coldkeys[1], s.setChildkeyTake(workers[1].address, 4, 9_000), ['TxChildkeyTakeRateLimitExceeded']);
  chain.add(coldkeys[1], s.setChildkeyTake(workers[1].address, 4, 11_797), ['InvalidChildkeyTake']);
  chain.add(coldkeys[1], s.setChildkeyTake(workers[1].address, 99, 1), ['SubnetNotExists']);
  chain.add(coldkeys[1], s.setChildkeyTake(workers[2].address, 4, 1), ['NonAssociatedColdKey']);
  chain.add(coldkeys[2], s.setChildkeyTake(workers[2].address, 4, 3_000));
  chain.add(coldkeys[2], s.setChildkeyTake(workers[2].address, 4, 2_000));
  await chain.seal();

  // Not one of those who claim at root later: a claim with this many hotkeys needs several calls.
  const lender = coldkeys[9];
  // 66 hotkeys choose one child, which then has too many parents. An epoch activates 32 of them. A larger one evicts the smallest.
  const many = Array.from({ length: 66 }, (_, n) => numbered(300 + n));
  const associate = (hotkey) => [s.tryAssociateHotkey(hotkey), s.addStake(hotkey, 0, ENOUGH)];
  // Stake at root declares the debts of all claims there: a block has room for some 60 with their associations.
  const associateAll = async (hotkeys) => {
    for (let from = 0; from < hotkeys.length; from += 50) {
      chain.add(lender, utility.batchAll(hotkeys.slice(from, from + 50).flatMap(associate)));
      await chain.seal();
    }
  };
  await associateAll(many);
  chain.add(lender, utility.batchAll(many.map((hotkey, n) => s.setChildren(hotkey, 7, [[BigInt(1_000 + n), workers[8].address]]))));
  await chain.seal();
  await chain.run(4 * (TEMPO + 1));
  chain.add(coldkeys[4], set(4, 7, child(8)));
  await chain.seal();
  await chain.run(2 * (TEMPO + 1));
  // The maximum of pending hotkeys at a subnet, and one more.
  root(s.setPendingChildkeyCooldown(400));
  const waiting = Array.from({ length: 257 }, (_, n) => numbered(400 + n));
  await associateAll(waiting);
  const scheduled = waiting.map((hotkey) => s.setChildren(hotkey, 8, [[HALF, workers[9].address]]));
  // Each declares the weight of a search through all who wait, so that a block has room for some 150.
  for (const [from, errors] of [[0, []], [100, []], [200, ['TooManyPendingChildren']]]) {
    chain.add(lender, utility.forceBatch(scheduled.slice(from, from + 100)), errors);
    await chain.seal();
  }
  // Who has more stake takes the place of one of them.
  chain.add(coldkeys[4], set(4, 8, child(5)));
  await chain.seal();
  // A hotkey with pending children cannot replace another.
  for (const call of associate(spare[10].address)) chain.add(coldkeys[1], call);
  chain.add(coldkeys[1], s.setChildren(spare[10].address, 4, [child(4)]));
  chain.add(coldkeys[1], s.swapHotkey(workers[1].address, spare[10].address, 4), ['HotKeySwapConflict']);
  await chain.seal();
}

/** Drops a parent, and revokes children. */
export async function childless(chain) {
  const { subtensorModule: s } = chain.api.tx;
  chain.add(coldkeys[3], s.dropParents(workers[3].address, 5, [stranger.address]), ['NoSuchParent']);
  chain.add(coldkeys[3], s.dropParents(workers[3].address, 5, [workers[2].address]));
  await chain.seal();
  chain.add(coldkeys[0], s.setChildren(workers[0].address, 4, []));
  chain.add(coldkeys[2], s.setChildren(workers[2].address, 5, []));
  await chain.seal();
}
