// Weights with a time lock, opened by true pulses of drand's quicknet: from a file, from an API, sent by hand; and by dev_revealWeights.

import assert from 'node:assert/strict';
import { appendFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { act, bob, connect, makeBlock, pair, succeed } from '../lib/chain.mjs';
import { PULSES, sealWeights } from '../lib/drand.mjs';
import { Node, ownFolder, runToEnd } from '../lib/node.mjs';
import { until } from '../lib/until.mjs';

const CHAIN = '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971';
const alice = pair('//Alice');
const hotkey = pair('//Alice//hotkey');

/** A round that comes in the year 2120. */
const FAR = 1_000_000_000;

/** An answer of the API, without a line's end as the servers send it. */
const answer = (round) => JSON.stringify({ round: Number(round), randomness: '00'.repeat(32), signature: PULSES[round].slice(2) });

const lastRound = async (api) => (await api.query.drand.lastStoredRound()).toNumber();
const weights = async (api) => (await api.query.subtensorModule.weights(1, 0)).toJSON();
const waiting = async (api) => (await api.query.subtensorModule.timelockedWeightCommits.entries()).length;
const eventsOf = async (api, section) =>
  (await api.query.system.events()).map(({ event }) => event).filter((event) => event.section === section);

/** Makes blocks until the chain has the pulse of a round. */
const store = (api, round) => until(async () => {
  await makeBlock(api);
  return (await api.query.drand.pulses(round)).isSome;
}, 20, () => `the pulse of round ${round} is stored`);

/** Makes blocks until the next epoch of subnet 1 begins. */
async function nextEpoch(api) {
  const epoch = async () => (await api.query.subtensorModule.subnetEpochIndex(1)).toNumber();
  for (const before = await epoch(); (await epoch()) === before;) await makeBlock(api);
}

async function enable(api) {
  const { sudoSetCommitRevealWeightsEnabled, sudoSetTempo, sudoSetWeightsSetRateLimit } = api.tx.adminUtils;
  const calls = [sudoSetCommitRevealWeightsEnabled(1, true), sudoSetTempo(1, 10), sudoSetWeightsSetRateLimit(1, 0)];
  await succeed(api, alice, api.tx.sudo.sudo(api.tx.utility.batchAll(calls)));
}

/** Commits to weights of Alice's hotkey at subnet 1, as clients do. */
function commit(api, round, uids, values) {
  const sealed = sealWeights(api, round, hotkey, uids, values);
  return act(api, hotkey, api.tx.subtensorModule.commitTimelockedMechanismWeights(1, 0, sealed, round, 4));
}

describe('Pulses from a file', { timeout: 180_000 }, () => {
  const file = join(ownFolder('drand'), 'pulses');
  let node, api;

  before(async () => {
    writeFileSync(file, [1000, 1001, 1003].map(answer).join(''));
    node = await Node.dev('drand-file', 'manual', ['--drand', file]);
    api = await connect(node);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  it('are verified and stored', async () => {
    for (const round of [1000, 1001, 1003]) {
      await store(api, round);
      const pulse = (await api.query.drand.pulses(round)).unwrap();
      assert.deepEqual([pulse.round.toNumber(), pulse.signature.toHex()], [round, PULSES[round]]);
    }
    assert.equal(await lastRound(api), 1003);
    // As drand publishes it.
    const { randomness } = (await api.query.drand.pulses(1000)).unwrap();
    assert.equal(randomness.toHex(), '0xfe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd');
  });

  it('open weights in the epoch after that of the commitment', async () => {
    await enable(api);
    await nextEpoch(api);
    const done = await commit(api, 1003, [1, 2], [1, 2]);
    assert.deepEqual([done.error, done.fee], [null, 0n]);
    assert.equal(await waiting(api), 1);
    await nextEpoch(api);
    assert.equal(await waiting(api), 1);
    await makeBlock(api);
    assert.deepEqual(await weights(api), [[1, 32_768], [2, 65_535]]);
    const names = (await eventsOf(api, 'subtensorModule')).map(({ method }) => method);
    assert.deepEqual(names.filter((name) => name.includes('Weights')), ['WeightsSet', 'TimelockedWeightsRevealed']);
    assert.equal(await waiting(api), 0);
  });

  it('that come later open what waits for them, without a restart', async () => {
    assert.equal((await commit(api, 1004, [1, 2], [5, 5])).error, null);
    await nextEpoch(api);
    await makeBlock(api);
    assert.equal(await waiting(api), 1);
    appendFileSync(file, answer(1004));
    await until(async () => (await api.rpc.author.pendingExtrinsics()).length > 0, 20, () => 'a pulse is in the pool');
    await makeBlock(api);
    await makeBlock(api);
    assert.deepEqual([await waiting(api), await weights(api)], [0, [[1, 65_535], [2, 65_535]]]);
  });

  it('can be sent by anybody who signs, and are refused if they are false or stored', async () => {
    const write = (round, signature) => act(api, bob, api.tx.drand.writePulse(round, signature));
    // They are of 2023: the beacon has millions of that kind, which would fill blocks for nothing.
    for (const round of [123, 1005]) {
      const { error, fee } = await write(round, PULSES[round]);
      assert.equal(error, null);
      assert.ok(fee > 0n, `${round}`);
    }
    assert.equal(await lastRound(api), 1005);
    assert.equal((await write(1002, PULSES[1000])).error, 'PulseVerificationError');
    assert.equal((await write(1005, PULSES[1005])).error, 'PulseAlreadyStored');
    assert.equal((await write(0, PULSES[1000])).error, 'InvalidRoundNumber');
  });

  it('are not taken unsigned from clients', async () => {
    const unsigned = api.tx.drand.writePulse(1002, PULSES[1002]);
    await assert.rejects(api.rpc.author.submitExtrinsic(unsigned), /Invalid|call/i);
    assert.ok((await api.query.drand.pulses(1002)).isNone);
  });
});

describe('Pulses from an API', { timeout: 120_000 }, () => {
  const asked = [];
  let server, node, api, latest = null, connections = 0, failures = 0;

  before(async () => {
    server = createServer((request, response) => {
      asked.push(request.url);
      const round = request.url.split('/').at(-1);
      const found = round === 'latest' ? latest : round;
      if (!PULSES[found]) {
        failures += 1;
        return response.writeHead(503).end();
      }
      return response.writeHead(200, { 'content-type': 'application/json' }).end(answer(found));
    });
    server.keepAliveTimeout = 60_000;
    server.on('connection', () => (connections += 1));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    node = await Node.dev('drand-api', 'manual', ['--drand', `http://127.0.0.1:${server.address().port}/`]);
    api = await connect(node);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
    server?.close();
  });

  it('that fails is told of in one line, and asked again', async () => {
    await node.printed(/No pulse.*503/);
    assert.ok(asked.every((path) => path === `/${CHAIN}/public/latest`), asked.join());
    latest = 1003;
    await store(api, 1003);
    await node.printed(/Pulses arrive again/);
    assert.equal(node.output.match(/No pulse/g).length, 1);
    assert.equal(connections, failures + 1, 'a connection that the server may be about to end is not used again');
  });

  it('are made up for where rounds were missed', async () => {
    latest = 1005;
    for (const round of [1004, 1005]) await store(api, round);
    assert.ok((await api.query.drand.pulses(1002)).isNone, 'older rounds than the first are not asked for');
  });
});

describe('Weights with a time lock on a development chain', { timeout: 120_000 }, () => {
  let node, api;
  const reveal = (rest) => node.call('dev_revealWeights', [{ netuid: 1, hotkey: hotkey.address, uids: [1, 2], weights: [2, 1], ...rest }]);

  before(async () => {
    node = await Node.dev('drand-reveal');
    api = await connect(node);
    await enable(api);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  it('open by dev_revealWeights before their round, in the epoch of their opening', async () => {
    await nextEpoch(api);
    assert.equal((await commit(api, FAR, [1, 2], [2, 1])).error, null);
    const hash = await reveal();
    assert.equal((await api.rpc.chain.getBlockHash()).toHex(), hash);
    // A true pulse of the past, by which it opens.
    assert.equal(await lastRound(api), 1000);
    assert.equal(await waiting(api), 1);
    await nextEpoch(api);
    await makeBlock(api);
    assert.deepEqual([await waiting(api), await weights(api)], [0, [[1, 65_535], [2, 32_768]]]);
  });

  it('open in the next block if the epoch has begun', async () => {
    assert.equal((await commit(api, FAR, [1, 2], [3, 3])).error, null);
    await nextEpoch(api);
    await makeBlock(api);
    assert.equal(await waiting(api), 1);
    await reveal({ weights: [3, 3] });
    await makeBlock(api);
    assert.deepEqual([await waiting(api), await weights(api)], [0, [[1, 65_535], [2, 65_535]]]);
  });

  it('are checked as all weights are', async () => {
    assert.equal((await commit(api, FAR, [1, 2], [2, 1])).error, null);
    await nextEpoch(api);
    await reveal({ uids: [1, 1] });
    await makeBlock(api);
    const dropped = (await eventsOf(api, 'subtensorModule')).find(({ method }) => method === 'TimelockedWeightsDropped');
    const { name } = api.registry.findMetaError(dropped.data[2].asModule);
    assert.deepEqual([name, await waiting(api)], ['DuplicateUids', 0]);
  });

  it('are dropped when their epoch is over, and nothing is left to reveal', async () => {
    assert.equal((await commit(api, FAR, [1, 2], [2, 1])).error, null);
    await nextEpoch(api);
    await nextEpoch(api);
    await makeBlock(api);
    assert.equal(await waiting(api), 0);
    await assert.rejects(reveal(), /has no commitment with a time lock at subnet 1/);
    await assert.rejects(reveal({ weights: [1] }), /2 uids and 1 weights/);
  });
});

describe('--drand', () => {
  it('is refused in one line if the file cannot be read, or nobody would use the pulses', async () => {
    const missing = await runToEnd(['--dev', '--tmp', '--drand', '/no/such/file']);
    assert.notEqual(missing.code, 0);
    assert.match(missing.stderr, /--drand: the file \/no\/such\/file of pulses cannot be read/);
    const idle = await runToEnd(['--chain', 'local', '--tmp', '--drand', 'https://api.drand.sh']);
    assert.notEqual(idle.code, 0);
    assert.match(idle.stderr, /--drand is for a node that authors blocks/);
  });
});
