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
  const client = createClient(getWsProvider(chain.url, { websocketClass: WebSocket as unknown as typeof globalThis.WebSocket }));
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

it('works again after a revert inside a test, with a client of before', async () => {
  const client = connect();
  const snapshot = await chain.snapshot();
  await transfer(client);
  await transfer(client);
  await chain.revert(snapshot);
  expect((await transfer(client)).ok).toBe(true);
  expect(await chain.balance(chain.dave)).toBe(100_001n * TAO);
});
