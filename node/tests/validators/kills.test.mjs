// SIGKILL at twenty random moments during staking traffic: on a sealing node, and on a validator.
//
//   KILLS=20     number of kills of each
//   SEED=1       seed of the moments; random by default, and printed

import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, stateAt, sumOfBalances } from '../lib/chain.mjs';
import { Node, ownFolder } from '../lib/node.mjs';
import { chance, traffic } from '../lib/traffic.mjs';

const KILLS = Number(process.env.KILLS ?? 20);
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

const number = (header) => header.number.toNumber();
const finalised = async (api) => {
  const hash = await api.rpc.chain.getFinalizedHead();
  return { hash: hash.toHex(), number: number(await api.rpc.chain.getHeader(hash)) };
};

/** Asserts that a restarted node has every block that was seen to be final, and books that balance. */
async function assertNothingLost(api, seen) {
  const now = await finalised(api);
  const last = seen.at(-1);
  assert.ok(now.number >= last.number, `final is block ${now.number}, and ${last.number} was`);
  for (const { number, hash } of seen.slice(-20)) {
    assert.equal((await api.rpc.chain.getBlockHash(number)).toHex(), hash, `block ${number}`);
  }
  const head = await api.rpc.chain.getBlockHash();
  assert.equal(await sumOfBalances(api, head), (await stateAt(api, head)).issuance);
}

/** One run of a node: it restarts, accepts calls, finalises blocks, and is killed meanwhile. */
async function runUntilKilled(name, args, seen, milliseconds) {
  const start = Date.now();
  const node = await Node.start(name, args, { timeout: 180_000 });
  const api = await connect(node);
  const back = Date.now() - start;
  if (seen.length > 0) await assertNothingLost(api, seen);
  const stop = { now: false, sent: 0, most: 200 };
  const sending = traffic(api, stop);
  const first = await finalised(api);
  const note = async () => {
    const block = await finalised(api);
    if (block.number > (seen.at(-1)?.number ?? -1)) seen.push(block);
    return block.number;
  };
  // It must finalise new blocks before it is killed: else a node that restarts and hangs would pass.
  for (const limit = Date.now() + 60_000; (await note()) <= first.number || stop.sent < 20; await sleep(10)) {
    assert.ok(Date.now() < limit, `nothing new is final after a minute, ${stop.sent} calls`);
  }
  for (const until = Date.now() + milliseconds; Date.now() < until; await sleep(10)) await note();
  stop.now = true;
  assert.equal(await node.kill(), 'SIGKILL');
  await api.disconnect();
  await sending;
  return { back, sent: stop.sent };
}

for (const [what, args] of [
  ['A sealing node', ['--dev', '--sealing', 'mixed']],
  ['A validator', ['--chain', 'local:1', '--alice', '--force-authoring']],
]) {
  describe(`${what}, killed ${KILLS} times under load`, { timeout: 1_800_000 }, () => {
    const runs = [];
    const start = Date.now();
    after(() => {
      const slowest = Math.max(...runs.map(({ back }) => back));
      const sent = runs.reduce((sum, run) => sum + run.sent, 0);
      console.log(`${what}: ${runs.length} kills, ${sent} calls, restarted within ${slowest} ms, ${Math.round((Date.now() - start) / 1000)} s, SEED=${SEED}`);
    });

    it('restarts each time with every final block, and its books balance', async () => {
      const random = chance(SEED);
      const folder = ownFolder(`kills-${args.length}`);
      const seen = [];
      for (let n = 1; n <= KILLS; n += 1) {
        runs.push(await runUntilKilled(`kill-${args[1]}-${n}`, [...args, '--base-path', folder], seen, Math.floor(random() * 2_000)));
      }
      const node = await Node.start('kill-end', [...args, '--base-path', folder], { timeout: 180_000 });
      const api = await connect(node);
      try {
        await assertNothingLost(api, seen);
        assert.ok(seen.length > KILLS, `${seen.length} blocks were seen to become final`);
      } finally {
        await api.disconnect();
        assert.equal(await node.stop(), 0);
      }
    });
  });
}
