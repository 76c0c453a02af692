// Registering and replacing neurons, seats at root, addresses, takes, identities, swaps of hotkeys.

import { stringToHex } from '@polkadot/util';
import {
  alice, aliceHotkey, bob, bobHotkey, charlie, coldkeys, dave, daveHotkey, numbered, owned, poor, spare, stranger, TAO, workers,
} from '../cast.mjs';

const IP = 0x7f000001;

export async function neurons(chain) {
  const { adminUtils, subtensorModule: s, sudo, utility } = chain.api.tx;
  const root = (call, ...errors) => chain.add(alice, sudo.sudo(call), errors);

  chain.add(coldkeys[0], s.tryAssociateHotkey(spare[0].address));
  chain.add(coldkeys[0], s.tryAssociateHotkey(spare[0].address));
  chain.add(coldkeys[1], s.tryAssociateHotkey(spare[0].address), ['NonAssociatedColdKey']);
  chain.add(coldkeys[0], s.burnedRegister(0, spare[0].address), ['RegistrationNotPermittedOnRootSubnet']);
  chain.add(coldkeys[0], s.burnedRegister(99, spare[0].address), ['SubnetNotExists']);
  chain.add(coldkeys[0], s.burnedRegister(4, workers[0].address), ['HotKeyAlreadyRegisteredInSubNet']);
  chain.add(coldkeys[1], s.burnedRegister(4, spare[0].address), ['NonAssociatedColdKey']);
  chain.add(coldkeys[0], s.registerLimit(4, spare[0].address, 1), ['RegistrationPriceLimitExceeded']);
  chain.add(poor, s.burnedRegister(4, spare[1].address), ['NotEnoughBalanceToStake']);
  root(adminUtils.sudoSetNetworkRegistrationAllowed(7, false));
  chain.add(coldkeys[0], s.burnedRegister(7, spare[0].address), ['SubNetRegistrationDisabled']);
  root(adminUtils.sudoSetNetworkRegistrationAllowed(7, true));
  root(adminUtils.sudoSetMaxRegistrationsPerBlock(7, 1));
  chain.add(coldkeys[0], s.burnedRegister(7, spare[0].address));
  chain.add(coldkeys[0], s.burnedRegister(7, spare[2].address), ['TooManyRegistrationsThisBlock']);
  root(adminUtils.sudoSetMaxRegistrationsPerBlock(7, 16));
  await chain.seal();

  // Subnet 8 is full: each new neuron replaces another. Subnet 13 has one UID, its owner's.
  root(utility.batchAll([adminUtils.sudoSetMaxAllowedValidators(8, 6), adminUtils.sudoSetMaxAllowedUids(8, 13), adminUtils.sudoSetImmunityPeriod(8, 10)]));
  root(utility.batchAll([adminUtils.sudoSetMaxAllowedValidators(13, 1), adminUtils.sudoSetMaxAllowedUids(13, 1)]));
  chain.add(coldkeys[2], s.burnedRegister(8, spare[3].address));
  chain.add(coldkeys[3], s.burnedRegister(8, spare[4].address));
  chain.add(coldkeys[3], s.burnedRegister(13, spare[4].address), ['NoNeuronIdAvailable']);
  await chain.seal();
  await serving(chain);
  await takes(chain);
  await identities(chain);
}

async function serving(chain) {
  const { subtensorModule: s } = chain.api.tx;
  const axon = (netuid, { ip = IP, port = 8_091, kind = 4 } = {}) => s.serveAxon(netuid, 1, ip, port, kind, 0, 0, 0);
  chain.add(workers[0], axon(4));
  chain.add(workers[0], axon(4), ['ServingRateLimitExceeded']);
  chain.add(workers[1], s.serveAxonTls(4, 2, 1n << 100n, 1, 6, 4, 1, 2, `0x01${'ab'.repeat(64)}`));
  chain.add(workers[2], s.serveAxonTls(4, 2, IP, 1, 4, 4, 0, 0, `0x01${'ab'.repeat(65)}`), ['InvalidCertificate']);
  chain.add(workers[2], s.serveAxonTls(4, 2, IP, 1, 4, 4, 0, 0, '0x01'), ['InvalidCertificate']);
  chain.add(workers[2], s.servePrometheus(5, 1, IP, 9_615, 4));
  chain.add(workers[2], s.servePrometheus(5, 1, IP, 9_616, 4), ['ServingRateLimitExceeded']);
  chain.add(workers[3], axon(4, { kind: 5 }), ['InvalidIpType']);
  chain.add(workers[4], axon(4, { ip: 0 }));
  chain.add(workers[3], s.servePrometheus(4, 1, 0, 9_615, 4), ['InvalidIpAddress']);
  chain.add(workers[3], axon(4, { ip: 1n << 32n }), ['InvalidIpAddress']);
  chain.add(workers[3], axon(4, { port: 0 }), ['InvalidPort']);
  chain.add(workers[3], axon(1), ['HotKeyNotRegisteredInSubNet']);
  await chain.seal();
  await chain.run(2);
  // An announcement without a certificate removes the stored one.
  chain.add(workers[1], axon(4));
  chain.add(workers[4], s.serveAxonTls(5, 2, IP, 1, 4, 4, 0, 0, '0x01ab'));
  chain.add(workers[4], s.servePrometheus(6, 1, IP, 9_615, 4));
  await chain.seal();
}

