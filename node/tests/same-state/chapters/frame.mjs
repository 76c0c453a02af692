// The calls of FRAME's pallets and of the MEV shield.

import { createKeyMulti, encodeAddress, encodeDerivedAddress, sortAddresses } from '@polkadot/util-crypto';
import { stringToHex, u8aToHex } from '@polkadot/util';
import { alice, aliceHotkey, bob, bobHotkey, charlie, coldkeys, dave, eve, ferdie, numbered, stranger, TAO } from '../cast.mjs';

const ENOUGH = { refTime: 10_000_000_000n, proofSize: 100_000n };

export async function money(chain) {
  const { balances, sudo } = chain.api.tx;
  const root = (call, ...errors) => chain.add(alice, sudo.sudo(call), errors);

  chain.add(bob, balances.transferAllowDeath(numbered(1), 5n * TAO));
  chain.add(bob, balances.transferKeepAlive(stranger.address, 20n * TAO));
  chain.add(bob, balances.transferAllowDeath(numbered(2), 499), ['BelowMinimum']);
  chain.add(bob, balances.transferKeepAlive(numbered(2), 500_000n * TAO), ['FundsUnavailable']);
  chain.add(charlie, balances.burn(TAO, true));
  chain.add(charlie, balances.burn(TAO, false));
  root(balances.forceTransfer(numbered(1), numbered(3), TAO));
  root(balances.forceUnreserve(bob.address, 1));
  root(balances.forceSetBalance(numbered(4), 7n * TAO));
  root(balances.forceSetBalance(numbered(4), 6n * TAO));
  root(balances.forceSetBalance(numbered(4), 10n ** 19n), 'SupplyCapExceeded');
  root(balances.forceAdjustTotalIssuance('Increase', 1_000), 'IssuanceForced');
  chain.add(dave, balances.upgradeAccounts([bob.address, numbered(3)]));
  chain.add(bob, balances.forceSetBalance(bob.address, TAO), ['BadOrigin']);
  await chain.seal();
  chain.add(stranger, balances.transferAll(ferdie.address, true));
  await chain.seal();
  chain.add(bob, balances.transferKeepAlive(stranger.address, 20n * TAO));
  await chain.seal();
}

export async function system(chain) {
  const { balances, grandpa, mevShield, multiBlockMigrations: migrations, sudo, system: calls, utility } = chain.api.tx;
  const root = (call, ...errors) => chain.add(alice, sudo.sudo(call), errors);
  const key = (text) => stringToHex(`same-state:${text}`);

  chain.add(bob, calls.remark('0x0102'));
  chain.add(bob, calls.remarkWithEvent('0x0102'));
  root(calls.setHeapPages(2_048));
  root(calls.setStorage([[key('a1'), '0x01'], [key('a2'), '0x02'], [key('b'), '0x03'], [key('kept'), '0x04']]));
  root(calls.killStorage([key('b'), stringToHex(':heappages')]));
  root(calls.killPrefix(key('a'), 10));
  root(calls.authorizeUpgrade(u8aToHex(numbered(5))));
  root(calls.authorizeUpgradeWithoutChecks(u8aToHex(numbered(6))));
  root(grandpa.noteStalled(10, 1));
  chain.add(bob, calls.setStorage([]), ['BadOrigin']);
  // An envelope to an unknown key: it costs its fee and does nothing.
  const envelope = new Uint8Array(16 + 2 + 1_088 + 24 + 16 + 40).fill(7);
  envelope.set([1_088 & 255, 1_088 >> 8], 16);
  chain.add(ferdie, mevShield.submitEncrypted(u8aToHex(envelope)));
  chain.add(ferdie, mevShield.submitEncrypted('0x010203'), ['MalformedCiphertext']);
  await chain.seal();

  // Migrations that have run already. Blocks have no transactions until they have ended again.
  root(migrations.forceSetCursor(null));
  root(migrations.clearHistoric({ Wildcard: { limit: null, previousCursor: null } }));
  root(migrations.forceOnboardMbms());
  await chain.seal();
  await chain.run(4);
  root(migrations.forceSetActiveCursor(0, null, null));
  await chain.seal();
  await chain.run(4);
  root(migrations.clearHistoric({ Specific: [] }));
  chain.add(bob, balances.transferKeepAlive(charlie.address, TAO));
  chain.add(bob, utility.batch([]));
  await chain.seal();
}

