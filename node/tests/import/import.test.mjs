// Imports of a running chain of this node: the same pools, stakes and neurons, and the same emission in the next block.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { TAO } from '../lib/formulas.mjs';
import { connect, pair, stateNow, succeed, sumOfBalances } from '../lib/chain.mjs';
import { BINARY, Node, ownFolder, runToEnd } from '../lib/node.mjs';
import { withBreaks, withTls } from '../lib/proxies.mjs';

const SUBNETS = 128;
const BLOCKS = Number(process.env.BLOCKS ?? 7_200);
const folder = ownFolder('import');
const others = pair('//Others').address;

/** Returns the launch preset with as many subnets as there can be. */
function launch() {
  const text = execFileSync(BINARY, ['print-genesis', 'launch'], { encoding: 'utf8' });
  const row = (netuid) =>
    `    { netuid = ${netuid}, owner = "//Owner//${netuid}", owner_hotkey = "//Owner//${netuid}//hotkey", tao = ${netuid}, alpha = ${3 * netuid}, moving_price = 0.0078125 },`;
  const last = text.split('\n').find((line) => line.includes('netuid = 64, owner'));
  const more = Array.from({ length: SUBNETS - 64 }, (_, index) => row(65 + index));
  return `${text.replace(last, [last, ...more].join('\n'))}\n[network]\nchildkey_cooldown = 10\n`;
}

/** Lets traders, miners, validators and owners act, at different subnets. */
async function trade(api) {
  const { subtensorModule: calls } = api.tx;
  const people = ['//Alice', '//Bob', '//Charlie', '//Dave', '//Eve', '//Ferdie'].map((uri) => pair(uri));
  const hotkey = (person) => pair(`${person}//hotkey`).address;
  for (const [index, name] of ['//Alice', '//Bob', '//Charlie', '//Dave', '//Eve', '//Ferdie'].entries()) {
    for (const netuid of [1, 2 + index, 64, 128 - index]) {
      await succeed(api, people[index], calls.addStake(hotkey(name), netuid, BigInt(3 + index) * TAO + 7n));
    }
    // With another's hotkey, which then has several holders.
    await succeed(api, people[index], calls.addStake(hotkey('//Alice'), 1, TAO + BigInt(index)));
  }
  await succeed(api, people[1], calls.removeStake(hotkey('//Bob'), 64, 100_000_001n));
  for (const [name, netuid] of [['//Dave', 1], ['//Eve', 128], ['//Charlie', 64]]) {
    await succeed(api, pair(name), calls.burnedRegister(netuid, hotkey(name)));
  }
  await succeed(api, people[0], calls.setChildren(hotkey('//Alice'), 1, [[1n << 62n, hotkey('//Bob')]]));
  await succeed(api, people[0], calls.decreaseTake(hotkey('//Alice'), 5_000));
  await succeed(api, people[0], calls.setIdentity('Alice', 'https://example.org', '', '', '', 'says "hello"', ''));
  const owner = pair('//Owner//8');
  await succeed(api, people[0], api.tx.balances.transferKeepAlive(owner.address, 5n * TAO));
  await succeed(api, owner, calls.setSubnetIdentity(8, 'The eighth', '', 'mail', '', '', 'two\nlines', '', ''));
  await succeed(api, people[0], api.tx.proxy.addProxy(people[1].address, 'Any', 0));
}

/** Imports and returns the text, the report and the time in seconds. */
async function imported(args, options) {
  const start = Date.now();
  const { code, stdout, stderr } = await runToEnd(['import', ...args], { timeout: 240_000, ...options });
  return { code, text: stdout, report: stderr, seconds: (Date.now() - start) / 1000 };
}

const entriesOf = async (item) =>
  Object.fromEntries((await item.entries()).map(([key, value]) => [key.args.map(String).join(' '), value.toString()]).sort());

/** Returns every position of these coldkeys, by subnet. */
async function stakesOf(api, coldkeys) {
  const answers = await api.call.stakeInfoRuntimeApi.getStakeInfoForColdkeys(coldkeys);
  const stakes = {};
  for (const [coldkey, infos] of answers) {
    for (const info of infos) {
      if (info.stake.toBigInt() > 0n) stakes[`${coldkey} ${info.hotkey} ${info.netuid}`] = info.stake.toBigInt();
    }
  }
  return stakes;
}

