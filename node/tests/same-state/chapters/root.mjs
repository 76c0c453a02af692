// Root: its vote and the emission policies, its dividends sold or claimed; the hotkeys that earnings are staked to.

import {
  alice, aliceHotkey, bob, bobHotkey, charlie, charlieHotkey, coldkeys, dave, daveHotkey, eve, eveHotkey, ferdie, numbered, stranger,
  TAO, workers,
} from '../cast.mjs';
import { TEMPO } from './opening.mjs';

export async function policies(chain) {
  const { subtensorModule: s, sudo } = chain.api.tx;
  const root = (call, ...errors) => chain.add(alice, sudo.sudo(call), errors);
  chain.add(alice, s.setRootWeights(aliceHotkey.address, [1, 2, 3, 4, 5, 10], [100, 20, 30, 40, 50, 5]));
  chain.add(bob, s.setRootWeights(bobHotkey.address, [5, 4, 13], [65_535, 1, 0]));
  chain.add(charlie, s.setRootWeights(charlieHotkey.address, [9], [1]));
  chain.add(dave, s.setRootWeights(daveHotkey.address, [1], [1]));
  chain.add(dave, s.setRootWeights(daveHotkey.address, [], []));
  chain.add(eve, s.setRootWeights(eveHotkey.address, [1, 1], [1, 1]), ['DuplicateUids']);
  chain.add(eve, s.setRootWeights(eveHotkey.address, [0], [1]), ['UidVecContainInvalidOne']);
  chain.add(eve, s.setRootWeights(eveHotkey.address, [99], [1]), ['UidVecContainInvalidOne']);
  chain.add(eve, s.setRootWeights(eveHotkey.address, [1, 2], [0, 0]), ['WeightVecLengthIsLow']);
  chain.add(eve, s.setRootWeights(eveHotkey.address, [1, 2], [1]), ['WeightVecNotEqualSize']);
  chain.add(eve, s.setRootWeights(aliceHotkey.address, [1], [1]), ['NonAssociatedColdKey']);
  chain.add(eve, s.setRootWeights(stranger.address, [1], [1]), ['HotKeyAccountNotExists']);
  chain.add(coldkeys[7], s.setRootWeights(workers[7].address, [1], [1]), ['HotKeyNotRegisteredInSubNet']);
  root(s.setEmissionPolicy(9), 'NoSuchEmissionPolicy');
  chain.add(bob, s.setEmissionPolicy(1), ['BadOrigin']);
  root(s.setEmissionPolicy(1));
  chain.add(bob, s.setInjection('Buy'), ['BadOrigin']);
  root(s.setInjection('Lift'));
  await chain.seal();
}

export const policy = async (chain, number) => {
  const { subtensorModule: s, sudo } = chain.api.tx;
  chain.add(alice, sudo.sudo(s.setEmissionPolicy(number)));
  await chain.seal();
};

/** Puts another rule in force for TAO that alpha cannot balance. */
export const injection = async (chain, rule) => {
  const { subtensorModule: s, sudo } = chain.api.tx;
  chain.add(alice, sudo.sudo(s.setInjection(rule)));
  await chain.seal();
};

/** Each emission policy and each rule of injection is in force for some blocks. */
export async function allRules(chain) {
  for (let number = 0; number < 9; number += 1) {
    await policy(chain, number);
    await chain.run(1);
  }
  for (const rule of ['Buy', 'CappedBuy', 'Lift']) {
    await injection(chain, rule);
    await chain.run(2);
  }
}

/** Root's dividends become claimable. */
export async function claimable(chain) {
  const { subtensorModule: s, sudo } = chain.api.tx;
  chain.add(alice, sudo.sudo(s.setRootDividends('Claimable')));
  await chain.seal();
}

export async function claimTypes(chain) {
  const { subtensorModule: s } = chain.api.tx;
  chain.add(bob, s.setRootDividends('Sold'), ['BadOrigin']);
  chain.add(bob, s.setRootClaimType('Keep'));
  chain.add(charlie, s.setRootClaimType({ KeepSubnets: { subnets: [1, 4] } }));
  chain.add(dave, s.setRootClaimType('Swap'));
  chain.add(eve, s.setRootClaimType({ KeepSubnets: { subnets: [] } }), ['InvalidSubnetNumber']);
  chain.add(eve, s.claimRoot([]), ['InvalidSubnetNumber']);
  chain.add(eve, s.claimRoot([1, 2, 3, 4, 5, 6]), ['InvalidSubnetNumber']);
  // Without anything to claim nothing happens.
  chain.add(eve, s.claimRoot([1]));
  chain.add(eve, s.claimRootWithHotkey(eveHotkey.address));
  await chain.seal();
}

export async function claims(chain) {
  const { subtensorModule: s } = chain.api.tx;
  chain.add(bob, s.claimRoot([1, 2, 3]));
  chain.add(charlie, s.claimRoot([1, 2, 3, 4, 5]));
  chain.add(dave, s.claimRoot([1, 2, 4]), null);
  chain.add(stranger, s.claimRoot([1, 2]));
  await chain.seal();
  // Earned alpha stays claimable after all or part of the stake has left root.
  await chain.run(2 * TEMPO);
  const held = await chain.stake(eveHotkey.address, eve.address, 0);
  chain.add(eve, s.removeStake(eveHotkey.address, 0, held));
  chain.add(ferdie, s.removeStake(aliceHotkey.address, 0, 1_000n * TAO));
  chain.add(dave, s.moveStake(daveHotkey.address, aliceHotkey.address, 0, 0, 500n * TAO));
  chain.add(dave, s.transferStake(numbered(30), aliceHotkey.address, 0, 0, 20n * TAO));
  await chain.seal();
  await chain.run(TEMPO);
  chain.add(eve, s.claimRoot([1, 4]));
  chain.add(ferdie, s.claimRoot([1, 2, 3, 4, 5]));
  chain.add(charlie, s.claimRootWithHotkey(charlieHotkey.address));
  chain.add(bob, s.claimRoot([0]));
  chain.add(eve, s.addStake(eveHotkey.address, 0, held / 2n));
  chain.add(dave, s.setRootClaimType('Keep'));
  await chain.seal();
}

/** Root's dividends are sold again; alpha that was kept stays claimable. */
export async function sold(chain) {
  const { subtensorModule: s, sudo } = chain.api.tx;
  chain.add(alice, sudo.sudo(s.setRootDividends('Sold')));
  await chain.seal();
}

export async function autoStake(chain) {
  const { subtensorModule: s } = chain.api.tx;
  chain.add(coldkeys[0], s.setColdkeyAutoStakeHotkey(4, workers[1].address));
  chain.add(coldkeys[0], s.setColdkeyAutoStakeHotkey(4, workers[1].address), ['SameAutoStakeHotkeyAlreadySet']);
  chain.add(coldkeys[2], s.setColdkeyAutoStakeHotkey(4, workers[0].address));
  chain.add(coldkeys[2], s.setColdkeyAutoStakeHotkey(99, workers[0].address), ['SubnetNotExists']);
  chain.add(coldkeys[2], s.setColdkeyAutoStakeHotkey(4, stranger.address), ['HotKeyAccountNotExists']);
  chain.add(coldkeys[2], s.setColdkeyAutoStakeHotkey(1, workers[0].address), ['HotKeyNotRegisteredInSubNet']);
  await chain.seal();
}
