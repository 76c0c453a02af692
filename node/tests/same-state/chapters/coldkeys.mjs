// Swaps of coldkeys: announced, disputed, reset, withdrawn, made, and made by root.

import { blake2AsHex } from '@polkadot/util-crypto';
import { pair } from '../../lib/chain.mjs';
import { alice, bob, bobHotkey, TAO } from '../cast.mjs';

const [former, next, last, broke] = ['Former', 'Next', 'Last', 'Broke'].map((name) => pair(`//${name}`));

/** The hash by which a coldkey is announced. */
const hashOf = ({ publicKey }) => blake2AsHex(publicKey, 256);

export async function coldkeySwaps(chain) {
  const { adminUtils, balances, subtensorModule: s, sudo } = chain.api.tx;
  const put = async (who, call, ...errors) => {
    chain.add(who, call, errors);
    await chain.seal();
  };
  const root = (call, ...errors) => put(alice, sudo.sudo(call), ...errors);
  const announce = (to) => s.announceColdkeySwap(hashOf(to));

  await root(adminUtils.sudoSetColdkeySwapAnnouncementDelay(3));
  await root(adminUtils.sudoSetColdkeySwapReannouncementDelay(2));
  await put(bob, balances.transferKeepAlive(former.address, 20n * TAO));
  await put(bob, balances.transferKeepAlive(broke.address, TAO / 20n));
  await put(former, s.tryAssociateHotkey(pair('//Former//hotkey').address));
  await put(former, s.addStake(bobHotkey.address, 0, TAO));
  await put(broke, announce(next), 'NotEnoughBalanceToPaySwapColdKey');
  await put(former, s.swapColdkeyAnnounced(next.address), 'ColdkeySwapAnnouncementNotFound');

  // From here on the coldkey sends calls of its swap alone.
  await put(former, announce(next));
  await put(former, s.swapColdkeyAnnounced(next.address), 'ColdkeySwapTooEarly');
  await put(former, s.swapColdkeyAnnounced(last.address), 'AnnouncedColdkeyHashDoesNotMatch');
  await put(former, announce(bob), 'ColdkeySwapReannouncedTooEarly');
  await put(former, s.clearColdkeySwapAnnouncement(), 'ColdkeySwapClearTooEarly');
  await chain.run(4);
  await put(former, s.clearColdkeySwapAnnouncement());
  await put(former, announce(bob));
  await chain.run(5);
  await put(former, s.swapColdkeyAnnounced(bob.address), 'ColdKeyAlreadyAssociated');
  await put(former, announce(bobHotkey));
  await chain.run(3);
  await put(former, s.swapColdkeyAnnounced(bobHotkey.address), 'NewColdKeyIsHotkey');
  await put(former, s.disputeColdkeySwap());

  // Nothing is accepted from the coldkey itself now.
  await put(alice, sudo.sudoAs(former.address, s.disputeColdkeySwap()), 'ColdkeySwapAlreadyDisputed');
  await put(alice, sudo.sudoAs(former.address, announce(next)), 'ColdkeySwapDisputed');
  await root(s.resetColdkeySwap(former.address));
  await put(former, announce(next));
  await chain.run(3);
  await put(former, s.swapColdkeyAnnounced(next.address));
  await root(s.swapColdkey(next.address, last.address, TAO));
}
