// Runs each attack on the time of blocks against the built node, by signed transactions, and prints the table of docs/performance.md.
//
//   node node/tests/measure/attacks.mjs                     all of them
//   node node/tests/measure/attacks.mjs moves garbage       these only
//
// Each attack has a chain of its own: see crowd.mjs. The exit code is 1 if a block took longer to make or to import than its slot.

import assert from 'node:assert/strict';
import { u8aToHex } from '@polkadot/util';
import { pair } from '../lib/chain.mjs';
import { TAO, U64_MAX } from '../lib/formulas.mjs';
import { encrypt, nextKey } from '../lib/shield.mjs';
import { Chain, importing } from './blocks.mjs';
import {
  FULL, PARENTS_AT, QUEUE_AT, attacker, claimers, crowd, dusted, keyless, members, owned, parents, pushing, senders, swapped, validators, waiting,
} from './crowd.mjs';

/** Milliseconds of a slot. */
const SLOT = 1_000;

/** What most attacks spend at most, in rao. */
const BUDGET = 10n * TAO;

/** Blocks after which root's hotkeys have earned alpha at all subnets. */
const EARNED = 400;

const alice = pair('//Alice');
const times = (count, make) => [...Array(count)].map((_, n) => make(n));
const calls = ({ api }) => api.tx.subtensorModule;
const whole = (number) => Math.round(number).toLocaleString('en').replaceAll(',', ' ');
const inTao = (rao) => (Number(rao) / 1e9).toFixed(3);
const named = (counts) => Object.entries(counts).map(([name, count]) => `${whole(count)} × ${name}`).join(', ');

/** Sends calls in batches as large as they may be. */
async function sendBatches(chain, who, make, count) {
  const { batch } = await chain.room(who, make);
  for (let n = 0; n < count; n += batch) {
    await chain.send(who, chain.batch(times(Math.min(batch, count - n), (more) => make(n + more))));
  }
}

/** Sends as many calls as fit into a block, in batches. Returns their number. */
async function sendFullBlock(chain, who, make) {
  const { block } = await chain.room(who, make);
  await sendBatches(chain, who, make, block);
  return block;
}

/** Makes measured blocks of what is pending, in which nothing may fail. */
async function allSucceed(chain) {
  for (const { hash } of await chain.drain()) assert.deepEqual(await chain.errors(hash), {});
}

// ---------------------------------------------------------------- hotkeys, stake, claims

async function associations(chain) {
  const batch = (count, round) => times(count, (n) => calls(chain).tryAssociateHotkey(keyless(`New ${round}`, n)));
  const refused = await chain.submit([await chain.sign(senders[0], chain.batch(batch(6_400, 'first')))]);
  const before = await chain.money(senders);
  let sent = 0;
  for (const who of [senders[0], senders[1]]) {
    const limit = who === senders[0] ? BUDGET : 2n * BUDGET;
    for (let round = 0; before - await chain.money(senders) < limit && round < 60; round += 1) {
      sent += await sendFullBlock(chain, who, (n) => calls(chain).tryAssociateHotkey(keyless(`New ${who.address} ${round}`, n)));
      await chain.drain();
    }
  }
  const count = async ({ address }) => (await chain.api.query.subtensorModule.ownedHotkeys(address)).length;
  return `6 400 \`try_associate_hotkey\` in a batch: ${refused[0] ?? 'accepted'}. As many as fit, for 10 TAO from each of two coldkeys: `
      + `${whole(sent)} calls, which own ${await count(senders[0])} and ${await count(senders[1])} hotkeys then`;
}

async function moves(chain) {
  await chain.run(EARNED);
  const [one, two] = validators.map(({ address }) => address);
  const rates = (await chain.api.query.subtensorModule.rootClaimable(one)).size;
  assert.equal(rates, 128);
  await chain.succeed(attacker, calls(chain).moveStake(one, two, 0, 0, 5n * TAO));
  const make = (n) => calls(chain).moveStake(...(n % 2 ? [two, one] : [one, two]), 0, 0, TAO / 100n);
  let sent = 0;
  for (let round = 0; round < 5; round += 1) {
    sent += await sendFullBlock(chain, attacker, make);
    await allSucceed(chain);
  }
  return `${sent} \`move_stake\` at root between two hotkeys with claims at ${rates} subnets, in batches`;
}

async function claims(chain) {
  let claimed = 0;
  for (let round = 0; round < 3; round += 1) {
    await chain.run(EARNED);
    for (const claimer of claimers) await chain.send(claimer, calls(chain).claimRoot(FULL));
    for (const { hash } of await chain.drain()) {
      claimed += (await chain.events(hash)).filter((event) => chain.api.events.subtensorModule.RootClaimed.is(event)).length;
    }
  }
  assert.ok(claimed > 0);
  return `3 times \`claim_root\` at 5 subnets by 4 coldkeys with ${validators.length} hotkeys each: ${whole(claimed)} claims sold and staked at root`;
}

