// Chopsticks, unmodified, forks a running chain and builds blocks on it with the same effects as the node's.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { TAO, buy, sell, step } from '../lib/formulas.mjs';
import {
  act, aliceHotkey, assertState, balanceAt, bob, charlie, connect, include, makeBlock, pair, plainData, stakeAt, stateAt,
  stateNow, sumOfBalances,
} from '../lib/chain.mjs';
import { Node, freePort, ownFolder } from '../lib/node.mjs';
import { u8aConcat, u8aToHex, xxhashAsU8a } from '../lib/polkadot.mjs';
import { fork } from './tools.mjs';

/** Returns true if a storage key belongs to the pools or to the ledger of stakes. */
const OURS = ['Swap', 'SubtensorModule'].map((pallet) => u8aToHex(xxhashAsU8a(pallet, 128)));
const isOurs = (key) => OURS.some((prefix) => key.startsWith(prefix));

describe('Chopsticks on a fork of a development chain', { timeout: 600_000, concurrency: false }, () => {
  let node;
  let origin;
  let tool;
  let api;
  let forked;

  before(async () => {
    node = await Node.dev('forked');
    origin = await connect(node);
    await makeBlock(origin);
    await act(origin, bob, origin.tx.subtensorModule.addStake(aliceHotkey, 2, 7n * TAO));
    forked = await stateNow(origin);
    tool = await fork(node.endpoint);
    api = await connect(tool);
  });

  after(async () => {
    await api?.disconnect();
    await origin?.disconnect();
    await tool?.stop();
    await node?.stop();
  });

  /** Signs a call and lets the fork build its block. */
  const send = async (who, call) => include(api, await call.signAsync(who, { nonce: -1 }), () => tool.call('dev_newBlock'));

  it('shows the state of the chain that it forked', async () => {
    const now = await stateNow(api);
    assert.equal(now.hash, forked.hash);
    assert.equal(now.block, 2n);
    assertState(now, forked);
    assert.equal(await stakeAt(api, now.hash, aliceHotkey, bob.address, 2), await stakeAt(origin, forked.hash, aliceHotkey, bob.address, 2));
  });

  it('builds a block in which every subnet gets its emission', async () => {
    const before = await stateNow(api);
    const hash = await tool.call('dev_newBlock');
    const after = await stateAt(api, hash);
    assert.equal(after.block, before.block + 1n);
    assertState(after, step(before, after.block));
    assert.ok(after.issuance > before.issuance);
    assert.equal(await sumOfBalances(api, hash), after.issuance);
  });

  it('has no encryption key, since nobody announces one on a fork', async () => {
    assert.ok((await (await origin.at(forked.hash)).query.mevShield.nextKey()).isSome);
    assert.ok((await api.query.mevShield.nextKey()).isNone);
  });

  it('executes a stake call with the exact effect, and leaves the forked chain unchanged', async () => {
    const amount = 10n * TAO;
    const done = await send(bob, api.tx.subtensorModule.addStake(aliceHotkey, 1, amount));
    assert.equal(done.error, null);
    const expected = step(done.before, done.before.block + 1n);
    const trade = buy(expected.pools.get(1), amount);
    assert.deepEqual(plainData(done.find('subtensorModule', 'StakeAdded')), [
      bob.address, aliceHotkey, amount - trade.fee, trade.out, 1n, trade.fee,
    ]);
    expected.pools.set(1, trade.after);
    assertState(done.after, expected);
    assert.equal(await balanceAt(api, done.hash, bob.address), (await balanceAt(api, done.parent, bob.address)) - amount - done.fee);
    assert.equal(await stakeAt(api, done.hash, aliceHotkey, bob.address, 1), trade.out);
    assert.equal((await origin.rpc.chain.getBlockHash()).toHex(), forked.hash);
    assert.equal(await stakeAt(origin, forked.hash, aliceHotkey, bob.address, 1), 0n);
  });

  it('executes an unstake call, and reports the error of one that fails', async () => {
    const held = await stakeAt(api, (await stateNow(api)).hash, aliceHotkey, bob.address, 1);
    const done = await send(bob, api.tx.subtensorModule.removeStake(aliceHotkey, 1, held));
    const trade = sell(step(done.before, done.before.block + 1n).pools.get(1), held);
    assert.deepEqual(plainData(done.find('subtensorModule', 'StakeRemoved')), [
      bob.address, aliceHotkey, trade.out, held, 1n, trade.fee,
    ]);
    const refused = await send(bob, api.tx.subtensorModule.addStake(aliceHotkey, 99, TAO));
    assert.equal(refused.error, 'SubnetNotExists');
    assertState(refused.after, step(refused.before, refused.before.block + 1n));
  });

  it('builds several blocks in one call, and reverts to an earlier one', async () => {
    const start = await stateNow(api);
    let expected = start;
    for (let n = 1n; n <= 3n; n += 1n) expected = step(expected, start.block + n);
    const hash = await tool.call('dev_newBlock', [{ count: 2 }]);
    assert.equal((await stateAt(api, hash)).block, start.block + 2n);
    const to = await tool.call('dev_newBlock', [{ to: Number(start.block) + 3 }]);
    assertState(await stateAt(api, to), expected);
    assert.equal(await tool.call('dev_setHead', [start.hash]), start.hash);
    assert.equal((await stateNow(api)).hash, start.hash);
    assertState(await stateNow(api), start);
  });

  it('sets storage: an account without a balance on the chain can stake', async () => {
    const rich = pair('//Nobody');
    assert.equal(await balanceAt(origin, forked.hash, rich.address), 0n);
    await tool.call('dev_setStorage', [{ System: { Account: [[[rich.address], { providers: 1, data: { free: String(50n * TAO) } }]] } }]);
    const done = await send(rich, api.tx.subtensorModule.addStake(aliceHotkey, 3, 20n * TAO));
    assert.equal(done.error, null);
    assert.equal(await balanceAt(api, done.hash, rich.address), 30n * TAO - done.fee);
    assert.ok((await stakeAt(api, done.hash, aliceHotkey, rich.address, 3)) > 0n);
  });

  it('travels in time: the next block is a day later', async () => {
    const later = (await api.query.timestamp.now()).toNumber() + 86_400_000;
    const slot = api.consts.aura.slotDuration.toNumber();
    await tool.call('dev_timeTravel', [later]);
    const hash = await tool.call('dev_newBlock');
    assert.equal((await (await api.at(hash)).query.timestamp.now()).toNumber(), later + slot);
    const done = await send(charlie, api.tx.subtensorModule.addStake(aliceHotkey, 1, TAO));
    assert.equal(done.error, null);
  });

  it('shows what a call would change before it is sent', async () => {
    const { hash } = await stateNow(api);
    const signed = await api.tx.subtensorModule.addStake(aliceHotkey, 2, TAO).signAsync(charlie, { nonce: -1 });
    const foretold = (await tool.call('dev_dryRun', [{ extrinsic: signed.toHex(), raw: true }])).filter(([key]) => isOurs(key));
    assert.equal((await stateNow(api)).hash, hash);
    const done = await include(api, signed, () => tool.call('dev_newBlock'));
    assert.equal(done.error, null);
    assert.ok(foretold.length >= 3, `${foretold.length} values`);
    for (const [key, value] of foretold) assert.equal(await tool.call('state_getStorage', [key, done.hash]), value, key);
  });

  it('replays a block of the node, with its announced key, to the same values', async () => {
    const { block } = await origin.rpc.chain.getBlock(forked.hash);
    const methods = block.extrinsics.map(({ method }) => `${method.section}.${method.method}`);
    assert.deepEqual(methods, ['timestamp.set', 'mevShield.announceNextKey', 'subtensorModule.addStake']);
    const { phases } = await tool.call('dev_runBlock', [{
      parent: block.header.parentHash.toHex(),
      block: { header: block.header.toJSON(), extrinsics: block.extrinsics.map((extrinsic) => extrinsic.toHex()) },
    }]);
    const changed = new Map(phases.flatMap(({ storageDiff }) => storageDiff.map(({ raw }) => [raw.key, raw.value ?? null])));
    assert.ok([...changed.keys()].filter(isOurs).length >= 3);
    assert.ok(changed.has(u8aToHex(u8aConcat(xxhashAsU8a('MevShield', 128), xxhashAsU8a('NextKey', 128)))));
    for (const [key, value] of changed) {
      assert.equal(await node.call('state_getStorage', [key, forked.hash]), value, key);
    }
  });
});

