// A chain saved to a file, by --state or export-state, and resumed exactly.

import assert from 'node:assert/strict';
import {
  existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { TAO } from '../lib/formulas.mjs';
import { act, aliceHotkey, bob, charlie, connect, makeBlock, stakeAt, stateNow, sumOfBalances } from '../lib/chain.mjs';
import { ENDS, FULL_DISK, assertEnds } from '../lib/full-disk.mjs';
import { Node, ownFolder, runToEnd } from '../lib/node.mjs';

const folder = ownFolder('state');
const fileOf = (name) => join(folder, name);
const MANUAL = ['--dev', '--sealing', 'manual', '--no-banner'];

/** Runs a test with a node and a connection to it, and closes both; the node must exit with 0. */
async function withNode(name, args, test) {
  const node = await Node.start(name, args);
  let api;
  try {
    api = await connect(node);
    return await test(api, node);
  } finally {
    await api?.disconnect();
    assert.equal(await node.stop(), 0, node.output);
  }
}

const head = async (api) => {
  const hash = await api.rpc.chain.getBlockHash();
  return { hash: hash.toHex(), number: (await api.rpc.chain.getHeader(hash)).number.toNumber() };
};
const stake = (api, who, tao) => act(api, who, api.tx.subtensorModule.addStake(aliceHotkey, 1, tao * TAO));
const stakeOf = async (api, who) => stakeAt(api, await api.rpc.chain.getBlockHash(), aliceHotkey, who.address, 1);

/** Runs a command of the node that must exit with 0. */
async function command(...args) {
  const { code, stdout, stderr } = await runToEnd(args, { timeout: 120_000 });
  assert.equal(code, 0, stderr);
  return stdout;
}

describe('A chain that is saved to a file', { timeout: 300_000, concurrency: false }, () => {
  it('is saved elsewhere if its file cannot be written in the end', async () => {
    const [gone, refuge] = [fileOf('gone'), fileOf('refuge')];
    for (const path of [gone, refuge]) mkdirSync(path);
    const state = join(gone, 'state.json');
    const wrapper = ['env', `TMPDIR=${refuge}`];
    const node = await Node.start('gone', [...MANUAL, '--state', state], { wrapper });
    await node.call('dev_newBlock', [{ count: 7 }]);
    const hash = await node.call('chain_getBlockHash');
    rmSync(gone, { recursive: true });
    assert.equal(await node.stop(), 1);
    const [, where] = await node.printed(/cannot be saved to .*state\.json: No such file.*; block 7 is in (\S+): move that file/);
    assert.ok(where.startsWith(refuge));
    mkdirSync(gone);
    renameSync(where, state);
    await withNode('found-again', [...MANUAL, '--state', state], async (api) => {
      assert.deepEqual(await head(api), { hash, number: 7 });
    });
  });

  it('is saved if the node ends by itself since its database cannot write, with the last block that clients have seen', async () => {
    const state = fileOf('full.json');
    const args = [...MANUAL, '--state', state];
    const full = await Node.start('full', [...args, '--state-interval', '0'], { wrapper: FULL_DISK });
    let seen = 0;
    const watching = (async () => {
      for (;; await sleep(20)) seen = Number((await full.call('chain_getHeader')).number);
    })().catch(() => {}); // Until the node has ended.
    await assert.rejects(full.call('dev_newBlock', [{ count: 100_000 }]), ENDS);
    await assertEnds(full);
    await watching;
    const [, saved] = await full.printed(/Saved block (\d+) to .*full\.json/);
    assert.ok(seen > 100 && Number(saved) >= seen, `block ${saved} was saved, block ${seen} was seen`);
    await withNode('full-with-room', args, async (api, node) => {
      assert.equal((await head(api)).number, Number(saved));
      await node.call('dev_newBlock');
      assert.equal((await head(api)).number, Number(saved) + 1);
      assert.equal(await sumOfBalances(api, (await head(api)).hash), (await stateNow(api)).issuance);
    });
  });

  it('is saved without touching any other file', async () => {
    const [state, other] = [fileOf('mine.json'), fileOf('other.txt')];
    writeFileSync(other, 'of somebody else');
    symlinkSync(other, `${state}.part`);
    await withNode('mine', [...MANUAL, '--state', state], makeBlock);
    assert.equal(readFileSync(other, 'utf8'), 'of somebody else');
    assert.ok(existsSync(state) && existsSync(`${state}.part`));
    assert.deepEqual(readdirSync(folder).filter((name) => name.startsWith('.dtao-state')), []);
  });

  it('is saved at a clean stop, and resumes from there with the same blocks, stakes and valid signatures', async () => {
    const args = [...MANUAL, '--state', fileOf('kept.json')];
    const first = await withNode('kept-1', args, async (api) => {
      assert.equal((await head(api)).number, 0);
      await stake(api, bob, 100n);
      await makeBlock(api);
      return { ...(await head(api)), stake: await stakeOf(api, bob), genesis: api.genesisHash.toHex(), state: await stateNow(api) };
    });
    assert.ok(first.stake > 0n && first.number >= 2);

    const second = await withNode('kept-2', args, async (api) => {
      assert.deepEqual(await head(api), { hash: first.hash, number: first.number });
      assert.equal((await api.rpc.chain.getFinalizedHead()).toHex(), first.hash);
      assert.equal(api.genesisHash.toHex(), first.genesis);
      assert.equal(await stakeOf(api, bob), first.stake);
      assert.deepEqual(await stateNow(api), first.state);
      const { error, after } = await stake(api, charlie, 10n);
      assert.equal(error, null);
      assert.ok(after.block > BigInt(first.number));
      assert.equal(await sumOfBalances(api, after.hash), after.issuance);
      return head(api);
    });
    await withNode('kept-3', args, async (api) => assert.deepEqual(await head(api), second));
  });

  it('is the chain of its file, whatever --chain says; without the file a new chain begins', async () => {
    const state = fileOf('launch.json');
    const args = ['--chain', 'launch', '--sealing', 'manual', '--no-banner', '--state', state];
    const name = await withNode('named-1', args, async (api) => {
      await makeBlock(api);
      return (await api.rpc.system.chain()).toString();
    });
    assert.equal(name, 'dTAO Launch');
    await withNode('named-2', [...MANUAL, '--state', state], async (api) => {
      assert.equal((await api.rpc.system.chain()).toString(), name);
      assert.equal((await head(api)).number, 1);
    });
  });

  it('is saved at an interval as well, so that a power cut loses no more than that', async () => {
    const state = fileOf('interval.json');
    const node = await Node.start('interval', [...MANUAL, '--state', state, '--state-interval', '1']);
    const api = await connect(node);
    await stake(api, bob, 5n);
    const then = await head(api);
    await sleep(4_000);
    assert.equal(await node.kill(), 'SIGKILL');
    await api.disconnect();
    await withNode('interval-2', [...MANUAL, '--state', state], async (again) => assert.deepEqual(await head(again), then));
  });

  it('lets other nodes execute the following blocks, a payout included, to the same states', async () => {
    const [one, other] = [ownFolder('original'), ownFolder('copy')];
    const args = [...MANUAL, '--base-path', one];
    const from = await withNode('original-1', args, async (api) => {
      await stake(api, bob, 50n);
      return head(api);
    });
    const state = fileOf('exported.json');
    writeFileSync(state, await command('export-state', '--dev', '--base-path', one));
    const to = await withNode('original-2', args, async (api) => {
      await stake(api, charlie, 7n);
      await act(api, bob, api.tx.subtensorModule.removeStake(aliceHotkey, 1, TAO));
      while ((await head(api)).number < from.number + 370) await makeBlock(api);
      return { ...(await head(api)), stake: await stakeOf(api, bob) };
    });
    const blocks = fileOf('blocks');
    await command('export-blocks', '--dev', '--base-path', one, '--from', `${from.number + 1}`, blocks);
    await command('import-blocks', '--chain', state, '--base-path', other, '--state-pruning', 'archive', '--blocks-pruning', 'archive', blocks);
    await withNode('copy', ['--chain', state, '--sealing', 'manual', '--no-banner', '--base-path', other], async (api) => {
      assert.deepEqual(await head(api), { hash: to.hash, number: to.number });
      assert.equal(await stakeOf(api, bob), to.stake);
      const { error } = await stake(api, bob, 3n);
      assert.equal(error, null);
    });
    // An earlier block, named by its number.
    const earlier = fileOf('earlier.json');
    writeFileSync(earlier, await command('export-state', '--dev', '--base-path', one, '--state-pruning', 'archive', `${from.number + 5}`));
    await withNode('earlier', [...MANUAL, '--state', earlier], async (api) => assert.equal((await head(api)).number, from.number + 5));
  });

  it('includes reverts, written values and time travel, and cannot be reverted to before its first block', async () => {
    const args = [...MANUAL, '--state', fileOf('gone-back.json')];
    const written = 123_456n * TAO;
    const { kept, stale } = await withNode('gone-back-1', args, async (api, node) => {
      await stake(api, bob, 20n);
      const id = await node.call('dev_snapshot');
      const then = await stateNow(api);
      await stake(api, charlie, 30n);
      await node.call('dev_newBlock', [{ count: 20 }]);
      await node.call('dev_revert', [id]);
      assert.deepEqual(await stateNow(api), then);
      await node.call('dev_newBlock', [{ count: 5 }]);
      await node.call('dev_setHead', [-3]);
      const account = [[[charlie.address], { providers: 1, data: { free: written.toString() } }]];
      await node.call('dev_setStorage', [{ System: { Account: account } }]);
      await node.call('dev_timeTravel', ['2031-01-01']);
      await node.call('dev_newBlock');
      return { kept: { ...(await head(api)), state: await stateNow(api), stake: await stakeOf(api, bob) }, stale: await node.call('dev_snapshot') };
    });
    await withNode('gone-back-2', args, async (api, node) => {
      assert.deepEqual({ ...(await head(api)), state: await stateNow(api), stake: await stakeOf(api, bob) }, kept);
      assert.equal(await stakeOf(api, charlie), 0n);
      assert.equal((await api.query.system.account(charlie.address)).data.free.toBigInt(), written);
      await assert.rejects(node.call('dev_revert', [stale]), /there is no snapshot/);
      await assert.rejects(node.call('dev_setHead', [-2]), /there is no block/);
      assert.deepEqual((await head(api)).hash, kept.hash);
      await node.call('dev_newBlock', [{ count: 3 }]);
      const travelled = (await api.query.timestamp.now()).toNumber();
      assert.ok(travelled >= Date.UTC(2031, 0, 1));
      // Time goes on from there with the machine's clock.
      await sleep(6_000);
      await node.call('dev_newBlock');
      assert.ok((await api.query.timestamp.now()).toNumber() >= travelled + 1_900);
      await node.call('dev_setHead', [-1]);
      await node.call('dev_setHead', [-3]);
      assert.deepEqual((await head(api)).hash, kept.hash);
      assert.equal((await stake(api, bob, 5n)).error, null);
    });
  });

  it('is refused if the file was changed, is none, or cannot be written, in one line with the remedy', async () => {
    const whole = JSON.parse(readFileSync(fileOf('kept.json'), 'utf8'));
    const changed = structuredClone(whole);
    const key = Object.keys(changed.genesis.raw.top).find((name) => name.startsWith('0xc2261276cc9d1f8598ea4b6a74b15c2f'));
    changed.genesis.raw.top[key] = '0x0100000000000000';
    writeFileSync(fileOf('changed.json'), JSON.stringify(changed));
    writeFileSync(fileOf('header.json'), JSON.stringify({ ...whole, goesOn: { ...whole.goesOn, block: { header: '0x00', body: [] } } }));
    writeFileSync(fileOf('none.json'), 'nothing');
    for (const [args, words] of [
      [['--dev', '--state', fileOf('changed.json')], /the state in the file is not that of block \d+/],
      [['--dev', '--state', fileOf('header.json')], /the saved chain cannot be read: header/],
      [['--dev', '--state', fileOf('none.json')], /none\.json is not a chain specification/],
      [['--dev', '--state', join(folder, 'nowhere', 'state.json')], /could not be saved to .*nowhere/],
      [['--dev', '--state', fileOf('x.json'), '--base-path', folder], /--state.*cannot be used with.*--base-path/s],
      [['--dev', '--state-interval', '5'], /--state <FILE>/],
      [['--chain', 'local', '--alice', '--state', fileOf('x.json')], /a validator keeps its chain in its --base-path/],
    ]) {
      const { code, stderr } = await runToEnd(args);
      assert.notEqual(code, 0, args.join(' '));
      assert.match(stderr, words);
      assert.doesNotMatch(stderr, /panicked/);
    }
    assert.ok(!existsSync(fileOf('x.json')));
  });

  it('is refused by a database that holds another chain', async () => {
    const { code, stderr } = await runToEnd(['--chain', fileOf('kept.json'), '--sealing', 'manual', '--base-path', ownFolder('original')]);
    assert.notEqual(code, 0);
    assert.match(stderr, /the database holds block \d+ of a chain, and the file block \d+ .*choose another --base-path/);
  });
});
