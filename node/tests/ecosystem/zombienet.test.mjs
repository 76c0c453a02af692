// Zombienet, unmodified, starts three validators from this chain's specification, whose authorities it replaces.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { TAO, buy, step } from '../lib/formulas.mjs';
import {
  aliceHotkey, assertState, authorOf, balanceAt, bob, connect, pair, plainData, stakeAt, stateAt, sumOfBalances,
} from '../lib/chain.mjs';
import { BINARY, ownFolder } from '../lib/node.mjs';
import { until } from '../lib/until.mjs';
import { Tool } from './tools.mjs';

const NAMES = ['alice', 'bob', 'charlie'];
const folder = ownFolder('zombienet');
const data = join(folder, 'network');

/** Returns the processes that run a node from the network's folder. */
function processes() {
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid)).filter((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      return words.includes(BINARY) && words.some((word) => word.startsWith(data));
    } catch {
      return false; // It has ended meanwhile.
    }
  });
}

describe('Zombienet with three validators', { timeout: 600_000, concurrency: false }, () => {
  let tool;
  let network;
  const apis = [];

  before(async () => {
    const config = join(folder, 'network.json');
    writeFileSync(config, JSON.stringify({
      settings: { timeout: 300, provider: 'native' },
      relaychain: { default_command: BINARY, chain: 'local', nodes: NAMES.map((name) => ({ name, validator: true })) },
    }));
    tool = new Tool('zombienet', ['--provider', 'native', '--dir', data, '--force', 'spawn', config]);
    const told = join(data, 'zombie.json');
    await tool.until(() => existsSync(told) && readFileSync(told, 'utf8').endsWith('}'), 300, 'the network is launched');
    network = JSON.parse(readFileSync(told, 'utf8'));
    for (const { wsUri } of network.relay) apis.push(await connect({ endpoint: wsUri }));
  });

  after(async () => {
    for (const api of apis) await api.disconnect();
    await tool?.stop();
    for (const pid of processes()) process.kill(Number(pid), 'SIGKILL');
  });

  const finalised = async (api) => (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber();

  it('sets its own authorities and accounts', async () => {
    assert.deepEqual(network.relay.map(({ name }) => name).sort(), NAMES); // In the order in which they started.
    assert.equal(processes().length, 3);
    for (const api of apis) {
      const authorities = (await api.query.aura.authorities()).map((key) => key.toHex());
      assert.deepEqual(authorities, ['//Alice', '//Bob', '//Charlie'].map((uri) => `0x${Buffer.from(pair(uri).publicKey).toString('hex')}`));
      assert.equal((await api.call.grandpaApi.grandpaAuthorities()).length, 3);
      assert.equal(await balanceAt(api, api.genesisHash, pair('//Dave').address), 100_000n * TAO);
      for (const { spec } of network.relay) {
        assert.equal(await balanceAt(api, api.genesisHash, spec.accounts.sr_stash.address), 2_000n * TAO);
      }
    }
  });

  it('builds blocks by all three, finalised at all three', async () => {
    const first = Math.max(...(await Promise.all(apis.map(finalised))));
    await until(async () => (await Promise.all(apis.map(finalised))).every((number) => number >= first + 6), 120, 'six more blocks are final');
    const authors = new Set();
    for (let number = first + 1; number <= first + 6; number += 1) {
      const hashes = await Promise.all(apis.map((api) => api.rpc.chain.getBlockHash(number)));
      assert.equal(new Set(hashes.map(String)).size, 1, `block ${number}`);
      authors.add(await authorOf(apis[0], hashes[0]));
    }
    assert.deepEqual([...authors].sort(), ['//Alice', '//Bob', '//Charlie'].map((uri) => pair(uri).address).sort());
    for (const api of apis) assert.equal((await api.rpc.system.health()).peers.toNumber(), 2);
  });

  it('accepts a stake call at one validator, with its exact effect at the others', async () => {
    const amount = 10n * TAO;
    const { events, hash } = await new Promise((resolve, reject) => {
      apis[2].tx.subtensorModule.addStake(aliceHotkey, 1, amount).signAndSend(bob, ({ status, events, dispatchError }) => {
        if (dispatchError) reject(new Error(dispatchError.toString()));
        else if (status.isFinalized) resolve({ events, hash: status.asFinalized });
      }).catch(reject);
    });
    const { number, parentHash } = await apis[2].rpc.chain.getHeader(hash);
    for (const api of apis) {
      await until(async () => (await finalised(api)) >= number.toNumber(), 60, 'the call is final at every validator');
      const expected = step(await stateAt(api, parentHash), number.toBigInt());
      const trade = buy(expected.pools.get(1), amount);
      expected.pools.set(1, trade.after);
      assertState(await stateAt(api, hash), expected);
      assert.equal(await stakeAt(api, hash, aliceHotkey, bob.address, 1), trade.out);
      assert.equal(await sumOfBalances(api, hash), (await stateAt(api, hash)).issuance);
      const event = events.find(({ event: { method } }) => method === 'StakeAdded').event;
      assert.deepEqual(plainData(event), [bob.address, aliceHotkey, amount - trade.fee, trade.out, 1n, trade.fee]);
    }
  });

  it('reads the finalised height from the metrics of each', async () => {
    // The nodes write their metrics every five seconds.
    const least = await finalised(apis[0]);
    for (const { prometheusUri } of network.relay) {
      const height = async () => {
        const metrics = await (await fetch(prometheusUri)).text();
        return Number(/^substrate_block_height\{.*status="finalized".*\} (\d+)$/m.exec(metrics)?.[1]);
      };
      await until(async () => (await height()) >= least, 30, `the metrics tell of ${least} final blocks`);
    }
  });

  it('is torn down without leaving a process', async () => {
    for (const api of apis) await api.disconnect();
    apis.length = 0;
    await tool.stop();
    await until(() => processes().length === 0, 15, 'every node has ended');
    assert.match(tool.output, /Tearing down network/);
  });
});
