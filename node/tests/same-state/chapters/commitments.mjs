// What neurons publish, also time-locked; and the pulses of the beacon that opens it.

import { stringToHex } from '@polkadot/util';
import { alice, coldkeys, dave, stranger, TAO, workers } from '../cast.mjs';

/** Two rounds of drand's quicknet, and their signatures. */
const FIRST = 1_008;
const FIRST_SIGNATURE = '0xae1fed99b1562bfd7cabcc6f33c5e4ee9145647228a3321495cee8ce2ae23c1b0c1371c8e880da0d6d9123ff0aa9f8f8';
const ROUND = 1_009;
const SIGNATURE = '0x88d9f128dbb0646d8ea1574d27e3405d26bfc1507821e762a33746df8796f2afc4bf0997baf39512cfca5cf5e2d3e04d';

/** The text `hello, subnet`, as `encrypt_at_round` of bittensor-drand 2.0.0 encrypts it to ROUND, with the round behind it. */
const SEALED =
  '0x050484eaa25f18f15af80e335e376d28f892a79017fc89b7291c6dc5cf375fc05f4567dd59aaed0fd7d73e83578da0dbef0c071bab98823b5112d0dd6fe80e3443f7' +
  'e6988eae62a07afd4e8b3b8251ca7e1c32484503fdef23262e75553fc1f3ffba2000000000000000c2f7eec24f49079cb056ded053c916c7b659fe2c64f1bf8e510cbc' +
  '876d239bad2000000000000000ca6ae264a2711723c863510158d862784ed9c3d838d3ab929aed148f63a13b6239000000000000001d000000000000007001f3dddc4c' +
  '3428388fe99ac1f95e54d19bfd06dcea15e6cb73f7923b0c00000000000000b713e6ab8c87af6b08a93d6208000000000000004145535f47434d5ff103000000000000';

/** The subnet of the neurons that commit. */
const NETUID = 4;

const locked = (encrypted) => ({ TimelockEncrypted: { encrypted, revealRound: ROUND } });

export async function commitments(chain) {
  const { adminUtils, balances, commitments: c, drand, sudo } = chain.api.tx;
  const [one, two, three] = workers;
  const commit = (hotkey, fields, ...errors) => chain.add(hotkey, c.setCommitment(NETUID, { fields }), errors);
  const root = (call) => chain.add(alice, sudo.sudo(call));

  commit(one, [{ Raw5: stringToHex('model') }, 'None', { BigRaw: `0x${'ab'.repeat(300)}` }]);
  commit(two, [{ Sha256: `0x${'cd'.repeat(32)}` }]);
  commit(three, []);
  commit(stranger, [{ Raw0: '0x' }], 'AccountNotAllowedCommit');
  commit(one, [{ TimelockRevealFailed: { encrypted: '0x01', revealRound: 1 } }], 'TimelockRevealFailedNotAllowed');
  commit(one, [locked(SEALED)], 'NoBeacon');
  root(c.setMaxSpace(400));
  commit(two, [{ BigRaw: `0x${'ab'.repeat(400)}` }], 'SpaceLimitExceeded');
  root(c.setMaxSpace(3_100));
  root(adminUtils.sudoSetBondsResetEnabled(NETUID, true));
  commit(three, ['ResetBondsFlag']);
  commit(three, ['ResetBondsFlag'], 'BondsResetTooSoon');
  root(adminUtils.sudoSetBondsResetEnabled(NETUID, false));
  await chain.seal();

  chain.add(stranger, drand.writePulse(0, FIRST_SIGNATURE), ['InvalidRoundNumber']);
  chain.add(stranger, drand.writePulse(ROUND, FIRST_SIGNATURE), ['PulseVerificationError']);
  chain.add(stranger, drand.writePulse(FIRST, FIRST_SIGNATURE));
  chain.add(stranger, drand.writePulse(FIRST, FIRST_SIGNATURE), ['PulseAlreadyStored']);
  commit(one, [locked(SEALED), { Raw5: stringToHex('model') }]);
  commit(two, [locked(`0x${'ef'.repeat(50)}`)]);
  await chain.seal();
  chain.add(stranger, drand.writePulse(ROUND, SIGNATURE));
  await chain.seal();
  // The next block opens what waits for this round.
  await chain.seal();
  await poorOwner(chain, balances, commit);
}

/** The coldkey that owns a hotkey has too little for the deposit. */
async function poorOwner(chain, balances, commit) {
  const owner = coldkeys[11];
  const { free } = (await chain.api.query.system.account(owner.address)).data;
  const all = free.toBigInt() - TAO / 250n;
  chain.add(owner, balances.transferAllowDeath(dave.address, all));
  await chain.seal();
  commit(workers[11], [{ BigRaw: `0x${'ab'.repeat(512)}` }], 'CannotAffordDeposit');
  chain.add(dave, balances.transferKeepAlive(owner.address, all));
  await chain.seal();
}
