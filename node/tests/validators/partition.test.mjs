// Four validators on four machines (network namespaces). One is killed, one is cut off, both return.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { TAO } from '../lib/formulas.mjs';
import { aliceHotkey, bob, connect, stakeAt, stateAt, sumOfBalances } from '../lib/chain.mjs';
import { Lab, whyNot } from '../lib/namespaces.mjs';
import { Node, ownFolder, runToEnd } from '../lib/node.mjs';
import { until } from '../lib/until.mjs';

const VALIDATORS = ['alice', 'bob', 'charlie', 'dave'];
const ALL = [1, 2, 3, 4];
const skip = whyNot();
if (skip) console.log(`Skipped: ${skip}`);

describe('Four validators in four network namespaces', { skip: skip ?? false, timeout: 600_000 }, () => {
  let lab;
  let peers;
  let duringStall;
  const nodes = {};
  const apis = {};
  const finalSeen = new Map();
  const start = Date.now();
  const keyFile = (n) => join(ownFolder('keys'), `${n}`);

  const begin = async (n) => {
    const args = [
      '--chain', 'local:4', `--${VALIDATORS[n - 1]}`, '--base-path', ownFolder(`machine-${n}`), '--force-authoring', '--no-mdns', '--rpc-cors', 'all',
      '--node-key-file', keyFile(n), '--listen-addr', `/ip4/${lab.peer(n)}/tcp/30333`, '--unsafe-rpc-external',
      '--bootnodes', ...ALL.filter((other) => other !== n).map((other) => `/ip4/${lab.peer(other)}/tcp/30333/p2p/${peers[other]}`),
    ];
    nodes[n] = await Node.start(`machine-${n}`, args, { host: lab.host(n), port: 9944, wrapper: ['ip', 'netns', 'exec', lab.space(n)], timeout: 180_000 });
    apis[n] = await connect(nodes[n]);
  };

  before(async () => {
    peers = {};
    for (const n of ALL) {
      writeFileSync(keyFile(n), `${n}`.padStart(64, '0'));
      const { stdout } = await runToEnd(['key', 'inspect-node-key', '--file', keyFile(n)]);
      peers[n] = stdout.trim();
    }
    lab = new Lab(4);
    process.once('exit', () => lab.remove());
    await Promise.all(ALL.map(begin));
  });

  after(async () => {
    for (const api of Object.values(apis)) await api.disconnect();
    for (const node of Object.values(nodes)) await node.stop();
    lab?.remove();
    console.log(`Four validators, one killed, one cut off, both back: ${Math.round((Date.now() - start) / 1000)} s`);
  });

  const best = async (n) => (await apis[n].rpc.chain.getHeader()).number.toNumber();
  const final = async (n) => {
    const hash = await apis[n].rpc.chain.getFinalizedHead();
    const number = (await apis[n].rpc.chain.getHeader(hash)).number.toNumber();
    finalSeen.set(number, hash.toHex());
    return number;
  };
  const lowest = async (which) => Math.min(...(await Promise.all(which.map(final))));

  /** Stakes at a validator and returns the hash of the call's block, final or not. */
  const stake = (n) => new Promise((resolve, reject) => {
    apis[n].tx.subtensorModule.addStake(aliceHotkey, 1, TAO).signAndSend(bob, { nonce: -1 }, ({ status, dispatchError }) => {
      if (dispatchError) reject(new Error(dispatchError.toString()));
      else if (status.isInBlock) resolve(status.asInBlock.toHex());
    }).catch(reject);
  });

  it('finalise blocks together', async () => {
    await until(async () => (await lowest(ALL)) >= 3, 90, 'three blocks are final');
    await stake(1);
  });

  it('continue to do so after one of them was killed', async () => {
    assert.equal(await nodes[4].kill(), 'SIGKILL');
    await apis[4].disconnect();
    const then = await lowest([1, 2, 3]);
    await until(async () => (await lowest([1, 2, 3])) >= then + 5, 90, 'finality goes on with three of four');
  });

  it('finalise no block while a second one is cut off, but continue to build blocks', async () => {
    lab.cut(3);
    // Blocks under vote may still become final.
    await sleep(5_000);
    const [stands, head] = [await lowest([1, 2]), await best(1)];
    const alone = await final(3);
    duringStall = await stake(1);
    await sleep(10_000);
    assert.equal(Math.max(await final(1), await final(2)), stands, 'two of four are no majority');
    assert.ok((await best(1)) > head);
    assert.equal(await final(3), alone, 'one of four is none either');
  });

  it('finalise blocks again when that one is reconnected', async () => {
    lab.join(3);
    const then = await best(1);
    await until(async () => (await lowest([1, 2, 3])) > then, 180, 'finality resumes');
  });

  it('sync with the killed one after its restart', async () => {
    await begin(4);
    const then = await best(1);
    await until(async () => (await lowest(ALL)) > then, 180, 'the killed validator catches up');
  });

  it('have lost no final block, at any of them, and agree on the state roots', async () => {
    const common = await lowest(ALL);
    for (let number = 0; number <= common; number += 1) {
      const hashes = await Promise.all(ALL.map(async (n) => (await apis[n].rpc.chain.getBlockHash(number)).toHex()));
      assert.equal(new Set(hashes).size, 1, `block ${number}: ${hashes}`);
      if (finalSeen.has(number)) assert.equal(hashes[0], finalSeen.get(number), `block ${number} was final with another hash`);
      const roots = await Promise.all(ALL.map(async (n) => (await apis[n].rpc.chain.getHeader(hashes[n - 1])).stateRoot.toHex()));
      assert.equal(new Set(roots).size, 1, `state root of block ${number}: ${roots}`);
    }
    const hash = await apis[1].rpc.chain.getBlockHash(common);
    for (const n of ALL) {
      assert.equal(await sumOfBalances(apis[n], hash), (await stateAt(apis[n], hash)).issuance);
      assert.equal(await stakeAt(apis[n], hash, aliceHotkey, bob.address, 1), await stakeAt(apis[1], hash, aliceHotkey, bob.address, 1));
    }
  });

  it('have kept the stake call that was sent while nothing was finalised', async () => {
    const header = await apis[1].rpc.chain.getHeader(duringStall);
    const holds = await Promise.all(ALL.map(async (n) => {
      const at = await apis[n].rpc.chain.getBlockHash(await final(n));
      return (await (await apis[n].at(at)).query.system.account(bob.address)).nonce.toNumber();
    }));
    assert.deepEqual(holds, [2, 2, 2, 2], `Bob has sent two calls; the second was in block ${header.number} first`);
  });
});
