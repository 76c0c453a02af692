// The page that the node serves, and dtao_history, from which it draws its charts.

import assert from 'node:assert/strict';
import { createConnection } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { TAO } from '../lib/formulas.mjs';
import { aliceHotkey, bob, charlie, connect, makeBlock, pair, stateAt, succeed } from '../lib/chain.mjs';
import { Connection } from '../lib/jsonrpc.mjs';
import { Node, freePort, ownFolder, runToEnd } from '../lib/node.mjs';
import { ask, post, upgrade } from '../lib/pages.mjs';
import { startOldChain, storageKey, storageVersion, write } from '../lib/upgrade.mjs';

const MANUAL = ['--dev', '--sealing', 'manual'];
const RAO = 10n ** 9n;

async function withNode(name, args, test) {
  const node = await Node.start(name, args);
  try {
    return await test(node);
  } finally {
    await node.stop();
  }
}

/** Returns the port of the page that a development chain has printed. */
const pagePort = async (node) => Number((await node.printed(/Explorer +http:\/\/127\.0\.0\.1:(\d+)\n/))[1]);

const get = (port, path = '/', headers = {}, method = 'GET') => ask({ port }, method, headers, '', path);

/** Returns true if something listens there. */
const listens = (host, port) => new Promise((resolve) => {
  const socket = createConnection({ host, port });
  socket.once('connect', () => resolve(true) ?? socket.destroy());
  socket.once('error', () => resolve(false));
});

function assertProtected({ headers }, port) {
  const policy = headers['content-security-policy'];
  assert.equal(
    policy,
    `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws://127.0.0.1:${port} `
    + `http://127.0.0.1:${port}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
  );
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['referrer-policy'], 'no-referrer');
  assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
  assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
  assert.equal(headers['cache-control'], 'no-cache');
  assert.equal(headers['access-control-allow-origin'], undefined);
}

describe('The page of a development chain', { timeout: 120_000, concurrency: false }, () => {
  let node;
  let port;

  before(async () => {
    port = await freePort();
    node = await Node.start('page', [...MANUAL, '--explorer-port', port]);
  });

  after(() => node?.stop());

  it('is at the address that the node prints, with all of its files and the headers that protect it', async () => {
    assert.equal(await pagePort(node), port);
    const page = await get(port);
    assert.equal(page.status, 200);
    assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
    assertProtected(page, node.port);
    const files = [...page.text.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, path]) => new URL(path, `http://127.0.0.1:${port}/`));
    for (const { pathname, protocol } of files.filter((url) => url.protocol !== 'data:')) {
      assert.equal(protocol, 'http:');
      const file = await get(port, pathname);
      assert.equal(file.status, 200, pathname);
      assert.notEqual(file.headers['content-type'], 'application/octet-stream', pathname);
      assertProtected(file, node.port);
    }
  });

  it('is only read', async () => {
    const [page, head] = [await get(port), await get(port, '/', {}, 'HEAD')];
    assert.deepEqual([head.status, head.text], [200, '']);
    assert.equal(head.headers['content-length'], String(Buffer.byteLength(page.text)));
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const refused = await get(port, '/', {}, method);
      assert.deepEqual([refused.status, refused.headers.allow], [405, 'GET, HEAD'], method);
      assertProtected(refused, node.port);
    }
    const again = await get(port, '/', { 'if-none-match': page.headers.etag });
    assert.deepEqual([again.status, again.text], [304, '']);
  });

  it('has nothing but its own files', async () => {
    for (const path of ['/etc/passwd', '/..%2f..%2fetc/passwd', '/../../Cargo.toml', '/index.html/..', '//', '/%00']) {
      const missing = await get(port, path);
      assert.equal(missing.status, 404, path);
      assertProtected(missing, node.port);
    }
  });

  it('is told where the node is, by an address that browsers of this machine reach', async () => {
    const endpoint = `127.0.0.1:${node.port}`;
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
      const { status, headers, text } = await get(port, '/config.json', { host: `${host}:${port}` });
      assert.deepEqual([status, headers['content-type']], [200, 'application/json']);
      assert.deepEqual(JSON.parse(text), { rpc: `ws://${endpoint}`, rpcPort: node.port });
      assert.ok(headers['content-security-policy'].includes(`connect-src 'self' ws://${endpoint} http://${endpoint};`));
    }
    const { rpc } = JSON.parse((await get(port, '/config.json')).text);
    const connection = await Connection.open(rpc);
    assert.equal(await connection.call('system_chain'), await node.call('system_chain'));
    connection.close();
  });

  it('is refused to a site that lets its own name lead to this machine', async () => {
    for (const host of [`evil.example:${port}`, `localhost.evil.example:${port}`, `192.0.2.1:${port}`, 'evil.example']) {
      for (const path of ['/', '/config.json']) {
        const refused = await get(port, path, { host });
        assert.equal(refused.status, 403, host);
        assert.ok(!refused.text.includes('<') && !refused.text.includes(String(node.port)), refused.text);
        assert.equal(refused.headers['access-control-allow-origin'], undefined);
      }
    }
  });

  it('may use the node, and no page of another origin gets more than before', async () => {
    for (const host of ['127.0.0.1', 'localhost']) {
      assert.equal(await upgrade(node, `http://${host}:${port}`), 101, host);
      assert.equal((await post(node, `http://${host}:${port}`, 'system_health')).status, 200);
    }
    for (const origin of [`http://evil.example:${port}`, `http://127.0.0.1.evil.example:${port}`, 'null']) {
      assert.equal(await upgrade(node, origin), 403, origin);
      assert.equal((await post(node, origin, 'system_health')).status, 403, origin);
    }
  });

  it('is not kept from a browser by others that connect and say nothing', async () => {
    const silent = Array.from({ length: 100 }, () => createConnection({ host: '127.0.0.1', port }).on('error', () => {}));
    const start = Date.now();
    assert.equal((await get(port)).status, 200);
    assert.ok(Date.now() - start < 20_000, `${Date.now() - start} ms`);
    silent.forEach((socket) => socket.destroy());
  });

  it('lets the node end, though browsers are connected', async () => {
    await withNode('page-stop', [...MANUAL, '--explorer-port', await freePort()], async (other) => {
      const open = createConnection({ host: '127.0.0.1', port: await pagePort(other) }).on('error', () => {});
      await new Promise((resolve) => open.once('connect', resolve));
      const start = Date.now();
      assert.equal(await other.stop(), 0);
      assert.ok(Date.now() - start < 8_000, `${Date.now() - start} ms`);
      open.destroy();
    });
  });
});

