// Registrations of subnets that are refused, subnets closed to make room, subnets dissolved by root.

import { alice, bob, coldkeys, dave, eve, numbered, owned, poor, spare, stranger, TAO } from '../cast.mjs';

export async function refusedSubnets(chain) {
  const { adminUtils, subtensorModule: s, sudo } = chain.api.tx;
  const root = (call, ...errors) => chain.add(alice, sudo.sudo(call), errors);
  const pools = (await chain.api.call.subnetInfoRuntimeApi.getSubnetAccountId(1)).unwrap().toString();

  // Each declares half of a block.
  for (const [who, hotkey, error] of [
    [bob, pools, 'CannotUseSystemAccount'], [bob, owned[0].address, 'NonAssociatedColdKey'], [poor, numbered(50), 'CannotAffordLockCost'],
  ]) {
    chain.add(who, s.registerNetwork(hotkey), [error]);
    await chain.seal();
  }
  chain.add(bob, s.registerNetworkWithIdentity(numbered(50), {
    subnetName: 'x'.repeat(257), githubRepo: '', subnetContact: '', subnetUrl: '', discord: '', description: '', logoUrl: '', additional: '',
  }), ['InvalidIdentity']);
  await chain.seal();
  chain.add(coldkeys[0], s.startCall(4), ['FirstEmissionBlockNumberAlreadySet']);
  chain.add(coldkeys[0], s.startCall(99), ['SubnetNotExists']);
  chain.add(bob, s.startCall(11), ['NotSubnetOwner']);
  root(adminUtils.sudoSetStartCallDelay(U32));
  chain.add(coldkeys[7], s.startCall(11), ['NeedWaitingMoreBlocksToStarCall']);
  root(adminUtils.sudoSetNetworkRateLimit(U32));
  chain.add(bob, s.registerNetwork(numbered(50)), ['NetworkTxRateLimitExceeded']);
  root(adminUtils.sudoSetNetworkRateLimit(0));
  root(adminUtils.sudoSetStartCallDelay(20));
  await chain.seal();
  root(s.rootDissolveNetwork(0), 'CannotDissolveRoot');
  await chain.seal();
  root(s.dissolveNetwork(bob.address, 99), 'SubnetNotExists');
  await chain.seal();
  chain.add(bob, s.rootDissolveNetwork(4), ['BadOrigin']);
  await chain.seal();
  // Root starts none again, and stops none.
  root(adminUtils.sudoSetSubtokenEnabled(4, true));
  root(adminUtils.sudoSetSubtokenEnabled(4, false), 'NoSuchRule');
  root(adminUtils.sudoSetSubtokenEnabled(11, false));
  chain.add(coldkeys[7], s.startCall(11));
  await chain.seal();
  chain.add(coldkeys[7], s.addStake(owned[7].address, 11, 25n * TAO));
  await chain.seal();
}

const U32 = 4_294_967_295;

/** Gives subnet 9 more holders than a block pays, and its hotkey more positions than one call of a swap moves. */
export async function holders(chain) {
  const { adminUtils, subtensorModule: s, sudo, utility } = chain.api.tx;
  const hotkey = owned[5].address;
  chain.add(coldkeys[5], s.addStake(hotkey, 9, 300n * TAO));
  await chain.seal();
  for (let part = 0; part < 2; part += 1) {
    const gifts = Array.from({ length: 260 }, (_, n) => s.transferStake(numbered(1_000 + part * 260 + n), hotkey, 9, 9, BigInt(100 + n) * 1_000_000n));
    chain.add(coldkeys[5], utility.batchAll(gifts));
    await chain.seal();
  }
  chain.add(alice, sudo.sudo(adminUtils.sudoSetTxRateLimit(0)));
  const swap = async () => {
    chain.add(coldkeys[5], s.swapHotkey(hotkey, spare[11].address, 9));
    await chain.seal();
  };
  await swap();
  await swap();
}

/** Dissolves a subnet whose holders take several blocks to pay, and a small one by the other call. */
export async function dissolutions(chain) {
  const { subtensorModule: s, sudo } = chain.api.tx;
  const root = (call, ...errors) => chain.add(alice, sudo.sudo(call), errors);
  root(s.rootDissolveNetwork(9));
  await chain.seal();
  root(s.rootDissolveNetwork(9), 'SubnetNotExists');
  chain.add(bob, s.addStake(owned[5].address, 9, TAO), ['SubnetNotExists']);
  await chain.seal();
  await chain.run(2);
  root(s.dissolveNetwork(stranger.address, 13));
  await chain.seal();
  await chain.run(8);
}

/** Reaches the limit of subnets, at which one is closed to make room unless all are immune. */
export async function noRoom(chain) {
  const { adminUtils, subtensorModule: s, sudo, utility } = chain.api.tx;
  const root = (call, ...errors) => chain.add(alice, sudo.sudo(call), errors);
  const subnets = (await chain.api.query.subtensorModule.totalNetworks()).toNumber() - 1;
  root(adminUtils.sudoSetSubnetLimit(subnets));
  chain.add(bob, s.registerNetwork(numbered(60)), ['SubnetLimitReached']);
  root(adminUtils.sudoSetNetworkImmunityPeriod(100));
  root(adminUtils.sudoSetStartCallDelay(0));
  await chain.seal();
  // Both subnets get numbers of dissolved ones.
  for (const [who, hotkey] of [[eve, numbered(61)], [dave, numbered(62)]]) {
    chain.add(who, s.registerNetwork(hotkey));
    const [registered] = await chain.seal();
    chain.add(who, s.startCall(registered.find('NetworkAdded')[0]));
    await chain.seal();
  }
  root(utility.batchAll([adminUtils.sudoSetSubnetLimit(128), adminUtils.sudoSetNetworkImmunityPeriod(1_296_000)]));
  await chain.seal();
}
