// Staking, unstaking and moving stake, with and without limits; and the errors of these calls.

import { U64_MAX } from '../../lib/formulas.mjs';
import {
  alice, aliceHotkey, bob, bobHotkey, charlie, charlieHotkey, dave, daveHotkey, eve, eveHotkey, ferdie, ferdieHotkey, numbered, poor,
  stranger, TAO,
} from '../cast.mjs';

export async function stake(chain) {
  const { subtensorModule: s, utility } = chain.api.tx;
  const a = aliceHotkey.address;
  const price = await chain.price(1);
  const shallow = await chain.price(2);

  chain.add(bob, s.addStake(a, 1, 100n * TAO));
  chain.add(charlie, s.addStakeLimit(a, 1, 100n * TAO, price * 2n, false));
  chain.add(charlie, s.addStakeLimit(a, 2, 100n * TAO, (shallow * 11n) / 10n, true));
  chain.add(charlie, s.addStakeLimit(a, 2, 100n * TAO, (shallow * 12n) / 10n, false), ['SlippageTooHigh']);
  chain.add(dave, s.addStake(daveHotkey.address, 0, 40n * TAO));
  chain.add(dave, s.addStakeLimit(daveHotkey.address, 0, 10n * TAO, TAO, true));
  chain.add(dave, s.addStakeLimit(daveHotkey.address, 0, 10n * TAO, TAO - 1n, true), ['SlippageTooHigh']);
  chain.add(eve, s.addStake(eveHotkey.address, 3, 7n * TAO));
  chain.add(eve, s.addStake(bobHotkey.address, 2, 3n * TAO));
  await chain.seal();

  const held = await chain.stake(a, bob.address, 1);
  const sell = await chain.price(2);
  chain.add(bob, s.removeStake(a, 1, held / 5n));
  chain.add(bob, s.removeStakeLimit(a, 1, held / 10n, price / 2n, false));
  chain.add(charlie, s.removeStakeLimit(a, 2, 60n * TAO, (sell * 99n) / 100n, true));
  chain.add(charlie, s.removeStakeLimit(a, 2, 60n * TAO, sell - 1n, false), ['SlippageTooHigh']);
  chain.add(dave, s.removeStake(daveHotkey.address, 0, 15n * TAO));
  chain.add(dave, s.removeStakeLimit(daveHotkey.address, 0, 15n * TAO, TAO, false));
  chain.add(eve, s.removeStakeFullLimit(bobHotkey.address, 2, null));
  chain.add(eve, s.removeStakeFullLimit(eveHotkey.address, 3, 10n * TAO), ['SlippageTooHigh']);
  chain.add(eve, s.removeStakeFullLimit(bobHotkey.address, 2, null), ['AmountTooLow']);
  await chain.seal();
  await moves(chain, held);
  await refusals(chain);

  // All at once.
  chain.add(ferdie, utility.batchAll([1, 2, 3, 4, 5].map((netuid) => s.addStake(ferdieHotkey.address, netuid, 4n * TAO))));
  chain.add(eve, utility.batchAll([1, 2, 4].map((netuid) => s.addStake(charlieHotkey.address, netuid, 4n * TAO))));
  await chain.seal();
  chain.add(ferdie, s.unstakeAllAlpha(ferdieHotkey.address));
  chain.add(ferdie, s.unstakeAllAlpha(ferdieHotkey.address), ['AmountTooLow']);
  chain.add(eve, s.unstakeAll(charlieHotkey.address));
  chain.add(eve, s.unstakeAll(charlieHotkey.address), ['AmountTooLow']);
  chain.add(eve, s.unstakeAll(stranger.address), ['HotKeyAccountNotExists']);
  chain.add(eve, s.unstakeAllAlpha(stranger.address), ['HotKeyAccountNotExists']);
  await chain.seal();
}

