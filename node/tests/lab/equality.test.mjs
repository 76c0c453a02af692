// The lab beside the node: the same genesis file and the same calls in the same blocks leave the same state, to the rao.
//
//   DTAO_NODE=… DTAO_LAB=… node --test node/tests/lab/equality.test.mjs
//
// DTAO_LAB names the lab's program, which by default is beside the node's.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringCamelCase, u8aToHex } from '@polkadot/util';
import { xxhashAsU8a } from '@polkadot/util-crypto';
import { connect, errorName, makeBlock, pair, stateAt } from '../lib/chain.mjs';
import { BINARY, Node, ownFolder, runToEnd } from '../lib/node.mjs';

const LAB = process.env.DTAO_LAB ?? join(dirname(BINARY), 'dtao-lab');
const BLOCKS = 1000;
const SAMPLE = 50;
const TAO = 1_000_000_000n;
const folder = ownFolder('lab');

/** The development chain with subnets that pay out every fifty blocks. */
const preset = readFileSync(new URL('../../presets/development.toml', import.meta.url), 'utf8');
const genesis = preset.replaceAll(/(netuid = [123], .*moving_price = [\d.]+) \}/g, '$1, tempo = 50 }');

const step = (who, call, args) => ({ who, call, args });
const stake = (who, call, args) => step(who, `SubtensorModule.${call}`, args);
const sudo = (call, args) => step('//Alice', 'Sudo.sudo', { call: { call, args } });
const hotkey = (name) => `//${name}//hotkey`;

/** Calls at the time of their blocks: trades of all kinds, a new subnet and neurons, weights, rules, and calls that fail. */
const PLAN = new Map([
  [3, [stake('//Dave', 'add_stake', { hotkey: hotkey('Alice'), netuid: 1, amount_staked: 250n * TAO + 7n })]],
  [5, [stake('//Eve', 'add_stake', { hotkey: hotkey('Bob'), netuid: 2, amount_staked: 3n * TAO }),
    stake('//Eve', 'add_stake', { hotkey: hotkey('Charlie'), netuid: 3, amount_staked: 12_345_678_901n })]],
  [8, [stake(hotkey('Alice'), 'set_weights', { netuid: 1, dests: [0, 1, 2], weights: [3, 1, 2], version_key: 0 })]],
  [9, [stake('//Bob', 'burned_register', { netuid: 3, hotkey: hotkey('Bob') })]],
  [21, [stake('//Ferdie', 'remove_stake', { hotkey: hotkey('Alice'), netuid: 1, amount_unstaked: 41_000n * TAO })]],
  // Fails: more than there is.
  [22, [stake('//Ferdie', 'remove_stake', { hotkey: hotkey('Bob'), netuid: 2, amount_unstaked: 41_000n * TAO })]],
  // Fails: the price is above the limit.
  [30, [stake('//Dave', 'add_stake_limit', { hotkey: hotkey('Bob'), netuid: 2, amount_staked: 50n * TAO, limit_price: 1_000_000n, allow_partial: false })]],
  [31, [stake('//Dave', 'add_stake_limit', { hotkey: hotkey('Bob'), netuid: 2, amount_staked: 50n * TAO, limit_price: 80_000_000n, allow_partial: true })]],
  [60, [step('//Bob', 'Balances.transfer_keep_alive', { dest: '//Eve', value: 17n * TAO })]],
  [101, [stake('//Charlie', 'swap_stake', { hotkey: hotkey('Charlie'), origin_netuid: 3, destination_netuid: 2, alpha_amount: 5_000n * TAO })]],
  [120, [stake('//Eve', 'move_stake', { origin_hotkey: hotkey('Eve'), destination_hotkey: hotkey('Charlie'), origin_netuid: 3, destination_netuid: 3, alpha_amount: 1_000n * TAO })]],
  [150, [stake('//Eve', 'register_network', { hotkey: hotkey('Eve') })]],
  [180, [sudo('SubtensorModule.set_emission_policy', { policy: 1 })]],
  [200, [stake('//Alice', 'set_root_weights', { hotkey: hotkey('Alice'), dests: [1, 2], weights: [1, 3] })]],
  [260, [sudo('SubtensorModule.set_emission_policy', { policy: 0 })]],
  [261, [sudo('SubtensorModule.set_injection', { rule: 'Buy' })]],
  [310, [stake('//Ferdie', 'add_stake_burn', { hotkey: hotkey('Bob'), netuid: 2, amount: 4n * TAO, limit: null })]],
  [333, [stake('//Alice', 'remove_stake', { hotkey: hotkey('Alice'), netuid: 0, amount_unstaked: 150_000n * TAO })]],
  [400, [sudo('SubtensorModule.set_root_dividends', { rule: 'Claimable' })]],
  [500, [stake('//Bob', 'remove_stake', { hotkey: hotkey('Bob'), netuid: 1, amount_unstaked: 777n * TAO + 1n })]],
  [640, [sudo('SubtensorModule.set_injection', { rule: 'Lift' })]],
  [700, [stake('//Ferdie', 'claim_root', { subnets: [1, 2] })]],
]);
for (let block = 350; block < BLOCKS; block += 37) {
  const netuid = (block % 3) + 1;
  const owner = ['Alice', 'Bob', 'Charlie'][netuid - 1];
  PLAN.set(block, [stake('//Dave', 'add_stake', { hotkey: hotkey(owner), netuid, amount_staked: BigInt(block) * 10_000_019n }),
    stake('//Dave', 'remove_stake', { hotkey: hotkey(owner), netuid, amount_unstaked: BigInt(block) * 3_000_017n })]);
}