/** Gives a little stake with the attacker's hotkey to many coldkeys. */
async function scatter(chain, { hotkey, netuid }, count) {
  const make = (n) => calls(chain).transferStake(keyless('Dust', n), hotkey, netuid, netuid, (6n * TAO) / 100n);
  await sendBatches(chain, attacker, make, count);
  await allSucceed(chain);
}

/** Swaps a hotkey at all subnets, call after call, until nothing is left with it. Returns the number of calls. */
async function swapAll(chain, from, to) {
  for (let sent = 1; ; sent += 1) {
    await chain.send(attacker, calls(chain).swapHotkey(from, to, null));
    let unfinished = false;
    for (const { hash } of await chain.drain()) {
      assert.deepEqual(await chain.errors(hash), {});
      unfinished ||= (await chain.events(hash)).some((event) => chain.api.events.subtensorModule.HotkeySwapUnfinished.is(event));
    }
    if (!unfinished) return sent;
  }
}

async function swap(chain) {
  const positions = 511;
  await scatter(chain, swapped, positions - 1);
  const sent = await swapAll(chain, swapped.hotkey, keyless('New', 0));
  return `${sent} times \`swap_hotkey\` at all subnets, of a hotkey with ${positions} positions and 123 neurons`;
}

async function dust(chain) {
  await scatter(chain, dusted, 600);
  const sent = await swapAll(chain, dusted.hotkey, keyless('New', 0));
  return `600 \`transfer_stake\` of 0.003 TAO each with a hotkey: its \`swap_hotkey\` takes ${sent} calls`;
}

// ---------------------------------------------------------------- children

const FIFTH = U64_MAX / 5n;

async function stakeless(chain) {
  const [who] = senders;
  const own = times(100, (n) => keyless('Stakeless', n));
  await chain.succeed(who, chain.batch(own.map((hotkey) => calls(chain).tryAssociateHotkey(hotkey))));
  const sent = await sendFullBlock(chain, who, (n) => calls(chain).setChildren(own[n % 100], 1, [[FIFTH, members[n % 256]]]));
  const [{ hash }] = await chain.drain();
  return `${sent} \`set_children\` of hotkeys without stake: ${named(await chain.errors(hash))}`;
}

/** Lets the parents assign five neurons each at two full subnets, and waits until all have become active. */
async function haveChildren(chain) {
  const five = (n) => times(5, (place) => [FIFTH, members[(n * 5 + place) % 256]]);
  for (const netuid of PARENTS_AT) {
    await sendBatches(chain, attacker, (n) => calls(chain).setChildren(parents[n], netuid, five(n)), parents.length);
  }
  await allSucceed(chain);
  await chain.run(150);
  for (const netuid of PARENTS_AT) {
    const links = await chain.api.query.subtensorModule.parentKeys.multi(members.map((hotkey) => [hotkey, netuid]));
    assert.equal(links.reduce((sum, list) => sum + list.length, 0), 500);
  }
}

async function leastParents(chain) {
  await haveChildren(chain);
  const due = () => Promise.all(PARENTS_AT.map(async (netuid) => {
    const next = await chain.api.call.subnetInfoRuntimeApi.getNextEpochStartBlock(netuid);
    return next.unwrap().toNumber();
  }));
  let [one, two] = await due();
  for (; one !== two; [one, two] = await due()) await chain.runTo(Math.min(one, two));
  await chain.runTo(one - 1);
  for (let n = 0; n < 2; n += 1) await chain.block();
  return `100 parents with 1.01 alpha each, of five children each, at each of two subnets of 256 neurons and ${validators.length} validators that are due in one block; one of them pays out in the next`;
}

async function queue(chain) {
  const assign = (hotkeys) => (n) => calls(chain).setChildren(hotkeys[n], QUEUE_AT, [[1, members[n % 256]]]);
  for (const hotkeys of [waiting, pushing]) {
    await sendBatches(chain, attacker, assign(hotkeys), hotkeys.length);
    await allSucceed(chain);
  }
  return `${pushing.length} \`set_children\` in batches, each of which takes the place of the least of 256 that wait`;
}

// ---------------------------------------------------------------- owners and registrations

