// A running chain takes a new runtime that was rehearsed on a copy of it, while a client stays connected.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { TAO, step } from '../lib/formulas.mjs';
import { act, aliceHotkey, assertBooks, assertState, bob, connect, makeBlock, stakeAt, stateAt, stateNow, sumOfBalances } from '../lib/chain.mjs';
import { builtRuntime, freePort, ownFolder } from '../lib/node.mjs';
import { withBreaks, withTls } from '../lib/proxies.mjs';
import { until } from '../lib/until.mjs';
import { OLD_RUNTIME, assertVersionsDiffer, lastLine, startOldChain, storageKey, upgrade, withState } from '../lib/upgrade.mjs';

const OLD_VERSION = 101;
const NETUID = 1;
const PALLETS = ['SubtensorModule', 'Swap'];

/** Writes a file and returns its path. */
function file(name, bytes) {
  const path = join(ownFolder('runtimes'), name);
  writeFileSync(path, bytes);
  return path;
}

describe('An upgrade on the running chain', { timeout: 600_000 }, () => {
  let node;
  let api;
  const heads = [];
  let lost = 0;

  before(async () => {
    node = await startOldChain('upgrade');
    api = await connect(node);
    api.on('disconnected', () => (lost += 1));
    await api.rpc.chain.subscribeFinalizedHeads((header) => heads.push(header.number.toNumber()));
    await act(api, bob, api.tx.subtensorModule.addStake(aliceHotkey, NETUID, 10n * TAO));
    for (let n = 0; n < 3; n += 1) await makeBlock(api);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  /** Asserts that the command refuses for this reason and leaves the chain unchanged. */
  async function isRefused(args, reason) {
    const head = (await stateNow(api)).hash;
    const done = await upgrade(node, args);
    assert.equal(done.code, 1, `${args}: ${done.stderr}`);
    assert.match(lastLine(done), reason);
    assert.equal((await stateNow(api)).hash, head);
    assert.equal((await api.rpc.author.pendingExtrinsics()).length, 0);
    assert.equal((await api.rpc.state.getRuntimeVersion()).specVersion.toNumber(), OLD_VERSION);
    return done;
  }

  it('is refused for a file that is no runtime, or no successor', async () => {
    await isRefused([OLD_RUNTIME, '--submit', '--yes'], /^error: refused: its spec_version is 101, the running one's 101: raise/);
    await isRefused([file('text.wasm', 'a runtime')], /^error: refused: this is no WebAssembly/);
    const empty = file('empty.wasm', Buffer.from('0061736d01000000', 'hex'));
    await isRefused([empty, '--submit', '--yes'], /^error: refused: this WebAssembly is no runtime that the node can run/);
    await isRefused(['nowhere.wasm'], /^error: nowhere.wasm cannot be read/);
  });

  it('is refused for any key but that of sudo, and without confirmation', async () => {
    await isRefused(['--submit', '--yes', '--suri', '//Bob'], /^error: the chain's sudo account is 5Grwva.*this key's is 5FHneW/);
    await isRefused(['--submit', '--yes', '--suri', 'nonsense'], /^error: this is no secret key/);
    await isRefused(['--blocks', '1', '--submit'], /^error: not submitted: there is nobody to ask; agree beforehand with --yes/);
    const nobody = { endpoint: `ws://127.0.0.1:${await freePort()}` };
    assert.match(lastLine(await upgrade(nobody, [])), /^error: no node answers at ws.*start one with/);
    assert.match(lastLine(await upgrade({ endpoint: node.http }, [])), new RegExp(`^error: .*write --url ${node.endpoint}, not ${node.http}`));
  });

  it('is rehearsed through TLS, and through a connection that breaks', async () => {
    const rehearsed = async (url, env) => {
      const done = await upgrade({ endpoint: url }, ['--blocks', '1'], { env });
      assert.equal(done.code, 0, done.stderr);
      return done;
    };
    await withTls(node, async (url, env) => {
      assert.match(lastLine(await upgrade({ endpoint: url }, [])), /^error: no node answers at wss:.*certificate/i);
      await rehearsed(url, env);
    });
    await withBreaks(node, [200_000], async (url) => {
      assert.match((await rehearsed(url)).stderr, /^The connection broke at state_queryStorageAt/m);
    });
  });

  it('is refused if its migrations are left out', async () => {
    const broken = builtRuntime('runtime-with-checks-without-migrations');
    // Both pallets lack theirs; the log names each.
    const done = await isRefused([broken, '--submit', '--yes'], /^error: refused: its migrations do not pass their checks: .*multiple errors.*check the logs/);
    assertVersionsDiffer(done, PALLETS);
    assert.match(done.stdout, /^warning +it has the checks of try-runtime in it/m);
  });

  it('is refused without try-runtime checks too if a migration is missing', async () => {
    const reason = /^error: refused: Swap has storage of version 7 after all migrations and its code is of version \d+: a migration is missing/;
    await withState(node, [[storageKey('Swap', ':__STORAGE_VERSION__:'), '0x0700']], () => isRefused(['--submit', '--yes'], reason));
  });

  it('is rehearsed on a copy, which reports its effects and leaves the chain unchanged', async () => {
    const { number } = await api.rpc.chain.getHeader();
    const { code, report, stderr } = await upgrade(node, ['--json', '--blocks', '20']);
    assert.equal(code, 0, stderr);
    assert.deepEqual(report.refusals, []);
    assert.equal(report.from.spec_version, OLD_VERSION);
    assert.ok(report.to.spec_version > OLD_VERSION);
    assert.equal(report.copied.number, number.toNumber());
    for (const pallet of PALLETS) {
      const version = report.storage.find((one) => one.pallet === pallet);
      assert.equal(version.before, 2);
      assert.equal(version.after, version.code);
    }
    assert.ok(report.storage.some((version) => version.after > version.before), 'nothing migrates');
    assert.ok(report.upgrade_block.weight > 0 && report.upgrade_block.weight < report.block_limit);
    assert.equal(report.afterwards.length, 20);
    for (const { issuance, accounts } of report.books) assert.equal(accounts, issuance);
    const named = (way, kind, name) => report.interface.some((one) => one.way === way && one.kind === kind && one.name === name);
    assert.ok(named('added', 'constant', 'SubtensorModule.StorageVersion'));
    assert.ok(named('changed', 'constant', 'System.Version'));
    assert.equal((await stateNow(api)).block, number.toBigInt());
  });

  it('is enacted and migrates exactly, and the client continues with the new metadata', async () => {
    const old = await stateNow(api);
    const pending = [...old.pools.values()].map((pool) => pool.pending.server + pool.pending.validator);
    assert.ok(pending.some((alpha) => alpha > 0n), 'nothing is pending');
    const staked = await stakeAt(api, old.hash, aliceHotkey, bob.address, NETUID);
    assert.ok(staked > 0n);
    assert.equal(api.consts.subtensorModule.storageVersion, undefined);

    const { code, stderr } = await upgrade(node, ['--submit', '--yes', '--blocks', '5']);
    assert.equal(code, 0, stderr);
    assert.match(lastLine({ stderr }), /^Runtime dtao \d+ has taken over by block \d+; its migrations have ended by block \d+/);

    // polkadot.js has updated its metadata by itself.
    await until(() => api.consts.subtensorModule.storageVersion !== undefined, 20, 'the client has the new metadata');
    assert.ok(api.runtimeVersion.specVersion.toNumber() > OLD_VERSION);

    // Every pool follows from the one before by the formulas, also in the block of the upgrade. A new client reads them: the
    // connected one would decode old blocks by metadata of version 14, which has no runtime APIs.
    const other = await connect(node);
    const now = await stateNow(other);
    let last = old;
    for (let number = old.block + 1n; number <= now.block; number += 1n) {
      const state = await stateAt(other, await other.rpc.chain.getBlockHash(number));
      assertState(state, step(last, number));
      last = state;
    }
    assert.ok(now.block >= old.block + 2n);
    assert.equal(await sumOfBalances(other, now.hash), now.issuance);
    assert.equal(await stakeAt(other, now.hash, aliceHotkey, bob.address, NETUID), staked);
    // The existential deposits of the accounts that four subnets and root's dividends had, but for the one that stays.
    await assertBooks(other, 4n * other.consts.balances.existentialDeposit.toBigInt());
    await other.disconnect();

    const { error, find } = await act(api, bob, api.tx.subtensorModule.removeStake(aliceHotkey, NETUID, staked / 2n));
    assert.equal(error, null);
    assert.ok(find('subtensorModule', 'StakeRemoved'));
    const { hash, issuance } = await stateNow(api);
    assert.equal(await sumOfBalances(api, hash), issuance);
    assert.equal(lost, 0, 'the client lost its connection');
    await until(async () => heads.at(-1) === Number((await stateNow(api)).block), 20, 'the client has heard of the last block');
  });

  it('is refused a second time', async () => {
    const done = await upgrade(node, ['--submit', '--yes']);
    assert.equal(done.code, 1);
    assert.match(lastLine(done), /^error: refused: its spec_version is (\d+), the running one's \1:/);
  });
});