async function moves(chain, held) {
  const { adminUtils, subtensorModule: s, sudo } = chain.api.tx;
  const a = aliceHotkey.address;
  const part = held / 20n;
  chain.add(bob, s.moveStake(a, bobHotkey.address, 1, 1, part));
  chain.add(bob, s.moveStake(a, bobHotkey.address, 1, 2, part));
  chain.add(bob, s.moveStake(a, bobHotkey.address, 1, 0, part));
  chain.add(bob, s.swapStake(a, 1, 4, part));
  chain.add(bob, s.swapStake(a, 1, 0, part));
  chain.add(bob, s.swapStakeLimit(a, 1, 5, part, 1, false));
  chain.add(bob, s.swapStakeLimit(a, 1, 2, held / 2n, 4n * TAO, true), null);
  chain.add(bob, s.swapStakeLimit(a, 1, 2, part, 1_000n * TAO, false), ['SlippageTooHigh']);
  chain.add(bob, s.transferStake(charlie.address, a, 1, 1, part));
  chain.add(bob, s.transferStake(charlie.address, a, 1, 3, part));
  chain.add(bob, s.transferStake(numbered(30), a, 1, 0, part));
  chain.add(bob, s.recycleAlpha(a, part / 3n, 1));
  chain.add(bob, s.burnAlpha(a, part / 3n, 1));
  await chain.seal();
  chain.add(bob, s.moveStake(bobHotkey.address, a, 0, 0, TAO));
  chain.add(bob, s.moveStake(bobHotkey.address, a, 0, 2, TAO));
  chain.add(bob, s.swapStake(bobHotkey.address, 0, 1, 10n * TAO));
  chain.add(bob, s.transferStake(dave.address, bobHotkey.address, 0, 0, TAO));
  chain.add(bob, s.transferStake(bob.address, a, 1, 1, part), ['SameNetuid']);
  chain.add(bob, s.moveStake(a, a, 1, 1, part), ['SameNetuid']);
  chain.add(bob, s.swapStake(a, 1, 1, part), ['SameNetuid']);
  chain.add(bob, s.moveStake(a, stranger.address, 1, 1, part), ['HotKeyAccountNotExists']);
  chain.add(bob, s.moveStake(a, bobHotkey.address, 1, 1, U64_MAX - 1n), ['NotEnoughStakeToWithdraw']);
  chain.add(bob, s.moveStake(a, bobHotkey.address, 1, 1, 0), ['AmountTooLow']);
  chain.add(bob, s.moveStake(a, bobHotkey.address, 1, 1, 1_000), ['AmountTooLow']);
  chain.add(bob, s.swapStake(a, 1, 2, 1_000), ['AmountTooLow']);
  chain.add(bob, s.swapStake(a, 1, 99, part), ['SubnetNotExists']);
  chain.add(bob, s.swapStake(a, 11, 99, part), ['SubnetNotExists']);
  chain.add(bob, s.swapStake(a, 1, 11, part), ['SubtokenDisabled']);
  chain.add(bob, s.swapStake(a, 1, 12, TAO), ['InsufficientLiquidity']);
  await chain.seal();
  await limitedMoves(chain, part / 4n);
  chain.add(alice, sudo.sudo(adminUtils.sudoSetToggleTransfer(2, false)));
  chain.add(bob, s.transferStake(charlie.address, a, 1, 2, part), ['TransferDisallowed']);
  chain.add(bob, s.transferStake(charlie.address, bobHotkey.address, 2, 2, part), ['TransferDisallowed']);
  await chain.seal();
  chain.add(alice, sudo.sudo(adminUtils.sudoSetToggleTransfer(2, true)));
  await chain.seal();
}

