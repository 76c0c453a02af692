// Locks of stake: made, moved, made perpetual, refused, and given to another with the stake.

import { pair } from '../../lib/chain.mjs';
import { U64_MAX } from '../../lib/formulas.mjs';
import { aliceHotkey, bob, bobHotkey, TAO } from '../cast.mjs';

const [locker, heir] = ['Locker', 'Heir'].map((name) => pair(`//${name}`));

export async function locks(chain) {
  const { balances, subtensorModule: s } = chain.api.tx;
  const [a, b] = [aliceHotkey.address, bobHotkey.address];
  const put = async (who, call, ...errors) => {
    chain.add(who, call, errors);
    await chain.seal();
  };
  const giveAll = () => s.transferStake(heir.address, a, 1, 1, U64_MAX);
  await put(bob, balances.transferKeepAlive(locker.address, 60n * TAO));
  await put(bob, balances.transferKeepAlive(heir.address, 20n * TAO));
  await put(locker, s.addStake(a, 1, 40n * TAO));
  await put(locker, s.lockStake(a, 0, TAO), 'CannotLockAtRoot');
  await put(locker, s.lockStake(a, 1, U64_MAX), 'InsufficientStakeForLock');
  await put(locker, s.moveLock(b, 1), 'NoExistingLock');
  await put(locker, s.lockStake(a, 1, TAO));
  await put(locker, s.lockStake(b, 1, TAO), 'LockHotkeyMismatch');
  await put(locker, s.removeStake(a, 1, U64_MAX), 'StakeUnavailable');
  await put(locker, s.setPerpetualLock(1, true));
  await put(locker, s.moveLock(b, 1));
  await put(locker, giveAll(), 'AccountRejectsLockedAlpha');
  await put(heir, s.setRejectLockedAlpha(false));
  await put(locker, giveAll());
}
