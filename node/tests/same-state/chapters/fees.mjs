// Fees that another pays than the signer in TAO: the owner of a hotkey, and a coldkey with its stake.

import { pair } from '../../lib/chain.mjs';
import { alice, aliceHotkey, bob, bobHotkey, TAO } from '../cast.mjs';

/** Of whom the chain has not heard before. */
const unheard = pair('//Unheard');

export async function feesOfOthers(chain) {
  const { subtensorModule: s } = chain.api.tx;
  const put = async (who, call, ...errors) => {
    chain.add(who, call, errors);
    await chain.seal();
  };
  // Whether the weights are set or refused, the hotkey needs no TAO.
  chain.add(aliceHotkey, s.setWeights(1, [0], [1], 0), null);
  chain.add(aliceHotkey, s.serveAxon(1, 1, 0x09090909, 80, 4, 0, 0, 0), null);
  await chain.seal();

  // Alice may have unstaked all before.
  await put(alice, s.addStake(bobHotkey.address, 0, 10n * TAO));
  await put(alice, s.transferStake(unheard.address, bobHotkey.address, 0, 0, 5n * TAO));
  await put(unheard, s.removeStake(bobHotkey.address, 0, 6n * TAO), 'NotEnoughStakeToWithdraw');
  await put(unheard, s.removeStake(bobHotkey.address, 0, TAO));
  await put(unheard, s.transferStake(bob.address, bobHotkey.address, 0, 0, TAO));
}
