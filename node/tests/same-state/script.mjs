// The script. It must depend on nothing but the state of the chain.

import { children, childless } from './chapters/children.mjs';
import { coldkeySwaps } from './chapters/coldkeys.mjs';
import { commitments } from './chapters/commitments.mjs';
import { feesOfOthers } from './chapters/fees.mjs';
import { locks } from './chapters/locks.mjs';
import { money, multisig, proxy, system, utilities, withoutSudo } from './chapters/frame.mjs';
import { consent, neurons, seats, swaps, trims } from './chapters/neurons.mjs';
import { opening, TEMPO } from './chapters/opening.mjs';
import { allRules, autoStake, claimable, claims, claimTypes, policies, policy, sold } from './chapters/root.mjs';
import { settings } from './chapters/settings.mjs';
import { stake } from './chapters/stake.mjs';
import { dissolutions, holders, noRoom, refusedSubnets } from './chapters/subnets.mjs';
import { weights } from './chapters/weights.mjs';
import { Done } from './chain.mjs';
import { traffic } from './traffic.mjs';

/** Plays the script on a chain, up to the chain's number of blocks. */
export async function play(chain) {
  try {
    await scenes(chain);
  } catch (error) {
    if (!(error instanceof Done)) throw error;
  }
}

async function scenes(chain) {
  const add = traffic(chain, 20_261_128);
  /** Seals blocks with random calls. */
  const busy = async (blocks) => {
    for (let n = 0; n < blocks; n += 1) {
      add(1 + (n % 5));
      await chain.seal();
    }
  };

  await opening(chain);
  await money(chain);
  await settings(chain);
  await stake(chain);
  await neurons(chain);
  await commitments(chain);
  await chain.ask('after the settings');
  await weights(chain);
  await autoStake(chain);
  await seats(chain);
  await busy(60);
  await children(chain);
  await utilities(chain);
  await multisig(chain);
  await proxy(chain);
  await busy(60);
  await policies(chain);
  await claimable(chain);
  await claimTypes(chain);
  await busy(3 * TEMPO);
  await chain.ask('with claims');
  await claims(chain);
  await allRules(chain);
  await policy(chain, 2);
  await busy(60);
  await swaps(chain);
  await consent(chain);
  await coldkeySwaps(chain);
  await feesOfOthers(chain);
  await locks(chain);
  await system(chain);
  await refusedSubnets(chain);
  await holders(chain);
  await sold(chain);
  await busy(60);
  await dissolutions(chain);
  await chain.ask('after dissolutions');
  await noRoom(chain);
  await trims(chain);
  await policy(chain, 0);
  await childless(chain);
  // The remaining blocks, in turns with and without calls.
  for (let turn = 0; chain.number + 60 < chain.blocks; turn += 1) {
    await busy(20);
    if (turn % 3 === 2) await policy(chain, turn % 10 % 9);
    if (turn % 5 === 1) await claimable(chain);
    if (turn % 5 === 3) await sold(chain);
    await chain.run(30);
  }
  await busy(chain.blocks - 1 - chain.number);
  await withoutSudo(chain);
}
