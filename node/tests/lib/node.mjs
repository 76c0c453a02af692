// Starts the built node for a test and stops it again.

import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from './until.mjs';

const cache = process.env.DTAO_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'dtao');
const target = process.env.CARGO_TARGET_DIR ?? join(cache, 'target');

/** The node under test. */
export const BINARY = process.env.DTAO_NODE ?? join(target, 'release', 'dtao-node');

/** Returns the path of a runtime that ./scripts/test.sh builds for the tests of upgrades. */
export function builtRuntime(name) {
  const path = join(target, `${name}.wasm`);
  if (!existsSync(path)) throw new Error(`${path} is missing: ./scripts/test.sh upgrade builds it`);
  return path;
}

/** Returns the memory of a node in MB, without pages that are mapped from files. */
export function memory({ child }) {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(status.match(/RssAnon:\s+(\d+)/)[1]) / 1000;
}

const folder = mkdtempSync(join(tmpdir(), 'dtao-node-tests-'));
const running = new Set();

process.on('exit', (code) => {
  for (const child of running) child.kill('SIGKILL');
  if (code === 0) rmSync(folder, { recursive: true, force: true });
  else console.error(`The nodes' logs and data are kept in ${folder}`);
});

// A test that fails leaves its node, and its client connects again and again: nothing would end the file, nor the run of all files.
if (process.argv[1]?.endsWith('.test.mjs')) {
  after(() => {
    for (const child of running) child.kill('SIGKILL');
    setTimeout(() => process.exit(), 5_000).unref();
  });
}

/** Returns a temporary folder of this test file, removed at the end if all tests passed. */
export function ownFolder(name) {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
}

// The kernel hands out higher ports to connections, and to those who listen at any port: a port of theirs that is free now may
// be taken before the node listens.
const PORTS = { from: 10_000, to: 30_000, block: 200 };

/** Returns a server that listens at a port, or null if the port is taken. */
function listenAt(port) {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(null));
    server.listen(port, () => resolve(server));
  });
}

/** Claims a block of ports for this process, by listening at the first as long as it lives. Yields the others in turn. */
async function* claimPorts() {
  for (let first = PORTS.from; first < PORTS.to; first += PORTS.block) {
    const guard = await listenAt(first);
    if (!guard) continue;
    guard.unref();
    for (;;) for (let port = first + 1; port < first + PORTS.block; port += 1) yield port;
  }
  throw new Error(`no block of ports is free from ${PORTS.from} to ${PORTS.to}`);
}

const ports = claimPorts();

/** Returns a free port, which no other test file takes, and which this one takes again only after all others of its block. */
export async function freePort() {
  for (let tries = 1; tries < PORTS.block; tries += 1) {
    const { value: port } = await ports.next();
    const server = await listenAt(port);
    if (!server) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
  throw new Error('no port of the block of this process is free');
}

/** Runs the node, or another program, until it exits by itself. Returns its exit code and its output. */
export function runToEnd(args, { timeout = 30_000, binary = BINARY, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (data) => (output.stdout += data));
    child.stderr.on('data', (data) => (output.stderr += data));
    const timer = setTimeout(() => child.kill('SIGKILL'), timeout);
    child.once('error', reject);
    // All of its output has been read then.
    child.once('close', (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, ...output });
    });
  });
}

/** Makes an RPC call by HTTP; throws the error that the server returns. */
export async function call(http, method, params = []) {
  const response = await fetch(http, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const { result, error } = await response.json();
  if (error) throw Object.assign(new Error(error.message), error);
  return result;
}

/** A running node. */
export class Node {
  /** Everything that the node has printed so far. */
  output = '';

  /**
   * Starts a node with these arguments and waits until it responds.
   * @param {string} name names its log
   * @param {string[]} args
   * @param {{host?: string, port?: number, wrapper?: string[], timeout?: number, binary?: string}} options for a node on
   *   another machine: its address, and the command that runs programs there; the milliseconds within which it must respond;
   *   the node to run
   */
  static async start(name, args, { host = '127.0.0.1', port, wrapper = [], timeout = 120_000, binary = BINARY } = {}) {
    if (!existsSync(binary)) throw new Error(`${binary} is missing: run ./scripts/test.sh build`);
    const node = new Node();
    node.name = name;
    node.port = port ?? (await freePort());
    node.http = `http://${host}:${node.port}`;
    node.endpoint = `ws://${host}:${node.port}`;
    node.log = join(ownFolder('logs'), `${name}-${node.port}.log`);
    const all = [...args];
    if (!args.includes('--experimental-rpc-endpoint')) all.unshift('--rpc-port', node.port);
    if (!args.includes('--prometheus-port')) all.unshift('--no-prometheus');
    if (!args.includes('--port') && !args.includes('--listen-addr')) all.push('--port', 0);
    const [program, ...rest] = [...wrapper, binary, ...all.map(String)];
    node.child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(node.child);
    for (const stream of [node.child.stdout, node.child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        node.output += text;
        appendFileSync(node.log, text);
      });
    }
    node.ended = new Promise((resolve) => node.child.once('exit', (code, signal) => resolve(code ?? signal)));
    try {
      await node.#responds(timeout);
    } catch (error) {
      node.child.kill('SIGKILL'); // It would keep the test running.
      throw error;
    }
    return node;
  }

  /** Starts a development chain with this mode of sealing. */
  static dev(name, sealing = 'manual', args = []) {
    return Node.start(name, ['--dev', '--sealing', sealing, ...args]);
  }

  async #responds(timeout) {
    const ended = this.ended.then((code) => ({ code }));
    for (const start = Date.now(); Date.now() - start < timeout; ) {
      const end = await Promise.race([ended, sleep(50)]);
      if (end) throw new Error(`node ${this.name} ended with ${end.code}:\n${this.output}`);
      const health = await this.call('system_health').catch(() => null);
      if (health) return;
    }
    throw new Error(`node ${this.name} did not respond within ${timeout / 1000} s:\n${this.output}`);
  }

  /** Waits until the node has printed this, since its log is written by a thread of its own. Returns the match. */
  printed(pattern) {
    return until(() => this.output.match(pattern), 10, () => `node ${this.name} prints ${pattern}:\n${this.output}`);
  }

  /** Makes an RPC call by HTTP; throws the error that the node returns. */
  call(method, params = []) {
    return call(this.http, method, params);
  }

  /** Stops the node as Ctrl-C does. */
  async stop() {
    return this.#end('SIGINT');
  }

  /** Kills the node as a power cut would. */
  async kill() {
    return this.#end('SIGKILL');
  }

  async #end(signal) {
    this.child.kill(signal);
    const code = await Promise.race([this.ended, sleep(20_000, 'still running', { ref: false })]);
    if (code === 'still running') this.child.kill('SIGKILL');
    running.delete(this.child);
    return code;
  }
}
