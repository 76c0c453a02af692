// The life of a subnet on a running node: registration, start, neurons, payouts by Yuma Consensus, dissolution.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TAO, feeOf, splitAlpha, step, TAO_WEIGHT, U64_MAX } from '../lib/formulas.mjs';
import { byAlphaAndRoot, divide, firstEpoch, stakeWeight } from '../lib/yuma.mjs';
import { act, assertBooks, balanceAt, connect, makeBlock, pair, plainData, stakeAt, stateAt, stateNow, succeed } from '../lib/chain.mjs';
import { Node } from '../lib/node.mjs';

const SUBNET = 4;
const LOCK = 1_000n * TAO;
const TAKE = 11_796n;

const founder = pair('//Dave');
const founderHotkey = pair('//Dave//subnet').address;
const validators = ['//Alice', '//Bob'].map((uri) => ({ coldkey: pair(uri), hotkey: pair(`${uri}//hotkey`) }));
const miners = ['//Charlie', '//Eve', '//Ferdie'].map((uri) => ({ coldkey: pair(uri), hotkey: pair(`${uri}//hotkey`) }));
const workers = [...validators, ...miners];
const STAKED = [200n * TAO, 100n * TAO];
/** The validators' weights for the miners, UIDs 3, 4 and 5; the second validator favours the last miner. */
const WEIGHTS = [[65_535, 40_000, 10_000], [20_000, 20_000, 65_535]];

/** Asserts that two amounts agree within the precision of the chain's proportions, 32 fraction bits. */
function assertAbout(actual, expected, what) {
  const difference = Math.abs(Number(actual) - expected);
  assert.ok(difference <= 2 + expected / 2 ** 28, `${what}: ${actual} instead of ${expected}`);
}