/** Moves with a limit, transfers to a hotkey, and purchases that are burned; then the rest of Bob's stake with his hotkey at subnet 1. */
async function limitedMoves(chain, part) {
  const { subtensorModule: s } = chain.api.tx;
  const [a, b] = [aliceHotkey.address, bobHotkey.address];
  chain.add(bob, s.moveStakeLimit(b, a, 1, 2, part, 1, false));
  chain.add(bob, s.moveStakeLimit(b, a, 1, 1, part, 1_000n * TAO, false));
  chain.add(bob, s.moveStakeLimit(b, a, 1, 2, part, 1_000n * TAO, false), ['SlippageTooHigh']);
  chain.add(bob, s.transferStakeAndHotkey(charlie.address, b, a, 1, 1, part));
  chain.add(bob, s.transferStakeAndHotkey(charlie.address, b, stranger.address, 1, 1, part), ['HotKeyAccountNotExists']);
  chain.add(charlie, s.addStakeBurn(a, 1, TAO, null));
  chain.add(charlie, s.addStakeBurn(a, 1, TAO, U64_MAX));
  chain.add(charlie, s.addStakeBurn(a, 1, TAO, 1), ['SlippageTooHigh']);
  chain.add(charlie, s.addStakeBurn(a, 0, TAO, null), ['CannotBurnOrRecycleOnRootSubnet']);
  chain.add(bob, s.moveStake(b, a, 1, 1, U64_MAX));
  chain.add(bob, s.moveStake(b, a, 1, 1, U64_MAX), ['NotEnoughStakeToWithdraw']);
  await chain.seal();
}

async function refusals(chain) {
  const { subtensorModule: s } = chain.api.tx;
  const a = aliceHotkey.address;
  chain.add(bob, s.addStake(a, 99, TAO), ['SubnetNotExists']);
  chain.add(bob, s.addStake(a, 11, TAO), ['SubtokenDisabled']);
  chain.add(bob, s.addStake(a, 1, 0), ['AmountTooLow']);
  chain.add(bob, s.addStake(a, 1, 2_000_000), ['AmountTooLow']);
  chain.add(bob, s.addStake(a, 0, 1_999_999), ['AmountTooLow']);
  chain.add(poor, s.addStake(a, 1, 100n * TAO), ['NotEnoughBalanceToStake']);
  chain.add(bob, s.addStake(a, 0, U64_MAX), ['NotEnoughBalanceToStake']);
  chain.add(bob, s.addStake(stranger.address, 1, TAO), ['HotKeyAccountNotExists']);
  chain.add(bob, s.addStake(a, 12, 5n * TAO), ['InsufficientLiquidity']);
  chain.add(bob, s.addStakeLimit(a, 1, TAO, 1, true), ['SlippageTooHigh']);
  chain.add(bob, s.addStakeLimit(a, 2, 20n * TAO, (await chain.price(2)) + 2n, true), null);
  chain.add(bob, s.removeStake(a, 99, TAO), ['SubnetNotExists']);
  chain.add(bob, s.removeStake(a, 11, TAO), ['SubtokenDisabled']);
  chain.add(bob, s.removeStake(a, 1, 0), ['AmountTooLow']);
  chain.add(bob, s.removeStake(a, 1, 10), ['AmountTooLow']);
  chain.add(bob, s.removeStake(stranger.address, 1, TAO), ['HotKeyAccountNotExists']);
  chain.add(bob, s.removeStake(a, 1, U64_MAX - 1n), ['NotEnoughStakeToWithdraw']);
  chain.add(bob, s.removeStake(stranger.address, 1, U64_MAX), ['HotKeyAccountNotExists']);
  chain.add(bob, s.removeStakeLimit(a, 1, TAO, U64_MAX, true), ['SlippageTooHigh']);
  chain.add(bob, s.recycleAlpha(a, TAO, 0), ['CannotBurnOrRecycleOnRootSubnet']);
  chain.add(bob, s.burnAlpha(a, TAO, 0), ['CannotBurnOrRecycleOnRootSubnet']);
  chain.add(bob, s.burnAlpha(a, TAO, 99), ['SubnetNotExists']);
  chain.add(bob, s.burnAlpha(a, TAO, 11), ['SubtokenDisabled']);
  chain.add(bob, s.burnAlpha(a, 0, 1), ['AmountTooLow']);
  chain.add(bob, s.recycleAlpha(stranger.address, TAO, 1), ['HotKeyAccountNotExists']);
  chain.add(bob, s.recycleAlpha(a, U64_MAX, 1), ['NotEnoughStakeToWithdraw']);
  await chain.seal();
}