export async function utilities(chain) {
  const { api } = chain;
  const { balances, sudo, system: calls, utility } = api.tx;
  const root = (call, ...errors) => chain.add(alice, sudo.sudo(call), errors);
  const give = (amount, to = charlie) => balances.transferKeepAlive(to.address, amount);
  const tooMuch = give(500_000n * TAO);
  const asBob = { system: { Signed: bob.address } };

  chain.add(bob, give(10n * TAO, { address: encodeDerivedAddress(bob.address, 3) }));
  await chain.seal();
  chain.add(bob, utility.batch([give(TAO), give(2n * TAO)]));
  chain.add(bob, utility.batch([give(TAO), tooMuch, give(TAO)]), ['FundsUnavailable']);
  chain.add(bob, utility.batchAll([give(TAO), calls.remark('0x01')]));
  chain.add(bob, utility.batchAll([give(TAO), tooMuch]), ['FundsUnavailable']);
  chain.add(bob, utility.forceBatch([give(TAO), give(TAO)]));
  chain.add(bob, utility.forceBatch([tooMuch, give(TAO), calls.setHeapPages(1)]), ['FundsUnavailable', 'BadOrigin']);
  chain.add(bob, utility.asDerivative(3, give(TAO)));
  chain.add(bob, utility.asDerivative(4, give(TAO)), ['FundsUnavailable']);
  chain.add(bob, utility.ifElse(give(TAO), give(2n * TAO)));
  chain.add(bob, utility.ifElse(tooMuch, give(2n * TAO)), ['FundsUnavailable']);
  root(utility.dispatchAs(asBob, give(3n * TAO)));
  root(utility.dispatchAs(asBob, tooMuch), 'FundsUnavailable');
  root(utility.dispatchAsFallible(asBob, give(3n * TAO)));
  root(utility.dispatchAsFallible(asBob, tooMuch), 'FundsUnavailable');
  root(utility.withWeight(calls.setHeapPages(2_048), ENOUGH));
  root(calls.killStorage([stringToHex(':heappages')]));
  chain.add(alice, sudo.sudoUncheckedWeight(balances.forceUnreserve(bob.address, 1), ENOUGH));
  chain.add(alice, sudo.sudoAs(bob.address, give(TAO)));
  chain.add(alice, sudo.sudoAs(bob.address, tooMuch), ['FundsUnavailable']);
  chain.add(bob, sudo.sudo(calls.remark('0x01')), ['RequireSudo']);
  await chain.seal();
  chain.add(alice, sudo.setKey(bob.address));
  chain.add(alice, sudo.setKey(alice.address), ['RequireSudo']);
  chain.add(bob, sudo.setKey(alice.address));
  await chain.seal();
}

export async function multisig(chain) {
  const { balances, multisig: calls, system } = chain.api.tx;
  const three = [bob, charlie, dave];
  const others = (who) => sortAddresses(three.filter((other) => other !== who).map(({ address }) => address));
  const account = encodeAddress(createKeyMulti(three.map(({ address }) => address), 2));
  const call = balances.transferKeepAlive(eve.address, 2n * TAO);
  const second = system.remarkWithEvent('0x0607');
  const timepoint = ({ index }) => ({ height: chain.number, index });

  chain.add(ferdie, balances.transferKeepAlive(account, 50n * TAO));
  chain.add(bob, calls.asMultiThreshold1(others(bob), system.remarkWithEvent('0x08')));
  await chain.seal();
  chain.add(bob, calls.asMulti(2, others(bob), null, call, ENOUGH));
  chain.add(charlie, calls.approveAsMulti(2, others(charlie), null, second.method.hash, ENOUGH));
  const [first, approved] = await chain.seal();
  const [when, then] = [timepoint(first), timepoint(approved)];
  chain.add(dave, calls.asMulti(2, others(dave), when, call, ENOUGH));
  chain.add(bob, calls.approveAsMulti(2, others(bob), then, second.method.hash, ENOUGH));
  chain.add(charlie, calls.pokeDeposit(2, others(charlie), second.method.hash));
  chain.add(bob, calls.cancelAsMulti(2, others(bob), then, second.method.hash), ['NotOwner']);
  chain.add(bob, calls.asMulti(2, others(bob), when, call, ENOUGH), ['UnexpectedTimepoint']);
  await chain.seal();
  chain.add(charlie, calls.cancelAsMulti(2, others(charlie), then, second.method.hash));
  chain.add(charlie, calls.cancelAsMulti(2, others(charlie), then, second.method.hash), ['NotFound']);
  await chain.seal();
}