async function tempos(chain) {
  const { netuid } = owned;
  let [accepted, payouts] = [0, 0];
  await chain.runTo(1_000);
  for (let n = 0; n < 60; n += 1) {
    const block = await chain.number();
    const wait = (tempo) => tempo - ((block + 1 + netuid + 1) % (tempo + 1));
    const soonest = times(50_400 - 360 + 1, (more) => 360 + more).reduce((best, tempo) => (wait(tempo) < wait(best) ? tempo : best));
    await chain.send(attacker, calls(chain).setTempo(netuid, soonest));
    const { hash } = await chain.block();
    payouts += (await chain.events(hash)).filter((event) => chain.api.events.subtensorModule.PaidOut.is(event) && event.data.netuid.eqn(netuid)).length;
    accepted += Object.keys(await chain.errors(hash)).length === 0 ? 1 : 0;
  }
  return `\`set_tempo\` in each of 60 blocks: ${accepted} accepted, ${payouts} payouts`;
}

async function dissolution(chain) {
  await haveChildren(chain);
  await chain.run(EARNED);
  await chain.send(attacker, calls(chain).registerNetwork(keyless('New', 0)));
  const [{ hash }] = await chain.drain();
  assert.deepEqual(await chain.errors(hash), {});
  let blocks = 1;
  while (blocks < 100 && (await chain.api.query.subtensorModule.dissolving.keys()).length > 0) {
    await chain.block();
    blocks += 1;
  }
  return `\`register_network\` closes a subnet of 256 neurons, ${validators.length} validators, 400 holders, 100 parents and root's claims, in ${blocks} blocks`;
}

// ---------------------------------------------------------------- state, requests, ciphertexts

async function identities(chain) {
  const text = (length, n) => `${n}`.padEnd(length, 'x');
  const make = (n) => calls(chain).setIdentity(
    text(256, n), text(1_024, n), text(1_024, n), text(1_024, n), text(256, n), text(1_024, n), text(1_024, n),
  );
  let sent = 0;
  for (let round = 0; round < 3; round += 1) {
    sent += await sendFullBlock(chain, attacker, make);
    await chain.drain();
  }
  return `${whole(sent)} \`set_identity\` of 5.6 kB in batches`;
}

async function requests(chain) {
  await chain.run(EARNED);
  const list = (count) => chain.api.createType('Vec<AccountId>', times(count, () => claimers[0].address)).toHex();
  const ask = (api, input) => chain.node.call('state_call', [api, input]).then(() => 'answered', (error) => error.message);
  const timed = async (api, input) => {
    const start = performance.now();
    const answer = await ask(api, input);
    return `${answer === 'answered' ? '' : `${answer.slice(0, 60)}, `}${whole(performance.now() - start)} ms`;
  };
  const stakes = 'StakeInfoRuntimeApi_get_stake_info_for_coldkeys';
  const most = Math.floor(8_192 / validators.length);
  const shown = [
    `1 025 coldkeys: ${await timed(stakes, list(1_025))}`,
    `${most + 1}, ${whole((most + 1) * validators.length)} positions: ${await timed(stakes, list(most + 1))}`,
    `${most}: ${await timed(stakes, list(most))}`,
    `all metagraphs: ${await timed('SubnetInfoRuntimeApi_get_all_metagraphs', '0x')}`,
  ];
  const asked = times(2, () => ask(stakes, list(most)));
  for (let n = 0; n < 3; n += 1) await chain.block({ beside: true });
  await Promise.all(asked);
  return `\`get_stake_info_for_coldkeys\` of a coldkey with ${validators.length} positions at root, named again and again: ${shown.join('; ')}. Blocks while two of them are answered`;
}

/** Sends as many ciphertexts as fit into a block, and measures that block and the next two. */
async function sendCiphertexts(chain, encrypted) {
  await chain.run(1);
  const key = await nextKey(chain.api);
  const make = async (who, n) => chain.api.tx.mevShield.submitEncrypted(u8aToHex(await encrypted(key, who, n)));
  const count = Math.ceil((await chain.fill(senders[0], await make(senders[0], 0))) / senders.length);
  const signed = [];
  for (const who of senders) {
    for (let n = 0; n < count; n += 1) signed.push(await chain.sign(who, await make(who, n)));
  }
  assert.deepEqual(await chain.submit(signed), []);
  await chain.block();
  await chain.drain();
  await chain.block();
  return signed.length;
}

async function garbage(chain) {
  const bytes = new Uint8Array(120);
  const broken = (key) => {
    const ciphertext = encrypt(key, bytes);
    ciphertext[ciphertext.length - 1] ^= 1;
    return ciphertext;
  };
  return `${whole(await sendCiphertexts(chain, broken))} \`submit_encrypted\` whose seal is broken`;
}

async function stale(chain) {
  const remark = await chain.api.tx.system.remark('0x00').signAsync(alice, { nonce: 0, era: 0 });
  await chain.succeed(alice, chain.api.tx.system.remark('0x01'));
  const count = await sendCiphertexts(chain, (key) => encrypt(key, remark.toU8a()));
  return `${whole(count)} \`submit_encrypted\` of a transaction that is not valid any more`;
}

