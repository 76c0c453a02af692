// The dev_ methods of a development chain: sealing blocks, time travel, snapshots, writing to the state.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { u8aToHex } from '@polkadot/util';
import { xxhashAsHex } from '@polkadot/util-crypto';
import { TAO } from '../lib/formulas.mjs';
import { act, aliceHotkey, assertBooks, balanceAt, bob, charlie, connect, pair, stakeAt, stateNow } from '../lib/chain.mjs';
import { Connection } from '../lib/jsonrpc.mjs';
import { Node, ownFolder } from '../lib/node.mjs';

const METHODS = [
  'dev_newBlock', 'dev_setHead', 'dev_timeTravel', 'dev_setStorage', 'dev_snapshot', 'dev_revert', 'dev_setSealing',
  'dev_setBlockBuildMode', 'dev_progress', 'dev_stop', 'dev_revealWeights', 'dev_snapshots', 'dev_redo', 'dev_saveState', 'dev_loadState',
  'dev_impersonate', 'dev_dryRun', 'dev_setBalance', 'dev_fund', 'dev_setStake', 'dev_setPrice',
];

describe('A chain for development', { timeout: 180_000 }, () => {
  let node, api;
  const dev = (method, ...params) => node.call(`dev_${method}`, params);
  const refused = (promise, words) => assert.rejects(promise, (error) => {
    assert.match(error.message + (error.data ?? ''), words);
    return true;
  });

  before(async () => {
    node = await Node.dev('development');
    api = await connect(node);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  const best = async () => (await api.rpc.chain.getHeader());
  const number = async () => (await best()).number.toNumber();
  const time = async (hash) => (await (await api.at(hash ?? (await best()).hash)).query.timestamp.now()).toNumber();

  it('lists its methods', async () => {
    const { methods } = await node.call('rpc_methods');
    for (const method of METHODS) assert.ok(methods.includes(method), method);
  });

  // ---------------------------------------------------------------- blocks

  it('seals one block, a count of blocks, or blocks up to a number, all of them final', async () => {
    const start = await number();
    const one = await dev('newBlock');
    assert.equal((await best()).hash.toHex(), one);
    assert.equal(await number(), start + 1);
    await dev('newBlock', { count: 5 });
    assert.equal(await number(), start + 6);
    const last = await dev('newBlock', { to: start + 9 });
    assert.equal(await number(), start + 9);
    assert.equal((await api.rpc.chain.getFinalizedHead()).toHex(), last);
    await dev('newBlock');
    assert.equal(await number(), start + 10);
  });

  it('seals a whole tempo in one call, with its payouts', async () => {
    const from = await stateNow(api);
    await dev('newBlock', { count: 360 });
    const to = await stateNow(api);
    assert.equal(to.block, from.block + 360n);
    assert.ok(to.issuance > from.issuance);
    for (const [netuid, pool] of to.pools) if (netuid > 0) assert.ok(pool.O > from.pools.get(netuid).O);
  });

  it('includes the transactions of the pool', async () => {
    const nonce = await api.rpc.system.accountNextIndex(bob.address);
    const call = api.tx.balances.transferKeepAlive(charlie.address, TAO);
    const signed = await call.signAsync(bob, { nonce });
    await api.rpc.author.submitExtrinsic(signed);
    const hash = await dev('newBlock');
    const { block } = await api.rpc.chain.getBlock(hash);
    assert.ok(block.extrinsics.some((extrinsic) => extrinsic.hash.eq(signed.hash)));
  });

  it('seals a block with exactly the given transactions', async () => {
    const waiting = await api.tx.balances.transferKeepAlive(charlie.address, TAO).signAsync(bob, { nonce: -1 });
    await api.rpc.author.submitExtrinsic(waiting);
    const eve = pair('//Eve');
    const given = await api.tx.balances.transferKeepAlive(charlie.address, 2n * TAO).signAsync(eve, { nonce: -1 });
    const before = await balanceAt(api, (await best()).hash, charlie.address);
    const hash = await dev('newBlock', { transactions: [given.toHex()] });
    const hashes = (await api.rpc.chain.getBlock(hash)).block.extrinsics.map((extrinsic) => extrinsic.hash.toHex());
    assert.ok(hashes.includes(given.hash.toHex()) && !hashes.includes(waiting.hash.toHex()));
    assert.equal(await balanceAt(api, hash, charlie.address), before + 2n * TAO);
    const head = await number();
    await refused(dev('newBlock', { transactions: [given.toHex()] }), /transaction 0 cannot be in the block/);
    await refused(dev('newBlock', { transactions: ['0x04ff'] }), /transaction 0/);
    assert.equal(await number(), head);
    await dev('newBlock');
  });

  it('refuses invalid parameters, with the reason', async () => {
    await refused(dev('newBlock', { count: 1, to: 5 }), /either count or to/);
    await refused(dev('newBlock', { count: -1 }), /invalid value/);
    await refused(dev('newBlock', { ump: {} }), /unknown field `ump`/);
    await refused(dev('newBlock', { count: 4_000_000_000 }), /4000000000 blocks are too many for one run/);
    await refused(dev('newBlock', { to: 4_000_000_000 }), /are too many for one run/);
    await refused(dev('newBlock', { count: 0 }), /a count of 0 seals nothing/);
    await refused(dev('newBlock', { to: 1 }), /block 1 is not after the best one, which is \d+/);
    await refused(dev('newBlock', 7), /expected an object such as \{ "count": 5 \}/);
  });

  it('reports the progress of a long run, and stops it on request', async () => {
    assert.equal(await dev('progress'), null);
    assert.equal(await dev('stop'), false);
    const start = await number();
    const run = dev('newBlock', { count: 1_000_000 });
    let report = null;
    for (let tries = 0; tries < 200 && !(report?.made > 10); tries += 1) {
      await sleep(50);
      report = await dev('progress');
    }
    assert.equal(report.of, 1_000_000);
    assert.ok(report.made > 10 && report.blocksPerSecond > 0 && report.secondsLeft > 0);
    // Nobody waits for the end of such a run.
    for (const [method, params] of [['dev_snapshot', []], ['dev_newBlock', []], ['engine_createBlock', [true, true, null]]]) {
      await refused(node.call(method, params), /a run of 1000000 blocks is under way, \d+ s left: dev_stop ends it/);
    }
    assert.equal(await dev('stop'), true);
    assert.equal(await run, (await best()).hash.toHex());
    assert.equal(await dev('progress'), null);
    assert.ok((await number()) - start >= report.made);
  });

  // ---------------------------------------------------------------- time

  it('travels to a date, and continues from there', async () => {
    const day = Date.UTC(2031, 4, 6);
    assert.equal(await dev('timeTravel', '2031-05-06'), day);
    assert.equal(await time(await dev('newBlock')), day);
    const next = await time(await dev('newBlock'));
    assert.ok(next > day && next < day + 60_000, `${next}`);
    assert.equal(await dev('timeTravel', day + 3_600_000), day + 3_600_000);
    assert.equal(await time(await dev('newBlock')), day + 3_600_000);
  });

  it('does not travel back in time', async () => {
    const now = await time();
    await refused(dev('timeTravel', now), /time does not go back/);
    await refused(dev('timeTravel', 'next week'), /is not a date/);
    await refused(dev('timeTravel', '9223372036854775807'), /is not a date|year 9999/);
    await refused(dev('timeTravel', 253_402_300_800_000), /year 9999/);
    await refused(dev('newBlock', { interval: 253_402_300_800_000 }), /year 9999/);
    await dev('newBlock');
    assert.ok((await time()) > now);
  });

  it('seals blocks at the requested interval', async () => {
    const start = await time();
    await dev('newBlock', { count: 10, interval: 12_000 });
    assert.equal(await time(), start + 120_000);
    const next = await time(await dev('newBlock'));
    assert.ok(next > start + 120_000 && next < start + 180_000);
  });

  // ---------------------------------------------------------------- snapshots

  it('reverts to a snapshot, to exactly the same state', async () => {
    const before = await best();
    const { issuance } = await stateNow(api);
    const stake = await stakeAt(api, before.hash, aliceHotkey, bob.address, 1);
    const id = await dev('snapshot');
    for (let round = 0; round < 3; round += 1) {
      await act(api, bob, api.tx.subtensorModule.addStake(aliceHotkey, 1, 10n * TAO));
      await dev('newBlock', { count: 50 });
    }
    assert.notEqual(await stakeAt(api, (await best()).hash, aliceHotkey, bob.address, 1), stake);
    assert.equal(await dev('revert', id), true);
    const after = await best();
    assert.equal(after.hash.toHex(), before.hash.toHex());
    assert.equal(after.stateRoot.toHex(), before.stateRoot.toHex());
    assert.equal((await api.rpc.chain.getFinalizedHead()).toHex(), before.hash.toHex());
    assert.equal((await stateNow(api)).issuance, issuance);
    assert.equal(await stakeAt(api, after.hash, aliceHotkey, bob.address, 1), stake);
  });

  it('accepts the same transaction again after each revert', async () => {
    const signed = await api.tx.balances.transferKeepAlive(charlie.address, TAO).signAsync(bob, { nonce: -1, era: 0 });
    for (let round = 0; round < 40; round += 1) {
      const id = await dev('snapshot');
      await api.rpc.author.submitExtrinsic(signed);
      // Immediately, before the pool has processed the block.
      await dev('newBlock', { count: round % 4 === 3 ? 30 : 1 });
      await dev('revert', id);
    }
    await api.rpc.author.submitExtrinsic(signed);
    const { block } = await api.rpc.chain.getBlock(await dev('newBlock'));
    assert.ok(block.extrinsics.some((extrinsic) => extrinsic.hash.eq(signed.hash)));
  });

  it('drops the transactions of the pool when it reverts', async () => {
    const id = await dev('snapshot');
    await dev('newBlock');
    const signed = await api.tx.balances.transferKeepAlive(charlie.address, TAO).signAsync(bob, { nonce: -1 });
    await api.rpc.author.submitExtrinsic(signed);
    await dev('revert', id);
    assert.deepEqual((await api.rpc.author.pendingExtrinsics()).length, 0);
    const hash = await dev('newBlock');
    const { block } = await api.rpc.chain.getBlock(hash);
    assert.ok(!block.extrinsics.some((extrinsic) => extrinsic.hash.eq(signed.hash)));
  });

  it('uses up a snapshot and all later ones when it reverts', async () => {
    const first = await dev('snapshot');
    await dev('newBlock');
    const second = await dev('snapshot');
    await dev('newBlock');
    await dev('revert', first);
    await refused(dev('revert', first), /there is no snapshot/);
    await refused(dev('revert', second), /there is no snapshot/);
    await refused(dev('revert', 'yesterday'), /there is no snapshot yesterday/);
  });

  it('keeps ten thousand snapshots and no more', async () => {
    const connection = await Connection.open(node.endpoint);
    const first = await connection.call('dev_snapshot');
    for (let hundreds = 0; hundreds < 100; hundreds += 1) {
      const more = Array.from({ length: hundreds === 0 ? 99 : 100 }, () => connection.call('dev_snapshot'));
      await Promise.all(more);
    }
    await refused(connection.call('dev_snapshot'), /there are 10000 snapshots already: dev_revert/);
    await connection.call('dev_revert', first);
    await connection.call('dev_snapshot');
    connection.close();
  });

  it('restores the clock of the snapshot', async () => {
    const id = await dev('snapshot');
    const now = await time(await dev('newBlock'));
    await dev('timeTravel', now + 86_400_000);
    await dev('newBlock');
    await dev('revert', id);
    assert.ok((await time(await dev('newBlock'))) < now + 60_000);
  });

  // ---------------------------------------------------------------- head

  it('reverts a number of blocks, or all after a given block', async () => {
    const start = await number();
    await dev('newBlock', { count: 6 });
    const hash = (await api.rpc.chain.getBlockHash(start + 2)).toHex();
    assert.equal(await dev('setHead', -1), (await api.rpc.chain.getBlockHash(start + 5)).toHex());
    assert.equal(await number(), start + 5);
    await dev('setHead', start + 3);
    assert.equal(await number(), start + 3);
    assert.equal(await dev('setHead', hash), hash);
    assert.equal(await number(), start + 2);
    assert.equal(await dev('setHead', 0), hash);
    await refused(dev('setHead', start + 40), /there is no block/);
    await refused(dev('setHead', -1_000_000_000), /there is no block/);
    await refused(dev('setHead', `0x${'11'.repeat(32)}`), /there is no block/);
    await dev('newBlock');
    assert.equal(await number(), start + 3);
  });

  it('continues from the time of the block to which it reverts', async () => {
    const now = await time();
    await dev('timeTravel', now + 86_400_000);
    await dev('newBlock');
    await dev('setHead', -1);
    const next = await time(await dev('newBlock'));
    assert.ok(next > now && next < now + 60_000, `${next - now}`);
    // A travel that no block has carried yet is forgotten, too.
    await dev('timeTravel', now + 86_400_000);
    await dev('setHead', -1);
    assert.ok((await time(await dev('newBlock'))) < now + 60_000);
  });

  it('restarts with the chain as it was after a revert', async () => {
    const path = ownFolder('going-back');
    const args = ['--base-path', path];
    const first = await Node.dev('going-back', 'manual', args);
    await first.call('dev_newBlock', [{ count: 30 }]);
    const kept = await first.call('dev_setHead', [10]);
    await first.stop();
    const second = await Node.dev('going-back', 'manual', args);
    assert.equal(await second.call('chain_getBlockHash'), kept);
    assert.equal(await second.call('chain_getFinalizedHead'), kept);
    await second.call('dev_newBlock', [{ count: 30 }]);
    assert.equal((await second.call('chain_getHeader')).number, '0x28');
    await second.stop();
  });

  // ---------------------------------------------------------------- storage

  it('writes named values as chopsticks does', async () => {
    const walter = pair('//Walter');
    const hash = await dev('setStorage', {
      System: { Account: [[[walter.address], { providers: 1, data: { free: (5n * TAO).toString() } }]] },
    });
    assert.equal((await best()).hash.toHex(), hash);
    assert.equal(await balanceAt(api, hash, walter.address), 5n * TAO);
    const outcome = await act(api, walter, api.tx.balances.transferKeepAlive(charlie.address, TAO));
    assert.equal(outcome.error, null);
  });

  it('writes and removes raw values, and clears maps', async () => {
    const key = xxhashAsHex('Of nobody', 128);
    await dev('setStorage', [[key, '0x0102']]);
    assert.equal((await api.rpc.state.getStorage(key)).toHex(), '0x0102');
    await dev('setStorage', [[key, null]]);
    assert.ok((await api.rpc.state.getStorage(key)).isNone);
    await dev('setStorage', { Sudo: { Key: charlie.address } });
    assert.equal((await api.query.sudo.key()).toString(), charlie.address);
    await dev('setHead', -1);
    assert.notEqual((await api.query.sudo.key()).toString(), charlie.address);
    const id = await dev('snapshot');
    assert.ok((await api.query.subtensorModule.uids.keys()).length > 0);
    await dev('setStorage', { SubtensorModule: { $removePrefix: ['Uids'] } });
    assert.equal((await api.query.subtensorModule.uids.keys()).length, 0);
    await dev('revert', id);
  });

  it('computes the next block from the written values', async () => {
    await dev('setStorage', { Balances: { TotalIssuance: (20_999_999n * TAO).toString() } });
    const { issuance: before } = await stateNow(api);
    assert.equal(before, 20_999_999n * TAO);
    await dev('newBlock');
    const { issuance: after } = await stateNow(api);
    // At that issuance a block mints 10⁹ / 2²⁴ rao and not more.
    assert.ok(after >= before && after - before <= 59n, `${after - before}`);
    await dev('setHead', -2);
  });

  it('names the value that cannot be written, and writes nothing', async () => {
    const head = await number();
    for (const [values, words] of [
      [{ Nothing: {} }, /no pallet Nothing/],
      [{ System: { Acount: [] } }, /no item Acount/],
      [{ System: { Account: [[['5Grw'], {}]] } }, /5Grw/],
      [{ System: { Account: [[[bob.address], { money: 1 }]] } }, /no field money/],
      [[['0x01']], /not a key and a value/],
      ['0x', /object of pallets/],
    ]) {
      await refused(dev('setStorage', values), words);
    }
    await refused(dev('setStorage', {}, u8aToHex(new Uint8Array(32))), /after the best block only/);
    assert.equal(await number(), head);
  });

  // ---------------------------------------------------------------- sealing

  it('changes its sealing mode on request', async () => {
    const grows = async (within) => {
      const start = await number();
      for (let waited = 0; waited < within; waited += 50) {
        await sleep(50);
        if ((await number()) > start) return true;
      }
      return false;
    };
    await dev('setSealing', 100);
    assert.ok(await grows(10_000));
    await dev('setSealing', 'manual');
    await number();
    assert.equal(await grows(500), false);
    await dev('setSealing', 'instant');
    const start = await number();
    const signed = await api.tx.balances.transferKeepAlive(charlie.address, TAO).signAsync(bob, { nonce: -1 });
    await api.rpc.author.submitExtrinsic(signed);
    for (let waited = 0; (await number()) === start && waited < 10_000; waited += 50) await sleep(50);
    assert.equal(await number(), start + 1);
    await dev('setBlockBuildMode', 3);
    assert.equal(await grows(300), false);
    await refused(dev('setSealing', 'fast'), /instant, manual, mixed, or a number of milliseconds/);
    await refused(dev('setSealing', 0), /instant or manual/);
    await refused(dev('setBlockBuildMode', 7), /1 \(batch\), 2 \(instant\) or 3 \(manual\)/);
  });

  it('seals the waiting transactions at once when manual sealing ends', async () => {
    const signed = await api.tx.balances.transferKeepAlive(charlie.address, TAO).signAsync(bob, { nonce: -1 });
    await api.rpc.author.submitExtrinsic(signed);
    const start = await number();
    await dev('setSealing', 'instant');
    assert.equal(await number(), start + 1);
    await dev('setSealing', 'manual');
  });
});

describe('A thousand blocks of traffic that are reverted', { timeout: 180_000 }, () => {
  it('leave no trace', async () => {
    const node = await Node.dev('traffic');
    const api = await connect(node);
    await node.call('dev_newBlock', [{ count: 10 }]);
    const before = await api.rpc.chain.getHeader();
    const id = await node.call('dev_snapshot');
    let nonce = (await api.rpc.system.accountNextIndex(bob.address)).toNumber();
    const calls = [
      () => api.tx.subtensorModule.addStake(aliceHotkey, 1, 3n * TAO),
      () => api.tx.subtensorModule.removeStake(aliceHotkey, 1, TAO),
      () => api.tx.balances.transferKeepAlive(charlie.address, TAO),
    ];
    let included = 0;
    for (let block = 0; block < 1_000; block += 1) {
      if (block % 4 === 0) {
        const signed = await calls[(block / 4) % calls.length]().signAsync(bob, { nonce, era: 0 });
        await api.rpc.author.submitExtrinsic(signed);
        nonce += 1;
        included += 1;
      }
      await node.call('dev_newBlock');
    }
    const account = await api.query.system.account(bob.address);
    assert.equal(account.nonce.toNumber(), nonce);
    assert.equal(included, 250);
    await node.call('dev_revert', [id]);
    const after = await api.rpc.chain.getHeader();
    assert.equal(after.hash.toHex(), before.hash.toHex());
    assert.equal(after.stateRoot.toHex(), before.stateRoot.toHex());
    const outcome = await act(api, bob, api.tx.subtensorModule.addStake(aliceHotkey, 1, 10n * TAO));
    assert.equal(outcome.error, null);
    await assertBooks(api);
    await api.disconnect();
    await node.stop();
  });
});

describe('A development chain that others reach', { timeout: 60_000 }, () => {
  it('lets only trusted clients build blocks and write the state', async () => {
    const node = await Node.dev('untrusted', 'manual', ['--rpc-methods', 'safe']);
    const { methods } = await node.call('rpc_methods');
    const powerful = methods.filter((method) => /^(dev|engine)_/.test(method));
    assert.deepEqual(METHODS.filter((method) => !powerful.includes(method)), []);
    assert.ok(powerful.includes('engine_createBlock') && powerful.includes('engine_finalizeBlock'));
    for (const method of powerful) await assert.rejects(node.call(method), /RPC call is unsafe to be called externally/, method);
    assert.equal((await node.call('chain_getHeader')).number, '0x0');
    await node.stop();
  });
});

describe('A validator of a network', { timeout: 60_000 }, () => {
  it('refuses every dev_ method, with the reason', async (test) => {
    const node = await Node.start('validator', ['--chain', 'local', '--alice', '--tmp']);
    test.after(() => node.stop());
    const params = {
      dev_setHead: [1], dev_timeTravel: [1], dev_setStorage: [[]], dev_revert: [1], dev_setSealing: ['instant'], dev_setBlockBuildMode: [1],
      dev_revealWeights: [{ netuid: 1, hotkey: pair('//Alice//hotkey').address, uids: [1], weights: [1] }],
      dev_impersonate: ['//Bob', '0x00'], dev_dryRun: [{ extrinsic: '0x00' }], dev_setBalance: ['//Bob', 1], dev_fund: ['//Bob'],
      dev_setStake: [{ coldkey: '//Bob', hotkey: '//Alice//hotkey', netuid: 1, amount: 0 }], dev_setPrice: [1, 1],
    };
    for (const method of METHODS) {
      await assert.rejects(node.call(method, params[method] ?? []), /together with other validators.*--dev/, method);
    }
  });
});
