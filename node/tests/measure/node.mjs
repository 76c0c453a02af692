// Measures the built node and prints the tables of docs/performance.md.
//
//   node node/tests/measure/node.mjs                     everything but the long run
//   node node/tests/measure/node.mjs blocks calls        these only
//   node node/tests/measure/node.mjs long                100 000 blocks in one run: memory, database, state

import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, aliceHotkey, charlie, pair } from '../lib/chain.mjs';
import { TAO } from '../lib/formulas.mjs';
import { Node, memory, ownFolder } from '../lib/node.mjs';

const seconds = (start) => (performance.now() - start) / 1000;
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const whole = (number) => Math.round(number).toLocaleString('en').replaceAll(',', ' ');

/** Returns the seconds that a run of blocks takes. */
async function run(node, count) {
  const start = performance.now();
  await node.call('dev_newBlock', [{ count }]);
  return seconds(start);
}

async function start() {
  const begun = performance.now();
  const node = await Node.dev('start');
  row('first answer after the start, s', seconds(begun).toFixed(2));
  await node.call('dev_newBlock', [{ count: 60 }]);
  row('memory after 60 blocks, MB', whole(memory(node)));
  await node.stop();
}

// ---------------------------------------------------------------- blocks

const EMPTY = `
name = "Empty"
sudo = "//Alice"
validators = ["//Alice"]
accounts = [{ key = "//Alice", balance = 100_000 }]
`;

/** Starts a chain without subnets, for the cost of an empty block. */
function empty() {
  const file = join(ownFolder('empty'), 'empty.toml');
  writeFileSync(file, EMPTY);
  return Node.dev('empty', 'manual', ['--genesis', file]);
}

const TEMPO = 360;
const DAY = 7_200;
/** Parts of a day; each part runs on all chains in turn, so that a change of the machine's speed affects them alike. */
const PARTS = 10;
/** Milliseconds for pending writes of the chain before. */
const PAUSE = 500;
/** Repetitions on new nodes: the memory layout of a process changes its speed. */
const ROUNDS = 3;

const KINDS = {
  'development, 3 subnets': () => Node.dev('blocks'),
  'launch, 64 subnets': () => Node.start('launch', ['--chain', 'launch', '--sealing', 'manual', '--tmp']),
  'no subnets': empty,
};

/** Returns the seconds of a tempo and of a day on each chain, and the ratio of a day to one of the last chain. */
async function round() {
  const chains = [];
  for (const make of Object.values(KINDS)) {
    const node = await make();
    await run(node, 400);
    chains.push({ node, tempo: await run(node, TEMPO), day: 0 });
  }
  for (let part = 0; part < PARTS; part += 1) {
    for (const chain of chains) {
      await sleep(PAUSE);
      chain.day += await run(chain.node, DAY / PARTS);
    }
  }
  for (const { node } of chains) await node.stop();
  return chains.map(({ tempo, day }) => ({ tempo, day, ratio: day / chains.at(-1).day }));
}

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function blocks() {
  const rounds = [];
  for (let n = 0; n < ROUNDS; n += 1) rounds.push(await round());
  row('chain', '360 blocks, s', '7 200 blocks, s', 'blocks a second', 'ms a block', 'beside one without subnets', 'in each round');
  for (const [n, name] of Object.keys(KINDS).entries()) {
    const of = (what) => rounds.map((chains) => chains[n][what]);
    const day = median(of('day'));
    const ratios = of('ratio').map((ratio) => ratio.toFixed(2));
    row(name, median(of('tempo')).toFixed(2), day.toFixed(1), whole(DAY / day), ((day * 1000) / DAY).toFixed(2),
      median(of('ratio')).toFixed(2), ratios.join(', '));
  }
}

// ---------------------------------------------------------------- calls

const SENDERS = 10;
const CALLS = 4_000;
const AT_ONCE = 40;

