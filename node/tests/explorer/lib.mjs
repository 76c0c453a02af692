// Serves the built page, starts the node and opens browsers for the tests.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built page. */
export const BUNDLE = fileURLToPath(new URL('../../explorer/dist', import.meta.url));

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml' };

/** The headers with which the node serves the page of a node at this RPC port. */
export const headersFor = (rpcPort) => ({
  'content-security-policy':
    `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws://127.0.0.1:${rpcPort}; ` +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
});

/** Serves the page as the node does. Returns its address, and a function that stops the server. */
export async function serve(rpcPort, port = 0) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    for (const [name, value] of Object.entries(headersFor(rpcPort))) response.setHeader(name, value);
    if (path === '/config.json') {
      response.setHeader('content-type', 'application/json');
      return response.end(JSON.stringify({ rpcPort }));
    }
    const name = path === '/' ? 'index.html' : path.slice(1);
    const content = /^[a-z.]+$/.test(name) ? await readFile(join(BUNDLE, name)).catch(() => undefined) : undefined;
    response.statusCode = content ? 200 : 404;
    response.setHeader('content-type', TYPES[extname(name)] ?? 'text/plain');
    return response.end(content ?? 'not found');
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, stop: () => new Promise((resolve) => server.close(resolve)) };
}