// ---------------------------------------------------------------- full blocks

/** Fills blocks with transactions of all senders. */
async function fillBlocks(chain, name, make) {
  const count = Math.ceil(((await chain.fill(senders[0], make(0))) * 1.1) / senders.length);
  const signed = [];
  for (const who of senders) {
    for (let n = 0; n < count; n += 1) signed.push(await chain.sign(who, make(n)));
  }
  assert.deepEqual(await chain.submit(signed), []);
  const { transactions } = await chain.block();
  await chain.drain();
  return `a full block: ${whole(transactions)} \`${name}\``;
}

/** Fills a block with batches of one account. */
async function fillByBatches(chain, who, name, make) {
  const count = await sendFullBlock(chain, who, make);
  await allSucceed(chain);
  return `a full block: ${whole(count)} \`${name}\` in batches`;
}

const transfers = (chain) => fillBlocks(chain, 'transfer_keep_alive', () => chain.api.tx.balances.transferKeepAlive(alice.address, TAO / 1_000n));

const purchases = (chain) => fillBlocks(chain, 'add_stake', () => calls(chain).addStake(validators[0].address, 6, TAO / 100n));

async function weights(chain) {
  const uids = members.map((_, uid) => uid);
  const signed = [];
  for (const [place, netuid] of FULL.entries()) {
    for (const who of validators) {
      signed.push(await chain.sign(who, calls(chain).setWeights(netuid, uids, uids.map((uid) => 1 + ((uid * 7 + place) % 9)), 0)));
    }
  }
  assert.deepEqual(await chain.submit(signed), []);
  const { transactions } = await chain.block();
  await chain.drain();
  return `a full block: ${transactions} free \`set_weights\` for 256 neurons each`;
}

const remarks = (chain) => fillByBatches(chain, senders[0], 'remark', () => chain.api.tx.system.remark('0x00'));

async function longRemark(chain) {
  const length = Math.floor(Number(chain.api.consts.system.blockLength.max.normal.toBigInt()) * 0.99);
  await chain.send(senders[0], chain.api.tx.system.remarkWithEvent(`0x${'5a'.repeat(length)}`));
  await allSucceed(chain);
  return `one \`remark_with_event\` of ${(length / 1e6).toFixed(1)} MB`;
}

// ---------------------------------------------------------------- the table

const ATTACKS = {
  associations, moves, claims, swap, dust, stakeless, leastParents, queue, tempos, dissolution, identities, requests, garbage, stale,
  transfers, purchases, weights, remarks, longRemark,
};

const largest = (blocks, of) => blocks.reduce((most, block) => (of(block) > of(most) ? block : most));

/** Runs an attack on a chain of its own. Prints its row. Returns `true` if no block took longer than its slot. */
async function measure(name, genesis) {
  const chain = await Chain.start(name, genesis);
  let what, price;
  try {
    const payers = [attacker, ...senders, ...claimers];
    // The first block, which is empty.
    await chain.run(1);
    const before = await chain.money(payers);
    what = await ATTACKS[name](chain);
    price = before - await chain.money(payers);
  } finally {
    await chain.stop();
  }
  const heaviest = largest(chain.blocks, ({ weight }) => weight);
  const slowest = largest(chain.blocks, ({ ms }) => ms);
  const times = await importing(chain);
  const imported = Math.max(...chain.blocks.map(({ number }) => times.get(number)));
  const made = `${whole(slowest.ms)} (${whole(slowest.wall)} / ${whole(slowest.cpu)})`;
  console.log(`| ${name} | ${what} | ${inTao(price)} | ${heaviest.weight.toFixed(2)} | ${made} | ${whole(imported)} | ${whole(SLOT)} |`);
  return Math.max(slowest.ms, imported) <= SLOT;
}

const wanted = process.argv.slice(2);
const names = wanted.length > 0 ? wanted : Object.keys(ATTACKS);
for (const name of names) {
  if (!ATTACKS[name]) throw new Error(`there is no attack ${name}: choose from ${Object.keys(ATTACKS).join(', ')}`);
}
const genesis = await crowd();
console.log('| attack | calls | price, TAO | heaviest block, s of weight | slowest block, ms to make (clock / processors) | ms to import | slot, ms |');
console.log('|---|---|---:|---:|---:|---:|---:|');
let passed = true;
for (const name of names) {
  const within = await measure(name, genesis).catch((error) => console.error(`${name}: ${error.stack}`));
  passed &&= within === true;
}
process.exitCode = passed ? 0 : 1;
