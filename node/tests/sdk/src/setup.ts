/**
 * The global setup of vitest: keeps the nodes of a run, one for each worker and genesis, and stops them at its end.
 *
 * ```ts
 * export default defineConfig({ test: { globalSetup: ['@dtao/test/setup'] } });
 * ```
 *
 * Workers ask for their node by HTTP, so that a test file finds the node of the file that the worker ran before.
 */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { Node, type NodeOptions } from './node.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The address at which workers ask for their nodes. */
    dtaoNodes: string;
  }
}

/** A worker's request: the node for this chain; a new one if `replace` is the port of the present one. */
export interface NodeRequest extends NodeOptions {
  worker: string;
  replace?: number;
}

/** The nodes of a run. */
class Nodes {
  readonly #nodes = new Map<string, Promise<Node>>();

  async get({ worker, replace, ...options }: NodeRequest): Promise<Node> {
    const key = JSON.stringify([worker, options.genesis, options.args]);
    const present = await this.#nodes.get(key)?.catch(() => undefined);
    if (present?.alive && present.port !== replace) return present;
    await present?.stop();
    const node = Node.start(options);
    this.#nodes.set(key, node);
    return node;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#nodes.values()].map((node) => node.then((started) => started.stop(), () => undefined)));
  }
}

/** Starts to keep nodes; vitest calls the function that it returns when the run has ended. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const nodes = new Nodes();
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      nodes
        .get(JSON.parse(body) as NodeRequest)
        .then(({ port }) => ({ port }), (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }))
        .then((answer) => response.end(JSON.stringify(answer)), () => response.destroy());
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  project.provide('dtaoNodes', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.close();
    await nodes.stop();
  };
}
