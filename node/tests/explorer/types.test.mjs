// The page compiles against types that are generated from the node under test: what it reads and calls exists there.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Node, ownFolder } from '../lib/node.mjs';
import { assert } from './lib.mjs';

const SOURCE = fileURLToPath(new URL('../../explorer', import.meta.url));
const PACKAGES = join(SOURCE, 'node_modules');

/** Runs a tool of the page's packages and returns its exit code with its output. */
function run(tool, args, cwd) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(PACKAGES, '.bin', tool), ...args], { cwd, encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
}

describe('The page’s types', { timeout: 300_000 }, () => {
  let node;

  before(async () => {
    if (!existsSync(PACKAGES)) throw new Error(`${PACKAGES} is missing: run ./scripts/test.sh explorer`);
    node = await Node.dev('types');
  });

  after(() => node?.stop());

  it('are those of the node', () => {
    const folder = ownFolder('page');
    cpSync(join(SOURCE, 'src'), join(folder, 'src'), { recursive: true });
    for (const name of ['tsconfig.json', 'vite.config.ts']) cpSync(join(SOURCE, name), join(folder, name));
    symlinkSync(PACKAGES, join(folder, 'node_modules'));
    rmSync(join(folder, 'src', 'chain'), { recursive: true });
    const generated = run('dedot', ['chaintypes', '--wsUrl', node.endpoint, '--output', join(folder, 'src'), '--chain', 'chain'], folder);
    assert.equal(generated.status, 0, generated.output);
    const compiled = run('tsc', ['--noEmit'], folder);
    assert.equal(compiled.status, 0, compiled.output);
  });

  it('are needed: a call that the node does not have does not compile', () => {
    const folder = ownFolder('page');
    const path = join(folder, 'src', 'views', 'account', 'read.ts');
    writeFileSync(path, readFileSync(path, 'utf8').replace('simSwapAlphaForTao', 'simSwapAlphaForGold'));
    const compiled = run('tsc', ['--noEmit'], folder);
    assert.match(compiled.output, /account\/read\.ts.*simSwapAlphaForGold/);
  });
});