describe('The options of the page', { timeout: 180_000, concurrency: false }, () => {
  it('let two chains on one machine have two pages, without a word from the user', async () => {
    await withNode('page-first', MANUAL, (first) => withNode('page-second', MANUAL, async (second) => {
      const ports = [await pagePort(first), await pagePort(second)];
      assert.notEqual(ports[0], ports[1]);
      for (const [n, one] of [first, second].entries()) {
        assert.equal(JSON.parse((await get(ports[n], '/config.json')).text).rpcPort, one.port);
      }
      // Not of the first, unless another test has the default port.
      const others = [first, second].filter((_, n) => ports[n] !== 9955);
      for (const node of others) await node.printed(/Port 9955 is taken/);
      assert.ok(others.length > 0);
    }));
  });

  it('refuse a taken port in one clear line', async () => {
    await withNode('page-taken', [...MANUAL, '--explorer-port', await freePort()], async (node) => {
      const port = await pagePort(node);
      const args = ['--rpc-port', await freePort(), '--no-prometheus', '--explorer-port', port];
      const { code, stderr } = await runToEnd([...MANUAL, ...args].map(String));
      assert.notEqual(code, 0);
      assert.match(stderr, new RegExp(`error: port ${port} of 127\\.0\\.0\\.1 is taken.*--explorer-port`));
    });
  });

  it('start a chain without it', async () => {
    await withNode('page-none', [...MANUAL, '--no-explorer'], async (node) => {
      await node.printed(/Endpoint +ws/);
      assert.doesNotMatch(node.output, /Explorer|The page of this chain/);
    });
    const { code, stderr } = await runToEnd([...MANUAL, '--no-explorer', '--explorer-port', '1']);
    assert.notEqual(code, 0);
    assert.match(stderr, /cannot be used with/);
  });

  it('let it use the node whatever other pages may', async () => {
    const port = await freePort();
    const args = [...MANUAL, '--explorer-port', port, '--rpc-cors', 'https://app.example'];
    await withNode('page-cors', args, async (node) => {
      for (const host of ['127.0.0.1', 'localhost', '[::1]']) assert.equal(await upgrade(node, `http://${host}:${port}`), 101, host);
      for (const origin of [`http://127.0.0.1:${port + 1}`, `https://127.0.0.1:${port}`, 'http://127.0.0.1', `http://127.0.0.1:1${port}`]) {
        assert.equal(await upgrade(node, origin), 403, origin);
      }
    });
  });

  it('let a validator serve it only if its port is named', async () => {
    const args = (name) => ['--chain', 'local', '--alice', '--base-path', ownFolder(name)];
    await withNode('page-validator-none', args('page-validator-none'), async (node) => {
      assert.doesNotMatch(node.output, /The page of this chain/);
    });
    const port = await freePort();
    await withNode('page-validator', [...args('page-validator'), '--explorer-port', port], async (node) => {
      await node.printed(new RegExp(`The page of this chain is at http://127.0.0.1:${port}`));
      assert.equal((await get(port)).status, 200);
      assert.equal(await upgrade(node, `http://localhost:${port}`), 101);
      const { best, series } = await node.call('dtao_history', [{ from: 0, fields: ['price'] }]);
      assert.ok(best.number >= 0 && series.length > 0);
    });
    const { code, stderr } = await runToEnd([...args('page-validator-external'), '--explorer-external']);
    assert.notEqual(code, 0);
    assert.match(stderr, /error: --explorer-external .*--explorer-port/);
  });

  it('open it to other machines only on request', async (test) => {
    const own = Object.values(networkInterfaces()).flat().find(({ family, internal }) => family === 'IPv4' && !internal);
    if (!own) return test.skip('this machine has no other address');
    const { address } = own;
    const port = await freePort();
    await withNode('page-closed', [...MANUAL, '--explorer-port', port], async () => assert.equal(await listens(address, port), false));
    await withNode('page-open', [...MANUAL, '--explorer-port', port, '--explorer-external'], async () => {
      assert.equal(await listens(address, port), true);
      assert.equal((await get(port, '/', { host: `${address}:${port}` })).status, 200);
      assert.equal((await get(port, '/', { host: `evil.example:${port}` })).status, 403);
    });
    return undefined;
  });
});