async function takes(chain) {
  const { adminUtils, subtensorModule: s, sudo } = chain.api.tx;
  chain.add(bob, s.decreaseTake(bobHotkey.address, 5_000));
  chain.add(bob, s.decreaseTake(bobHotkey.address, 5_000), ['DelegateTakeTooLow']);
  chain.add(bob, s.increaseTake(bobHotkey.address, 5_000), ['DelegateTakeTooLow']);
  chain.add(bob, s.increaseTake(bobHotkey.address, 11_797), ['DelegateTakeTooHigh']);
  chain.add(bob, s.increaseTake(bobHotkey.address, 6_000), ['DelegateTxRateLimitExceeded']);
  chain.add(alice, sudo.sudo(adminUtils.sudoSetTxDelegateTakeRateLimit(0)));
  await chain.seal();
  chain.add(bob, s.increaseTake(bobHotkey.address, 6_000));
  chain.add(bob, s.increaseTake(bobHotkey.address, 7_000), ['DelegateTxRateLimitExceeded']);
  chain.add(bob, s.decreaseTake(aliceHotkey.address, 0), ['NonAssociatedColdKey']);
  chain.add(bob, s.decreaseTake(stranger.address, 0), ['HotKeyAccountNotExists']);
  chain.add(alice, sudo.sudo(adminUtils.sudoSetMinDelegateTake(1_000)));
  chain.add(bob, s.decreaseTake(bobHotkey.address, 999), ['DelegateTakeTooLow']);
  chain.add(dave, s.decreaseTake(daveHotkey.address, 1_000));
  chain.add(alice, sudo.sudo(adminUtils.sudoSetMinDelegateTake(0)));
  for (const [n, coldkey] of coldkeys.slice(0, 4).entries()) chain.add(coldkey, s.decreaseTake(workers[n].address, n * 1_500));
  await chain.seal();
}

async function identities(chain) {
  const { subtensorModule: s, utility } = chain.api.tx;
  const long = stringToHex('x'.repeat(257));
  const texts = (name, rest = 'https://example.org') => [name, rest, rest, rest, 'somebody', rest, rest];
  chain.add(bob, s.setIdentity(...texts('Bob')));
  chain.add(bob, s.setIdentity(...texts(long)), ['InvalidIdentity']);
  chain.add(stranger, s.setIdentity(...texts('Nobody')), ['HotKeyAccountNotExists']);
  chain.add(coldkeys[1], s.setSubnetIdentity(5, 'Five', 'repo', 'contact', 'url', 'discord', 'description', 'logo', 'more'));
  chain.add(coldkeys[1], s.setSubnetIdentity(5, long, '', '', '', '', '', '', ''), ['InvalidIdentity']);
  chain.add(coldkeys[1], s.setSubnetIdentity(5, '0xff', '', '', '', '', '', '', ''), ['InvalidIdentity']);
  chain.add(coldkeys[1], s.setSubnetIdentity(4, 'Four', '', '', '', '', '', '', ''), ['NotSubnetOwner']);
  chain.add(coldkeys[1], s.setSubnetIdentity(99, 'Four', '', '', '', '', '', '', ''), ['SubnetNotExists']);
  chain.add(coldkeys[1], s.updateSymbol(5, stringToHex('五')));
  chain.add(coldkeys[1], utility.forceBatch([s.updateSymbol(5, stringToHex('ab')), s.updateSymbol(5, stringToHex(' ')), s.updateSymbol(5, '0xff')]),
    ['SymbolDoesNotExist', 'SymbolDoesNotExist', 'SymbolDoesNotExist']);
  chain.add(coldkeys[1], s.updateSymbol(5, stringToHex('α')), ['SymbolAlreadyInUse']);
  chain.add(coldkeys[1], s.updateSymbol(4, stringToHex('四')), ['NotSubnetOwner']);
  await chain.seal();
}

/** Fills all of root's seats, then replaces the hotkeys with the least stake. */
export async function seats(chain) {
  const { subtensorModule: s, utility } = chain.api.tx;
  chain.add(dave, utility.batchAll(Array.from({ length: 58 }, (_, n) => s.rootRegister(numbered(100 + n)))));
  await chain.seal();
  chain.add(dave, s.rootRegister(numbered(200)), ['StakeTooLowForRoot']);
  chain.add(dave, s.rootRegister(numbered(100)), ['HotKeyAlreadyRegisteredInSubNet']);
  chain.add(dave, s.rootRegister(aliceHotkey.address), ['HotKeyAlreadyRegisteredInSubNet']);
  for (const [n, coldkey] of coldkeys.slice(0, 6).entries()) chain.add(coldkey, s.rootRegister(workers[n].address));
  chain.add(dave, s.rootRegister(workers[6].address), ['NonAssociatedColdKey']);
  await chain.seal();
}