/** The parts of a pool that an import carries over; block numbers count from the fork. Root has its stake. */
const carried = (pools) =>
  new Map([...pools].map(([netuid, { firstEmissionBlock, emission, ...pool }]) =>
    [netuid, netuid === 0 ? { T: pool.T, O: pool.O } : { ...pool, started: firstEmissionBlock !== null }]));

const PEOPLE = ['//Alice', '//Bob', '//Charlie', '//Dave', '//Eve', '//Ferdie', '//Miner', '//Foundation', ...Array.from({ length: SUBNETS }, (_, n) => `//Owner//${n + 1}`)];

/** Everything that must be the same on both chains, besides the stake of //Others. */
async function facts(api) {
  const state = await stateNow(api);
  const coldkeys = PEOPLE.map((uri) => pair(uri).address);
  const { subtensorModule: items } = api.query;
  return {
    state,
    stakes: await stakesOf(api, coldkeys),
    hotkeys: await entriesOf(items.totalHotkeyAlpha),
    neurons: await entriesOf(items.keys),
    weights: await entriesOf(items.weights),
    bonds: await entriesOf(items.bonds),
    takes: await entriesOf(items.delegates),
    children: await entriesOf(items.childKeys),
    identities: await entriesOf(items.identitiesV2),
    names: await entriesOf(items.subnetIdentitiesV3),
    kappa: await entriesOf(items.kappa),
  };
}

