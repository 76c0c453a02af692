// Web pages: those of other origins must not get at a node through a browser on its machine.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pair } from '../lib/chain.mjs';
import { Connection } from '../lib/jsonrpc.mjs';
import { Node, freePort, ownFolder, runToEnd } from '../lib/node.mjs';
import { ask, post, preflight, upgrade } from '../lib/pages.mjs';

const FOREIGN = ['https://evil.example', 'http://localhost.evil.example', 'http://127.0.0.1.evil.example:9944', 'null'];
const LOCAL = ['http://localhost', 'http://localhost:3000', 'https://127.0.0.1:8080', 'http://[::1]:5173'];
const APPS = 'https://polkadot.js.org';
const SUDO = '0x5c0d1176a568c1f92944340dbfed9e9c530ebca703c85910e7164cb7d1c9e47b';

const sudo = (node) => node.call('state_getStorage', [SUDO]);

async function withNode(name, args, test) {
  const node = await Node.start(name, args);
  try {
    return await test(node);
  } finally {
    await node.stop();
  }
}

/** Asserts that a page of an origin may neither call nor connect, and is told how to allow it. */
async function assertRefused(node, origin) {
  const answer = await post(node, origin, 'system_health');
  assert.equal(answer.status, 403, origin);
  assert.match(answer.text, /--rpc-cors/);
  assert.ok(answer.text.includes(JSON.stringify(origin)), answer.text);
  assert.equal(answer.headers['access-control-allow-origin'], undefined);
  assert.equal((await preflight(node, origin)).headers['access-control-allow-origin'], undefined);
  assert.equal(await upgrade(node, origin), 403, origin);
}

/** Asserts that a page of an origin may call, read the answer, and connect. */
async function assertAllowed(node, origin) {
  const answer = await post(node, origin, 'system_health');
  assert.equal(answer.status, 200, origin);
  assert.ok('result' in JSON.parse(answer.text));
  assert.equal(await upgrade(node, origin), 101, origin);
  if (origin === null) return;
  const before = await preflight(node, origin);
  assert.equal(before.status, 200);
  for (const { headers } of [answer, before]) {
    assert.ok([origin, '*'].includes(headers['access-control-allow-origin']), JSON.stringify(headers));
  }
  assert.match(before.headers['access-control-allow-headers'], /\*|content-type/);
}

async function assertOnlyLocal(node) {
  for (const origin of FOREIGN) await assertRefused(node, origin);
  for (const origin of [...LOCAL, APPS, null]) await assertAllowed(node, origin);
}

describe('A web page', { timeout: 180_000, concurrency: false }, () => {
  it('of a foreign origin cannot take the sudo key of a development chain', async () => {
    await withNode('page-dev', ['--dev', '--sealing', 'manual'], async (node) => {
      const before = await sudo(node);
      const attack = [{ Sudo: { Key: pair('//Bob').address } }];
      const answer = await post(node, 'https://evil.example', 'dev_setStorage', attack);
      assert.equal(answer.status, 403);
      assert.equal(await sudo(node), before);
      assert.equal((await post(node, 'http://localhost:3000', 'dev_setStorage', attack)).status, 200);
      assert.notEqual(await sudo(node), before);
    });
  });

  it('of this machine or of polkadot.js Apps may use a development chain, and no other page', async () => {
    await withNode('page-local', ['--dev', '--sealing', 'manual'], async (node) => {
      await assertOnlyLocal(node);
      // Each refused origin has one line in the log, however often it comes.
      for (let n = 0; n < 5; n += 1) await post(node, FOREIGN[0], 'system_health');
      await node.printed(/"https:\/\/evil\.example"/);
      const told = node.output.split('\n').filter((line) => line.includes('"https://evil.example"'));
      assert.equal(told.length, 1, node.output);
      assert.match(told[0], /--rpc-cors/);
    });
  });

  it('has the same rights on a sealed chain from a genesis file', async () => {
    const path = join(ownFolder('origins'), 'own.toml');
    writeFileSync(path, (await runToEnd(['print-genesis', 'development'])).stdout);
    await withNode('page-genesis', ['--genesis', path, '--sealing', 'instant', '--tmp'], assertOnlyLocal);
  });

  it('has the same rights on a validator', async () => {
    const args = ['--chain', 'local', '--alice', '--base-path', ownFolder('page-validator')];
    await withNode('page-validator', args, assertOnlyLocal);
  });

  it('of an origin that --rpc-cors names may use the node, and then no other page', async () => {
    const named = ['http://app.example:3000', 'https://tools.example'];
    await withNode('page-named', ['--dev', '--sealing', 'manual', '--rpc-cors', named.join(',')], async (node) => {
      for (const origin of [...named, null]) await assertAllowed(node, origin);
      for (const origin of [...FOREIGN, LOCAL[1], APPS, 'http://app.example']) await assertRefused(node, origin);
    });
  });

  it('of any origin may use a node whose --rpc-cors is all, which says so at its start', async () => {
    await withNode('page-all', ['--dev', '--sealing', 'manual', '--rpc-cors', 'all'], async (node) => {
      for (const origin of [...FOREIGN, ...LOCAL, null]) await assertAllowed(node, origin);
      await node.printed(/Every web page .* may use this node/);
    });
  });
});

