// PAPI on the chain of useChain.

import { TAO, useChain } from '@dtao/test';
import { createClient, type PolkadotClient } from 'polkadot-api';
import { getPolkadotSigner } from 'polkadot-api/signer';
import { getWsProvider } from 'polkadot-api/ws';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

const chain = useChain();

function connect(): PolkadotClient {
  // From Node.js 22 on there is a WebSocket without a package.
  const client = createClient(getWsProvider(chain.url, { websocketClass: WebSocket as never }));
  onTestFinished(() => client.destroy());
  return client;
}

function transfer(client: PolkadotClient): Promise<{ ok: boolean }> {
  const { publicKey, sign } = chain.bob;
  const call = client.getUnsafeApi().tx.Balances?.transfer_keep_alive?.({
    dest: { type: 'Id', value: chain.dave.address },
    value: TAO,
  });
  if (!call) throw new Error('the chain has no Balances.transfer_keep_alive');
  return call.signAndSubmit(getPolkadotSigner(publicKey, 'Sr25519', sign));
}

it.each([1, 2])('transfers from the same state in test %i', async () => {
  const client = connect();
  expect((await transfer(client)).ok).toBe(true);
  expect((await transfer(client)).ok).toBe(true);
  expect(await chain.balance(chain.dave)).toBe(100_002n * TAO);
});

it('takes a new client after a revert inside a test', async () => {
  const snapshot = await chain.snapshot();
  const before = connect();
  await transfer(before);
  await transfer(before);
  before.destroy();
  await chain.revert(snapshot);
  expect((await transfer(connect())).ok).toBe(true);
  expect(await chain.balance(chain.dave)).toBe(100_001n * TAO);
});