// ---------------------------------------------------------------- dtao_history

const history = (node, wanted) => node.call('dtao_history', [wanted]);

/** Returns a decimal number with nine decimals, from billionths. */
const nine = (billionths) => `${billionths / RAO}.${String(billionths % RAO).padStart(9, '0')}`;

/** The quantities of a subnet's pool as the method's documentation defines them. */
function quantities(netuid, pool, pools) {
  const total = [...pools].filter(([other]) => other !== 0).reduce((sum, [, { emission }]) => sum + emission.tao, 0n);
  const price = netuid === 0 ? RAO : pool.A === 0n ? 0n : (pool.T * RAO) / pool.A;
  return {
    price: nine(price),
    movingPrice: nine((pool.movingPrice * RAO) >> 96n),
    tao: String(pool.T),
    alphaIn: String(pool.A),
    alphaOut: String(pool.O),
    taoIn: String(pool.emission.tao),
    alphaInEmission: String(pool.emission.alphaIn),
    alphaOutEmission: String(pool.emission.alphaOut),
    rootTao: String(pool.pending.rootTao),
    volume: String(pool.volume),
    share: nine(total === 0n ? 0n : (pool.emission.tao * RAO) / total),
  };
}

const FIELDS = Object.keys(quantities(0, { T: 0n, A: 0n, movingPrice: 0n, emission: { tao: 0n }, pending: {} }, new Map()));

