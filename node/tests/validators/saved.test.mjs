// A network of validators continues from the state that was exported from another.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { TAO } from '../lib/formulas.mjs';
import { aliceHotkey, bob, connect, stakeAt, stateAt, sumOfBalances } from '../lib/chain.mjs';
import { Node, freePort, ownFolder, runToEnd } from '../lib/node.mjs';
import { until } from '../lib/until.mjs';

const finalised = async (api) => (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber();

async function pair(name, chain) {
  const port = await freePort();
  const common = (who) => ['--chain', chain, `--${who}`, '--base-path', ownFolder(`${name}-${who}`), '--no-mdns'];
  const alice = await Node.start(`${name}-alice`, [...common('alice'), '--port', port]);
  const peer = await alice.call('system_localPeerId');
  const other = await Node.start(`${name}-bob`, [...common('bob'), '--bootnodes', `/ip4/127.0.0.1/tcp/${port}/p2p/${peer}`]);
  return { nodes: [alice, other], apis: [await connect(alice), await connect(other)] };
}

async function end({ nodes, apis }) {
  for (const api of apis) await api.disconnect();
  for (const node of nodes) assert.equal(await node.stop(), 0);
}

describe('Two validators that start from an exported state', { timeout: 400_000 }, () => {
  it('continue from its block, and finalise blocks', async () => {
    const before = await pair('before', 'local');
    await new Promise((resolve, reject) => {
      before.apis[0].tx.subtensorModule.addStake(aliceHotkey, 1, 100n * TAO).signAndSend(bob, { nonce: -1 }, ({ status, dispatchError }) => {
        if (dispatchError) reject(new Error(dispatchError.toString()));
        else if (status.isFinalized) resolve();
      }).catch(reject);
    });
    await end(before);

    const { code, stdout, stderr } = await runToEnd(['export-state', '--chain', 'local', '--base-path', ownFolder('before-alice')], { timeout: 120_000 });
    assert.equal(code, 0, stderr);
    const file = join(ownFolder('saved'), 'state.json');
    writeFileSync(file, stdout);

    const after = await pair('after', file);
    const [number, hash] = [await finalised(after.apis[0]), await after.apis[0].rpc.chain.getFinalizedHead()];
    assert.ok(number > 0, 'it begins with the block of the state');
    const staked = await stakeAt(after.apis[0], hash, aliceHotkey, bob.address, 1);
    assert.ok(staked > 0n);
    await until(async () => (await Promise.all(after.apis.map(finalised))).every((now) => now >= number + 5), 120, 'five blocks become final');
    // A restarted validator finds its votes again.
    await after.apis[1].disconnect();
    assert.equal(await after.nodes[1].kill(), 'SIGKILL');
    const peer = await after.nodes[0].call('system_localPeerId');
    after.nodes[1] = await Node.start('after-bob-again', ['--chain', file, '--bob', '--base-path', ownFolder('after-bob'), '--no-mdns', '--bootnodes', `/ip4/127.0.0.1/tcp/${await portOf(after.nodes[0])}/p2p/${peer}`]);
    after.apis[1] = await connect(after.nodes[1]);
    const then = await finalised(after.apis[0]);
    await until(async () => (await Promise.all(after.apis.map(finalised))).every((now) => now >= then + 3), 120, 'finality resumes');
    const at = await after.apis[0].rpc.chain.getBlockHash(then);
    assert.equal((await after.apis[1].rpc.chain.getBlockHash(then)).toHex(), at.toHex());
    assert.equal(await sumOfBalances(after.apis[1], at), (await stateAt(after.apis[1], at)).issuance);
    await end(after);
  });
});

/** Returns the port at which a node's peers reach it. */
async function portOf(node) {
  const [address] = await node.call('system_localListenAddresses');
  return address.match(/\/tcp\/(\d+)/)[1];
}
