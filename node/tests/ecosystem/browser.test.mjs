// A real browser: pages of a foreign origin get nothing from a node on the same machine, those of this machine do.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pair } from '../lib/chain.mjs';
import { Node, ownFolder, runToEnd } from '../lib/node.mjs';

const CHROMIUM = process.env.CHROMIUM ?? 'chromium';
const SUDO_KEY = '0x5c0d1176a568c1f92944340dbfed9e9c530ebca703c85910e7164cb7d1c9e47b';

/** Runs in the page: tries HTTP and a web socket, and reports what came of it to the page's own server. */
const SCRIPT = async (port, attack) => {
  const message = JSON.stringify({ jsonrpc: '2.0', id: 1, method: attack ? 'dev_setStorage' : 'system_chain', params: attack ? [attack] : [] });
  const url = `127.0.0.1:${port}`;
  const http = (type) => fetch(`http://${url}`, { method: 'POST', headers: { 'content-type': type }, body: message })
    .then((answer) => answer.text()).catch((error) => `failed: ${error}`);
  const socket = () => new Promise((resolve) => {
    const connection = new WebSocket(`ws://${url}`);
    connection.onopen = () => connection.send(message);
    connection.onmessage = ({ data }) => resolve(data);
    connection.onerror = () => resolve('failed');
  });
  const report = { http: await http('application/json'), simple: await http('text/plain'), socket: await socket() };
  await fetch('/report', { method: 'POST', body: JSON.stringify(report) });
};

describe('In a browser, a web page', { timeout: 300_000, concurrency: false }, () => {
  let server;
  let page;
  let reported;

  before(async () => {
    server = createServer((asked, answer) => {
      if (asked.url !== '/report') {
        answer.setHeader('content-type', 'text/html');
        return answer.end(page);
      }
      let text = '';
      asked.on('data', (data) => (text += data));
      return asked.on('end', () => {
        answer.end();
        reported(JSON.parse(text));
      });
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  after(() => server?.close());

  /** Shows a page of a host in a new browser. Returns what it reports. */
  async function visit(host, node, attack = null) {
    page = `<script>(${SCRIPT})(${node.port}, ${JSON.stringify(attack)})</script>`;
    const report = new Promise((resolve) => (reported = resolve));
    const profile = ownFolder(`browser-${host}-${node.port}-${attack !== null}`);
    const browser = spawn(CHROMIUM, [
      '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking',
      `--user-data-dir=${profile}`, '--host-resolver-rules=MAP evil.example 127.0.0.1', `http://${host}:${server.address().port}/`,
    ], { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: profile } });
    let output = '';
    browser.stderr.on('data', (data) => (output += data));
    const ended = new Promise((resolve) => {
      browser.once('error', (error) => resolve(error.code));
      browser.once('exit', resolve);
    });
    const late = setTimeout(() => browser.kill('SIGKILL'), 60_000);
    try {
      const first = await Promise.race([report, ended.then((code) => ({ code }))]);
      assert.notEqual(first.code, 'ENOENT', `${CHROMIUM} is missing: ./scripts/test.sh ecosystem installs it`);
      assert.ok(first.http, `the page reported nothing:\n${output.slice(-2_000)}`);
      return first;
    } finally {
      clearTimeout(late);
      browser.kill('SIGTERM');
      await ended;
    }
  }

  /** Asserts that a foreign page gets nothing, and that one of this machine gets all. */
  async function assertOnlyLocal(node) {
    const foreign = await visit('evil.example', node);
    assert.match(foreign.http, /^failed/);
    assert.match(foreign.simple, /^failed/);
    assert.equal(foreign.socket, 'failed');
    const local = await visit('localhost', node);
    for (const answer of [local.http, local.socket]) assert.equal(typeof JSON.parse(answer).result, 'string', answer);
  }

  async function withNode(name, args, test) {
    const node = await Node.start(name, args);
    try {
      await test(node);
    } finally {
      await node.stop();
    }
  }

  it('of a foreign origin cannot take the sudo key of a development chain, and one of this machine can use it', async () => {
    await withNode('browser-dev', ['--dev', '--sealing', 'manual'], async (node) => {
      const sudo = () => node.call('state_getStorage', [SUDO_KEY]);
      const owner = await sudo();
      await visit('evil.example', node, { Sudo: { Key: pair('//Bob').address } });
      assert.equal(await sudo(), owner);
      await assertOnlyLocal(node);
    });
  });

  it('of a foreign origin gets nothing of a sealed chain from a genesis file', async () => {
    const path = join(ownFolder('browser'), 'own.toml');
    writeFileSync(path, (await runToEnd(['print-genesis', 'development'])).stdout);
    await withNode('browser-genesis', ['--genesis', path, '--sealing', 'mixed', '--tmp'], assertOnlyLocal);
  });

  it('of a foreign origin gets nothing of a validator', async () => {
    await withNode('browser-validator', ['--chain', 'local', '--alice', '--base-path', ownFolder('browser-validator')], assertOnlyLocal);
  });
});
