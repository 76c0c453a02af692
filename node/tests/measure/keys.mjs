// Measures what a key costs that a block writes or reads in a state of a million keys, beside the weights that the runtime counts for it.
//
//   node node/tests/measure/keys.mjs
//
// Prints a table of docs/performance.md. The keys are random, and so are their paths in the trie.

import { randomBytes } from 'node:crypto';
import { pair } from '../lib/chain.mjs';
import { Connection } from '../lib/jsonrpc.mjs';
import { Node } from '../lib/node.mjs';
import { Chain, importing } from './blocks.mjs';

/** Keys in the state, and blocks that add them. */
const KEYS = 1_000_000;
const BLOCKS = 50;

/** Keys that a measured block writes, and measured blocks of each kind. */
const WRITTEN = 10_000;
const ROUNDS = 5;

const alice = pair('//Alice');
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const micro = (milliseconds) => ((milliseconds * 1_000) / WRITTEN).toFixed(1);

const hex = (bytes) => `0x${bytes.toString('hex')}`;
const keys = [...Array(KEYS)].map(() => randomBytes(32));
const some = () => [...Array(WRITTEN)].map(() => keys[Math.floor(Math.random() * KEYS)]);
const value = () => hex(randomBytes(48));

/** Makes a block with a call of sudo that writes these keys, each with a new value. */
async function write(chain, of) {
  const { sudo, system } = chain.api.tx;
  const items = of.map((key) => [hex(key), value()]);
  await chain.send(alice, sudo.sudoUncheckedWeight(system.setStorage(items), { refTime: 0, proofSize: 0 }));
  return chain.block();
}

async function main() {
  const chain = await Chain.start('keys', 'dev');
  const distinct = [];
  const same = [];
  try {
    for (let n = 0; n < BLOCKS; n += 1) await write(chain, keys.slice((n * KEYS) / BLOCKS, ((n + 1) * KEYS) / BLOCKS));
    for (let n = 0; n < ROUNDS; n += 1) {
      distinct.push(await write(chain, some()));
      // As many writes of a single key: what remains is the cost of keys in the trie and in the database.
      same.push(await write(chain, Array(WRITTEN).fill(keys[n])));
    }
  } finally {
    await chain.stop();
  }
  const imported = await importing(chain);
  const made = (blocks) => median(blocks.map(({ ms }) => ms));
  const taken = (blocks) => median(blocks.map(({ number }) => imported.get(number)));
  console.log('| a key among a million | µs |\n|---|---:|');
  console.log(`| written, in a block that is made | ${micro(made(distinct) - made(same))} |`);
  console.log(`| written, in a block that is imported | ${micro(taken(distinct) - taken(same))} |`);

  const node = await Node.start('read', ['--dev', '--chain', 'dev', '--base-path', chain.path, '--sealing', 'manual', '--no-banner']);
  try {
    const connection = await Connection.open(node.endpoint);
    const asked = some().map(hex);
    const read = async () => {
      const start = performance.now();
      await connection.call('state_queryStorageAt', asked);
      return performance.now() - start;
    };
    const first = await read();
    console.log(`| read by a node that has just started, by JSON-RPC | ${micro(first)} |`);
    console.log(`| read again | ${micro(await read())} |`);
    connection.close();
  } finally {
    await node.stop();
  }
}

await main();
