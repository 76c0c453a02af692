// Network namespaces as machines: each has a link to the others and one to the test.

import { execFileSync, spawnSync } from 'node:child_process';

const ip = (...args) => execFileSync('ip', args.map(String), { stdio: ['ignore', 'pipe', 'pipe'] }).toString();

/** Returns the reason why network namespaces cannot be created here, or `null`. */
export function whyNot() {
  if (process.getuid?.() !== 0) return 'network namespaces need root: run it with sudo';
  const version = spawnSync('ip', ['-V']);
  if (version.status !== 0) return "the program ip is missing: install iproute2 (Debian's name)";
  const name = `dtao-try-${process.pid}`;
  const made = spawnSync('ip', ['netns', 'add', name]);
  if (made.status !== 0) return `this machine makes no network namespaces: ${made.stderr.toString().trim()}`;
  ip('netns', 'del', name);
  return null;
}

/** Machines with a link among each other, which can be cut, and another link to the test. */
export class Lab {
  #bridges = [];
  #spaces = [];

  /** @param {number} machines number of machines */
  constructor(machines) {
    const id = process.pid % 100_000;
    this.id = id;
    this.octet = id % 250;
    for (const line of ['m', 'p']) {
      const bridge = `dtao${line}${id}`;
      ip('link', 'add', bridge, 'type', 'bridge');
      this.#bridges.push(bridge);
      ip('link', 'set', 'dev', bridge, 'up');
    }
    ip('addr', 'add', `10.201.${this.octet}.254/24`, 'dev', this.#bridges[0]);
    for (let n = 1; n <= machines; n += 1) this.#add(n);
  }

  #add(n) {
    const space = this.space(n);
    ip('netns', 'add', space);
    this.#spaces.push(space);
    ip('-n', space, 'link', 'set', 'dev', 'lo', 'up');
    for (const [line, bridge, address] of [['m', this.#bridges[0], this.host(n)], ['p', this.#bridges[1], this.peer(n)]]) {
      ip('link', 'add', `d${line}${this.id}x${n}`, 'type', 'veth', 'peer', 'name', line, 'netns', space);
      ip('link', 'set', 'dev', `d${line}${this.id}x${n}`, 'master', bridge);
      ip('link', 'set', 'dev', `d${line}${this.id}x${n}`, 'up');
      ip('-n', space, 'addr', 'add', `${address}/24`, 'dev', line);
      ip('-n', space, 'link', 'set', 'dev', line, 'up');
    }
  }

  /** Returns the name of a machine's namespace. */
  space(n) {
    return `dtao-${this.id}-${n}`;
  }

  /** Returns a machine's address for the test, reachable even if it is cut off. */
  host(n) {
    return `10.201.${this.octet}.${n}`;
  }

  /** Returns a machine's address for the other machines. */
  peer(n) {
    return `10.202.${this.octet}.${n}`;
  }

  /** Disconnects a machine from the others. */
  cut(n) {
    ip('link', 'set', 'dev', `dp${this.id}x${n}`, 'down');
  }

  /** Undoes {@link cut}. */
  join(n) {
    ip('link', 'set', 'dev', `dp${this.id}x${n}`, 'up');
  }

  /** Removes all namespaces and bridges. */
  remove() {
    for (const space of this.#spaces.splice(0)) spawnSync('ip', ['netns', 'del', space]);
    for (const bridge of this.#bridges.splice(0)) spawnSync('ip', ['link', 'del', bridge]);
  }
}