/** Returns for each proxy type a call that it allows and one that it filters. */
function proxied(chain) {
  const { adminUtils, balances, subtensorModule: s } = chain.api.tx;
  const stake = s.addStake(aliceHotkey.address, 1, TAO);
  const give = balances.transferKeepAlive(stranger.address, TAO);
  return {
    Any: [give, null],
    Owner: [adminUtils.sudoSetServingRateLimit(2, 40), give],
    NonTransfer: [stake, give],
    Staking: [s.addStake(aliceHotkey.address, 1, 2n * TAO), s.tryAssociateHotkey(numbered(20))],
    Registration: [s.registerLimit(4, numbered(21), 100n * TAO), stake],
    Transfer: [s.transferStake(eve.address, aliceHotkey.address, 1, 1, TAO / 2n), stake],
    ChildKeys: [s.setChildkeyTake(bobHotkey.address, 1, 0), stake],
    SwapHotkey: [s.swapHotkey(bobHotkey.address, numbered(22), 99), stake],
    RootClaim: [s.claimRoot([]), stake],
  };
}

export async function proxy(chain) {
  const { balances, proxy: calls } = chain.api.tx;
  const give = balances.transferKeepAlive(charlie.address, TAO);
  const delegate = coldkeys[11];
  const kinds = proxied(chain);

  for (const kind of Object.keys(kinds)) chain.add(bob, calls.addProxy(delegate.address, kind, 0));
  chain.add(bob, calls.addProxy(delegate.address, 'Any', 0), ['Duplicate']);
  chain.add(bob, calls.addProxy(dave.address, 'Any', 5));
  chain.add(bob, calls.pokeDeposit());
  await chain.seal();
  const inner = { SwapHotkey: ['SubnetNotExists'], RootClaim: ['InvalidSubnetNumber'] };
  for (const [kind, [allowed, refused]] of Object.entries(kinds)) {
    chain.add(delegate, calls.proxy(bob.address, kind, allowed), inner[kind] ?? []);
    if (refused) chain.add(delegate, calls.proxy(bob.address, kind, refused), ['CallFiltered']);
    // Some of the calls declare half of a block.
    await chain.seal();
  }
  chain.add(delegate, calls.proxy(bob.address, null, give));
  chain.add(eve, calls.proxy(bob.address, null, give), ['NotProxy']);
  chain.add(dave, calls.proxy(bob.address, null, give), ['Unannounced']);
  for (const call of [give, balances.transferKeepAlive(charlie.address, 2n * TAO), balances.transferKeepAlive(charlie.address, 3n * TAO)]) {
    chain.add(dave, calls.announce(bob.address, call.method.hash));
  }
  await chain.seal();
  chain.add(dave, calls.removeAnnouncement(bob.address, balances.transferKeepAlive(charlie.address, 2n * TAO).method.hash));
  chain.add(bob, calls.rejectAnnouncement(dave.address, balances.transferKeepAlive(charlie.address, 3n * TAO).method.hash));
  chain.add(dave, calls.proxyAnnounced(dave.address, bob.address, null, give), ['Unannounced']);
  await chain.seal();
  await chain.run(5);
  chain.add(eve, calls.proxyAnnounced(dave.address, bob.address, null, give));
  chain.add(bob, calls.removeProxy(dave.address, 'Any', 5));
  chain.add(bob, calls.removeProxy(dave.address, 'Any', 5), ['NotFound']);
  chain.add(eve, calls.createPure('Any', 0, 1));
  const created = (await chain.seal()).at(-1);
  const pure = created.find('PureCreated').pure.toString();
  chain.add(eve, balances.transferKeepAlive(pure, 5n * TAO));
  chain.add(bob, calls.removeProxies());
  await chain.seal();
  chain.add(eve, calls.proxy(pure, null, balances.transferAll(eve.address, false)));
  chain.add(eve, calls.proxy(pure, null, calls.killPure(eve.address, 'Any', 1, chain.number - 1, created.index)));
  await chain.seal();
}

/** Removes the sudo key, at the end of the script. */
export async function withoutSudo(chain) {
  const { sudo, system } = chain.api.tx;
  chain.add(alice, sudo.removeKey());
  chain.add(alice, sudo.sudo(system.remark('0x01')), ['RequireSudo']);
  await chain.seal();
}