describe('A subnet', { timeout: 300_000 }, () => {
  let node, api;

  before(async () => {
    node = await Node.dev('subnet');
    api = await connect(node);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  const tx = () => api.tx.subtensorModule;
  const query = () => api.query.subtensorModule;
  const ok = (who, call) => succeed(api, who, call);

  /** The stake of a neuron's owner with its own hotkey, at the subnet or at root. */
  const held = (hash, { hotkey, coldkey }, netuid = SUBNET) => stakeAt(api, hash, hotkey.address, coldkey.address, netuid);

  it('is registered for its cost, which becomes the TAO of its pool, at the median price', async () => {
    const was = await stateNow(api);
    assert.equal((await api.call.subnetRegistrationRuntimeApi.getNetworkRegistrationCost()).toBigInt(), LOCK);
    const free = await balanceAt(api, was.hash, founder.address);
    const done = await ok(founder, tx().registerNetwork(founderHotkey));
    assert.deepEqual(plainData(done.find('subtensorModule', 'NetworkAdded')), [BigInt(SUBNET), 1n]);
    assert.deepEqual(plainData(done.find('subtensorModule', 'NeuronRegistered')), [BigInt(SUBNET), 0n, founderHotkey]);
    // The median of three prices, with 64 fraction bits, as it was when the call ran.
    const stepped = step(done.before, done.before.block + 1n);
    const prices = [1, 2, 3].map((n) => stepped.pools.get(n)).map(({ T, A }) => (T << 64n) / A);
    const median = prices.sort((a, b) => (a < b ? -1 : 1))[1];
    const pool = done.after.pools.get(SUBNET);
    assert.equal(pool.T, LOCK);
    assert.equal(pool.A, (LOCK << 64n) / median);
    assert.equal(pool.O, 0n);
    assert.equal(free - (await balanceAt(api, done.hash, founder.address)) - done.fee, LOCK);
    assert.equal((await api.call.subnetRegistrationRuntimeApi.getNetworkRegistrationCost()).toBigInt() > LOCK, true);
  });

  it('cannot be traded before its owner starts it, and receives emission from the next block on', async () => {
    const early = await act(api, validators[0].coldkey, tx().addStake(validators[0].hotkey.address, SUBNET, TAO));
    assert.equal(early.error, 'SubtokenDisabled');
    assert.equal((await act(api, validators[0].coldkey, tx().startCall(SUBNET))).error, 'NotSubnetOwner');
    const done = await ok(founder, tx().startCall(SUBNET));
    assert.deepEqual(plainData(done.find('subtensorModule', 'FirstEmissionBlockNumberSet')), [BigInt(SUBNET), done.after.block + 1n]);
    assert.equal((await act(api, founder, tx().startCall(SUBNET))).error, 'FirstEmissionBlockNumberAlreadySet');
    const { pools } = await stateAt(api, await makeBlock(api));
    assert.ok(pools.get(SUBNET).emission.alphaOut > 0n);
  });

  it('registers neurons at a price that rises with each registration and is recycled', async () => {
    for (const [n, { coldkey, hotkey }] of workers.entries()) {
      const done = await ok(coldkey, tx().burnedRegister(SUBNET, hotkey.address));
      assert.deepEqual(plainData(done.find('subtensorModule', 'NeuronRegistered')), [BigInt(SUBNET), BigInt(n + 1), hotkey.address]);
      // The alpha that was bought is recycled: outside of the pool there is only what the block minted.
      const stepped = step(done.before, done.before.block + 1n).pools.get(SUBNET);
      const after = done.after.pools.get(SUBNET);
      assert.equal(after.O, stepped.O);
      const paid = after.T - stepped.T;
      const fee = feeOf(paid, after.feeRate);
      assert.equal(stepped.A - after.A, (stepped.A * (paid - fee)) / (stepped.T + paid - fee));
      const now = (await (await api.at(done.hash)).query.subtensorModule.burn(SUBNET)).toBigInt();
      assert.equal(now, (paid * 126n) / 100n);
    }
    assert.equal((await query().subnetworkN(SUBNET)).toNumber(), 6);
    const again = await act(api, miners[0].coldkey, tx().burnedRegister(SUBNET, miners[0].hotkey.address));
    assert.equal(again.error, 'HotKeyAlreadyRegisteredInSubNet');
  });

  it('pays only validators before any weights are set, and gives them permits', async () => {
    for (const [n, { coldkey, hotkey }] of validators.entries()) await ok(coldkey, tx().addStake(hotkey.address, SUBNET, STAKED[n]));
    // A failing call is not free. These hotkeys have no TAO, and their owners pay.
    const early = await act(api, validators[0].hotkey, tx().setWeights(SUBNET, [3], [1], 0));
    assert.equal(early.error, 'NeuronNoValidatorPermit');
    assert.ok(early.fee > 0n);
    await payout();
    assert.deepEqual((await query().validatorPermit(SUBNET)).toJSON().slice(0, 3), [true, true, true]);
    for (const miner of miners) assert.equal(await held(await head(), miner), 0n);
    for (const [n, validator] of validators.entries()) assert.ok((await held(await head(), validator)) > STAKED[n] / 2n);
  });

  const head = () => api.rpc.chain.getBlockHash();

  /** Seals blocks up to and including the subnet's next payout. Returns the states before and after it, and its event. */
  async function payout() {
    const pools = await query().tempo(SUBNET);
    const tempo = pools.toBigInt();
    const now = (await stateNow(api)).block;
    const due = now + 1n + tempo - ((now + 1n + BigInt(SUBNET) + 1n) % (tempo + 1n));
    let parent;
    let hash = await head();
    for (let block = now; block < due; block += 1n) {
      parent = hash;
      hash = await makeBlock(api);
    }
    const events = await (await api.at(hash)).query.system.events();
    const paid = events.find(({ event }) => event.method === 'PaidOut' && event.data.netuid.toNumber() === SUBNET);
    assert.ok(paid, 'no payout');
    return { parent, hash, paid: paid.event.data };
  }

  it('pays miners, validators and root’s stakers the amounts of the formulas', async () => {
    for (const [n, { hotkey }] of validators.entries()) {
      const done = await ok(hotkey, tx().setWeights(SUBNET, [3, 4, 5], WEIGHTS[n], 0));
      assert.deepEqual(plainData(done.find('subtensorModule', 'WeightsSet')), [BigInt(SUBNET), BigInt(n + 1)]);
    }
    const was = await stateNow(api);
    const { parent, hash, paid } = await payout();
    const before = await stateAt(api, parent);
    const accrued = step(before, before.block + 1n).pools.get(SUBNET).pending;
    const after = (await stateAt(api, hash)).pools.get(SUBNET);
    assert.ok(before.block - was.block > 300n);

    // Everything that was pending is paid, exact to the rao.
    assert.deepEqual([after.pending.server, after.pending.validator, after.pending.owner, after.pending.rootTao], [0n, 0n, 0n, 0n]);
    assert.equal(paid.miners.toBigInt(), accrued.server);
    assert.equal(paid.validators.toBigInt(), accrued.validator);
    assert.equal(paid.rootTao.toBigInt(), accrued.rootTao);

    // Stake weights: alpha, and TAO at root by its weight; the founder's cut has made it a staker too.
    const at = await api.at(parent);
    const hotkeys = [founderHotkey, ...workers.map(({ hotkey }) => hotkey.address)];
    const total = async (hotkey, netuid) => (await at.query.subtensorModule.totalHotkeyAlpha(hotkey, netuid)).toBigInt();
    const alpha = await Promise.all(hotkeys.map((hotkey) => total(hotkey, SUBNET)));
    const root = await Promise.all(hotkeys.map((hotkey) => total(hotkey, 0)));
    // The owner's cut of this payout is staked before the epoch reads the stakes.
    alpha[0] += accrued.owner;
    const stakes = alpha.map((amount, n) => Number(stakeWeight(amount, root[n])));
    const rows = hotkeys.map((_, uid) => (WEIGHTS[uid - 1] ? [0, 0, 0, ...WEIGHTS[uid - 1]] : []));
    const { incentive, dividends } = firstEpoch(stakes, rows);

    const minersParts = divide(accrued.server, incentive);
    for (const [n, miner] of miners.entries()) {
      const gained = (await held(hash, miner)) - (await held(parent, miner));
      assertAbout(gained, minersParts[n + 3], `miner ${n}`);
      assert.ok(gained > 0n);
    }

    const dividend = divide(accrued.validator + accrued.rootAlphaSold, dividends);
    const shares = dividend.map((part, uid) => byAlphaAndRoot(part, alpha[uid], root[uid]));
    const inAlpha = divide(accrued.validator, shares.map((share) => share.alpha));
    const inTao = divide(accrued.rootTao, shares.map((share) => share.root));
    for (const n of [0, 1]) {
      const gained = async (netuid) => (await (await api.at(hash)).query.subtensorModule.totalHotkeyAlpha(hotkeys[n + 1], netuid)).toBigInt() - (await total(hotkeys[n + 1], netuid));
      assertAbout(await gained(SUBNET), inAlpha[n + 1], `validator ${n} in alpha`);
      assertAbout(await gained(0), inTao[n + 1], `validator ${n} in TAO`);
    }
    // Ferdie stakes with Alice's hotkey at root and gets his share of the dividends after her take.
    const ferdie = pair('//Ferdie').address;
    const nominated = await stakeAt(api, parent, hotkeys[1], ferdie, 0);
    const rest = inTao[1] - Math.floor((inTao[1] * Number(TAKE)) / 65_535);
    const gain = (await stakeAt(api, hash, hotkeys[1], ferdie, 0)) - nominated;
    assertAbout(gain, (rest * Number(nominated)) / Number(root[1]), 'the nominator');
    assert.equal(TAO_WEIGHT < U64_MAX && splitAlpha(TAO, 0n, 1n).owner, 179_995_422n);
  });

  it('keeps its books balanced throughout', async () => assertBooks(api));

  it('is dissolved by root, and its holders are paid for their part of all its alpha', async () => {
    const sudo = (call) => api.tx.sudo.sudo(call);
    const refused = await act(api, founder, tx().rootDissolveNetwork(SUBNET));
    assert.equal(refused.error, 'BadOrigin');
    const holders = [founder, ...workers.map(({ coldkey }) => coldkey)].map(({ address }) => address);
    const done = await ok(pair('//Alice'), sudo(tx().rootDissolveNetwork(SUBNET)));
    const events = (name) => done.events.filter(({ method }) => method === name).map((event) => event.data);
    const payments = events('HolderPaid');
    assert.ok(payments.length >= holders.length, `${payments.length} were paid`);
    const [{ paid, recycled }] = events('NetworkDissolved');
    const total = payments.reduce((all, { tao }) => all + tao.toBigInt(), 0n);
    assert.equal(total, paid.toBigInt());
    // The pot is the pool's TAO after the block step; the part for the alpha in the pool leaves issuance.
    const { T, A, O } = step(done.before, done.before.block + 1n).pools.get(SUBNET);
    assert.equal(total + recycled.toBigInt(), T);
    for (const payment of payments) {
      assertAbout(payment.tao.toBigInt(), (Number(T) * Number(payment.alpha.toBigInt())) / Number(A + O), 'a holder');
    }
    const miner = miners[0].coldkey.address;
    const [mine] = payments.filter(({ coldkey }) => coldkey.toString() === miner);
    assert.equal((await balanceAt(api, done.hash, miner)) - (await balanceAt(api, done.parent, miner)), mine.tao.toBigInt());
    assert.equal(done.after.pools.has(SUBNET), false);
    assert.equal(await held(done.hash, miners[0]), 0n);
    assert.equal((await act(api, founder, tx().startCall(SUBNET))).error, 'SubnetNotExists');
  });

  it('frees its number for the next subnet, which starts without any of its state', async () => {
    const done = await ok(founder, tx().registerNetwork(founderHotkey));
    assert.deepEqual(plainData(done.find('subtensorModule', 'NetworkAdded')), [BigInt(SUBNET), 1n]);
    assert.equal((await query().subnetworkN(SUBNET)).toNumber(), 1);
    assert.equal((await query().weights(SUBNET, 1)).length, 0);
    assert.equal((await query().uids(SUBNET, miners[0].hotkey.address)).isNone, true);
  });
});
