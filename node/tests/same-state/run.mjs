#!/usr/bin/env node
// Shows that two runtimes behave the same: a scripted chain of 2 000 blocks, with every call of the runtime in it, ends in the
// same state with the same events under both, and the first states of all presets are the same.
//
//   run.mjs OLD.wasm NEW.wasm                 plays the script under both runtimes and compares
//   run.mjs --record FILE [RUNTIME.wasm]      plays it under one runtime and writes a record
//   run.mjs --against FILE [RUNTIME.wasm]     plays it under one runtime and compares with a record
//
//   --node BINARY        the node; by default $DTAO_NODE, or the one that ./scripts/test.sh build makes
//   --old-node BINARY    the node for OLD.wasm, by default the same; it defines the presets for OLD.wasm
//   --blocks N           stops after N blocks, to find the first difference; not every call is made then
//   --but-weights        ignores the effects of other call weights: weights in events, fees, and the balances they change
//   --economy            compares pools, stakes, prices, emission, and balances of accounts that are not a pallet's, without fees
//
// Without RUNTIME.wasm the runtime is the node's own. The exit code is 0 if everything is the same, else 1, after the first
// differences.
//
// Compared are the runtime's version except spec_version; its metadata of the versions 14, 15 and 16 except documentation; the
// first states of all presets and of every-setting.toml; all events of each block; the results of all runtime APIs at several
// blocks; and every key and value of the final state. `:code` is left out. exceptions.mjs lists the other exceptions with reasons.
// The tool fails as well if a call never succeeded, or if an event or error of the chain's own pallets was never seen, unless it
// is excepted.
//
// The chain is deterministic: fixed accounts, nonces and timestamps, blocks with the script's transactions only, and random
// calls from a seed.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { BINARY } from '../lib/node.mjs';
import { differences } from './compare.mjs';
import { BLOCKS, firstStates, record } from './record.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    record: { type: 'string' },
    against: { type: 'string' },
    node: { type: 'string', default: BINARY },
    'old-node': { type: 'string' },
    blocks: { type: 'string', default: `${BLOCKS}` },
    'but-weights': { type: 'boolean', default: false },
    economy: { type: 'boolean', default: false },
  },
});

async function complete(name, runtime, binary = options.node) {
  const { record: outcome, faults } = await record(name, { runtime, binary, blocks: Number(options.blocks) });
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
  // The economy of two releases may differ in their first states.
  const genesis = options.economy ? {} : await firstStates(name, { runtime, binary });
  return { ...outcome, genesis };
}

function compare(old, now) {
  const found = differences(old, now, { weights: options['but-weights'], economy: options.economy });
  for (const text of found) console.error(text);
  console.log(found.length === 0 ? 'the same' : 'not the same');
  if (found.length > 0) process.exitCode = 1;
}

if (options.record || options.against) {
  const now = await complete('new', positionals[0]);
  if (options.record) writeFileSync(options.record, JSON.stringify(now));
  if (options.against) compare(JSON.parse(readFileSync(options.against, 'utf8')), now);
} else {
  assert.equal(positionals.length, 2, 'name two runtimes, or --record, or --against: see the top of run.mjs');
  const old = await complete('old', positionals[0], options['old-node']);
  compare(old, await complete('new', positionals[1]));
}
process.exit();
