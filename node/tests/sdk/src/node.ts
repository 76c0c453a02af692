/** A node in a process of its own. */

import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { rpc } from './rpc.js';

/** The most time that a node has to answer: a second, but the first one on a machine compiles its runtime for a while. */
export const START_MILLISECONDS = 300_000;

/** The most milliseconds that a node has to end. */
const STOP_MILLISECONDS = 20_000;

/** The characters of the node's output that are kept until it answers. */
const MAX_KEPT = 1_000_000;

/** The line that the node prints by --json when it answers: it has a free port of its own choice. */
const FACTS = /^\{.*\}\n/m;

/** Ends the node when the standard input is closed, which it also is if the tests are killed. */
const GUARD = `
exec 3<&0
"$@" </dev/null 3<&- &
node=$!
{ cat <&3 >/dev/null; kill "$node"; } 2>/dev/null &
exec 3<&-
wait "$node"
`;

/** The chain of a node, and its options. */
export interface NodeOptions {
  /** A genesis file, whose name ends in `.toml`, or a preset such as `bare`. Without it the development chain. */
  genesis?: string;
  /** Further arguments of the node. */
  args?: readonly string[];
}

/** Returns the node to run: `$DTAO_NODE`, else the one of the npm package, else the first in `$PATH`. */
export function findBinary(): string {
  const chosen = process.env.DTAO_NODE;
  if (chosen) {
    if (!isProgram(chosen)) {
      throw new Error(`DTAO_NODE names ${chosen}, which is no program: name the node's binary, or unset it`);
    }
    return resolve(chosen);
  }
  const folders = [join(process.cwd(), 'node_modules', '.bin'), ...(process.env.PATH ?? '').split(delimiter)];
  const found = folders.map((folder) => join(folder, 'dtao-node')).find(isProgram);
  if (!found) {
    throw new Error(
      'there is no dtao-node: install the npm packages that ./scripts/release.sh makes, ' +
        'or build it with ./scripts/run.sh and set DTAO_NODE to its path',
    );
  }
  return found;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return existsSync(path);
  } catch {
    return false;
  }
}

/** A development chain that one node seals, manually after the first block. */
export class Node {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    private readonly ended: Promise<void>,
    /** The port of the JSON-RPC server on this machine. */
    readonly port: number,
  ) {}

  /** Starts a node and waits until it answers. */
  static async start({ genesis = 'development', args = [] }: NodeOptions = {}): Promise<Node> {
    const chain = genesis.endsWith('.toml') ? ['--genesis', genesis] : genesis === 'development' ? [] : ['--chain', genesis];
    const quiet = ['--rpc-port', '0', '--no-prometheus', '--no-explorer', '--json', '--disable-log-color'];
    const command = [findBinary(), '--dev', ...chain, '--sealing', 'instant', ...quiet, ...args];
    const folder = mkdtempSync(join(tmpdir(), 'dtao-test-'));
    // Ctrl-C is for the tests, which then stop the node.
    const child = spawn('/bin/sh', ['-c', GUARD, 'dtao-node', ...command], { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    const log = createWriteStream(join(folder, 'node.log'));
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => {
        log.write(data);
        if (output.length < MAX_KEPT) output += data.toString();
      });
    }
    let printed = '';
    child.stdout.on('data', (data: Buffer) => {
      if (printed.length < MAX_KEPT) printed += data.toString();
    });
    for (const start = Date.now(); Date.now() - start < START_MILLISECONDS && child.exitCode === null; await sleep(20)) {
      const facts = FACTS.exec(printed)?.[0];
      if (facts) {
        const { rpc: address } = JSON.parse(facts) as { rpc: string };
        const node = new Node(child, folder, ended, Number(new URL(address).port));
        // The first block is there before this is answered.
        await rpc(node.http, 'dev_setSealing', ['manual']);
        return node;
      }
    }
    child.stdin.end();
    throw new Error(`the node did not start (${folder}/node.log):\n${output}`);
  }

  /** The address for WebSocket clients. */
  get url(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  /** The address for HTTP clients. */
  get http(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** `true` while the node runs. */
  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** The node's log. */
  get log(): string {
    return readFileSync(join(this.folder, 'node.log'), 'utf8');
  }

  /** Stops the node and removes its log. */
  async stop(): Promise<void> {
    this.child.stdin?.end();
    const late = sleep(STOP_MILLISECONDS, 'late' as const, { ref: false });
    if ((await Promise.race([this.ended, late])) === 'late') process.kill(-(this.child.pid ?? 0), 'SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
