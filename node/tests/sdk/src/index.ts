/**
 * A dTAO node for tests by vitest: one node for each worker, a clean chain for every test.
 *
 * ```ts
 * const chain = useChain();
 *
 * it('pays', async () => {
 *   await chain.fund('//Miner', 10);
 *   expect(await chain.balance('//Miner')).toBe(10n * TAO);
 * });
 * ```
 */

import { dirname, resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, inject } from 'vitest';
import { Chain, type Sealing } from './chain.js';
import { type NodeOptions, START_MILLISECONDS } from './node.js';
import type { NodeRequest } from './setup.js';

export { TAO, type Account, type Key, type Who, account, addressOf, key, rao } from './accounts.js';
export { Chain, type Amount, type Outcome, type Sealing } from './chain.js';
export { CallError, type Event } from './codec.js';
export { Node, type NodeOptions, findBinary } from './node.js';
export { RpcError, rpc } from './rpc.js';

/** The chain of a file's or a suite's tests. */
export interface ChainOptions extends NodeOptions {
  /** The sealing at the start of each test: by default `instant`. */
  sealing?: Sealing;
  /** The secret of the sudo key, if it is no account of the development chain. */
  sudoUri?: string;
}

/**
 * Gives each test of the file, or of the `describe` in which it is called, a chain that is as clean as at its start: takes a
 * snapshot before the test and reverts to it afterwards. A genesis file is looked for beside the test file.
 *
 * Needs `@dtao/test/setup` as a `globalSetup` of vitest. Tests of one file run one after another: `it.concurrent` would share
 * the chain.
 */
export function useChain({ sealing = 'instant', sudoUri, genesis, args }: ChainOptions = {}): Chain {
  let chain: Chain | undefined;
  let snapshot: string | undefined;

  async function node(replace?: number): Promise<Chain> {
    const file = expect.getState().testPath ?? '.';
    const request: NodeRequest = {
      worker: process.env.VITEST_POOL_ID ?? '1',
      ...(args ? { args } : {}),
      ...(genesis ? { genesis: genesis.endsWith('.toml') ? resolve(dirname(file), genesis) : genesis } : {}),
      ...(replace ? { replace } : {}),
    };
    const response = await fetch(inject('dtaoNodes'), { method: 'POST', body: JSON.stringify(request) });
    const answer = (await response.json()) as { port: number } | { error: string };
    if ('error' in answer) throw new Error(answer.error);
    return new Chain(answer.port, sudoUri);
  }

  beforeAll(async () => {
    chain = await node();
  }, START_MILLISECONDS);

  beforeEach(async () => {
    chain = await node();
    snapshot = await chain.begin(sealing);
  }, START_MILLISECONDS);

  afterEach(async () => {
    if (!chain || snapshot === undefined) return;
    try {
      await chain.restore(snapshot);
    } catch (error) {
      console.warn(`the next test has a new node, since ${error instanceof Error ? error.message : String(error)}`);
      chain = await node(chain.port);
    }
  }, START_MILLISECONDS);

  // The node of a test is known when it runs, and may be another one for the next test.
  return new Proxy(Chain.prototype, {
    get(_, name) {
      if (!chain) throw new Error('the chain of useChain is there inside tests and hooks only');
      const value: unknown = Reflect.get(chain, name, chain);
      return typeof value === 'function' ? value.bind(chain) : value;
    },
  });
}