/** Returns a call's arguments for polkadot.js. */
function forNode(api, { call, args }) {
  const [pallet, name] = call.split('.');
  const value = (argument) => {
    if (typeof argument === 'string' && argument.startsWith('//')) return pair(argument).address;
    return argument?.call ? forNode(api, argument) : argument;
  };
  const section = pallet[0].toLowerCase() + pallet.slice(1);
  return api.tx[section][stringCamelCase(name)](...Object.values(args).map(value));
}

/** Returns a call for a scenario file, as an inline table without its braces. */
function forLab({ call, args }) {
  const value = (argument) => {
    if (typeof argument === 'bigint') return `"${argument} rao"`;
    if (Array.isArray(argument)) return `[${argument.map(value).join(', ')}]`;
    return argument?.call ? `{ ${forLab(argument).join(', ')} }` : JSON.stringify(argument);
  };
  const written = Object.entries(args).filter(([, argument]) => argument !== null).map(([name, argument]) => `${name} = ${value(argument)}`);
  return [`call = "${call}"`, `args = { ${written.join(', ')} }`];
}

/** Submits the calls of one sender, builds a block, and returns those of them that are in it, in its order. */
async function blockWith(api, steps, nonces) {
  const signed = [];
  for (const one of steps) {
    const nonce = nonces.get(one.who) ?? 0;
    nonces.set(one.who, nonce + 1);
    const extrinsic = await forNode(api, one).signAsync(pair(one.who), { nonce, era: 0 });
    await api.rpc.author.submitExtrinsic(extrinsic);
    signed.push([extrinsic.hash.toHex(), one]);
  }
  const waiting = new Map(signed);
  const included = [];
  for (let tries = 0; waiting.size && tries < 20; tries += 1) {
    const hash = await makeBlock(api);
    const { block } = await api.rpc.chain.getBlock(hash);
    const events = await (await api.at(hash)).query.system.events();
    block.extrinsics.forEach((extrinsic, index) => {
      const one = waiting.get(extrinsic.hash.toHex());
      if (!one) return;
      waiting.delete(extrinsic.hash.toHex());
      const failed = events.find(({ event, phase }) =>
        event.section === 'system' && event.method === 'ExtrinsicFailed' && phase.isApplyExtrinsic && phase.asApplyExtrinsic.eqn(index));
      included.push({ ...one, block: block.header.number.toNumber(), error: failed ? errorName(api, failed.event.data[0]) : '' });
    });
    // A call that comes while the pool follows the last block waits for the next one.
    if (waiting.size) await sleep(50);
  }
  assert.equal(waiting.size, 0, 'calls are in none of 20 blocks');
  return included;
}

/** Returns every key of the node's state with its value. */
async function wholeState(node, hash) {
  const state = new Map();
  for (let last = null; ;) {
    const keys = await node.call('state_getKeysPaged', ['0x', 1000, last, hash]);
    if (!keys.length) return state;
    const [{ changes }] = await node.call('state_queryStorageAt', [keys, hash]);
    for (const [key, value] of changes) state.set(key, value);
    last = keys.at(-1);
  }
}

const item = (pallet, name) => u8aToHex(xxhashAsU8a(pallet, 128)) + u8aToHex(xxhashAsU8a(name, 128)).slice(2);

const pallet = (name) => u8aToHex(xxhashAsU8a(name, 128));
const VERSION = item('System', 'LastRuntimeUpgrade');

/**
 * What a node has of its own: its clock, the hashes of its blocks, its code; and the key that each author announces for the shield of
 * transactions, by an inherent that has its weight and its event.
 */
const OF_NODE = [
  ...['BlockHash', 'ParentHash', 'Digest', 'BlockWeight', 'Events', 'EventCount'].map((name) => item('System', name)),
  item('Timestamp', 'Now'),
  item('Aura', 'CurrentSlot'),
  pallet('MevShield'),
  u8aToHex(new TextEncoder().encode(':code')),
];

/** Reads a table of the lab: rows as objects by the names of the columns. */
function table(file) {
  const [head, ...rows] = readFileSync(file, 'utf8').trim().split('\n').map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at]])));
}

