// A multisig that is the sudo account: what it needs to replace the runtime, and where its limits are.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hexToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { createKeyMulti, encodeAddress, sortAddresses } from '@polkadot/util-crypto';
import { act, bob, charlie, connect, errorName, pair, succeed } from '../lib/chain.mjs';
import { Node } from '../lib/node.mjs';

const CODE = '0x3a636f6465';
/** The length of a runtime that is more than twice as large as this chain's. */
const LARGE = 2_000_000;

const signatories = [bob, charlie, pair('//Dave')];
const multisig = encodeAddress(createKeyMulti(signatories.map(({ address }) => address), 2));
const others = (who) => sortAddresses(signatories.filter((one) => one !== who).map(({ address }) => address), 42);

/** Appends to compressed code, to this length, what decompression skips: a frame of zeros that is no data. */
function padded(code, length) {
  const frame = new Uint8Array(length - code.length);
  frame.set([0x50, 0x2a, 0x4d, 0x18]);
  new DataView(frame.buffer).setUint32(4, frame.length - 8, true);
  return u8aConcat(code, frame);
}

describe('A multisig that is the sudo account', { timeout: 180_000 }, () => {
  let node, api, code;

  before(async () => {
    node = await Node.dev('multisig');
    api = await connect(node);
    await succeed(api, pair('//Alice'), api.tx.sudo.setKey(multisig));
    code = hexToU8a(await node.call('state_getStorage', [CODE]));
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  const sudo = (call) => api.tx.sudo.sudo(call);
  const share = () => api.consts.system.blockWeights.perClass.normal.maxExtrinsic.unwrap().refTime.toBigInt();

  /** Returns the weight that clients are told for a call. */
  async function weightOf(call) {
    const { weight } = await api.call.transactionPaymentCallApi.queryCallInfo(call.method, call.method.encodedLength);
    return { refTime: weight.refTime.toBigInt(), proofSize: weight.proofSize.toBigInt() };
  }

  /** Approves the hash of a call by Bob, so that Charlie's approval is the last one. */
  async function approve(call) {
    const hash = call.method.hash;
    await succeed(api, bob, api.tx.multisig.approveAsMulti(2, others(bob), null, hash, { refTime: 0, proofSize: 0 }));
    const when = (await api.query.multisig.multisigs(multisig, hash)).unwrap().when;
    return (weight) => act(api, charlie, api.tx.multisig.asMulti(2, others(charlie), when, call, weight));
  }

  /** Returns the error of the call that sudo has made, or null. */
  function errorInside({ find }) {
    assert.ok(find('multisig', 'MultisigExecuted').data.result.isOk);
    const { sudoResult } = find('sudo', 'Sudid').data;
    return sudoResult.isOk ? null : errorName(api, sudoResult.asErr);
  }

  it('replaces the runtime by one of two megabytes, with the weight that clients are told', async () => {
    const large = padded(code, LARGE);
    const call = sudo(api.tx.system.setCodeWithoutChecks(u8aToHex(large)));
    const weight = await weightOf(call);
    const enact = await approve(call);
    const done = await enact(weight);
    assert.deepEqual([done.error, errorInside(done)], [null, null]);
    assert.ok(done.find('system', 'CodeUpdated'));
    assert.equal(await node.call('state_getStorage', [CODE]), u8aToHex(large));
    // The chain goes on with it.
    await succeed(api, bob, api.tx.system.remark('0x00'));
    // The weight does not depend on the length: a quarter of what a transaction may state.
    assert.ok(weight.refTime * 4n < share(), `${weight.refTime} of ${share()}`);
  });

  it('is told that the weight is too low, and can approve again with enough', async () => {
    const call = sudo(api.tx.adminUtils.sudoSetServingRateLimit(1, 40));
    const weight = await weightOf(call);
    const enact = await approve(call);
    assert.equal((await enact({ ...weight, refTime: weight.refTime - 1n })).error, 'MaxWeightTooLow');
    assert.equal(errorInside(await enact(weight)), null);
  });

  it('may state any weight up to the share of a transaction in a block', async () => {
    const call = sudo(api.tx.adminUtils.sudoSetServingRateLimit(1, 41));
    const enact = await approve(call);
    const { proofSize } = await weightOf(call);
    await assert.rejects(enact({ refTime: share(), proofSize }), /exhaust/i);
    assert.equal(errorInside(await enact({ refTime: share() - 1_000_000_000n, proofSize })), null);
  });

  it('finds the reason for a runtime that is no successor in what sudo reports', async () => {
    const call = sudo(api.tx.system.setCode(u8aToHex(code)));
    const enact = await approve(call);
    const done = await enact(await weightOf(call));
    assert.deepEqual([done.error, errorInside(done)], [null, 'SpecVersionNeedsToIncrease']);
  });
});
