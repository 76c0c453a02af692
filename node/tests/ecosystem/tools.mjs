// Starts the ecosystem's tools, which scripts/lib.sh installs.

import { spawn } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { call, freePort, ownFolder } from '../lib/node.mjs';

/** Folder of the tools' packages. */
export const PACKAGES = fileURLToPath(new URL('node_modules', import.meta.url));
const running = new Set();
process.on('exit', () => running.forEach((tool) => tool.child.kill('SIGKILL')));

/** A tool that runs during the test. Its output goes to a log, and to `output`. */
export class Tool {
  output = '';

  constructor(name, args) {
    const file = join(PACKAGES, '.bin', name);
    if (!existsSync(file)) throw new Error(`${file} is missing: run ./scripts/test.sh ecosystem`);
    this.name = name;
    this.child = spawn(process.execPath, [file, ...args.map(String)], { stdio: ['ignore', 'pipe', 'pipe'] });
    const log = createWriteStream(join(ownFolder('logs'), `${name}-${this.child.pid}.log`));
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        this.output += text;
        log.write(text);
      });
    }
    running.add(this);
    this.ended = new Promise((resolve) => this.child.once('exit', (code, signal) => resolve(code ?? signal)));
    this.ended.then(() => running.delete(this));
  }

  /** Waits until `ready` returns a value; fails if the tool exits before, or after this many seconds. */
  async until(ready, seconds, what) {
    const ended = this.ended.then((code) => ({ code }));
    for (const start = Date.now(); Date.now() - start < seconds * 1000; ) {
      const found = await ready();
      if (found) return found;
      const end = await Promise.race([ended, sleep(200)]);
      if (end) throw new Error(`${this.name} ended with ${end.code} before ${what}:\n${this.output}`);
    }
    throw new Error(`${this.name}: not within ${seconds} s: ${what}\n${this.output}`);
  }

  /** Stops the tool as Ctrl-C does, and returns its exit code. */
  async stop() {
    this.child.kill('SIGINT');
    const code = await Promise.race([this.ended, sleep(30_000, 'still running', { ref: false })]);
    if (code === 'still running') this.child.kill('SIGKILL');
    return code;
  }
}

/** Starts Chopsticks on a fork of the chain at `endpoint`; it builds blocks on `dev_newBlock` only. */
export async function fork(endpoint, args = []) {
  const port = await freePort();
  const tool = new Tool('chopsticks', [
    '--endpoint', endpoint, '--host', '127.0.0.1', '--port', port, '--build-block-mode', 'Manual', ...args,
  ]);
  await tool.until(() => tool.output.includes('listening on'), 120, 'the fork listens');
  tool.endpoint = `ws://127.0.0.1:${port}`;
  tool.call = (method, params = []) => call(`http://127.0.0.1:${port}`, method, params);
  return tool;
}
