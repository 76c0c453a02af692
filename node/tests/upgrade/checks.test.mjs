// Rehearsals with try-runtime checks: pre- and post-checks of the migrations, try_state after every block.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { u8aToHex } from '@polkadot/util';
import { TAO } from '../lib/formulas.mjs';
import { act, aliceHotkey, bob, connect } from '../lib/chain.mjs';
import { BINARY, builtRuntime } from '../lib/node.mjs';
import { OLD_RUNTIME, assertVersionsDiffer, lastLine, startOldChain, storageKey, upgrade, withState } from '../lib/upgrade.mjs';

const CHECKS = builtRuntime('runtime-with-checks');
const RUNTIME = builtRuntime('release/wbuild/dtao-runtime/dtao_runtime.compact.compressed');
const UPGRADE_SH = fileURLToPath(new URL('../../../scripts/upgrade.sh', import.meta.url));
const BLOCKS = 10;

/** Runs scripts/upgrade.sh. */
function script(args) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, DTAO_NODE: BINARY };
    const child = spawn(UPGRADE_SH, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (data) => (output.stdout += data));
    child.stderr.on('data', (data) => (output.stderr += data));
    child.once('error', reject);
    child.once('exit', (code) => resolve({ code, ...output }));
  });
}

describe('A rehearsal with every check', { timeout: 900_000 }, () => {
  let node;
  let api;

  before(async () => {
    node = await startOldChain('checks');
    api = await connect(node);
    await act(api, bob, api.tx.subtensorModule.addStake(aliceHotkey, 1, 10n * TAO));
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  async function rehearse(args = [], checks = CHECKS) {
    return upgrade(node, ['--json', '--blocks', BLOCKS, '--checks', checks, ...args].map(String));
  }

  /** Asserts that a rehearsal is refused for this reason, on a state with values that no call of the chain would write. */
  async function isRefused(pairs, reason, log = /^/) {
    const done = await withState(node, pairs, () => rehearse());
    assert.equal(done.code, 1);
    assert.match(lastLine(done), reason);
    assert.match(done.stderr, log);
  }

  it('finds no fault in the migrations, nor in the state after any block', async () => {
    const { code, report, stderr } = await rehearse();
    assert.equal(code, 0, stderr);
    assert.deepEqual([report.refusals, report.warnings], [[], []]);
    // The check after the migrations, and those after the following blocks.
    assert.equal(report.checks.states, BLOCKS + 1);
    assert.ok(report.checks.migration_weight > 0);
    // The accounts of three subnets and of root's dividends are emptied into the custody account.
    assert.equal(report.checks.accounts_changed, 5);
  });

  it('refuses checks that are no runtime, or of another runtime', async () => {
    const none = await rehearse([], RUNTIME);
    assert.equal(none.code, 1);
    assert.match(lastLine(none), /^error: the runtime that was named for the checks has none/);
    const other = await rehearse([], builtRuntime('runtime-with-checks-without-migrations'));
    assert.equal(other.code, 1);
    assert.match(lastLine(other), /^error: refused: its migrations do not pass their checks: .*multiple errors.*check the logs/);
    assertVersionsDiffer(other, ['SubtensorModule', 'Swap']);
    const old = await upgrade(node, [OLD_RUNTIME, '--checks', CHECKS]);
    assert.match(lastLine(old), /^error: the runtime with the checks is dtao \d+: build both from the same source/);
  });

  it('refuses a state that a migration does not start from, with the message of its pre_upgrade', async () => {
    // Storage of version 1, without the index of positions by subnet.
    await isRefused([[storageKey('SubtensorModule', ':__STORAGE_VERSION__:'), '0x0100']], /^error: refused: its migrations do not pass their checks: .*positions are listed by subnet already/);
  });

  it('refuses the outcome of a migration of several blocks, with the message of its post_upgrade', async () => {
    // An account with two references; the migration gives only one.
    const key = api.query.system.account.key(bob.address);
    const account = (await api.query.system.account(bob.address)).toU8a();
    account[12] = 2;
    await isRefused([[key, u8aToHex(account)]], /^error: refused: its migration does not pass its checks: .*an account with more than one sufficient reference/);
  });

  it('refuses a state in which a value cannot be read', async () => {
    // Half of the take of a hotkey. Of a pool, the migration itself would find that it cannot be read.
    await isRefused([[api.query.subtensorModule.delegates.key(aliceHotkey), '0xff']], /^error: refused: after its migrations the state does not pass the checks: .*try_decode_entire_state/, /Delegates/);
  });

  it('refuses a state that is broken after the migrations', async () => {
    // A hotkey with more stake than was ever staked with it.
    const [[key, value]] = await api.query.subtensorModule.totalHotkeyAlpha.entries();
    const more = api.createType(value.toRawType(), value.toBn().addn(1_000_000)).toHex(true);
    await isRefused([[key.toHex(), more]], /^error: refused: after its migrations the state does not pass the checks: .*try_state/, /alpha/);
  });

  it('is run by upgrade.sh before it submits', async () => {
    const args = ['--url', node.endpoint, '--blocks', '2'];
    const missing = await script(['nowhere.wasm', ...args]);
    assert.match(lastLine(missing), /^error: there is no file nowhere.wasm/);
    const done = await script([RUNTIME, '--checks', CHECKS, '--yes', ...args]);
    assert.equal(done.code, 0, done.stderr);
    assert.match(done.stdout, /^runtime +dtao 101 to dtao \d+/);
    assert.match(done.stdout, /^checks +before and after the migrations/m);
    assert.match(lastLine(done), /has taken over by block/);
    assert.notEqual((await api.rpc.state.getRuntimeVersion()).specVersion.toNumber(), 101);
  });
});