/** Sends calls of one kind from several accounts; prints how fast the node accepts and executes them. */
async function measureCalls(api, node, name, call) {
  const senders = await Promise.all([...Array(SENDERS)].map(async (_, n) => {
    const who = pair(`//Sender//${n}`);
    return { who, nonce: (await api.rpc.system.accountNextIndex(who.address)).toNumber() };
  }));
  const signed = [];
  for (let n = 0; n < CALLS; n += 1) {
    const sender = senders[n % SENDERS];
    const extrinsic = await call.signAsync(sender.who, { nonce: sender.nonce, era: 0 });
    sender.nonce += 1;
    signed.push(extrinsic.toHex());
  }
  const sent = performance.now();
  for (let n = 0; n < CALLS; n += AT_ONCE) {
    await Promise.all(signed.slice(n, n + AT_ONCE).map((hex) => node.call('author_submitExtrinsic', [hex])));
  }
  const taken = seconds(sent);
  const begun = performance.now();
  let made = 0;
  while ((await node.call('author_pendingExtrinsics')).length > 0) {
    await node.call('dev_newBlock');
    made += 1;
  }
  const executed = seconds(begun);
  await assertAll(api, senders);
  row(name, whole(CALLS / taken), whole(CALLS / executed), made, whole(CALLS / made));
}

/** Asserts that every call was included and succeeded. */
async function assertAll(api, senders) {
  for (const { who, nonce } of senders) {
    const account = await api.query.system.account(who.address);
    if (account.nonce.toNumber() !== nonce) throw new Error(`${who.address} has nonce ${account.nonce}, not ${nonce}`);
  }
}

async function calls() {
  const node = await Node.dev('calls', 'manual', ['--pool-limit', '20000', '--pool-kbytes', '40960']);
  const api = await connect(node);
  const money = [...Array(SENDERS)].map((_, n) => [[pair(`//Sender//${n}`).address], { providers: 1, data: { free: (100_000n * TAO).toString() } }]);
  await node.call('dev_setStorage', [{ System: { Account: money } }]);
  row('call', 'taken a second', 'executed a second', 'blocks', 'calls a block');
  const { subtensorModule, balances } = api.tx;
  const kinds = {
    'balances.transfer_keep_alive': balances.transferKeepAlive(charlie.address, TAO),
    'subtensorModule.add_stake': subtensorModule.addStake(aliceHotkey, 1, TAO),
    'subtensorModule.remove_stake': subtensorModule.removeStake(aliceHotkey, 1, TAO / 100n),
  };
  for (const [name, call] of Object.entries(kinds)) await measureCalls(api, node, name, call);
  await api.disconnect();
  await node.stop();
}

// ---------------------------------------------------------------- a long run

const LONG = 100_000;
const STEP = 10_000;

function size(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.blocks * 512;
  return readdirSync(path).reduce((sum, name) => sum + size(join(path, name)), 0);
}

async function height(node) {
  return Number((await node.call('chain_getHeader')).number);
}

async function stateKeys(node) {
  let count = 0;
  for (let last = null; ; ) {
    const keys = await node.call('state_getKeysPaged', ['0x', 1000, last]);
    count += keys.length;
    if (keys.length < 1000) return count;
    last = keys.at(-1);
  }
}

async function long() {
  const path = ownFolder('long');
  const node = await Node.dev('long', 'manual', ['--base-path', path]);
  row('blocks', 'blocks a second', 'memory, MB', 'database, MB', 'keys in the state');
  const report = async (made, time) =>
    row(whole(made), time ? whole(STEP / time) : '–', whole(memory(node)), whole(size(path) / 1e6), await stateKeys(node));
  await report(0);
  // One request; its progress is read while it runs. HTTP clients time out after five minutes, but the run continues.
  node.call('dev_newBlock', [{ count: LONG }]).catch(() => null);
  let since = performance.now();
  for (let next = STEP; next <= LONG; next += STEP) {
    while ((await height(node)) < next) await sleep(100);
    await report(next, seconds(since));
    since = performance.now();
  }
  await node.stop();
}

const all = { start, blocks, calls, long };
const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : ['start', 'blocks', 'calls']) {
  if (!all[name]) throw new Error(`there is no measurement ${name}: choose from ${Object.keys(all).join(', ')}`);
  console.log(`\n${name}\n`);
  await all[name]();
}