describe('An import of a running chain', { timeout: 900_000, concurrency: false }, () => {
  let node;
  let api;

  before(async () => {
    const path = join(folder, 'launch128.toml');
    writeFileSync(path, launch());
    node = await Node.start('import-source', ['--dev', '--genesis', path, '--sealing', 'manual', '--no-banner']);
    api = await connect(node);
    await node.call('dev_newBlock', [{ count: 5 }]);
    await trade(api);
    const { number } = await api.rpc.chain.getHeader();
    for (let block = number.toNumber(); block < BLOCKS; block = Math.min(block + 200, BLOCKS)) {
      await node.call('dev_newBlock', [{ count: Math.min(200, BLOCKS - block) }]);
    }
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  it('has the same pools, averages, stakes, neurons, weights and settings, and the next block the same emission', async (t) => {
    const { code, text, report, seconds } = await imported(['--url', node.endpoint]);
    assert.equal(code, 0, report);
    t.diagnostic(`${SUBNETS} subnets at block ${BLOCKS} in ${seconds} s, ${text.length} bytes\n${report}`);
    assert.ok(seconds < 60, `${seconds} s`);
    assert.match(text, /^# Carried over:\n# - dTAO Launch at block /);
    const path = join(folder, 'fork.toml');
    writeFileSync(path, text);
    const source = await facts(api);
    const fork = await Node.start('import-fork', ['--dev', '--genesis', path, '--sealing', 'manual', '--no-banner']);
    const forkApi = await connect(fork);
    try {
      const copy = await facts(forkApi);
      assert.deepEqual(carried(copy.state.pools), carried(source.state.pools));
      assert.equal(copy.state.issuance, source.state.issuance);
      assert.equal(await sumOfBalances(forkApi, copy.state.hash), copy.state.issuance);
      for (const part of ['stakes', 'hotkeys', 'neurons', 'weights', 'bonds', 'takes', 'children', 'identities', 'names', 'kappa']) {
        assert.ok(Object.keys(source[part]).length > 0 || part === 'bonds' || part === 'kappa', `there are no ${part}`);
        assert.deepEqual(copy[part], source[part], part);
      }
      for (const uri of PEOPLE) {
        const balance = async (of) => {
          const { data } = await of.query.system.account(pair(uri).address);
          return data.free.toBigInt() + data.reserved.toBigInt();
        };
        assert.equal(await balance(forkApi), await balance(api), uri);
      }
      await node.call('dev_newBlock', [{ count: 1 }]);
      await fork.call('dev_newBlock', [{ count: 1 }]);
      const [next, first] = [await stateNow(api), await stateNow(forkApi)];
      for (const [netuid, { emission }] of next.pools) assert.deepEqual(first.pools.get(netuid).emission, emission, `subnet ${netuid}`);
      assert.equal(first.issuance, next.issuance);
    } finally {
      await forkApi.disconnect();
      await fork.stop();
    }
  });

  it('of a part of it has the same issuance, and //Others has the rest', async () => {
    const coldkeys = join(folder, 'coldkeys');
    writeFileSync(coldkeys, `# who stays\n${pair('//Bob').address}\n`);
    const out = join(folder, 'part.toml');
    for (const choice of [['--stakers', '2'], ['--coldkeys', coldkeys]]) {
      const { code, report } = await imported(['--url', node.endpoint, '--subnets', '1,8,64', ...choice, '--out', out]);
      assert.equal(code, 0, report);
      const fork = await Node.start('import-part', ['--dev', '--genesis', out, '--sealing', 'manual', '--no-banner']);
      const forkApi = await connect(fork);
      try {
        const [source, copy] = [await stateNow(api), await stateNow(forkApi)];
        assert.deepEqual([...copy.pools.keys()], [0, 1, 8, 64]);
        assert.equal(copy.issuance, source.issuance);
        for (const [netuid, pool] of carried(copy.pools)) assert.deepEqual(pool, carried(source.pools).get(netuid));
        const { data } = await forkApi.query.system.account(others);
        assert.ok(data.free.toBigInt() > 0n);
        await fork.call('dev_newBlock', [{ count: 400 }]);
      } finally {
        await forkApi.disconnect();
        await fork.stop();
      }
    }
  });

  it('through a connection that breaks ends with the same file', async () => {
    await withBreaks(node, [200_000, 90_000], async (url) => {
      const at = String((await stateNow(api)).block);
      const broken = await imported(['--url', url, '--at', at]);
      assert.equal(broken.code, 0, broken.report);
      assert.match(broken.report, /The connection broke at/);
      const whole = await imported(['--url', node.endpoint, '--at', at]);
      assert.equal(broken.text, whole.text);
    });
  });

  it('through TLS reads from a host with a certificate that the machine trusts, and from no other', async () => {
    await withTls(node, async (url, env) => {
      const args = ['--url', url, '--subnets', '1'];
      const unknown = await imported(args);
      assert.notEqual(unknown.code, 0);
      assert.match(unknown.report, /no node answers at wss:.*certificate/i);
      const trusted = await imported(args, { env });
      assert.equal(trusted.code, 0, trusted.report);
      assert.match(trusted.text, /^netuid = 1$/m);
    });
  });

  const WRONG = [
    ['a subnet that there is not', ['--subnets', '1,300'], /the chain has no subnet 300: it has 1, 2, 3, /],
    ['a block that there is not', ['--at', '99999999'], /has no block 99999999: its last block is \d+/],
    ['a block that is none', ['--at', 'latest'], /--at names a block by its number, or by its hash/],
    ['a file without addresses', ['--coldkeys', '/dev/null'], /\/dev\/null has no address/],
  ];
  for (const [name, args, words] of WRONG) {
    it(`with ${name} is refused, and writes nothing`, async () => {
      const out = join(folder, 'nothing.toml');
      const { code, text, report } = await imported(['--url', node.endpoint, '--out', out, ...args]);
      assert.notEqual(code, 0);
      assert.match(report, words);
      assert.equal(text, '');
      assert.ok(!existsSync(out) && !existsSync(out.replace('.toml', '.part')));
    });
  }

  it('from an address that is none of a WebSocket is refused with the one that is', async () => {
    for (const [url, words] of [
      [node.http, new RegExp(`write --url ${node.endpoint}, not ${node.http}`)],
      ['127.0.0.1', /127\.0\.0\.1 is not the address of a node: write one such as ws:/],
      ['ws://127.0.0.1:1', /no node answers at ws:\/\/127\.0\.0\.1:1/],
    ]) {
      const { code, report } = await imported(['--url', url]);
      assert.notEqual(code, 0);
      assert.match(report, words);
    }
  });
});
