// A migration of several blocks, rehearsed and on the chain, and one that gets stuck.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringToHex } from '@polkadot/util';
import { blake2AsHex } from '@polkadot/util-crypto';
import { TAO } from '../lib/formulas.mjs';
import { bob, charlie, connect, makeBlock, pair, stateNow, sumOfBalances } from '../lib/chain.mjs';
import { builtRuntime } from '../lib/node.mjs';
import { lastLine, startOldChain, storageKey, storageVersion, upgrade, write } from '../lib/upgrade.mjs';

const CHECKS = builtRuntime('runtime-with-checks');
const RUNTIME = builtRuntime('release/wbuild/dtao-runtime/dtao_runtime.compact.compressed');

/** More hotkeys than fit in two blocks. */
const HOTKEYS = 13_500;

/** Storage key of pallet-migrations' cursor. */
const CURSOR = storageKey('MultiBlockMigrations', 'Cursor');

/** Sets the runtime without a rehearsal, and waits until the client has loaded it. */
async function setCode(node, api) {
  const code = readFileSync(RUNTIME);
  const call = api.tx.sudo.sudo(api.tx.system.setCode(`0x${code.toString('hex')}`));
  await api.rpc.author.submitExtrinsic(await call.signAsync(pair('//Alice'), { nonce: -1 }));
  await makeBlock(api);
  assert.equal(await node.call('state_getStorageHash', [stringToHex(':code')]), blake2AsHex(code));
  for (const start = Date.now(); api.query.multiBlockMigrations === undefined; await sleep(50)) {
    assert.ok(Date.now() - start < 20_000, 'the client has not noticed the new runtime');
  }
}

/** Seals a block. Returns true if the transaction is in it. */
async function makeBlockWith(api, transaction) {
  const { block } = await api.rpc.chain.getBlock(await makeBlock(api));
  return block.extrinsics.some(({ hash }) => hash.eq(transaction.hash));
}

/** Asserts that each of these hotkeys has the reference that the migration adds. */
async function assertReferences(api, hotkeys) {
  const { query } = await api.at(await api.rpc.chain.getBlockHash());
  const accounts = await query.system.account.multi(hotkeys);
  assert.equal(accounts.filter(({ sufficients }) => sufficients.eqn(1)).length, hotkeys.length, 'a hotkey was left out');
}

/** Submits a transfer for one of the next blocks. */
async function submitTransfer(api) {
  const signed = await api.tx.balances.transferKeepAlive(charlie.address, TAO).signAsync(bob, { nonce: -1 });
  await api.rpc.author.submitExtrinsic(signed);
  return signed;
}

describe('A migration of several blocks', { timeout: 300_000 }, () => {
  let node;
  let api;
  let hotkeys;

  before(async () => {
    node = await startOldChain('stepped');
    api = await connect(node);
    hotkeys = Array.from({ length: HOTKEYS }, (_, number) => {
      const account = new Uint8Array(32).fill(0x77);
      new DataView(account.buffer).setUint32(0, number);
      return account;
    });
    const { owner, ownedHotkeys } = api.query.subtensorModule;
    const owned = [...(await ownedHotkeys(charlie.address)), ...hotkeys];
    await write(node, [
      ...hotkeys.map((hotkey) => [owner.key(hotkey), api.createType('AccountId', charlie.address).toHex()]),
      [ownedHotkeys.key(charlie.address), api.createType('Vec<AccountId>', owned).toHex()],
    ]);
    assert.equal((await ownedHotkeys(charlie.address)).length, owned.length);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  it('is rehearsed until it has ended, with its own checks', async () => {
    const { code, report, stderr } = await upgrade(node, ['--json', '--blocks', '1', '--checks', CHECKS]);
    assert.equal(code, 0, stderr);
    assert.deepEqual(report.refusals, []);
    assert.equal(report.stepped.length, 2);
    const limit = report.block_limit / 4;
    assert.ok(report.upgrade_block.weight > limit / 2 && report.stepped[0].weight > limit / 2, 'a step that does little');
    assert.ok(report.stepped.every(({ weight }) => weight < report.block_limit));
    const { before: old, after: now, code: known } = report.storage.find(({ pallet }) => pallet === 'SubtensorModule');
    assert.deepEqual([old, now, known], [2, 5, 5]);
    assert.equal(report.checks.states, 2);
  });

  it('keeps transactions in the pool until it has ended', async () => {
    const paid = (await api.query.system.account(charlie.address)).data.free.toBigInt();
    await setCode(node, api);
    const transfer = await submitTransfer(api);
    const versions = [];
    let blocks = 0;
    for (let included = false; !included; blocks += 1) {
      assert.ok(blocks < 10, 'the transfer is in none of ten blocks');
      included = await makeBlockWith(api, transfer);
      versions.push(await storageVersion(node, 'SubtensorModule'));
    }
    assert.deepEqual(versions, [2, 2, 5, 5]);
    assert.ok((await api.query.multiBlockMigrations.cursor()).isNone);
    assert.equal((await api.query.system.account(charlie.address)).data.free.toBigInt(), paid + TAO);
    await assertReferences(api, hotkeys);
    const { hash, issuance } = await stateNow(api);
    assert.equal(await sumOfBalances(api, hash), issuance);
  });
});

describe('A migration that is stuck', { timeout: 300_000 }, () => {
  let node;
  let api;
  let transfer;

  before(async () => {
    node = await startOldChain('stuck');
    api = await connect(node);
    // As if another migration were running: an upgrade on top of another.
    await write(node, [[CURSOR, '0x00000000000001000000']]);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  it('is detected by a rehearsal, with checks and without', async () => {
    const { number } = await api.rpc.chain.getHeader();
    for (const args of [[], ['--checks', CHECKS]]) {
      const done = await upgrade(node, ['--blocks', '1', '--submit', '--yes', ...args]);
      assert.equal(done.code, 1);
      assert.equal(lastLine(done), `error: refused: a multi-block migration is stuck at block ${number.toNumber() + 1}`);
    }
    assert.equal((await api.rpc.chain.getHeader()).number.toNumber(), number.toNumber());
  });

  it('lets the chain continue, with emission and without transactions', async () => {
    await setCode(node, api);
    transfer = await submitTransfer(api);
    const before = await stateNow(api);
    for (let n = 0; n < 3; n += 1) assert.equal(await makeBlockWith(api, transfer), false);
    const now = await stateNow(api);
    assert.ok((await api.query.multiBlockMigrations.cursor()).unwrap().isStuck);
    assert.equal(await storageVersion(node, 'SubtensorModule'), 2);
    assert.ok(now.issuance > before.issuance);
    assert.equal(await sumOfBalances(api, now.hash), now.issuance);
  });

  it('restarts on a development chain after the cursor is written', async () => {
    const startedAt = (await api.rpc.chain.getHeader()).number.toNumber();
    await node.call('dev_setStorage', [{ MultiBlockMigrations: { Cursor: { Active: { index: 0, startedAt } } } }]);
    assert.equal(await makeBlockWith(api, transfer), false);
    assert.equal(await storageVersion(node, 'SubtensorModule'), 5);
    assert.ok((await api.query.multiBlockMigrations.cursor()).isNone);
    assert.equal(await makeBlockWith(api, transfer), true);
    const hotkeys = (await api.query.subtensorModule.owner.keys()).map(({ args: [hotkey] }) => hotkey);
    assert.ok(hotkeys.length > 0);
    await assertReferences(api, hotkeys);
  });
});
