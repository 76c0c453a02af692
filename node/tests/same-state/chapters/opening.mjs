// Funds all accounts, registers ten subnets with neurons, and stakes.

import { alice, aliceHotkey, bob, bobHotkey, coldkeys, dave, eve, hotkeys, owned, poor, TAO, workers } from '../cast.mjs';

/** Tempo of the script's subnets; some have one or two blocks more. */
export const TEMPO = 20;

/** Subnets with neurons and weights. */
export const WORKING = [4, 5, 6, 7, 8];

export async function opening(chain) {
  const { api } = chain;
  const { adminUtils, balances, subtensorModule: calls, sudo, utility } = api.tx;
  const root = (call, ...errors) => chain.add(alice, sudo.sudo(call), errors);
  const give = (to, amount) => balances.transferKeepAlive(to.address, amount);

  for (const from of [alice, dave]) chain.add(from, utility.batchAll(coldkeys.map((to) => give(to, 3_000n * TAO))));
  chain.add(eve, utility.batchAll([...hotkeys, aliceHotkey, bobHotkey].map((to) => give(to, 10n * TAO))));
  chain.add(eve, give(poor, TAO));
  root(adminUtils.sudoSetNetworkMinLockCost(10n * TAO));
  root(adminUtils.sudoSetLockReductionInterval(1));
  await chain.seal();

  // Subnets 4 to 11, one in a block.
  const identity = (name) => ({
    subnetName: name, githubRepo: 'https://example.org/repo', subnetContact: 'a@example.org', subnetUrl: 'https://example.org',
    discord: 'somebody', description: 'For the test', logoUrl: 'https://example.org/logo', additional: '',
  });
  for (const [n, coldkey] of coldkeys.slice(0, 8).entries()) {
    const found = n % 2 === 0
      ? calls.registerNetwork(owned[n].address)
      : calls.registerNetworkWithIdentity(owned[n].address, n === 7 ? null : identity(`Founded ${n}`));
    chain.add(coldkey, found);
    await chain.seal();
  }
  // Subnet 12 gets the shallowest possible pool.
  root(adminUtils.sudoSetNetworkMinLockCost(10_000_000n));
  await chain.seal();
  await chain.run(3);
  chain.add(coldkeys[8], calls.registerNetwork(owned[8].address));
  await chain.seal();
  root(adminUtils.sudoSetNetworkMinLockCost(10n * TAO));
  await chain.seal();
  chain.add(coldkeys[9], calls.registerNetwork(owned[9].address));
  await chain.seal();

  // Subnet 11 is started later.
  for (const [n, coldkey] of coldkeys.slice(0, 10).entries()) {
    if (n !== 7) chain.add(coldkey, calls.startCall(n + 4));
    root(adminUtils.sudoSetTempo(n + 4, TEMPO + n % 3));
    root(adminUtils.sudoSetMaxRegistrationsPerBlock(n + 4, 16));
    root(adminUtils.sudoSetWeightsSetRateLimit(n + 4, 2));
  }
  root(utility.batchAll([1, 2, 3].map((netuid) => adminUtils.sudoSetTempo(netuid, 30 + netuid))));
  root(adminUtils.sudoSetMaxEpochsPerBlock(3));
  await chain.seal();

  for (const netuid of WORKING) {
    for (const [n, coldkey] of coldkeys.entries()) {
      const register = n % 2 === 0
        ? calls.burnedRegister(netuid, workers[n].address)
        : calls.registerLimit(netuid, workers[n].address, 40n * TAO);
      chain.add(coldkey, register);
    }
    await chain.seal();
  }
  for (const [n, coldkey] of coldkeys.entries()) {
    const stakes = WORKING.map((netuid) => calls.addStake(workers[n].address, netuid, BigInt(5 + ((n * 7 + netuid) % 23)) * TAO));
    chain.add(coldkey, utility.batchAll([...stakes, calls.addStake(workers[n].address, 0, BigInt(50 + 20 * n) * TAO)]));
  }
  for (const [n, coldkey] of coldkeys.slice(0, 10).entries()) {
    // Subnet 11 has not started, and subnet 12 is too shallow for ten TAO.
    if (n === 7) chain.add(coldkey, calls.addStake(owned[n].address, 11, 10n * TAO), ['SubtokenDisabled']);
    else if (n === 8) chain.add(coldkey, calls.addStake(owned[n].address, 12, 10n * TAO), ['InsufficientLiquidity']);
    else chain.add(coldkey, calls.addStake(owned[n].address, n + 4, 10n * TAO));
  }
  chain.add(bob, calls.addStake(aliceHotkey.address, 1, 50n * TAO));
  chain.add(bob, calls.addStake(owned[9].address, 13, 5n * TAO));
  await chain.seal();
}