describe('The JSON-RPC server', { timeout: 180_000, concurrency: false }, () => {
  it('listens where its options say, with the limits that they set', async () => {
    const [port, metrics] = [await freePort(), await freePort()];
    const args = [
      '--dev', '--sealing', 'manual', '--rpc-max-connections', '3', '--rpc-max-request-size', '1', '--rpc-max-subscriptions-per-connection', '1',
    ];
    await withNode('server-limits', args, async (node) => {
      const all = [];
      for (let n = 0; n < 3; n += 1) all.push(await Connection.open(node.endpoint));
      assert.equal(await upgrade(node, null), 429);
      assert.match(await all[0].call('chain_subscribeNewHeads'), /^\w{16}$/);
      await assert.rejects(all[0].call('chain_subscribeNewHeads'), /Too many subscriptions/);
      all.forEach((connection) => connection.close());
    });
    await withNode('server-size', ['--dev', '--sealing', 'manual', '-linfo', '--rpc-max-request-size', '1'], async (node) => {
      const answer = await ask(node, 'POST', { 'content-type': 'application/json', 'content-length': 2_000_000 }, null);
      assert.equal(answer.status, 413);
      assert.ok((await node.call('rpc_methods')).methods.includes('rpc_methods'));
      assert.equal((await ask(node, 'GET', {}, '', '/health')).status, 200);
      await node.printed(new RegExp(`Running JSON-RPC server: addr=127.0.0.1:${node.port},`));
      assert.equal(node.output.match(/Running JSON-RPC server/g).length, 1);
      await node.printed(new RegExp(`Endpoint +ws://127.0.0.1:${node.port}`));
    });
    const more = ['--experimental-rpc-endpoint', `listen-addr=127.0.0.1:${port},methods=safe`, '--prometheus-port', metrics];
    const started = await Node.start('server-endpoint', ['--dev', '--sealing', 'manual', ...more], { port });
    try {
      await assertOnlyLocal({ port });
      const refused = JSON.parse((await post({ port }, null, 'dev_newBlock')).text);
      assert.match(refused.error.message, /unsafe/);
      const page = await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text();
      assert.match(page, /substrate_rpc_calls_finished\{[^}]*method="system_health"[^}]*\} [1-9]/);
      assert.match(page, /substrate_rpc_sessions_opened\{[^}]*\} [1-9]/);
    } finally {
      await started.stop();
    }
  });

  it('limits calls per minute, but not those of exempt addresses', async () => {
    const limited = ['--dev', '--sealing', 'manual', '--rpc-rate-limit', '2'];
    const asMany = async (node) => {
      const connection = await Connection.open(node.endpoint);
      const calls = Array.from({ length: 12 }, () => connection.call('system_chain').then(() => true, () => false));
      const quick = await Promise.race([
        Promise.all(calls).then((all) => all.every(Boolean)), new Promise((resolve) => setTimeout(resolve, 2_000, false)),
      ]);
      connection.close();
      return quick;
    };
    await withNode('rate', limited, async (node) => assert.equal(await asMany(node), false));
    await withNode('rate-exempt', [...limited, '--rpc-rate-limit-whitelisted-ips', '127.0.0.1/32'], async (node) =>
      assert.equal(await asMany(node), true));
  });

  it('ends with the node, though clients are connected', async () => {
    const node = await Node.dev('server-stop');
    const connections = await Promise.all(Array.from({ length: 5 }, () => Connection.open(node.endpoint)));
    await connections[0].call('chain_subscribeNewHeads');
    const start = Date.now();
    assert.equal(await node.stop(), 0);
    assert.ok(Date.now() - start < 8_000, `${Date.now() - start} ms`);
  });
});
