// The ports that test files start their nodes at: files that run side by side share none.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePort, runToEnd } from '../lib/node.mjs';

const LIBRARY = fileURLToPath(new URL('../lib/node.mjs', import.meta.url));

/** Takes ports in a process of its own, which keeps them for a while. */
async function portsOfAnother(count) {
  const program = `import { freePort } from ${JSON.stringify(LIBRARY)};
    const ports = [];
    while (ports.length < ${count}) ports.push(await freePort());
    console.log(JSON.stringify(ports));
    setTimeout(() => {}, 2_000);`;
  const { code, stdout, stderr } = await runToEnd(['--input-type=module', '--eval', program], { binary: process.execPath });
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

describe('The ports of test files', { timeout: 60_000 }, () => {
  it('are different in files that run side by side, and below those that the kernel hands out', async () => {
    const own = async () => {
      const ports = [];
      while (ports.length < 50) ports.push(await freePort());
      return ports;
    };
    const all = (await Promise.all([own(), portsOfAnother(50), portsOfAnother(50)])).flat();
    assert.equal(new Set(all).size, 150);
    const [lowest] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').trim().split(/\s+/).map(Number);
    assert.ok(Math.max(...all) < lowest, `${Math.max(...all)} of ${lowest}`);
  });

  it('are never one that is taken', async () => {
    const port = await freePort();
    const server = createServer();
    await new Promise((resolve) => server.listen(port + 1, '127.0.0.1', resolve));
    assert.notEqual(await freePort(), port + 1);
    server.close();
  });
});
