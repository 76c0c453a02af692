// Who pays a transaction's fee by polkadot.js: the owner of a hotkey without TAO, and a coldkey without TAO with its stake. Both
// are exact and as payment_queryInfo answers.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TAO, sell, step } from '../lib/formulas.mjs';
import {
  act, aliceHotkey, assertBooks, balanceAt, charlie, connect, include, pair, plainData, stakeAt, succeed, sumOfBalances,
} from '../lib/chain.mjs';
import { Node } from '../lib/node.mjs';

const dave = pair('//Dave');
const daveHotkey = pair('//Dave//hotkey');
const alice = pair('//Alice');

describe('A fee', { timeout: 180_000 }, () => {
  let node, api;

  before(async () => {
    node = await Node.dev('fees');
    api = await connect(node);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  const tx = () => api.tx.subtensorModule;
  const sign = (who, call, options = {}) => call.signAsync(who, { nonce: -1, ...options });

  /** Returns the fee that is shown for a signed transaction. */
  async function shown(signed) {
    const payment = api.call.transactionPaymentApi;
    const { partialFee } = await payment.queryInfo(signed.toU8a(), signed.encodedLength);
    const { inclusionFee } = await payment.queryFeeDetails(signed.toU8a(), signed.encodedLength);
    const { baseFee, lenFee, adjustedWeightFee } = inclusionFee.unwrap();
    assert.equal(baseFee.toBigInt() + lenFee.toBigInt() + adjustedWeightFee.toBigInt(), partialFee.toBigInt());
    return partialFee.toBigInt();
  }

  const payer = (done) => done.find('transactionPayment', 'TransactionFeePaid').data.who.toString();
  const serve = () => tx().serveAxon(1, 1, 0x09090909, 80, 4, 0, 0, 0);

  describe('of a hotkey without TAO', () => {
    const owner = (hash) => balanceAt(api, hash, dave.address);

    it('is paid by its owner for serving', async () => {
      const signed = await sign(daveHotkey, serve());
      const fee = await shown(signed);
      const done = await include(api, signed);
      assert.deepEqual([done.error, done.fee, payer(done)], [null, fee, dave.address]);
      assert.equal(await owner(done.hash), (await owner(done.parent)) - fee);
      assert.equal(await balanceAt(api, done.hash, daveHotkey.address), 0n);
      const paid = (await api.query.subtensorModule.feesPaidByOwner(daveHotkey.address)).unwrap().asPaid;
      assert.equal(paid.rao.toBigInt(), fee);
    });

    it('is paid by its owner for a call that fails, which shows its own error', async () => {
      const done = await act(api, daveHotkey, tx().setWeights(1, [1], [7], 0));
      assert.equal(done.error, 'NeuronNoValidatorPermit');
      assert.equal(payer(done), dave.address);
      assert.equal(await owner(done.hash), (await owner(done.parent)) - done.fee);
    });

    it('is not paid with a tip, in a batch, or for other calls', async () => {
      const noPayment = /Inability to pay some fees/;
      const tipped = await sign(daveHotkey, serve(), { tip: 1 });
      await assert.rejects(include(api, tipped), noPayment);
      for (const call of [api.tx.utility.batchAll([serve()]), api.tx.system.remark('0x00')]) {
        await assert.rejects(include(api, await sign(daveHotkey, call)), noPayment);
      }
    });

    it('is not paid if it has no neuron: the pool names the reason', async () => {
      await assert.rejects(include(api, await sign(pair('//No//neuron'), serve(), { nonce: 0 })), /Custom error: 10/);
    });
  });

  describe('of a coldkey with stake and without TAO', () => {
    const zoe = pair('//Zoe');
    const held = (hash) => stakeAt(api, hash, aliceHotkey, zoe.address, 1);
    const remove = (amount) => tx().removeStake(aliceHotkey, 1, amount);

    before(async () => {
      await succeed(api, alice, tx().transferStake(zoe.address, aliceHotkey, 1, 1, 50n * TAO));
    });

    it('is the smallest sale that yields it, before the stake is removed', async () => {
      const signed = await sign(zoe, remove(10n * TAO));
      const fee = await shown(signed);
      const done = await include(api, signed);
      assert.deepEqual([done.error, done.fee, payer(done)], [null, fee, zoe.address]);
      const [who, alpha, tao] = plainData(done.find('subtensorModule', 'TransactionFeePaidWithAlpha'));
      assert.equal(who, zoe.address);
      const pool = step(done.before, done.before.block + 1n).pools.get(1);
      const trade = sell(pool, alpha);
      assert.equal(trade.out, tao);
      assert.ok(tao >= fee && sell(pool, alpha - 1n).out < fee);
      assert.equal(await held(done.hash), 40n * TAO - alpha);
      assert.equal(await balanceAt(api, done.hash, zoe.address), sell(trade.after, 10n * TAO).out);
      assert.equal(await sumOfBalances(api, done.hash), done.after.issuance);
      // It has TAO now, and pays with that.
      const next = await succeed(api, zoe, remove(10n * TAO));
      assert.equal(next.find('subtensorModule', 'TransactionFeePaidWithAlpha'), undefined);
    });

    it('is paid for a call that fails, which shows its own error', async () => {
      await succeed(api, zoe, api.tx.balances.transferAll(charlie.address, false));
      const done = await act(api, zoe, remove(10n ** 15n));
      assert.equal(done.error, 'NotEnoughStakeToWithdraw');
      const [, alpha] = plainData(done.find('subtensorModule', 'TransactionFeePaidWithAlpha'));
      assert.equal(await held(done.hash), (await held(done.parent)) - alpha);
      assert.equal(await balanceAt(api, done.hash, zoe.address), 0n);
    });

    it('leaves nothing behind if the call names all', async () => {
      const all = await held(await api.rpc.chain.getBlockHash());
      const done = await succeed(api, zoe, remove(all));
      assert.equal(await held(done.hash), 0n);
      assert.ok((await balanceAt(api, done.hash, zoe.address)) > 0n);
    });

    it('is refused if the coldkey has no stake', async () => {
      const signed = await sign(pair('//No//stake'), remove(TAO), { nonce: 0 });
      await assert.rejects(include(api, signed), /Inability to pay some fees/);
    });
  });

  it('leaves the books exact', async () => {
    await assertBooks(api);
  });
});
