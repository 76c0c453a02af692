// Transactions that are encrypted until they are in a block.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { u8aToHex } from '@polkadot/util';
import { TAO } from '../lib/formulas.mjs';
import {
  aliceHotkey, bob, charlie, connect, errorName, include, makeBlock, pair, stakeAt, sumOfBalances, stateAt,
} from '../lib/chain.mjs';
import { Node, freePort, ownFolder } from '../lib/node.mjs';
import { encrypt, nextKey, protect, unknownKey } from '../lib/shield.mjs';

const addStake = (api, tao = 1n) => api.tx.subtensorModule.addStake(aliceHotkey, 1, tao * TAO);

/** Returns the hashes of the transactions of a block, without inherents. */
async function transactions(api, hash) {
  const { block } = await api.rpc.chain.getBlock(hash);
  return block.extrinsics.filter(({ isSigned }) => isSigned).map((extrinsic) => extrinsic.hash.toHex());
}

/** Returns the name of a transaction's error in a block, null if it succeeded, undefined if it is not in the block. */
async function errorIn(api, hash, transaction) {
  const { block } = await api.rpc.chain.getBlock(hash);
  const index = block.extrinsics.findIndex((extrinsic) => extrinsic.hash.eq(transaction.hash));
  if (index < 0) return undefined;
  const events = await (await api.at(hash)).query.system.events();
  const own = events.filter(({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.eqn(index));
  const failed = own.find(({ event }) => api.events.system.ExtrinsicFailed.is(event));
  return failed ? errorName(api, failed.event.data[0]) : null;
}

const submit = (api, signed) => api.rpc.author.submitExtrinsic(signed);
const nonceOf = async (api, who) => (await api.rpc.system.accountNextIndex(who.address)).toNumber();
const stakeOf = async (api, who) => stakeAt(api, await api.rpc.chain.getBlockHash(), aliceHotkey, who.address, 1);

/** Waits for the block with a transaction, searching from block `first` on. */
async function blockWith(api, transaction, first, seconds = 20) {
  let number = first;
  for (let tries = 0; tries < seconds * 20; tries += 1) {
    const head = (await api.rpc.chain.getHeader()).number.toNumber();
    for (; number <= head; number += 1) {
      const hash = await api.rpc.chain.getBlockHash(number);
      if ((await transactions(api, hash)).includes(transaction.hash.toHex())) return { number, hash };
    }
    await sleep(50);
  }
  throw new Error(`the transaction is in no block from ${first} on`);
}

describe('An encrypted transaction', { timeout: 180_000, concurrency: false }, () => {
  let node;
  let api;

  before(async () => {
    node = await Node.dev('shield');
    api = await connect(node);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  it('needs a key, which exists from the first block on and changes with each block', async () => {
    assert.equal(await nextKey(api), null);
    const keys = [];
    for (let n = 0; n < 3; n += 1) {
      await makeBlock(api);
      keys.push((await nextKey(api)).toString());
    }
    assert.equal(new Set(keys).size, 3);
    assert.equal((await nextKey(api)).length, 1184);
    const current = (await api.query.mevShield.currentKey()).unwrap().toU8a(true);
    assert.equal(current.toString(), keys[1]);
    const [[, own]] = await api.query.mevShield.authorKeys.entries();
    assert.equal(own.unwrap().toU8a(true).toString(), keys[2]);
  });

  it('is in the next block, right behind its carrier, and was in no pool before', async () => {
    const staked = await stakeOf(api, bob);
    const { inner, outer, nonce } = await protect(api, bob, addStake(api));
    await submit(api, outer);
    const waiting = (await api.rpc.author.pendingExtrinsics()).map((extrinsic) => extrinsic.hash.toHex());
    assert.deepEqual(waiting, [outer.hash.toHex()]);
    assert.equal(await nonceOf(api, bob), nonce + 1);
    const hash = await makeBlock(api);
    assert.deepEqual(await transactions(api, hash), [outer.hash.toHex(), inner.hash.toHex()]);
    assert.equal(await errorIn(api, hash, inner), null);
    assert.equal(await nonceOf(api, bob), nonce + 2);
    assert.ok((await stakeOf(api, bob)) > staked);
  });

  it('is reported by an event that names its sender and nothing else', async () => {
    const { outer } = await protect(api, bob, addStake(api));
    const { find, fee, error } = await include(api, outer);
    assert.equal(error, null);
    assert.equal(find('mevShield', 'EncryptedSubmitted').data.who.toString(), bob.address);
    assert.ok(fee > 0n && fee < TAO / 1000n, `${fee} rao`);
  });

  it('is placed behind its own carrier if there are several', async () => {
    const sent = [await protect(api, bob, addStake(api)), await protect(api, charlie, addStake(api))];
    const plain = await api.tx.system.remark('0x00').signAsync(pair('//Dave'), { nonce: -1 });
    for (const { outer } of sent) await submit(api, outer);
    await submit(api, plain);
    const hashes = await transactions(api, await makeBlock(api));
    assert.equal(hashes.length, 5);
    for (const { inner, outer } of sent) {
      assert.equal(hashes.indexOf(inner.hash.toHex()), hashes.indexOf(outer.hash.toHex()) + 1);
    }
  });

  it('may fail in the block like any other, and pays its fee', async () => {
    const { inner, outer } = await protect(api, bob, addStake(api, 10_000_000n));
    await submit(api, outer);
    const hash = await makeBlock(api);
    assert.equal(await errorIn(api, hash, outer), null);
    assert.equal(await errorIn(api, hash, inner), 'NotEnoughBalanceToStake');
  });

  it('is opened with a key that is some blocks old, and not with one that is too old', async () => {
    const key = await nextKey(api);
    for (let n = 0; n < 10; n += 1) await makeBlock(api);
    const late = await protect(api, bob, addStake(api), { key });
    await submit(api, late.outer);
    assert.equal(await errorIn(api, await makeBlock(api), late.inner), null);
    for (let n = 0; n < 64; n += 1) await makeBlock(api);
    const tooLate = await protect(api, bob, addStake(api), { key });
    await submit(api, tooLate.outer);
    assert.deepEqual(await transactions(api, await makeBlock(api)), [tooLate.outer.hash.toHex()]);
  });

  it('is opened with the keys of the blocks before a revert over more blocks than there are keys', async () => {
    await makeBlock(api);
    const older = await nextKey(api);
    await makeBlock(api);
    const snapshot = await node.call('dev_snapshot');
    await node.call('dev_newBlock', [{ count: 70 }]);
    await node.call('dev_revert', [snapshot]);
    for (const key of [await nextKey(api), older]) {
      const { inner, outer } = await protect(api, bob, addStake(api), { key });
      await submit(api, outer);
      assert.equal(await errorIn(api, await makeBlock(api), inner), null);
    }
  });

  it('that cannot follow its carrier at once is tried again in the next block', async () => {
    const nonce = await nonceOf(api, bob);
    const inner = await addStake(api).signAsync(bob, { nonce: nonce + 2 });
    const ciphertext = encrypt(await nextKey(api), inner.toU8a());
    const outer = await api.tx.mevShield.submitEncrypted(u8aToHex(ciphertext)).signAsync(bob, { nonce });
    const between = await api.tx.system.remark('0x01').signAsync(bob, { nonce: nonce + 1 });
    await submit(api, outer);
    await submit(api, between);
    assert.deepEqual(await transactions(api, await makeBlock(api)), [outer, between].map(({ hash }) => hash.toHex()));
    const hash = await makeBlock(api);
    assert.deepEqual(await transactions(api, hash), [inner.hash.toHex()]);
    assert.equal(await errorIn(api, hash, inner), null);
  });

  /** Sends an envelope that cannot be opened; asserts over three blocks that it costs its fee and does nothing. */
  async function doesNothing(options, call = addStake(api)) {
    const staked = await stakeOf(api, bob);
    const { outer, nonce } = await protect(api, bob, call, options);
    const { error, hash } = await include(api, outer);
    assert.equal(error, null);
    assert.deepEqual(await transactions(api, hash), [outer.hash.toHex()]);
    for (let n = 0; n < 2; n += 1) assert.deepEqual(await transactions(api, await makeBlock(api)), []);
    assert.equal(await nonceOf(api, bob), nonce + 1);
    assert.equal(await stakeOf(api, bob), staked);
  }

  it('to an unknown key does nothing', async () => {
    await doesNothing({ key: unknownKey() });
  });

  const changed = (at) => (ciphertext) => {
    const copy = Uint8Array.from(ciphertext);
    copy[at < 0 ? copy.length + at : at] ^= 1;
    return copy;
  };
  for (const [name, at] of [['name of the key', 0], ['encapsulated secret', 500], ['nonce', 1110], ['text', 1150], ['seal', -1]]) {
    it(`with a changed ${name} does nothing`, () => doesNothing({ change: changed(at) }));
  }

  it('that is opened and cannot be applied is named in the log with its carrier, which says why where it can', async () => {
    const staked = await stakeOf(api, bob);
    const nonce = await nonceOf(api, bob);
    const key = await nextKey(api);
    const carriers = new Map();
    const carry = async (inner, plus = 0) => {
      const outer = await api.tx.mevShield.submitEncrypted(u8aToHex(encrypt(key, inner.toU8a()))).signAsync(bob, { nonce: nonce + plus });
      await submit(api, outer);
      carriers.set(inner.hash.toHex(), outer.hash.toHex());
      return inner.hash.toHex();
    };
    const same = await carry(await addStake(api).signAsync(bob, { nonce }));
    const late = await carry(await addStake(api).signAsync(bob, { nonce: nonce + 700 }), 1);
    const poor = await carry(await addStake(api).signAsync(pair('//Nobody with TAO'), { nonce: 0 }), 2);
    for (let n = 0; n < 3; n += 1) await makeBlock(api);
    const told = (hash) => node.output.split('\n').filter((line) => line.includes(hash));
    // The log is written by a thread of its own.
    for (let tries = 0; tries < 100 && told(same).length < 2; tries += 1) await sleep(50);
    assert.match(told(same)[0], /could not be applied/);
    assert.match(told(same)[1], /is not valid and is dropped: .*Stale/);
    assert.deepEqual([told(same).length, told(late).length, told(poor).length], [2, 1, 1]);
    assert.match(told(late)[0], /could not be applied.*nonce.*32 blocks/);
    assert.match(told(poor)[0], /is not valid and is dropped: .*Payment/);
    for (const [inner, carrier] of carriers) assert.ok(told(inner).every((line) => line.includes(carrier)), `${inner} of ${carrier}`);
    assert.equal(await nonceOf(api, bob), nonce + 3);
    assert.equal(await stakeOf(api, bob), staked);
  });

  it('is tried in each block until it fits', async () => {
    const nonce = await nonceOf(api, bob);
    const inner = await addStake(api).signAsync(bob, { nonce: nonce + 2 });
    const outer = await api.tx.mevShield.submitEncrypted(u8aToHex(encrypt(await nextKey(api), inner.toU8a()))).signAsync(bob, { nonce });
    await submit(api, outer);
    for (const own of [[outer.hash.toHex()], [], []]) assert.deepEqual(await transactions(api, await makeBlock(api)), own);
    const between = await api.tx.system.remark('0x02').signAsync(bob, { nonce: nonce + 1 });
    await submit(api, between);
    assert.deepEqual(await transactions(api, await makeBlock(api)), [between.hash.toHex()]);
    assert.deepEqual(await transactions(api, await makeBlock(api)), [inner.hash.toHex()]);
    assert.deepEqual(await transactions(api, await makeBlock(api)), []);
  });

  it('does nothing if the content is no transaction, or an unsigned one', async () => {
    const time = api.tx.timestamp.set(4_000_000_000_000n).toU8a();
    const announcement = api.tx.mevShield.announceNextKey(u8aToHex(unknownKey())).toU8a();
    const signed = (await addStake(api).signAsync(bob, { nonce: -1 })).toU8a();
    const more = new Uint8Array([...signed, 0]);
    for (const bytes of [new Uint8Array(), new Uint8Array([1, 2, 3]), signed.slice(0, -1), more, time, announcement]) {
      const key = await nextKey(api);
      await doesNothing({ change: () => encrypt(key, bytes) });
    }
    const now = (await api.query.timestamp.now()).toNumber();
    // It is not the time that one of them sets.
    assert.ok(now < 4_000_000_000_000, `${now}`);
  });

  it('is refused by the pool if it is malformed, and fails in a batch', async () => {
    const nonce = await nonceOf(api, bob);
    for (const change of [(whole) => whole.slice(0, 1145), changed(17), () => new Uint8Array(), () => Uint8Array.of(1, 2, 3, 4, 5)]) {
      const { outer } = await protect(api, bob, addStake(api), { change });
      await assert.rejects(submit(api, outer), /1010.*Custom error: 23/);
    }
    assert.deepEqual(await transactions(api, await makeBlock(api)), []);
    const batch = api.tx.utility.batchAll([api.tx.mevShield.submitEncrypted('0x0102030405')]);
    assert.equal((await include(api, await batch.signAsync(bob, { nonce }))).error, 'MalformedCiphertext');
    assert.equal(await nonceOf(api, bob), nonce + 1);
  });

  it('uses keys that nobody but the author can announce', async () => {
    const announcement = () => api.tx.mevShield.announceNextKey(u8aToHex(unknownKey()));
    await assert.rejects(submit(api, await announcement().signAsync(bob, { nonce: -1 })), /1010/);
    const bare = announcement().toHex();
    await assert.rejects(node.call('author_submitExtrinsic', [bare]), /Invalid|Unknown|unsigned/i);
  });
});

describe('With a block for each transaction, an encrypted one', { timeout: 120_000, concurrency: false }, () => {
  for (const sealing of ['instant', 'mixed']) {
    it(`is in the same block as its carrier (${sealing})`, async () => {
      const node = await Node.dev(`shield-${sealing}`, sealing);
      const api = await connect(node);
      try {
        for (let tries = 0; (await nextKey(api)) === null && tries < 100; tries += 1) await sleep(50);
        for (let n = 0; n < 3; n += 1) {
          const first = (await api.rpc.chain.getHeader()).number.toNumber() + 1;
          const { inner, outer } = await protect(api, bob, addStake(api));
          await submit(api, outer);
          const { hash } = await blockWith(api, outer, first);
          assert.deepEqual(await transactions(api, hash), [outer.hash.toHex(), inner.hash.toHex()]);
          assert.equal(await errorIn(api, hash, inner), null);
        }
        const head = await api.rpc.chain.getBlockHash();
        assert.equal(await sumOfBalances(api, head), (await stateAt(api, head)).issuance);
      } finally {
        await api.disconnect();
        await node.stop();
      }
    });
  }
});

describe('Between two validators, an encrypted transaction', { timeout: 180_000 }, () => {
  const nodes = [];
  const apis = [];

  before(async () => {
    const port = await freePort();
    const validator = (name, more) =>
      Node.start(`shield-${name}`, ['--chain', 'local', `--${name}`, '--base-path', ownFolder(`shield-${name}`), ...more]);
    nodes.push(await validator('alice', ['--port', port]));
    const peer = await nodes[0].call('system_localPeerId');
    nodes.push(await validator('bob', ['--bootnodes', `/ip4/127.0.0.1/tcp/${port}/p2p/${peer}`]));
    for (const node of nodes) apis.push(await connect(node));
  });

  after(async () => {
    for (const api of apis) await api.disconnect();
    for (const node of nodes) await node.stop();
  });

  it('is included whichever of them has its key, and was in no pool', async () => {
    const [api, other] = apis;
    const seen = new Set();
    let watching = true;
    const watch = (async () => {
      for (; watching; await sleep(20)) {
        for (const each of apis) for (const waiting of await each.rpc.author.pendingExtrinsics()) seen.add(waiting.hash.toHex());
      }
    })();
    for (let tries = 0; (await api.query.mevShield.authorKeys.entries()).length < 2; tries += 1) {
      assert.ok(tries < 600, 'both announce their keys');
      await sleep(100);
    }
    for (let n = 0; n < 4; n += 1) {
      const first = (await api.rpc.chain.getHeader()).number.toNumber() + 1;
      const { inner, outer } = await protect(api, charlie, addStake(api));
      await submit(apis[n % 2], outer);
      const { hash, number } = await blockWith(api, inner, first, 40);
      assert.equal(await errorIn(api, hash, inner), null);
      assert.ok(number - first <= 4, `${number - first} blocks later`);
      assert.ok(!seen.has(inner.hash.toHex()));
      await blockWith(other, inner, first, 40);
    }
    watching = false;
    await watch;
    assert.ok(seen.size > 0, 'what carries it waits in the pool as any other');
  });
});