describe('Chopsticks on a fork of a network of validators', { timeout: 600_000, concurrency: false }, () => {
  const nodes = [];
  let origin;
  let tool;
  let api;

  before(async () => {
    const port = await freePort();
    const validator = (name, more) => Node.start(name, ['--chain', 'local', `--${name}`, '--base-path', ownFolder(name), ...more]);
    nodes.push(await validator('alice', ['--port', port]));
    const peer = await nodes[0].call('system_localPeerId');
    nodes.push(await validator('bob', ['--bootnodes', `/ip4/127.0.0.1/tcp/${port}/p2p/${peer}`]));
    origin = await connect(nodes[0]);
    while ((await finalised(origin)) < 2) await sleep(200);
    const hash = await origin.rpc.chain.getFinalizedHead();
    tool = await fork(nodes[0].endpoint, ['--block', hash.toHex()]);
    api = await connect(tool);
  });

  after(async () => {
    await api?.disconnect();
    await origin?.disconnect();
    await tool?.stop();
    for (const node of nodes) await node.stop();
  });

  const finalised = async (api) => (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber();

  it('builds blocks and executes a call with the exact effect, while the network continues', async () => {
    const start = await stateNow(api);
    assertState(start, await stateAt(origin, start.hash));
    const amount = 3n * TAO;
    await tool.call('dev_newBlock');
    const signed = await api.tx.subtensorModule.addStake(aliceHotkey, 2, amount).signAsync(bob, { nonce: -1 });
    const done = await include(api, signed, () => tool.call('dev_newBlock'));
    assert.equal(done.error, null);
    const expected = step(done.before, done.before.block + 1n);
    const trade = buy(expected.pools.get(2), amount);
    expected.pools.set(2, trade.after);
    assertState(done.after, expected);
    assert.equal(done.after.block, start.block + 2n);
    assert.equal(await sumOfBalances(api, done.hash), done.after.issuance);
    const head = await finalised(origin);
    while ((await finalised(origin)) <= head) await sleep(200);
  });
});
