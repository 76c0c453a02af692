// What a person and a program see of a sealed chain: the facts at its start, and its log.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { act, aliceHotkey, bob, connect, makeBlock, pair, succeed } from '../lib/chain.mjs';
import { TAO } from '../lib/formulas.mjs';
import { Node, freePort, runToEnd } from '../lib/node.mjs';

/** Returns the lines of a log, without their times. */
const logOf = (node) => node.output.split('\n').filter((line) => /^\d{4}-\d\d-\d\d /.test(line)).map((line) => line.slice(20).trim());

/** Starts a chain whose page has its own port: if another test has the default port, the log says so. */
const start = async (name, ...args) => Node.dev(name, 'manual', ['--explorer-port', await freePort(), ...args]);

describe('A sealed chain', { timeout: 120_000 }, () => {
  it('prints accounts, hotkeys, secrets, subnets and addresses last, within 80 columns, and nothing that looks like a fault', async () => {
    const node = await start('banner');
    await node.printed(/Explorer {2}http:\/\/127\.0\.0\.1:\d+\n\n?$/);
    for (const line of node.output.split('\n')) assert.ok([...line].length <= 80, line);
    assert.match(node.output, /\/\/Alice {3}5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY {2}100,000\.00 {2}sudo/);
    assert.match(node.output, new RegExp(`//Alice//hotkey {3}${aliceHotkey}`));
    assert.match(node.output, /\/\/Alice {3}0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a/);
    assert.match(node.output, new RegExp(`Endpoint {2}ws://127\\.0\\.0\\.1:${node.port}\n`));
    assert.deepEqual(logOf(node), []);
    await node.stop();
  });

  it('is described by one line of JSON for programs, with which they can connect and sign', async () => {
    const node = await start('json', '--json');
    await node.printed(/^\{.*\}\n$/);
    const facts = JSON.parse(node.output);
    assert.equal(facts.rpc, node.endpoint);
    assert.equal(facts.sealing, 'manual');
    assert.equal(facts.genesis, await node.call('chain_getBlockHash', [0]));
    assert.equal((await fetch(facts.page)).status, 200);
    assert.deepEqual(facts.subnets.map(({ netuid, tao, alpha, price }) => [netuid, tao, alpha, price]).slice(0, 2), [
      [0, '5930000000000000', '0', '1000000000'], [1, '90000000000000', '100000000000000', '900000000'],
    ]);
    const [alice] = facts.accounts;
    assert.deepEqual({ ...alice, seed: alice.address }, {
      uri: '//Alice', address: facts.sudo, seed: alice.address, free: '100000000000000', hotkeys: [{ uri: '//Alice//hotkey', address: aliceHotkey }],
    });
    assert.equal(pair(alice.seed).address, alice.address);
    assert.equal(facts.accounts.length, 6);
    await node.stop();
  });

  it('logs a line for each transaction with its result and fee, none for empty blocks, and how to keep it', async () => {
    const node = await start('journal', '--no-banner');
    const api = await connect(node);
    const before = logOf(node).length;
    for (let empty = 0; empty < 3; empty += 1) await makeBlock(api);
    const { addStake, removeStake } = api.tx.subtensorModule;
    await succeed(api, bob, addStake(aliceHotkey, 1, TAO));
    const { error } = await act(api, bob, removeStake(aliceHotkey, 2, TAO));
    assert.ok(error);
    await succeed(api, bob, api.tx.utility.batch([addStake(aliceHotkey, 1, TAO), removeStake(aliceHotkey, 2, TAO)]));
    await succeed(api, pair('//Alice'), api.tx.sudo.sudo(api.tx.balances.forceSetBalance(bob.address, 5n * TAO)));
    await node.printed(/Block 7: /);
    const fee = /; fee 0\.\d+ TAO$/;
    const lines = logOf(node).slice(before);
    assert.deepEqual(lines.map((line) => line.replace(fee, '')), [
      'Block 4: //Bob SubtensorModule.add_stake done',
      `Block 5: //Bob SubtensorModule.remove_stake failed: SubtensorModule(${error})`,
      `Block 6: //Bob Utility.batch(2 calls) done, but in it failed: SubtensorModule(${error})`,
      'Block 7: //Alice Sudo.sudo(Balances.force_set_balance) done',
    ]);
    for (const line of lines) assert.match(line, fee);
    await api.disconnect();
    await node.stop();
    assert.match(node.output, /Stopped at block 7\. Its state is gone: --state FILE or --base-path FOLDER keeps a chain\.\n$/);
  });

  it('logs what the user asks for instead', async () => {
    const node = await start('verbose', '--no-banner', '-linfo');
    await node.call('dev_newBlock');
    await node.printed(/Imported #1/);
    await node.stop();
  });

  it('is not described twice', async () => {
    const { code, stderr } = await runToEnd(['--dev', '--json', '--no-banner']);
    assert.notEqual(code, 0);
    assert.match(stderr, /--json.*cannot be used with.*--no-banner/s);
  });
});
