// Starts the peers' tools, which scripts/lib.sh installs.

import { spawn } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { call, freePort, ownFolder } from '../lib/node.mjs';

/** Where the tools' packages are. */
export const PACKAGES = fileURLToPath(new URL('node_modules', import.meta.url));
const running = new Set();
process.on('exit', () => running.forEach((tool) => tool.child.kill('SIGKILL')));

/** A tool that runs beside the test. Its output is in a log, and in `said`. */
export class Tool {
  said = '';

  constructor(name, args) {
    const file = join(PACKAGES, '.bin', name);
    if (!existsSync(file)) throw new Error(`${file} is missing: run ./scripts/test.sh peers`);
    this.name = name;
    this.child = spawn(process.execPath, [file, ...args.map(String)], { stdio: ['ignore', 'pipe', 'pipe'] });
    const log = createWriteStream(join(ownFolder('logs'), `${name}-${this.child.pid}.log`));
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        this.said += text;
        log.write(text);
      });
    }
    running.add(this);
    this.ended = new Promise((resolve) => this.child.once('exit', (code, signal) => resolve(code ?? signal)));
    this.ended.then(() => running.delete(this));
  }

  /** Waits until `ready` gives something; fails if the tool ends before, or after so many seconds. */
  async until(ready, seconds, what) {
    const ended = this.ended.then((code) => ({ code }));
    for (const start = Date.now(); Date.now() - start < seconds * 1000; ) {
      const found = await ready();
      if (found) return found;
      const end = await Promise.race([ended, sleep(200)]);
      if (end) throw new Error(`${this.name} ended with ${end.code} before ${what}:\n${this.said}`);
    }
    throw new Error(`${this.name}: not within ${seconds} s: ${what}\n${this.said}`);
  }

  /** Ends the tool as Ctrl-C does, and tells what it ended with. */
  async stop() {
    this.child.kill('SIGINT');
    const code = await Promise.race([this.ended, sleep(30_000, 'still running', { ref: false })]);
    if (code === 'still running') this.child.kill('SIGKILL');
    return code;
  }
}

/** Chopsticks on a fork of the chain behind `endpoint`; blocks come when `dev_newBlock` asks for them. */
export async function fork(endpoint, args = []) {
  const port = await freePort();
  const tool = new Tool('chopsticks', [
    '--endpoint', endpoint, '--host', '127.0.0.1', '--port', port, '--build-block-mode', 'Manual', ...args,
  ]);
  await tool.until(() => tool.said.includes('listening on'), 120, 'the fork listens');
  tool.endpoint = `ws://127.0.0.1:${port}`;
  tool.call = (method, params = []) => call(`http://127.0.0.1:${port}`, method, params);
  return tool;
}
