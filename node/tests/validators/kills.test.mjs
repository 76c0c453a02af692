// SIGKILL at twenty moments by chance while stake calls come: on a node that seals, and on a validator.
//
//   KILLS=20     how often each is killed
//   SEED=1       which moments; by default they are others each time, and the seed is told

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

/** What a node that came back must still have: every block that was seen to be final, and books that balance. */
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

/** One life of a node: it comes back, takes calls, makes blocks final, and is killed in the midst of it. */
async function live(name, args, seen, milliseconds) {
  const start = Date.now();
  const node = await Node.start(name, args, { patience: 180_000 });
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
  // It must go on before it is killed: else a node that comes back dead would pass.
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
  ['A node that seals', ['--dev', '--sealing', 'mixed']],
  ['A validator', ['--chain', 'local:1', '--alice', '--force-authoring']],
]) {
  describe(`${what}, killed ${KILLS} times under load`, { timeout: 1_800_000 }, () => {
    const lives = [];
    const start = Date.now();
    after(() => {
      const slowest = Math.max(...lives.map(({ back }) => back));
      const sent = lives.reduce((sum, life) => sum + life.sent, 0);
      console.log(`${what}: ${lives.length} kills, ${sent} calls, back within ${slowest} ms, ${Math.round((Date.now() - start) / 1000)} s, SEED=${SEED}`);
    });

    it('comes back each time with all that was final, and its books balance', async () => {
      const random = chance(SEED);
      const folder = ownFolder(`kills-${args.length}`);
      const seen = [];
      for (let n = 1; n <= KILLS; n += 1) {
        lives.push(await live(`kill-${args[1]}-${n}`, [...args, '--base-path', folder], seen, Math.floor(random() * 2_000)));
      }
      const node = await Node.start('kill-end', [...args, '--base-path', folder], { patience: 180_000 });
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
