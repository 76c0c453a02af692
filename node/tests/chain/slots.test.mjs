// One block in each slot: what an importing node does with the blocks of an author that was patched to build more.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { TypeRegistry } from '@polkadot/types';
import { compactAddLength, u8aConcat, u8aToHex } from '@polkadot/util';
import { pair } from '../lib/chain.mjs';
import { Node, ownFolder, runToEnd } from '../lib/node.mjs';

const registry = new TypeRegistry();
const AURA = [...Buffer.from('aura')];
const log = (kind, bytes) => u8aToHex(u8aConcat([kind], AURA, compactAddLength(bytes)));
const little = (slot) => new Uint8Array(new BigUint64Array([slot]).buffer);
const PRE_RUNTIME = 6;
const SEAL = 5;

/** Returns the slot of a block. */
function slotOf({ header }) {
  const bytes = Buffer.from(header.digest.logs[0].slice(2), 'hex');
  assert.deepEqual([...bytes.subarray(0, 6)], [PRE_RUNTIME, ...AURA, 8 << 2]);
  return bytes.readBigUInt64LE(6);
}

/** Returns the block with another slot, signed by its author. */
function signed(block, slot) {
  const digest = { logs: [log(PRE_RUNTIME, little(slot)), ...block.header.digest.logs.slice(1, -1)] };
  const hash = registry.createType('Header', { ...block.header, digest }).hash;
  digest.logs.push(log(SEAL, pair('//Alice').sign(hash.toU8a())));
  return { ...block, header: { ...block.header, digest } };
}

describe('A validator\'s block', { timeout: 300_000 }, () => {
  const chain = ['--chain', 'local:1', '--base-path', ownFolder('author')];
  let blocks;

  before(async () => {
    const author = await Node.start('author', [...chain, '--alice', '--state-pruning', 'archive', '--blocks-pruning', 'archive']);
    while (Number((await author.call('chain_getHeader')).number) < 3) await sleep(50);
    await author.stop();
    const file = join(ownFolder('slots'), 'blocks');
    const { code, stderr } = await runToEnd(['export-blocks', ...chain, '--from', '1', '--to', '3', file], { timeout: 120_000 });
    assert.equal(code, 0, stderr);
    blocks = readFileSync(file, 'utf8').split(/(?<=\})(?=\{"block")/).map((text) => JSON.parse(text));
    assert.equal(blocks.length, 3);
  });

  /** Lets another node import a chain. Returns its last block and its log. */
  async function importAll(name, chainOfBlocks) {
    const file = join(ownFolder('slots'), name);
    const other = ['--chain', 'local:1', '--base-path', ownFolder(`importer-${name}`)];
    writeFileSync(file, chainOfBlocks.map((block) => JSON.stringify(block)).join(''));
    const { stdout, stderr } = await runToEnd(['import-blocks', ...other, file], { timeout: 120_000 });
    const info = await runToEnd(['chain-info', ...other], { timeout: 120_000 });
    return { best: JSON.parse(info.stdout).best_number, log: stdout + stderr };
  }

  const last = (slot) => [...blocks.slice(0, 2), { ...blocks[2], block: signed(blocks[2].block, slot) }];

  it('is imported if it is the only one of its slot', async () => {
    const slot = slotOf(blocks[2].block);
    assert.ok(slot > slotOf(blocks[1].block));
    const { best, log } = await importAll('honest', last(slot));
    assert.equal(best, 3, log);
  });

  it('is refused, though its author has signed it, in the slot of the block before', async () => {
    const { best, log } = await importAll('same-slot', last(slotOf(blocks[1].block)));
    assert.match(log, /Slot must increase/);
    assert.equal(best, 2, log);
  });
});
