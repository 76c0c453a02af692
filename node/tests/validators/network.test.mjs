// Two validators on one machine agree on blocks and finalise them.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TAO } from '../lib/formulas.mjs';
import { aliceHotkey, authorOf, bob, connect, stakeAt, stateAt, sumOfBalances } from '../lib/chain.mjs';
import { Connection, Follow } from '../lib/jsonrpc.mjs';
import { Node, freePort, ownFolder } from '../lib/node.mjs';
import { until } from '../lib/until.mjs';

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

  it('finalise the same blocks', async () => {
    await until(async () => (await Promise.all(apis.map(finalised))).every((number) => number >= 2), 90, 'two blocks are final');
    const hashes = await Promise.all(apis.map((api) => api.rpc.chain.getBlockHash(2)));
    assert.equal(hashes[0].toHex(), hashes[1].toHex());
    const authors = new Set();
    for (let number = 1; number <= 2; number += 1) {
      authors.add(await authorOf(apis[0], await apis[0].rpc.chain.getBlockHash(number)));
    }
    assert.equal(authors.size, 2, 'both make blocks');
  });

  it('accept a stake call at one and show its effect at the other', async () => {
    const hash = await new Promise((resolve, reject) => {
      apis[0].tx.subtensorModule.addStake(aliceHotkey, 1, TAO).signAndSend(bob, ({ status, dispatchError }) => {
        if (dispatchError) reject(new Error(dispatchError.toString()));
        else if (status.isFinalized) resolve(status.asFinalized);
      }).catch(reject);
    });
    const number = (await apis[0].rpc.chain.getHeader(hash)).number.toNumber();
    await until(async () => (await finalised(apis[1])) >= number, 60, 'the other validator follows');
    assert.ok((await stakeAt(apis[1], hash, aliceHotkey, bob.address, 1)) > 0n);
    assert.equal(await sumOfBalances(apis[1], hash), (await stateAt(apis[1], hash)).issuance);
  });

  /** Follows the head of the second node while a stake call becomes final: the events in order, or `stopped`. */
  async function followCall(connection) {
    const follow = await Follow.start(connection);
    const first = await connection.next(follow.id);
    if (first.event === 'stop') return { stopped: true };
    assert.equal(first.event, 'initialized');
    const signed = await apis[1].tx.subtensorModule.addStake(aliceHotkey, 1, TAO).signAsync(bob, { nonce: -1 });
    const watch = await connection.call('transactionWatch_v1_submitAndWatch', signed.toHex());
    assert.deepEqual(await connection.next(watch), { event: 'validated' });
    // A fork may take the call out of the best chain and put it in again; its last place is the final one.
    const course = [];
    while (course.at(-1)?.event !== 'finalized') course.push(await connection.next(watch));
    const [included, final] = course.slice(-2);
    assert.deepEqual(included, { event: 'bestChainBlockIncluded', block: final.block });

    const events = [];
    const isLast = ({ event, finalizedBlockHashes }) => event === 'finalized' && finalizedBlockHashes.includes(included.block.hash);
    while (events.length === 0 || !isLast(events.at(-1))) {
      events.push(await connection.next(follow.id));
      if (events.at(-1).event === 'stop') return { stopped: true };
    }
    await follow.call('unfollow');
    return { first, included, events, isLast };
  }

  it('report by the new JSON-RPC first a new block, then that it is best, and later that it is final', async () => {
    const connection = await Connection.open(nodes[1].endpoint);
    // A node that meets a fork may end a subscription by `stop`, as the specification allows; clients follow anew.
    let seen = await followCall(connection);
    for (let more = 4; more > 0 && seen.stopped; more -= 1) seen = await followCall(connection);
    const { stopped, first, included, events, isLast } = seen;
    assert.ok(!stopped, 'five subscriptions in turn were stopped');
    const place = (fits) => events.findIndex(fits);
    const made = events.filter(({ event }) => event === 'newBlock');
    const parents = new Map(made.map(({ blockHash, parentBlockHash }) => [blockHash, parentBlockHash]));
    let known = first.finalizedBlockHashes.at(-1);
    for (const hash of events.flatMap((event) => event.finalizedBlockHashes ?? [])) {
      assert.equal(parents.get(hash), known, 'final blocks follow one another');
      known = hash;
      const isNew = place(({ event, blockHash }) => event === 'newBlock' && blockHash === hash);
      const isFinal = place(({ finalizedBlockHashes }) => finalizedBlockHashes?.includes(hash));
      assert.ok(isNew >= 0 && isNew < isFinal);
    }
    const best = place(({ event, bestBlockHash }) => event === 'bestBlockChanged' && bestBlockHash === included.block.hash);
    const after = events.slice(best + 1).findIndex(isLast);
    assert.ok(best >= 0 && after >= 0, 'best before final');
    connection.close();
  });
});