/** Asserts that a series has what the storage has after its blocks, read by polkadot.js with the metadata of each block. */
async function assertHistory(api, answer, fields = FIELDS, withRoot = false) {
  const wrong = [];
  for (const [n, number] of answer.blocks.entries()) {
    const hash = await api.rpc.chain.getBlockHash(number);
    const { pools } = await stateAt(api, hash);
    const at = await api.at(hash);
    assert.equal(answer.times[n], number === 0 ? null : (await at.query.timestamp.now()).toNumber());
    for (const { netuid, ...series } of answer.series) {
      assert.deepEqual(Object.keys(series), fields);
      const pool = pools.get(netuid);
      const expected = pool && quantities(netuid, pool, pools);
      for (const field of fields) {
        const [actual, wanted] = [series[field][n], expected?.[field] ?? null];
        if (actual !== wanted) wrong.push(`${field} of ${netuid} after block ${number}: ${actual}, not ${wanted}`);
      }
    }
    for (const netuid of pools.keys()) {
      if (answer.series.length > 1 && netuid > 0) assert.ok(answer.series.some((one) => one.netuid === netuid), `${netuid} is missing`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.equal(answer.series.some(({ netuid }) => netuid === 0), withRoot);
  assert.deepEqual(answer.series.map(({ netuid }) => netuid), answer.series.map(({ netuid }) => netuid).sort((a, b) => a - b));
  for (const series of answer.series) for (const field of fields) assert.equal(series[field].length, answer.blocks.length);
}

describe('dtao_history', { timeout: 300_000, concurrency: false }, () => {
  let node;
  let api;

  before(async () => {
    node = await Node.start('history', [...MANUAL, '--no-explorer']);
    api = await connect(node);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  it('has the numbers of the storage after the same blocks', async () => {
    const { addStake, removeStake, registerNetwork } = api.tx.subtensorModule;
    await node.call('dev_newBlock', [{ count: 10 }]);
    await succeed(api, bob, addStake(aliceHotkey, 1, 500n * TAO));
    await succeed(api, charlie, addStake(aliceHotkey, 0, 50n * TAO));
    await succeed(api, bob, registerNetwork(pair('//Bob//new').address));
    await succeed(api, bob, removeStake(aliceHotkey, 1, 100n * TAO));
    // A payout of each subnet.
    await node.call('dev_newBlock', [{ count: 400 }]);
    const answer = await history(node, { from: 0, points: 40 });
    const best = await api.rpc.chain.getHeader();
    assert.deepEqual(answer.best, { number: best.number.toNumber(), hash: best.hash.toHex() });
    assert.equal(answer.oldest, 0);
    assert.deepEqual([answer.blocks.length, answer.blocks[0], answer.blocks.at(-1)], [40, 0, answer.best.number]);
    await assertHistory(api, answer);
    const young = answer.series.find(({ price }) => price[0] === null);
    assert.ok(young && young.price.at(-1) !== null, 'the new subnet has no past');
    await assertHistory(api, await history(node, { from: 8, to: 20, points: 1_000 }));
  });

  it('has the price that the runtime returns', async () => {
    const { blocks, series } = await history(node, { from: 0, points: 5, fields: ['price'] });
    for (const [n, number] of blocks.entries()) {
      const at = await api.at(await api.rpc.chain.getBlockHash(number));
      for (const { netuid, price } of series.filter((one) => one.price[n] !== null)) {
        assert.equal(price[n], nine((await at.call.swapRuntimeApi.currentAlphaPrice(netuid)).toBigInt()));
      }
    }
  });

  it('chooses blocks evenly, both ends included, of those that there are', async () => {
    const best = (await api.rpc.chain.getHeader()).number.toNumber();
    const blocks = async (wanted) => (await history(node, { fields: ['price'], ...wanted })).blocks;
    assert.deepEqual(await blocks({ from: 0, to: 100, points: 4 }), [0, 33, 66, 100]);
    assert.deepEqual(await blocks({ from: 3, to: 5 }), [3, 4, 5]);
    assert.deepEqual(await blocks({ from: best, to: null }), [best]);
    assert.deepEqual(await blocks({ from: best - 1, to: 10 ** 12 }), [best - 1, best]);
    const all = await blocks({ from: 0 });
    assert.deepEqual(all, Array.from({ length: 300 }, (_, n) => Math.floor((best * n) / 299)));
  });

  it('has one subnet, root if it is asked for, and only the fields that are asked for', async () => {
    await assertHistory(api, await history(node, { netuid: 0, from: 0, points: 6 }), FIELDS, true);
    const one = await history(node, { netuid: 1, from: 0, points: 6, fields: ['share', 'price', 'price'] });
    assert.deepEqual(one.series.map(({ netuid }) => netuid), [1]);
    await assertHistory(api, one, ['price', 'share']);
  });

  const REFUSED = [
    [[{ from: 0, points: 1 }], -32602, /^points must be from 2 to 1000/],
    [[{ from: 0, points: 1001 }], -32602, /^points must be from 2 to 1000/],
    [[{ from: 9, to: 3 }], -32602, /^from \(9\) is after to \(3\)$/],
    [[{ from: 10 ** 9 }], -32602, /^from \(1000000000\) is after the best block \(\d+\)$/],
    [[{ from: 0, fields: ['foo'] }], -32602, /^"foo" is not a field: .*price.*share/],
    [[{ from: 0, fields: [] }], -32602, /fields/],
    [[{ from: 0, field: ['price'] }], -32602, /unknown field/],
    [[{ from: -1 }], -32602, /./],
    [[{ from: '0' }], -32602, /./],
    [[{ netuid: 65_536, from: 0 }], -32602, /./],
    [[{}], -32602, /from/],
    [[], -32602, /request is missing/],
    [[null], -32602, /./],
    [[{ netuid: 77, from: 0, to: 300 }], 1, /^there is no subnet 77 in blocks 0 to 300$/],
  ];
  for (const [params, code, words] of REFUSED) {
    it(`refuses ${JSON.stringify(params)} with the reason`, async () => {
      await assert.rejects(node.call('dtao_history', params), (error) => {
        // Parameters of another shape are refused by the server, which has the reason in the data.
        const said = [error.message, String(error.data)];
        assert.deepEqual([error.code, said.some((text) => words.test(text)), said.join().includes('\n')], [code, true, false], said.join());
        return true;
      });
    });
  }

  it('names a storage version of the pools that it does not know', async () => {
    const snapshot = await node.call('dev_snapshot');
    const before = (await api.rpc.chain.getHeader()).number.toNumber();
    await write(node, [[storageKey('Swap', ':__STORAGE_VERSION__:'), '0x0900']]);
    await assert.rejects(history(node, { from: before }), (error) => {
      assert.deepEqual([error.code, error.data], [1, { block: before + 1, storageVersion: 9 }]);
      assert.match(error.message, new RegExp(`pools after block ${before + 1} have the storage version 9`));
      return true;
    });
    assert.deepEqual((await history(node, { from: before, to: before })).blocks, [before]);
    await node.call('dev_revert', [snapshot]);
  });

  it('is of one chain, though blocks are reverted and made again meanwhile', async () => {
    const snapshot = async () => node.call('dev_snapshot');
    let [answered, refused, ended] = [0, 0, false];
    const asking = (async () => {
      while (!ended) {
        try {
          const { best, blocks, times } = await history(node, { from: 1, points: 1_000, fields: ['tao'] });
          assert.equal(blocks.at(-1), best.number);
          assert.ok(times.every((time, n) => n === 0 || time > times[n - 1]), 'time runs backwards');
          answered += 1;
        } catch (error) {
          if (!/^the chain changed while it was read: ask again$/.test(error.message)) throw error;
          refused += 1;
        }
      }
    })();
    for (let n = 0; n < 30; n += 1) {
      const id = await snapshot();
      await node.call('dev_newBlock', [{ count: 20 }]);
      await node.call('dev_revert', [id]);
    }
    ended = true;
    await asking;
    assert.ok(answered > 0, `${answered} answers, ${refused} refusals`);
  });

  it('is answered to strangers, and to many at a time, while the node makes blocks', async () => {
    await withNode('history-safe', [...MANUAL, '--rpc-methods', 'safe'], async (safe) => {
      assert.deepEqual((await history(safe, { from: 0 })).blocks, [0]);
    });
    const before = (await api.rpc.chain.getHeader()).number.toNumber();
    const answers = Array.from({ length: 100 }, () => history(node, { from: 0, points: 1_000 }).then(() => 'answered', ({ message }) => message));
    await node.call('dev_newBlock', [{ count: 20 }]);
    for (const answer of new Set(await Promise.all(answers))) {
      assert.match(answer, /^(answered|too many requests for histories wait: ask again)$/);
    }
    assert.equal((await api.rpc.chain.getHeader()).number.toNumber(), before + 20);
  });
});

describe('dtao_history of a node that does not keep all states', { timeout: 180_000, concurrency: false }, () => {
  const hasState = async (node, number) => {
    const hash = await node.call('chain_getBlockHash', [number]);
    return node.call('state_getStorageSize', [storageKey('Timestamp', 'Now'), hash]).then(() => true, () => false);
  };

  it('begins with the oldest state that is kept', async () => {
    await withNode('history-pruned', [...MANUAL, '--state-pruning', '16'], async (node) => {
      await node.call('dev_newBlock', [{ count: 60 }]);
      const { oldest, blocks, series, best } = await history(node, { from: 0, fields: ['tao'] });
      assert.equal(best.number, 60);
      assert.ok(oldest > 30 && oldest < 60, `${oldest}`);
      assert.deepEqual([await hasState(node, oldest - 1), await hasState(node, oldest)], [false, true]);
      assert.deepEqual(blocks, Array.from({ length: 60 - oldest + 1 }, (_, n) => oldest + n));
      assert.ok(series.every(({ tao }) => tao.every((value) => /^\d+$/.test(value))));
      await assert.rejects(history(node, { from: 0, to: oldest - 1 }), (error) => {
        assert.deepEqual([error.code, error.message, error.data], [1, `the states before block ${oldest} are not kept`, { oldest }]);
        return true;
      });
    });
  });

  it('begins with the block from which a saved chain resumes', async () => {
    const args = [...MANUAL, '--state', join(ownFolder('history'), 'saved.json')];
    await withNode('history-save', args, (node) => node.call('dev_newBlock', [{ count: 30 }]));
    await withNode('history-resumed', args, async (node) => {
      await node.call('dev_newBlock', [{ count: 5 }]);
      const { oldest, blocks, times } = await history(node, { from: 0, fields: ['tao'] });
      // The parent of the last block is saved, too.
      assert.equal(oldest, 29);
      assert.deepEqual(blocks, [29, 30, 31, 32, 33, 34, 35]);
      assert.ok(times.every((time) => time > 0));
    });
  });
});

describe('dtao_history of earlier runtimes', { timeout: 180_000, concurrency: false }, () => {
  for (const release of [101, 102, 103]) {
    it(`has the numbers of runtime ${release}`, async () => {
      const node = await startOldChain(`history-${release}`, release);
      const api = await connect(node);
      try {
        const version = await storageVersion(node, 'Swap');
        assert.ok(version > 0 && version <= 3, `${version}`);
        await succeed(api, bob, api.tx.subtensorModule.addStake(aliceHotkey, 1, 100n * TAO));
        await node.call('dev_newBlock', [{ count: 30 }]);
        await makeBlock(api);
        await assertHistory(api, await history(node, { from: 0, points: 6 }));
      } finally {
        await api.disconnect();
        await node.stop();
      }
    });
  }
});

describe('dtao_history of 64 subnets', { timeout: 300_000, concurrency: false }, () => {
  it('has 300 blocks in a fifth of a second', async () => {
    await withNode('history-launch', ['--chain', 'launch', '--sealing', 'manual', '--tmp'], async (node) => {
      await node.call('dev_newBlock', [{ count: 1_200 }]);
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'dtao_history', params: [{ from: 0, points: 300 }] });
      const times = [];
      let text;
      for (let n = 0; n < 10; n += 1) {
        const start = performance.now();
        const response = await fetch(node.http, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
        text = await response.text();
        times.push(performance.now() - start);
      }
      const { blocks, series } = JSON.parse(text).result;
      assert.deepEqual([blocks.length, series.length], [300, 64]);
      const fastest = Math.min(...times);
      console.log(`64 subnets, 300 blocks, all fields: ${times.map(Math.round)} ms, ${(text.length / 1e6).toFixed(1)} MB`);
      assert.ok(fastest <= 200, `${times.map(Math.round)} ms`);
    });
  });
});
