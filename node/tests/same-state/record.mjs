// Plays the script under a runtime and records the outcome.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownFolder, runToEnd } from '../lib/node.mjs';
import { Chain, CODE, specification } from './chain.mjs';
import { CALLS, ERRORS, EVENTS } from './exceptions.mjs';
import { play } from './script.mjs';

/** Blocks of the whole script. */
export const BLOCKS = 2_000;

const PRESETS = ['development', 'local', 'launch', 'sn28', fileURLToPath(new URL('every-setting.toml', import.meta.url))];

/** The pallets whose events and errors must all be seen. */
const OWN = ['subtensorModule', 'commitments', 'drand', 'swap', 'mevShield'];

/**
 * Plays the script under a runtime (a path; the node's own by default), and returns the record: everything that is compared,
 * and the faults: unmet expectations of the script, and calls, events and errors that are missing in it.
 */
export async function record(name, { runtime, binary, blocks = BLOCKS, log = console.log }) {
  const start = Date.now();
  const chain = await Chain.start(name, { runtime, binary, blocks });
  try {
    const version = await chain.rpc('state_getRuntimeVersion');
    await play(chain);
    log(`${name}: ${chain.number} blocks, ${chain.sent} transactions in ${seconds(start)} s`);
    await chain.ask('at the end');
    const { events, answers } = chain;
    const outcome = { blocks, version, metadata: await chain.metadata(), events, answers, state: await chain.state() };
    return { record: outcome, faults: [...unmet(chain), ...(blocks < BLOCKS ? [] : omissions(chain))] };
  } catch (error) {
    error.message += `\n${unmet(chain).join('\n')}`;
    throw error;
  } finally {
    await chain.stop();
  }
}

const seconds = (start) => ((Date.now() - start) / 1_000).toFixed(0);

const unmet = ({ faults }) => faults.map((fault) => `not as the script expects: ${fault}`);

/** Names the calls that never succeeded, and the events and errors that were never seen, unless they are excepted. */
function omissions(chain) {
  const missing = (what, all, seen, excepted) =>
    all.filter((name) => !seen.has(name) && !excepted[name]).map((name) => `the script has no ${what} ${name}`);
  return [
    ...missing('successful call', named(chain, 'tx'), chain.calls, CALLS),
    ...missing('event', named(chain, 'events', OWN), chain.seen, EVENTS),
    ...missing('error', named(chain, 'errors', OWN), chain.errors, ERRORS),
  ];
}

/** Names the calls, events or errors of pallets, `section.name`. */
function named({ api }, kind, pallets) {
  return Object.entries(api[kind])
    .filter(([section]) => !pallets || pallets.includes(section))
    .flatMap(([section, items]) => Object.keys(items).map((name) => `${section}.${name}`));
}

/** Returns the first states of all presets, by name and key. The node compiles the runtime for each: two at a time. */
export async function firstStates(name, { runtime, binary, log = console.log }) {
  const start = Date.now();
  const states = {};
  const left = [...PRESETS];
  const worker = async () => {
    for (let preset; (preset = left.shift()); ) states[preset.split('/').at(-1)] = await firstState(name, preset, { runtime, binary });
  };
  await Promise.all([worker(), worker()]);
  log(`${name}: the first states of ${PRESETS.length} chains in ${seconds(start)} s`);
  return Object.fromEntries(Object.entries(states).sort());
}

/** Returns the first state of a preset, without `:code`. */
async function firstState(name, preset, { runtime, binary }) {
  const file = join(ownFolder(name), `${preset.split('/').at(-1)}.json`);
  writeFileSync(file, JSON.stringify(await specification(preset, { runtime, binary })));
  const { code, stdout, stderr } = await runToEnd(['export-chain-spec', '--chain', file, '--raw'], { binary, timeout: 300_000 });
  assert.equal(code, 0, stderr);
  const state = JSON.parse(stdout).genesis.raw.top;
  delete state[CODE];
  return state;
}