/** Returns an amount in TAO or alpha as rao, exactly. */
function rao(written) {
  const [whole, decimals = ''] = written.split('.');
  return BigInt(whole) * TAO + BigInt(decimals.padEnd(9, '0'));
}

describe('The lab and the node', { timeout: 600_000 }, () => {
  let node;
  let api;
  const included = [];
  let nodes;
  let labs;
  const results = join(folder, 'results');
  const stateFile = join(folder, 'state.json');

  before(async () => {
    assert.ok(existsSync(LAB), `${LAB} is missing: build it by ./scripts/lab.sh list`);
    writeFileSync(join(folder, 'genesis.toml'), genesis);
    node = await Node.start('equality', ['--dev', '--genesis', join(folder, 'genesis.toml'), '--sealing', 'manual', '--no-banner', '--state-pruning', 'archive']);
    api = await connect(node);
    const nonces = new Map();
    for (let next = 1; next <= BLOCKS;) {
      const steps = PLAN.get(next);
      PLAN.delete(next);
      if (steps) included.push(...await blockWith(api, steps, nonces));
      else await makeBlock(api);
      next = (await api.rpc.chain.getHeader()).number.toNumber() + 1;
      // A call that had to wait has pushed back those that were planned for its block.
      for (const [block, late] of PLAN) {
        if (block < next) {
          PLAN.delete(block);
          PLAN.set(next, [...late, ...(PLAN.get(next) ?? [])]);
        }
      }
    }
    const events = included.map((one) => ['[[at]]', `block = ${one.block}`, `who = "${one.who}"`, ...forLab(one)].join('\n'));
    const scenario = [
      'start = { genesis = "genesis.toml" }', `blocks = ${BLOCKS}`, `sample = ${SAMPLE}`, 'fees = true', ...events, '',
    ].join('\n');
    writeFileSync(join(folder, 'scenario.toml'), scenario);
    const lab = await runToEnd(['run', join(folder, 'scenario.toml'), '--out', results, '--state', stateFile, '--yes'], { binary: LAB, timeout: 120_000 });
    assert.equal(lab.code, 0, lab.stdout + lab.stderr);
    nodes = await wholeState(node, await node.call('chain_getBlockHash', [BLOCKS]));
    labs = JSON.parse(readFileSync(stateFile, 'utf8'));
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  it('run the same version of the runtime', () => {
    assert.equal(labs.top[VERSION], nodes.get(VERSION), 'the node and the lab are of different builds');
  });

  it('give each call the same outcome', () => {
    const outcomes = table(join(results, 'calls.csv')).map(({ block, call, error }) => [Number(block), call, error]);
    assert.deepEqual(outcomes, included.map(({ block, call, error }) => [block, call, error]));
    const failed = included.filter(({ error }) => error);
    assert.ok(included.length > 50 && failed.length >= 2 && failed.length < 10, JSON.stringify(failed, (_, value) => (typeof value === 'bigint' ? `${value}` : value)));
  });

  it('have the same pools in each sample, to the rao', async () => {
    const samples = new Map();
    for (const row of table(join(results, 'series.csv'))) samples.set(Number(row.block), [...(samples.get(Number(row.block)) ?? []), row]);
    assert.equal(samples.size, 1 + BLOCKS / SAMPLE);
    for (const [block, rows] of samples) {
      const { pools } = await stateAt(api, await api.rpc.chain.getBlockHash(block));
      const expected = [...pools].filter(([netuid]) => netuid !== 0).map(([netuid, pool]) => [netuid, pool.T, pool.A, pool.O, pool.volume]);
      const shown = rows.map((row) => [Number(row.netuid), rao(row.tao), rao(row.alpha_in), rao(row.alpha_out), rao(row.volume)]);
      assert.deepEqual(shown, expected, `after block ${block}`);
    }
  });

  it(`have the same state after ${BLOCKS} blocks: issuance, balances, stakes and all else that both have`, async () => {
    const { block, top } = labs;
    assert.equal(block, BLOCKS);
    const issuance = item('Balances', 'TotalIssuance');
    assert.equal(top[issuance], nodes.get(issuance));
    const counted = { stakes: item('SubtensorModule', 'StakePositions'), accounts: item('System', 'Account') };
    for (const [name, prefix] of Object.entries(counted)) {
      assert.ok(Object.keys(top).filter((key) => key.startsWith(prefix)).length >= 12, name);
    }
    const own = (key) => [VERSION, ...OF_NODE].some((prefix) => key.startsWith(prefix));
    const differing = [...new Set([...nodes.keys(), ...Object.keys(top)])]
      .filter((key) => !own(key) && nodes.get(key) !== top[key])
      .map((key) => [key, nodes.get(key), top[key]]);
    assert.deepEqual(differing, []);
  });
});
