// The README's script, run as a reader runs it, prints what the README shows.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { aliceHotkey } from '../lib/chain.mjs';
import { Node } from '../lib/node.mjs';

const tests = join(dirname(fileURLToPath(import.meta.url)), '..');
const root = join(tests, '..', '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** Returns the content of the only fenced block of this language. */
function block(kind) {
  const blocks = [...readme.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))];
  assert.equal(blocks.length, 1, `blocks of ${kind}`);
  return blocks[0][1];
}

function run(file) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data) => (stdout += data));
    child.stderr.on('data', (data) => (stderr += data));
    child.once('exit', (code) => resolve({ code, stdout, stderr }));
  });
}

/** An amount with decimals. */
const AMOUNT = /\d+\.\d+/g;

describe('The README', { timeout: 60_000 }, () => {
  it('has a script that prints the output shown, on the chain that run.sh starts', async () => {
    const node = await Node.start('readme', ['--dev']);
    // In the folder of the tests' packages, as a reader's script is beside its own.
    const file = join(tests, 'node_modules', `.readme-${process.pid}.mjs`);
    try {
      const script = block('js');
      assert.ok(script.includes('ws://127.0.0.1:9944'));
      writeFileSync(file, script.replace('ws://127.0.0.1:9944', node.endpoint));
      const { code, stdout, stderr } = await run(file);
      assert.equal(code, 0, stderr);
      const expected = block('text');
      assert.equal(stdout.replace(AMOUNT, '#'), expected.replace(AMOUNT, '#'));
      // The price has moved by a last digit if blocks pass before the script's first transaction.
      const amounts = (text) => text.match(AMOUNT).map(Number);
      for (const [place, amount] of amounts(stdout).entries()) {
        assert.ok(Math.abs(amount - amounts(expected)[place]) < 0.0025, stdout);
      }
    } finally {
      rmSync(file, { force: true });
      await node.stop();
    }
  });

  it('names files that exist, the version of polkadot.js that is tested and the right hotkey', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => path);
    const named = [...readme.matchAll(/`([a-z0-9-]+(?:\/[a-z0-9-]+)*\/)`/g)].map(([, path]) => path);
    for (const path of [...links, ...named]) assert.ok(existsSync(join(root, path)), path);
    const { dependencies } = JSON.parse(readFileSync(join(tests, 'package.json'), 'utf8'));
    assert.ok(readme.includes(`@polkadot/api@${dependencies['@polkadot/api']}\``));
    assert.ok(readme.includes(aliceHotkey));
  });

  it('leads to documents that link to files that exist, and name Rust files that exist', () => {
    const short = (path) => path.replace('/src/', '/');
    const sources = ['pallets', 'runtime', 'node', 'lab'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map((path) => short(`/${folder}/${path}`)));
    for (const page of readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))) {
      const text = readFileSync(join(root, 'docs', page), 'utf8');
      for (const [, path] of text.matchAll(/\]\((?!https?:)([^)#\s]+)/g)) {
        assert.ok(existsSync(join(root, 'docs', path)), `${page}: ${path}`);
      }
      for (const [, path] of text.matchAll(/`((?:[\w-]+\/)*[\w-]+\.rs)`/g)) {
        assert.ok(sources.some((source) => source.endsWith(short(`/${path}`))), `${page}: ${path}`);
      }
    }
  });
});