/** Swaps of hotkeys, at one subnet and everywhere, with and without the stake. */
export async function swaps(chain) {
  const { adminUtils, balances, subtensorModule: s, sudo } = chain.api.tx;
  const [from, to] = [workers[5].address, spare[5].address];
  const swap = async (who, call, ...errors) => {
    chain.add(who, call, errors);
    await chain.seal();
  };
  const coldkey = coldkeys[5];

  await swap(alice, sudo.sudo(adminUtils.sudoSetTxRateLimit(3)));
  await swap(coldkey, s.swapHotkey(stranger.address, to, null), 'HotKeyAccountNotExists');
  await swap(coldkey, s.swapHotkey(workers[4].address, to, null), 'NonAssociatedColdKey');
  await swap(coldkey, s.swapHotkey(from, from, null), 'NewHotKeyIsSameWithOld');
  await swap(coldkey, s.swapHotkey(from, workers[4].address, null), 'NonAssociatedColdKey');
  await swap(coldkey, s.swapHotkey(from, to, 99), 'SubnetNotExists');
  await swap(coldkey, s.swapHotkey(from, to, 4));
  await swap(coldkey, s.swapHotkey(from, to, 5), 'HotKeySetTxRateLimitExceeded');
  await chain.run(4);
  await swap(coldkey, s.swapHotkeyV2(from, to, 5, true));
  await chain.run(4);
  // Both have a neuron at subnet 4 now, so a swap everywhere is refused.
  await swap(coldkey, s.burnedRegister(4, from));
  await swap(coldkey, s.swapHotkey(from, to, null), 'HotKeyAlreadyRegisteredInSubNet');
  await swap(coldkeys[6], s.swapHotkey(workers[6].address, spare[6].address, null));
  await chain.run(4);
  await swap(coldkeys[6], s.swapHotkeyV2(spare[6].address, spare[7].address, null, true));
  await swap(coldkeys[0], s.swapHotkey(owned[0].address, spare[8].address, 4));
  await swap(bob, s.swapHotkey(bobHotkey.address, spare[9].address, 2));
  await chain.run(4);
  // Back again: the rest of the script uses the first hotkeys.
  await swap(coldkeys[0], s.swapHotkey(spare[8].address, owned[0].address, 4));
  await swap(bob, s.swapHotkey(spare[9].address, bobHotkey.address, 2));
  await swap(poor, s.tryAssociateHotkey(numbered(40)));
  await swap(poor, balances.transferAllowDeath(dave.address, (9n * TAO) / 10n));
  await swap(poor, s.swapHotkey(numbered(40), numbered(41), null), 'NotEnoughBalanceToPaySwapHotKey');
  await swap(dave, balances.transferKeepAlive(poor.address, TAO));
}

/** Removes half of the neurons of subnet 8: first all are immune, and then none but the owner's. */
export async function trims(chain) {
  const { adminUtils, sudo } = chain.api.tx;
  const root = (call, ...errors) => chain.add(alice, sudo.sudo(call), errors);
  root(adminUtils.sudoSetImmunityPeriod(8, 65_535));
  root(adminUtils.sudoTrimToMaxAllowedUids(8, 6), 'TrimmingWouldExceedMaxImmunePercentage');
  root(adminUtils.sudoSetImmunityPeriod(8, 0));
  root(adminUtils.sudoTrimToMaxAllowedUids(8, 6));
  await chain.seal();
}

/** Consent of hotkeys, the most that a coldkey owns, and the price of state. */
export async function consent(chain) {
  const { balances, subtensorModule: s, utility } = chain.api.tx;
  const { query } = chain.api;
  chain.add(workers[1], s.chooseColdkey(charlie.address), ['HotkeyInUse']);
  chain.add(stranger, s.chooseColdkey(charlie.address));
  chain.add(bob, s.tryAssociateHotkey(stranger.address), ['HotkeyMustConsent']);
  chain.add(charlie, s.tryAssociateHotkey(stranger.address));
  await chain.seal();
  const owner = coldkeys[9];
  const owns = (await query.subtensorModule.ownedHotkeys(owner.address)).length;
  const more = Array.from({ length: 1_001 - owns }, (_, n) => s.tryAssociateHotkey(numbered(10_000 + n)));
  chain.add(owner, utility.forceBatch(more), ['TooManyHotkeys']);
  await chain.seal();
  // Less is left than a hotkey costs.
  const { free } = (await query.system.account(poor.address)).data;
  chain.add(poor, balances.transferAllowDeath(dave.address, free.toBigInt() - TAO / 250n));
  await chain.seal();
  chain.add(poor, s.tryAssociateHotkey(numbered(42)), ['CannotAffordState']);
  chain.add(dave, balances.transferKeepAlive(poor.address, TAO));
  await chain.seal();
}
