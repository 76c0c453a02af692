// Two validators on one machine agree on blocks and make them final.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { TAO } from '../lib/formulas.mjs';
import { aliceHotkey, authorOf, bob, connect, stakeAt, stateAt, sumOfBalances } from '../lib/chain.mjs';
import { Node, freePort, ownFolder } from '../lib/node.mjs';

describe('Two validators of the local chain', { timeout: 180_000 }, () => {
  const nodes = [];
  const apis = [];

  before(async () => {
    const port = await freePort();
    const validator = (name, more) => Node.start(name, ['--chain', 'local', `--${name}`, '--base-path', ownFolder(name), ...more]);
    nodes.push(await validator('alice', ['--port', port]));
    const peer = await nodes[0].call('system_localPeerId');
    nodes.push(await validator('bob', ['--bootnodes', `/ip4/127.0.0.1/tcp/${port}/p2p/${peer}`]));
    for (const node of nodes) apis.push(await connect(node));
  });

  after(async () => {
    for (const api of apis) await api.disconnect();
    for (const node of nodes) await node.stop();
  });

  const finalised = async (api) => (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber();

  async function until(condition, seconds, what) {
    for (let n = 0; n < seconds * 10; n += 1) {
      if (await condition()) return;
      await sleep(100);
    }
    assert.fail(`${what} within ${seconds} s`);
  }

  it('make blocks final, the same ones', async () => {
    await until(async () => (await Promise.all(apis.map(finalised))).every((number) => number >= 2), 90, 'two blocks are not final');
    const hashes = await Promise.all(apis.map((api) => api.rpc.chain.getBlockHash(2)));
    assert.equal(hashes[0].toHex(), hashes[1].toHex());
    const authors = new Set();
    for (let number = 1; number <= 2; number += 1) {
      authors.add(await authorOf(apis[0], await apis[0].rpc.chain.getBlockHash(number)));
    }
    assert.equal(authors.size, 2, 'both make blocks');
  });

  it('take a stake call at one and show its effect at the other', async () => {
    const hash = await new Promise((resolve, reject) => {
      apis[0].tx.subtensorModule.addStake(aliceHotkey, 1, TAO).signAndSend(bob, ({ status, dispatchError }) => {
        if (dispatchError) reject(new Error(dispatchError.toString()));
        else if (status.isFinalized) resolve(status.asFinalized);
      }).catch(reject);
    });
    const number = (await apis[0].rpc.chain.getHeader(hash)).number.toNumber();
    await until(async () => (await finalised(apis[1])) >= number, 60, 'the other validator does not follow');
    assert.ok((await stakeAt(apis[1], hash, aliceHotkey, bob.address, 1)) > 0n);
    assert.equal(await sumOfBalances(apis[1], hash), (await stateAt(apis[1], hash)).issuance);
  });
});
