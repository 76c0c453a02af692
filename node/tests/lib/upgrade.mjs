// A chain with the runtime of an earlier release, and the command that upgrades it.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { u8aConcat, u8aToHex } from '@polkadot/util';
import { xxhashAsU8a } from '@polkadot/util-crypto';
import { Node, ownFolder, runToEnd } from './node.mjs';

const fixture = (release, name) => fileURLToPath(new URL(`../upgrade/v${release}/${name}`, import.meta.url));
const runtimeOf = (release) => fixture(release, 'dtao_runtime.compact.compressed.wasm');

/** The runtime with the spec_version 101, whose pallets have storage of version 2. */
export const OLD_RUNTIME = runtimeOf(101);

/** Writes the chain specification of a development chain of an old runtime, and returns the path. */
export function oldChain(name, release = 101) {
  const spec = JSON.parse(readFileSync(fixture(release, 'development.json'), 'utf8'));
  spec.genesis.runtimeGenesis.code = `0x${readFileSync(runtimeOf(release)).toString('hex')}`;
  const path = join(ownFolder(name), 'chain.json');
  writeFileSync(path, JSON.stringify(spec));
  return path;
}

/** Starts a development chain of an old runtime. */
export function startOldChain(name, release = 101) {
  return Node.start(name, ['--chain', oldChain(name, release), '--sealing', 'manual', '--base-path', join(ownFolder(name), 'data')]);
}

/** Runs `dtao-node upgrade` on a node. Returns its exit code, its output and, with --json, its report. */
export async function upgrade(node, args, { timeout = 240_000, env = process.env } = {}) {
  const done = await runToEnd(['upgrade', '--url', node.endpoint, ...args], { timeout, env });
  return { ...done, report: args.includes('--json') && done.stdout ? JSON.parse(done.stdout) : null };
}

/** Returns the storage key of a value of a pallet, or the prefix of a map. */
export const storageKey = (pallet, item) => u8aToHex(u8aConcat(xxhashAsU8a(pallet, 128), xxhashAsU8a(item, 128)));

/** Writes keys and values to the state, in a block of their own. */
export const write = (node, pairs) => node.call('dev_setStorage', [pairs]);

/** Calls `act` with these values in the chain's state, and reverts the chain afterwards. */
export async function withState(node, pairs, act) {
  const snapshot = await node.call('dev_snapshot');
  try {
    await write(node, pairs);
    return await act();
  } finally {
    await node.call('dev_revert', [snapshot]);
  }
}

/** Returns the storage version of a pallet. */
export async function storageVersion(node, pallet) {
  const value = await node.call('state_getStorage', [storageKey(pallet, ':__STORAGE_VERSION__:')]);
  return value === null ? 0 : Buffer.from(value.slice(2), 'hex').readUInt16LE();
}

/** Asserts that the log of a rehearsal names each pallet whose storage has another version than its code. */
export function assertVersionsDiffer({ stderr }, pallets) {
  for (const pallet of pallets) {
    assert.match(stderr, new RegExp(`${pallet}: On chain storage version .* doesn't match in-code storage version`));
  }
  assert.match(stderr, /On chain and in-code storage version do not match/);
}

/** Returns the last line of a command's stderr. */
export const lastLine = ({ stderr }) => stderr.trim().split('\n').at(-1);
