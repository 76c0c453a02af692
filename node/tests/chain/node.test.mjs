// The node from its user's point of view: sealing modes, output, memory, refused options.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { TAO } from '../lib/formulas.mjs';
import { act, aliceHotkey, bob, charlie, connect, makeBlock, pair } from '../lib/chain.mjs';
import { Node, ownFolder, runToEnd } from '../lib/node.mjs';

const NAMES = ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie'];

/** Runs a test with a node and a connection to it, and closes both. */
async function withNode(name, args, test) {
  const node = await Node.start(name, args);
  let api;
  try {
    api = await connect(node);
    return await test(node, api);
  } finally {
    await api?.disconnect();
    await node.stop();
  }
}

const headNumber = async (api) => (await api.rpc.chain.getHeader()).number.toNumber();
const finalNumber = async (api) => (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber();

/** Asserts that every block is final; one may be sealed between the two requests. */
async function assertFinal(api) {
  const head = await headNumber(api);
  const final = await finalNumber(api);
  assert.ok(final >= head, `${final} is final of ${head} blocks`);
}

/** Sends a stake call, waits for its block and returns the milliseconds that this took. */
function stakeAndWait(api, who = bob) {
  const start = Date.now();
  return new Promise((resolve, reject) => {
    api.tx.subtensorModule.addStake(aliceHotkey, 1, TAO).signAndSend(who, { nonce: -1 }, ({ status, dispatchError }) => {
      if (dispatchError) reject(new Error(dispatchError.toString()));
      else if (status.isInBlock) resolve(Date.now() - start);
    }).catch(reject);
  });
}

describe('The node', { timeout: 180_000, concurrency: false }, () => {
  it('seals by default a first block at once and then one every second, each final at once', async () => {
    await withNode('mixed', ['--dev'], async (node, api) => {
      const answered = Date.now();
      while ((await headNumber(api)) === 0) await sleep(20);
      assert.ok(Date.now() - answered < 2_000, `${Date.now() - answered} ms to the first block`);
      const [first, since] = [await headNumber(api), Date.now()];
      await sleep(5_000);
      const made = (await headNumber(api)) - first;
      const expected = (Date.now() - since) / 1000;
      assert.ok(Math.abs(made - expected) <= 1.5, `${made} blocks in ${expected} s`);
      await assertFinal(api);
    });
  });

  it('seals by default a block as soon as a transaction arrives', async () => {
    await withNode('mixed-transaction', ['--dev'], async (node, api) => {
      await stakeAndWait(api);
      // With one block a second alone, the average would be half a second.
      const waits = [];
      for (let n = 0; n < 8; n += 1) waits.push(await stakeAndWait(api));
      waits.sort((a, b) => a - b);
      assert.ok(waits[4] < 400, `${waits} ms`);
    });
  });

  it('with instant sealing seals a block for each transaction and none without', async () => {
    await withNode('instant', ['--dev', '--sealing', 'instant'], async (node, api) => {
      await stakeAndWait(api);
      const head = await headNumber(api);
      assert.equal(await finalNumber(api), head);
      await sleep(1_500);
      assert.equal(await headNumber(api), head);
      await stakeAndWait(api, charlie);
      assert.equal(await headNumber(api), head + 1);
    });
  });

  it('with manual sealing seals a block on request only', async () => {
    await withNode('manual', ['--dev', '--sealing', 'manual'], async (node, api) => {
      await api.tx.subtensorModule.addStake(aliceHotkey, 1, TAO).signAndSend(bob, { nonce: -1 });
      await sleep(1_500);
      assert.equal(await headNumber(api), 0);
      const hash = await makeBlock(api);
      assert.equal(await headNumber(api), 1);
      assert.equal((await api.rpc.chain.getFinalizedHead()).toHex(), hash.toHex());
      const { block } = await api.rpc.chain.getBlock(hash);
      assert.ok(block.extrinsics.some(({ method }) => method.method === 'addStake'));
    });
  });

  it('with a number seals a block every so many milliseconds', async () => {
    await withNode('interval', ['--dev', '--sealing', '250'], async (node, api) => {
      const [first, since] = [await headNumber(api), Date.now()];
      await sleep(3_000);
      const made = (await headNumber(api)) - first;
      const expected = (Date.now() - since) / 250;
      assert.ok(Math.abs(made - expected) <= 3, `${made} blocks where ${expected} were due`);
      await assertFinal(api);
    });
  });

  it('begins with the time of the clock, and gives each block a slot of its own, however fast it seals', async () => {
    await withNode('time', ['--dev', '--sealing', 'manual'], async (node, api) => {
      const times = [];
      for (let n = 0; n < 100; n += 1) {
        const hash = await makeBlock(api);
        times.push((await (await api.at(hash)).query.timestamp.now()).toNumber());
      }
      assert.ok(Math.abs(times[0] - Date.now()) < 10_000, `${times[0] - Date.now()} ms off`);
      const slots = times.map((time) => Math.floor(time / 1000));
      assert.deepEqual(slots, slots.map((_, n) => slots[0] + n));
    });
  });

  it('prints its accounts, subnets, endpoint and a link at start, and needs less than 300 MB', async () => {
    await withNode('banner', ['--dev'], async (node, api) => {
      await sleep(3_000);
      const text = node.output;
      for (const name of NAMES) {
        const { address } = pair(`//${name}`);
        const line = text.split('\n').find((row) => row.includes(address));
        assert.match(line ?? '', new RegExp(`//${name}\\b.*${address}.*100,000`), name);
        assert.equal(/sudo/.test(line), name === 'Alice');
      }
      for (const netuid of [1, 2, 3]) {
        const info = (await api.call.subnetInfoRuntimeApi.getDynamicInfo(netuid)).unwrap();
        const name = Buffer.from(info.subnetName.map((letter) => letter.toNumber())).toString('utf8');
        assert.match(text, new RegExp(`\\n +${netuid} +\\S+ +${name} +[\\d,.]+ +[\\d,.]+ +[\\d.]+`), `subnet ${netuid}`);
      }
      assert.ok(text.includes(`ws://127.0.0.1:${node.port}`));
      assert.ok(text.includes(`https://polkadot.js.org/apps/?rpc=ws%3A%2F%2F127.0.0.1%3A${node.port}`));
      assert.ok(text.includes(api.genesisHash.toHex()));
      const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${node.child.pid}/status`, 'utf8'))[1]);
      assert.ok(kilobytes < 300 * 1024, `${Math.round(kilobytes / 1024)} MB`);
    });
  });

  const WRONG = [
    ['a way of sealing that there is not', ['--dev', '--sealing', 'fast'], /instant, manual, mixed, or a number of milliseconds/],
    ['a block every zero milliseconds', ['--dev', '--sealing', '0'], /instant or manual/],
    ['a chain that there is not', ['--chain', 'nowhere'], /there is no chain nowhere: name dev, local, local:4 \(so many validators\), local-12s, bare, launch, sn28, a genesis file/],
    ['a network of more validators than there can be', ['--chain', 'local:33'], /1 to 32 validators, not 33: for four of them write local:4/],
  ];
  for (const [name, args, words] of WRONG) {
    it(`refuses ${name} in one clear line`, async () => {
      const { code, stdout, stderr } = await runToEnd(args);
      assert.notEqual(code, 0);
      assert.equal(stdout, '');
      const line = stderr.split('\n').find((row) => row.startsWith('error: '));
      assert.match(line ?? stderr, words);
      assert.doesNotMatch(stderr, /panicked|backtrace/i);
    });
  }

  it('refuses a port in use in one clear line', async () => {
    const node = await Node.dev('taken');
    try {
      const { code, stderr } = await runToEnd(['--dev', '--rpc-port', String(node.port), '--no-prometheus', '--port', '0']);
      assert.notEqual(code, 0);
      assert.match(stderr, new RegExp(`error: .*${node.port}.*--rpc-port`));
    } finally {
      await node.stop();
    }
  });

  it('stops at once and cleanly on a signal', async () => {
    const node = await Node.start('stop', ['--dev']);
    const start = Date.now();
    assert.equal(await node.stop(), 0);
    assert.ok(Date.now() - start < 5_000);
  });

  it('keeps its state with a base path, and discards it without', async () => {
    const folder = ownFolder('kept');
    const args = ['--dev', '--sealing', 'manual', '--base-path', folder];
    const hash = await withNode('kept-1', args, async (node, api) => (await act(api, bob, api.tx.subtensorModule.addStake(aliceHotkey, 1, TAO))).hash.toHex());
    await withNode('kept-2', args, async (node, api) => {
      assert.equal((await api.rpc.chain.getBlockHash()).toHex(), hash);
    });
    await withNode('thrown-away', ['--dev', '--sealing', 'manual'], async (node, api) => assert.equal(await headNumber(api), 0));
  });
});
