// Rehearsals with the runtime that checks itself: pre- and post-checks of the migrations, try_state after every block.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { u8aToHex } from '@polkadot/util';
import { TAO } from '../lib/formulas.mjs';
import { act, aliceHotkey, bob, connect, pair } from '../lib/chain.mjs';
import { BINARY, builtRuntime } from '../lib/node.mjs';
import { lastLine, startOldChain, upgrade } from '../lib/upgrade.mjs';

const CHECKS = builtRuntime('runtime-with-checks');
const RUNTIME = builtRuntime('release/wbuild/dtao-runtime/dtao_runtime.compact.compressed');
const UPGRADE_SH = fileURLToPath(new URL('../../scripts/upgrade.sh', import.meta.url));
const BLOCKS = 10;

/** Runs scripts/upgrade.sh. */
function script(args) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, DTAO_NODE: BINARY };
    const child = spawn(UPGRADE_SH, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (data) => (said.stdout += data));
    child.stderr.on('data', (data) => (said.stderr += data));
    child.once('error', reject);
    child.once('exit', (code) => resolve({ code, ...said }));
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

  /** Lets sudo write these values of the state, as no call of the chain would. */
  async function corrupt(pairs) {
    const set = api.tx.sudo.sudo(api.tx.system.setStorage(pairs));
    const { error } = await act(api, pair('//Alice'), set);
    assert.equal(error, null);
  }

  async function rehearse(args = [], checks = CHECKS) {
    return upgrade(node, ['--json', '--blocks', BLOCKS, '--checks', checks, ...args].map(String));
  }

  it('finds nothing wrong with the migrations, or with the state after any block', async () => {
    const { code, report, stderr } = await rehearse();
    assert.equal(code, 0, stderr);
    assert.deepEqual(report.refusals, []);
    // The block in which it takes over, and those after it; and one more at the end of a migration of several blocks.
    assert.ok(report.checks.states >= BLOCKS + 1, `${report.checks.states} states`);
    assert.equal(report.checks.accounts_changed, 0);
  });

  it('refuses a runtime without its migrations, in the words of its own checks', async () => {
    const broken = builtRuntime('runtime-with-checks-without-migrations');
    const done = await upgrade(node, [broken, '--blocks', '1']);
    assert.equal(done.code, 1);
    assert.match(lastLine(done), /^error: refused: its migrations do not pass their checks: .*storage version do not match/);
  });

  it('refuses checks that belong to another runtime', async () => {
    const done = await rehearse([], builtRuntime('runtime-without-migrations'));
    assert.equal(done.code, 1);
    assert.match(lastLine(done), /the runtime that was named for the checks has none/);
  });

  it('refuses a state in which a pool cannot be read', async () => {
    const key = api.query.swap.poolPages.key(0);
    const page = await api.rpc.state.getStorage(key);
    await corrupt([[key, '0x04ff']]);
    const done = await rehearse();
    assert.equal(done.code, 1);
    assert.match(lastLine(done), /^error: refused: /);
    await corrupt([[key, u8aToHex(page.unwrap())]]);
  });

  it('refuses a state that is broken after the migrations', async () => {
    // A hotkey that is worth more than was ever staked with it.
    const [[key, value]] = await api.query.subtensorModule.totalHotkeyAlpha.entries();
    await corrupt([[key.toHex(), api.createType(value.toRawType(), value.toBn().addn(1_000_000)).toHex(true)]]);
    const done = await rehearse();
    assert.equal(done.code, 1);
    assert.match(lastLine(done), /^error: refused: .* not pass .*checks/);
    await corrupt([[key.toHex(), u8aToHex(value.toU8a())]]);
  });

  it('is what upgrade.sh does before it submits', async () => {
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
