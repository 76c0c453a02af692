// The powers of a developer on a chain: to act as anybody, to set balances, stakes and prices, to try calls, to run to an epoch or a date.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { TAO } from '../lib/formulas.mjs';
import {
  aliceHotkey, assertCustody, balanceAt, bob, charlie, connect, custodyAccount, errorName, pair, stakeAt, stateNow, sumOfBalances,
} from '../lib/chain.mjs';
import { Node, ownFolder, runToEnd } from '../lib/node.mjs';

const MOCK = `0xdeadbeef${'cd'.repeat(60)}`;
const refused = (promise, words) => assert.rejects(promise, (error) => {
  assert.match(error.message + (error.data ?? ''), words);
  return true;
});

describe('The powers of a developer', { timeout: 300_000 }, () => {
  let node, api;
  const dev = (method, ...params) => node.call(`dev_${method}`, params);
  const best = async () => (await api.rpc.chain.getHeader());
  const number = async () => (await best()).number.toNumber();
  const time = async (hash) => (await (await api.at(hash ?? (await best()).hash)).query.timestamp.now()).toNumber();
  const free = async (address) => balanceAt(api, (await best()).hash, address);
  const issuance = async () => (await stateNow(api)).issuance;
  const price = async (netuid) => (await api.call.swapRuntimeApi.currentAlphaPrice(netuid)).toBigInt();
  const epoch = async (netuid) => (await api.query.subtensorModule.subnetEpochIndex(netuid)).toNumber();

  before(async () => {
    node = await Node.dev('powers');
    api = await connect(node);
    await dev('newBlock');
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  /** Asserts that all balances add up to the issuance, and that the custody account holds what the pools count. */
  async function booksBalance() {
    const now = await stateNow(api);
    assert.equal(await sumOfBalances(api, now.hash), now.issuance);
    await assertCustody(api, now);
  }

  /** Asserts that what is refused leaves the chain as it is. */
  async function isRefused(call, words) {
    const head = (await best()).hash.toHex();
    await refused(call(), words);
    assert.equal((await best()).hash.toHex(), head);
  }

  // ---------------------------------------------------------------- runs

  it('seals blocks up to the next epoch of a subnet', async () => {
    for (const netuid of [1, 2]) {
      const before = await epoch(netuid);
      const last = await dev('newBlock', { untilEpoch: netuid });
      assert.equal(await epoch(netuid), before + 1);
      const { parentHash, number } = await api.rpc.chain.getHeader(last);
      const earlier = await (await api.at(parentHash)).query.subtensorModule.subnetEpochIndex(netuid);
      assert.equal(earlier.toNumber(), before);
      assert.equal((await api.query.subtensorModule.lastEpochBlock(netuid)).toNumber(), number.toNumber());
    }
    await booksBalance();
  });

  it('refuses an epoch that never begins', async () => {
    await isRefused(() => dev('newBlock', { untilEpoch: 77 }), /there is no subnet 77/);
    await isRefused(() => dev('newBlock', { untilEpoch: 0 }), /root has no epochs/);
    await isRefused(() => dev('newBlock', { untilEpoch: 1, count: 2 }), /not two of them/);
    await isRefused(() => dev('newBlock', { untilEpoch: 70_000 }), /invalid value/);
  });

  it('seals blocks up to a date, at even distances', async () => {
    const from = await time();
    const head = await number();
    const to = from + 100 * 12_000 + 5_000;
    const last = await dev('newBlock', { until: to, interval: 12_000 });
    assert.equal(await time(last), to);
    assert.equal(await number(), head + 101);
    assert.equal(await time((await api.rpc.chain.getHeader(last)).parentHash), from + 100 * 12_000);
    // Without an interval, a block for each slot.
    const next = await dev('newBlock', { until: new Date(to + 60_000).toISOString() });
    assert.equal(await time(next), to + 60_000);
    assert.ok((await number()) - head - 101 <= 61);
    await isRefused(() => dev('newBlock', { until: to }), /time does not go back/);
    await isRefused(() => dev('newBlock', { until: 'soon' }), /is not a date/);
    await isRefused(() => dev('newBlock', { until: '9999-01-01' }), /are too many for one run/);
  });

  // ---------------------------------------------------------------- money

  it('sets a balance, and mints or burns the difference', async () => {
    const eve = pair('//Eve').address;
    for (const amount of ['250 TAO', 3_000_000_000, '7000000001', '0']) {
      const [held, issued] = [await free(eve), await issuance()];
      const hash = await dev('setBalance', eve, amount);
      assert.equal((await best()).hash.toHex(), hash);
      const wanted = amount === '250 TAO' ? 250n * TAO : BigInt(amount);
      assert.equal(await free(eve), wanted);
      const emitted = [...(await stateNow(api)).pools.values()].reduce((sum, { emission }) => sum + emission.tao, 0n);
      assert.equal(await issuance(), issued + wanted - held + emitted);
      await booksBalance();
    }
    await dev('fund', '//Eve');
    assert.equal(await free(eve), 1_000n * TAO);
    await dev('fund', eve, '0.5 TAO');
    assert.equal(await free(eve), 1_000n * TAO + TAO / 2n);
    await booksBalance();
  });

  it('refuses a balance that cannot be', async () => {
    const { address } = bob;
    await isRefused(() => dev('setBalance', address, '21000000 TAO'), /more than 21,000,000\.00 TAO in all: .* can still be issued/);
    await isRefused(() => dev('fund', address, '20_000_000 TAO'), /more than 21,000,000\.00 TAO in all/);
    await isRefused(() => dev('setBalance', address, 1.5), /1\.5 has no unit: write it as a text such as "1\.5 TAO"/);
    await isRefused(() => dev('setBalance', address, -1), /below 0/);
    await isRefused(() => dev('setBalance', address, '5 DOT'), /write TAO, alpha or rao/);
    await isRefused(() => dev('setBalance', address, 499), /the least is 500 rao/);
    await isRefused(() => dev('setBalance', 'Bob', 5_000), /is not an address/);
    await isRefused(() => dev('setBalance', '0x00', 5_000), /32 bytes in hexadecimal/);
    const custody = custodyAccount(api);
    await isRefused(() => dev('setBalance', custody, 5_000), /the chain's own account of the pools/);
  });

  it('sets a stake, of alpha and of TAO at root, and its books', async () => {
    for (const netuid of [1, 0]) {
      for (const amount of [500n * TAO, 20n * TAO, 0n]) {
        const wanted = { coldkey: charlie.address, hotkey: aliceHotkey, netuid, amount: amount.toString() };
        await dev('setStake', wanted);
        const held = await stakeAt(api, (await best()).hash, aliceHotkey, charlie.address, netuid);
        assert.ok(held <= amount && held + 1n >= amount, `${held} instead of ${amount} at ${netuid}`);
        await booksBalance();
      }
    }
    const wanted = { coldkey: bob.address, hotkey: aliceHotkey, netuid: 1, amount: '5 alpha' };
    await isRefused(() => dev('setStake', { ...wanted, netuid: 77 }), /there is no subnet 77: there are 0, 1, 2, 3/);
    await isRefused(() => dev('setStake', { ...wanted, hotkey: pair('//Nobody').address }), /is no hotkey of the chain/);
    await isRefused(() => dev('setStake', { ...wanted, amount: 5 }), /below the minimum/);
    await isRefused(() => dev('setStake', { ...wanted, amount: '21000000 alpha' }), /more than 21,000,000\.00 alpha/);
    await isRefused(() => dev('setStake', { ...wanted, amounts: 5 }), /unknown field `amounts`/);
  });

  it('sets a price by moving the pool', async () => {
    for (const [wanted, rao] of [['0.25 TAO', 250_000_000n], [123_456_789, 123_456_789n], ['2 TAO', 2n * TAO]]) {
      const before = (await stateNow(api)).pools.get(2);
      await dev('setPrice', 2, wanted);
      const pool = (await stateNow(api)).pools.get(2);
      assert.equal(await price(2), rao);
      // The block injects as well, before the pool is moved.
      const ratio = Number(pool.T * pool.A) / Number(before.T * before.A);
      assert.ok(ratio > 0.99 && ratio < 1.05, `${ratio}`);
      await booksBalance();
    }
    await isRefused(() => dev('setPrice', 2, 0), /cannot have the price 0/);
    await isRefused(() => dev('setPrice', 77, 5), /there is no subnet 77/);
    await isRefused(() => dev('setPrice', 0, 5), /root has no pool/);
    await isRefused(() => dev('setPrice', 2, '10_000_000_000 TAO'), /the pool cannot have the price/);
    await dev('newBlock', { count: 400 });
    await booksBalance();
  });

  // ---------------------------------------------------------------- in anybody's name

  it('makes a call in the name of anybody, and marks it in the block', async () => {
    const owner = (await api.query.subtensorModule.subnetOwner(1)).toString();
    const call = api.tx.subtensorModule.addStake(aliceHotkey, 1, 10n * TAO);
    const before = await stakeAt(api, (await best()).hash, aliceHotkey, owner, 1);
    const { block, index, error } = await dev('impersonate', owner, call.method.toHex());
    assert.equal(error, null);
    assert.equal((await best()).hash.toHex(), block);
    assert.ok((await stakeAt(api, block, aliceHotkey, owner, 1)) > before);
    const transaction = (await api.rpc.chain.getBlock(block)).block.extrinsics[index];
    assert.equal(transaction.signer.toString(), owner);
    assert.equal(transaction.signature.toHex(), MOCK);
    assert.equal(transaction.method.toHex(), call.method.toHex());
    await node.printed(/SubtensorModule\.add_stake done; fee .*, impersonated/);
    await booksBalance();
  });

  it('takes a call by its names, as an account that nobody has the key of', async () => {
    const nobody = '0x6d6f646c0000000000000000000000000000000000000000000000000000abcd';
    const call = { Balances: { transfer_keep_alive: { dest: { Id: bob.address }, value: 1_000_000_000 } } };
    await isRefused(() => dev('impersonate', nobody, call), /cannot pay the fee: dev_fund gives it TAO/);
    await dev('fund', nobody, '10 TAO');
    const before = await free(bob.address);
    assert.equal((await dev('impersonate', nobody, call)).error, null);
    assert.equal(await free(bob.address), before + TAO);
  });

  it('lets the runtime refuse, and root act through the sudo key', async () => {
    const call = api.tx.subtensorModule.addStake(aliceHotkey, 1, 1n);
    const { block, error } = await dev('impersonate', bob.address, call.method.toHex());
    assert.equal(error, 'SubtensorModule.AmountTooLow');
    const events = await (await api.at(block)).query.system.events();
    const failed = events.find(({ event }) => api.events.system.ExtrinsicFailed.is(event));
    assert.equal(errorName(api, failed.event.data[0]), 'AmountTooLow');
    const sudo = (await api.query.sudo.key()).unwrap().toString();
    const tempo = api.tx.sudo.sudo(api.tx.adminUtils.sudoSetTempo(3, 50));
    assert.equal((await dev('impersonate', sudo, tempo.method.toHex())).error, null);
    assert.equal((await api.query.subtensorModule.tempo(3)).toNumber(), 50);
  });

  it('refuses what is no call, and the mark from anybody else', async () => {
    await isRefused(() => dev('impersonate', bob.address, '0x0f'), /is no call of this chain/);
    await isRefused(() => dev('impersonate', bob.address, '0xzz'), /is no call of this chain/);
    await isRefused(() => dev('impersonate', bob.address, { Balances: { transfer_keep: {} } }), /transfer_keep_alive/);
    await isRefused(() => dev('impersonate', 'bob', '0x00'), /is not an address/);
    const signed = await api.tx.balances.transferKeepAlive(bob.address, TAO).signAsync(charlie, { nonce: -1 });
    const forged = signed.toHex().replace(signed.signature.toHex().slice(2), MOCK.slice(2));
    assert.notEqual(forged, signed.toHex());
    await isRefused(() => node.call('author_submitExtrinsic', [forged]), /bad signature/);
    await isRefused(() => dev('newBlock', { transactions: [forged] }), /transaction 0 cannot be in the block/);
  });

  // ---------------------------------------------------------------- trials

  it('tries a call: its events, its changes and its fee, and leaves no trace', async () => {
    const head = (await best()).hash.toHex();
    const call = api.tx.balances.transferKeepAlive(charlie.address, TAO);
    const tried = await dev('dryRun', { extrinsic: { call: call.method.toHex(), address: bob.address } });
    assert.equal((await best()).hash.toHex(), head);
    assert.equal(tried.error, null);
    const transfer = tried.events.find((event) => event.Balances?.Transfer)?.Balances.Transfer;
    assert.deepEqual(transfer, { from: bob.address, to: charlie.address, amount: TAO.toString() });
    const balance = (state, { address }) => {
      const [, account] = state.System.Account.find(([[who]]) => who === address);
      return BigInt(account.data.free);
    };
    assert.equal(balance(tried.new, charlie) - balance(tried.old, charlie), TAO);
    assert.equal(balance(tried.old, bob) - balance(tried.new, bob), TAO + BigInt(tried.fee));
    // The call then does what was tried.
    const { block } = await dev('impersonate', bob.address, call.method.toHex());
    const paid = (await (await api.at(block)).query.system.events()).find(({ event }) => api.events.transactionPayment.TransactionFeePaid.is(event));
    assert.equal(paid.event.data.actualFee.toString(), tried.fee);
    assert.equal(await free(charlie.address), balance(tried.new, charlie));
    await dev('setHead', -1);
    // The changes are values for dev_setStorage.
    await dev('setStorage', tried.new);
    assert.equal(await free(charlie.address), balance(tried.new, charlie));
    await dev('setHead', -1);
  });

  it('tries a signed transaction, in the raw form of chopsticks, and on an earlier block', async () => {
    const at = (await best()).hash.toHex();
    const signed = await api.tx.subtensorModule.addStake(aliceHotkey, 1, 5n * TAO).signAsync(bob, { nonce: -1 });
    const raw = await dev('dryRun', { extrinsic: signed.toHex(), raw: true });
    assert.ok(raw.length > 3 && raw.every(([key, value]) => key.startsWith('0x') && (value === null || value.startsWith('0x'))));
    await dev('newBlock', { transactions: [signed.toHex()] });
    await isRefused(() => dev('dryRun', { extrinsic: signed.toHex() }), /transaction 0 cannot be in the block/);
    const tried = await dev('dryRun', { extrinsic: signed.toHex(), at });
    assert.equal(tried.error, null);
    const low = api.tx.subtensorModule.addStake(aliceHotkey, 1, 1n).method.toHex();
    const failed = await dev('dryRun', { extrinsic: { call: low, address: bob.address } });
    assert.equal(failed.error, 'SubtensorModule.AmountTooLow');
    await isRefused(() => dev('dryRun', { extrinsic: 5 }), /expected a signed transaction in hexadecimal/);
    await isRefused(() => dev('dryRun', { extrinsic: signed.toHex(), html: true }), /unknown field `html`/);
  });

  // ---------------------------------------------------------------- back and forward

  it('seals reverted blocks again, exactly as they were', async () => {
    const start = await number();
    await dev('setBalance', bob.address, '777 TAO');
    await dev('impersonate', bob.address, api.tx.balances.transferKeepAlive(charlie.address, TAO).method.toHex());
    const signed = await api.tx.balances.transferKeepAlive(charlie.address, TAO).signAsync(bob, { nonce: -1 });
    await dev('newBlock', { transactions: [signed.toHex()] });
    await dev('newBlock', { count: 3 });
    await dev('setPrice', 2, '1 TAO');
    const hashes = [];
    for (let block = start + 1; block <= start + 7; block += 1) hashes.push((await api.rpc.chain.getBlockHash(block)).toHex());
    const [last, sum] = [hashes[6], await free(bob.address)];
    await dev('setHead', start + 4);
    await dev('setHead', start);
    assert.equal(await number(), start);
    assert.equal(await dev('redo', 2), hashes[1]);
    assert.equal(await dev('setHead', start + 4), hashes[3]);
    assert.equal(await dev('redo'), last);
    assert.equal((await best()).hash.toHex(), last);
    assert.equal(await free(bob.address), sum);
    assert.equal((await api.rpc.chain.getFinalizedHead()).toHex(), last);
    await refused(dev('redo'), /0 reverted blocks can be sealed again/);
    await dev('setHead', -2);
    await refused(dev('redo', 3), /2 reverted blocks can be sealed again/);
    await dev('newBlock');
    await refused(dev('redo'), /until another block is sealed/);
    await booksBalance();
  });

  it('names snapshots, which stay after a revert', async () => {
    const [head, hash] = [await number(), (await best()).hash.toHex()];
    assert.equal(await dev('snapshot', 'before-sale'), 'before-sale');
    for (let round = 0; round < 2; round += 1) {
      await dev('newBlock', { count: 3 });
      assert.equal(await dev('revert', 'before-sale'), true);
      assert.equal(await number(), head);
    }
    const listed = await dev('snapshots');
    assert.deepEqual(listed.find(({ name }) => name === 'before-sale'), { name: 'before-sale', number: head, hash });
    await refused(dev('snapshot', '../x'), /begin with a letter/);
    await refused(dev('snapshot', '12'), /begin with a letter/);
    await refused(dev('revert', 'never'), /there is no snapshot never/);
  });
});

describe('A chain in files', { timeout: 300_000 }, () => {
  const folder = ownFolder('powers-files');
  const state = join(folder, 'chain.json');
  const args = ['--state', state, '--no-banner'];

  /** Waits until a node that starts again has this best block. */
  async function resumes(node, hash) {
    for (let tries = 0; tries < 400; tries += 1) {
      await sleep(50);
      const now = await node.call('chain_getBlockHash').catch(() => null);
      if (now === hash && node.output.includes('The node starts again')) return;
    }
    throw new Error(`the node does not resume from ${hash}:\n${node.output}`);
  }

  it('is saved and loaded while the node runs', async () => {
    const node = await Node.dev('files', 'manual', args);
    try {
      const dev = (method, ...params) => node.call(`dev_${method}`, params);
      await dev('newBlock', { count: 5 });
      const saved = await dev('saveState', 'five.json');
      assert.deepEqual({ ...saved, file: undefined }, { file: undefined, number: 5, hash: await node.call('chain_getBlockHash') });
      assert.equal(saved.file, join(folder, 'five.json'));
      await dev('newBlock', { count: 5 });
      assert.deepEqual(await dev('loadState', 'five.json'), { number: 5, hash: saved.hash });
      await resumes(node, saved.hash);
      const next = await dev('newBlock');
      assert.equal(Number((await node.call('chain_getHeader', [next])).number), 6);

      writeFileSync(join(folder, 'package.json'), '{}');
      await refused(dev('saveState', 'package.json'), /is no saved chain/);
      assert.equal(readFileSync(join(folder, 'package.json'), 'utf8'), '{}');
      for (const name of ['/tmp/x.json', '../x.json', 'x.txt', '.x.json']) await refused(dev('saveState', name), /without folders/);
      await refused(dev('loadState', 'none.json'), /there is no file/);
      await refused(dev('loadState', 'package.json'), /./);
      assert.equal((await node.call('system_health')).peers, 0);
    } finally {
      assert.equal(await node.stop(), 0, node.output);
    }
  });

  it('has named snapshots that survive a restart', async () => {
    const first = await Node.dev('named-1', 'manual', args);
    const one = (method, ...params) => first.call(`dev_${method}`, params);
    await one('newBlock', { count: 3 });
    await one('snapshot', 'start');
    const hash = await first.call('chain_getBlockHash');
    await one('newBlock', { count: 3 });
    assert.equal(await first.stop(), 0, first.output);
    assert.ok(existsSync(join(`${state}.snapshots`, 'start.json')));

    const second = await Node.dev('named-2', 'manual', args);
    try {
      const two = (method, ...params) => second.call(`dev_${method}`, params);
      await two('newBlock');
      assert.deepEqual(await two('snapshots'), [{ name: 'start', number: null, hash: null }]);
      assert.equal(await two('revert', 'start'), true);
      await resumes(second, hash);
      assert.equal((await two('newBlock')).length, 66);
    } finally {
      assert.equal(await second.stop(), 0, second.output);
    }
  });

  it('is not loaded by a node that its user ends at that moment', async () => {
    for (const wait of [0, 200, 320, 400]) {
      const node = await Node.dev(`ended-${wait}`, 'manual', args);
      await node.call('dev_newBlock', [{ count: 2 }]);
      await node.call('dev_saveState', ['two.json']);
      await node.call('dev_loadState', ['two.json']);
      await sleep(wait);
      // By the signal itself, if the program has only just been replaced.
      assert.ok([0, 'SIGINT'].includes(await node.stop()), `the node goes on after Ctrl-C, ${wait} ms after it was told to load a file:\n${node.output}`);
    }
  });

  it('needs a file, and a chain that is in no folder', async () => {
    const node = await Node.dev('no-file', 'manual', ['--no-banner']);
    try {
      await refused(node.call('dev_saveState'), /the node has no file of its own/);
    } finally {
      await node.stop();
    }
    const kept = await Node.dev('in-a-folder', 'manual', ['--no-banner', '--base-path', ownFolder('powers-base')]);
    try {
      await refused(kept.call('dev_loadState', ['five.json']), /the folder of --base-path/);
    } finally {
      await kept.stop();
    }
  });
});

describe('A chain with an impersonated block', { timeout: 180_000 }, () => {
  it('is imported by others up to that block', async () => {
    const chain = ['--dev', '--base-path', ownFolder('impersonated'), '--state-pruning', 'archive', '--blocks-pruning', 'archive'];
    const node = await Node.start('impersonated', [...chain, '--sealing', 'manual', '--no-banner']);
    await node.call('dev_newBlock', [{ count: 2 }]);
    const { error } = await node.call('dev_impersonate', [bob.address, { System: { remark: { remark: '0x00' } } }]);
    assert.equal(error, null);
    await node.call('dev_newBlock');
    assert.equal(await node.stop(), 0);
    const file = join(ownFolder('blocks'), 'all');
    const exported = await runToEnd(['export-blocks', ...chain, '--from', '1', file], { timeout: 120_000 });
    assert.equal(exported.code, 0, exported.stderr);
    const other = ['--dev', '--base-path', ownFolder('importer')];
    const { stdout, stderr } = await runToEnd(['import-blocks', ...other, file], { timeout: 120_000 });
    assert.match(stdout + stderr, /bad signature/i);
    const { stdout: info } = await runToEnd(['chain-info', ...other], { timeout: 120_000 });
    assert.equal(JSON.parse(info).best_number, 2);
  });
});
