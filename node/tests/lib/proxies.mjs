// Proxies in front of a node: one that breaks its connections, and one with TLS.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, connect as dial } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { freePort, ownFolder } from './node.mjs';

/** Connects a client of a proxy with the node, and returns the node's end. Each ends with the other. */
function forward(client, { port }) {
  const server = dial(port, '127.0.0.1');
  client.pipe(server).pipe(client);
  for (const end of [client, server]) end.on('error', () => {}).on('close', () => [client, server].forEach((other) => other.destroy()));
  return server;
}

async function serve(proxy, act) {
  const port = await freePort();
  await new Promise((resolve) => proxy.listen(port, resolve));
  try {
    await act(port);
  } finally {
    proxy.close();
  }
}

/** Calls `act` with the address of a proxy that breaks each of the first connections after so many bytes of the node. */
export function withBreaks(node, cuts, act) {
  const left = [...cuts];
  const proxy = createServer((client) => {
    let bytes = left.shift() ?? Infinity;
    forward(client, node).on('data', (data) => {
      bytes -= data.length;
      if (bytes < 0) client.destroy();
    });
  });
  return serve(proxy, (port) => act(`ws://127.0.0.1:${port}`));
}

/** Calls `act` with the address of a proxy with TLS, and with an environment in which a program trusts its certificate. */
export function withTls(node, act) {
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(ownFolder('tls'), name));
  const extensions = ['subjectAltName=DNS:localhost', 'basicConstraints=critical,CA:FALSE'].flatMap((text) => ['-addext', text]);
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=localhost'];
  execFileSync('openssl', ['req', ...kind, '-keyout', key, '-out', cert, ...extensions], { stdio: 'ignore' });
  const identity = { key: readFileSync(key), cert: readFileSync(cert) };
  const proxy = createTlsServer(identity, (client) => forward(client, node)).on('tlsClientError', () => {});
  return serve(proxy, (port) => act(`wss://localhost:${port}`, { ...process.env, SSL_CERT_FILE: cert }));
}
