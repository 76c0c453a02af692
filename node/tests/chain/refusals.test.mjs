// Wrong inputs: each fails with the exact error, and changes nothing but the transaction fee.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TAO, U64_MAX, price, step } from '../lib/formulas.mjs';
import {
  act, aliceHotkey, assertState, balanceAt, bob, charlie, connect, include, makeBlock, pair, stakeAt, stateAt,
  stateNow, storageOf, sumOfBalances,
} from '../lib/chain.mjs';
import { Node } from '../lib/node.mjs';

/** Minimum amount of a stake or unstake. */
const MIN_STAKE = 2_000_000n;

/** Copies of a subnet's amounts, which the step of a block makes in turn (pallets/subtensor/src/registry/mirrors.rs). */
const COPIES = ['subnetAlphaOut', 'subnetTaoInEmission', 'totalAlphaStaked'];

/** Returns the storage of the pallet after a block, but for what the step of each block changes. */
async function settled(api, hash) {
  const prefixes = COPIES.map((item) => api.query.subtensorModule[item].keyPrefix());
  const all = Object.entries(await storageOf(api, hash, 'SubtensorModule'));
  return Object.fromEntries(all.filter(([key]) => !prefixes.some((prefix) => key.startsWith(prefix))));
}

describe('Wrong input', { timeout: 180_000 }, () => {
  let node, api, held;
  const stranger = pair('//nobody/registered/this').address;

  before(async () => {
    node = await Node.dev('refusals');
    api = await connect(node);
    const done = await act(api, bob, api.tx.subtensorModule.addStake(aliceHotkey, 1, 50n * TAO));
    assert.equal(done.error, null);
    held = await stakeAt(api, done.hash, aliceHotkey, bob.address, 1);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  const tx = () => api.tx.subtensorModule;
  const free = async () => balanceAt(api, (await stateNow(api)).hash, bob.address);
  const spot = async () => price((await stateNow(api)).pools.get(1));

  /** Asserts that a call fails with this error, and that its block changes nothing else but the fee that Bob pays. */
  async function refused(call, error) {
    const done = await act(api, bob, call);
    assert.equal(done.error, error);
    assertState(done.after, step(done.before, done.before.block + 1n));
    const [was, is] = [await balanceAt(api, done.parent, bob.address), await balanceAt(api, done.hash, bob.address)];
    assert.equal(is, was - done.fee);
    assert.deepEqual(await settled(api, done.hash), await settled(api, done.parent));
    assert.equal(await sumOfBalances(api, done.hash), done.after.issuance);
    assert.equal(done.find('subtensorModule', 'StakeAdded') ?? done.find('subtensorModule', 'StakeRemoved'), undefined);
  }

  const cases = [
    ['staking at a subnet that is not there', 'SubnetNotExists', () => tx().addStake(aliceHotkey, 4, TAO)],
    ['unstaking at a subnet that is not there', 'SubnetNotExists', () => tx().removeStake(aliceHotkey, 65_535, TAO)],
    ['staking with a hotkey that nobody owns', 'HotKeyAccountNotExists', () => tx().addStake(stranger, 1, TAO)],
    ['unstaking from a hotkey that nobody owns', 'HotKeyAccountNotExists', () => tx().removeStake(stranger, 1, TAO)],
    ['staking nothing', 'AmountTooLow', () => tx().addStake(aliceHotkey, 1, 0)],
    ['unstaking nothing', 'AmountTooLow', () => tx().removeStake(aliceHotkey, 1, 0)],
    // 2 000 000 rao less the fee of 1 008 is below the minimum.
    ['staking the least without its fee', 'AmountTooLow', () => tx().addStake(aliceHotkey, 1, MIN_STAKE)],
    ['staking at root a rao under the least', 'AmountTooLow', () => tx().addStake(aliceHotkey, 0, MIN_STAKE - 1n)],
    ['unstaking a rao of alpha', 'AmountTooLow', () => tx().removeStake(aliceHotkey, 1, 1)],
    ['staking more than the balance', 'NotEnoughBalanceToStake', async () => tx().addStake(aliceHotkey, 1, (await free()) + 1n)],
    // The transaction fee is paid first, so the exact balance is too much.
    ['staking the whole balance', 'NotEnoughBalanceToStake', async () => tx().addStake(aliceHotkey, 1, await free())],
    ['staking all that 64 bits hold', 'NotEnoughBalanceToStake', () => tx().addStake(aliceHotkey, 1, U64_MAX)],
    ['staking all that 64 bits hold at root', 'NotEnoughBalanceToStake', () => tx().addStake(aliceHotkey, 0, U64_MAX)],
    ['unstaking a rao more than is held', 'NotEnoughStakeToWithdraw', () => tx().removeStake(aliceHotkey, 1, held + 1n)],
    ['unstaking where nothing is held', 'NotEnoughStakeToWithdraw', () => tx().removeStake(aliceHotkey, 2, TAO)],
    ['unstaking more than there can be', 'NotEnoughStakeToWithdraw', () => tx().removeStake(aliceHotkey, 1, U64_MAX - 1n)],
    ['unstaking all where nothing is held', 'NotEnoughStakeToWithdraw', () => tx().removeStake(aliceHotkey, 2, U64_MAX)],
    ['buying when the price is over the limit already', 'SlippageTooHigh', async () => tx().addStakeLimit(aliceHotkey, 1, TAO, (await spot()) / 2n, true)],
    ['buying when the price is over the limit already, whole', 'SlippageTooHigh', async () => tx().addStakeLimit(aliceHotkey, 1, TAO, (await spot()) / 2n, false)],
    ['buying with a limit of zero', 'SlippageTooHigh', () => tx().addStakeLimit(aliceHotkey, 1, TAO, 0, true)],
    ['selling when the price is under the limit already', 'SlippageTooHigh', async () => tx().removeStakeLimit(aliceHotkey, 1, TAO, (await spot()) * 2n, true)],
    ['selling when the price is under the limit already, whole', 'SlippageTooHigh', async () => tx().removeStakeLimit(aliceHotkey, 1, TAO, (await spot()) * 2n, false)],
    ['selling with the highest limit', 'SlippageTooHigh', () => tx().removeStakeLimit(aliceHotkey, 1, TAO, U64_MAX, true)],
    ['limited staking at a subnet that is not there', 'SubnetNotExists', () => tx().addStakeLimit(aliceHotkey, 9, TAO, TAO, true)],
    ['limited unstaking of more than is held', 'NotEnoughStakeToWithdraw', () => tx().removeStakeLimit(aliceHotkey, 1, held + 1n, 1, true)],
  ];

  for (const [name, error, call] of cases) {
    it(`refuses ${name}: ${error}`, async () => refused(await call(), error));
  }

  it('stakes the minimum if the fee is paid on top', async () => {
    const done = await act(api, bob, tx().addStake(aliceHotkey, 1, MIN_STAKE + 1_009n));
    assert.equal(done.error, null);
    assert.ok(done.find('subtensorModule', 'StakeAdded').data[2].toBigInt() >= MIN_STAKE);
    held = await stakeAt(api, done.hash, aliceHotkey, bob.address, 1);
  });

  /** Asserts that the transaction pool refuses an extrinsic, and that the next block is empty. */
  async function rejected(bytes, code, words) {
    const parent = await api.rpc.chain.getBlockHash();
    const error = await node.call('author_submitExtrinsic', [bytes]).then(
      () => assert.fail('the node took it'),
      (refusal) => refusal,
    );
    assert.equal(error.code, code, error.message);
    assert.match(`${error.message}: ${error.data}`, words);
    const hash = await makeBlock(api);
    assertState(await stateAt(api, hash), step(await stateAt(api, parent), (await stateAt(api, hash)).block));
    assert.deepEqual(await settled(api, hash), await settled(api, parent));
    assert.equal(await balanceAt(api, hash, bob.address), await balanceAt(api, parent, bob.address));
  }

  it('refuses an unsigned stake call', async () => {
    await rejected(tx().addStake(aliceHotkey, 1, TAO).toHex(), 1011, /unsigned/i);
  });

  it('refuses a stake call with the signature of someone else', async () => {
    const signed = await tx().addStake(aliceHotkey, 1, TAO).signAsync(bob, { nonce: -1 });
    const forged = await tx().addStake(aliceHotkey, 1, TAO).signAsync(charlie, { nonce: await nonceOf(bob) });
    const [bytes, of] = [signed.toHex(), (extrinsic) => extrinsic.signature.toHex().slice(2)];
    const swapped = bytes.replace(of(signed), of(forged));
    assert.notEqual(swapped, bytes);
    await rejected(swapped, 1010, /bad signature/i);
  });

  it('refuses a stake call that was changed after it was signed', async () => {
    const signed = await tx().addStake(aliceHotkey, 1, TAO).signAsync(bob, { nonce: -1 });
    const bytes = signed.toU8a();
    bytes[bytes.length - 1] ^= 1;
    await rejected(`0x${Buffer.from(bytes).toString('hex')}`, 1010, /bad signature/i);
  });

  it('refuses a stake call after its era, as a bad signature', async () => {
    const signed = await tx().addStake(aliceHotkey, 1, TAO).signAsync(bob, { nonce: -1, era: 8 });
    for (let n = 0; n < 8; n += 1) await makeBlock(api);
    await rejected(signed.toHex(), 1010, /bad signature/i);
  });

  it('refuses a stake call with a nonce that was used before', async () => {
    const nonce = await nonceOf(bob);
    assert.ok(nonce > 0);
    const stale = await tx().addStake(aliceHotkey, 1, TAO).signAsync(bob, { nonce: nonce - 1 });
    await rejected(stale.toHex(), 1010, /outdated/i);
  });

  it('refuses the same signed stake call a second time', async () => {
    const signed = await tx().addStake(aliceHotkey, 1, TAO).signAsync(bob, { nonce: -1 });
    assert.equal((await include(api, signed)).error, null);
    await rejected(signed.toHex(), 1010, /outdated/i);
  });

  it('refuses a stake call from an account that cannot pay the transaction fee', async () => {
    const signed = await tx().addStake(aliceHotkey, 1, TAO).signAsync(pair('//no/money'), { nonce: 0 });
    await rejected(signed.toHex(), 1010, /pay some fees/i);
  });

  const nonceOf = async (who) => (await api.rpc.system.accountNextIndex(who.address)).toNumber();
});
