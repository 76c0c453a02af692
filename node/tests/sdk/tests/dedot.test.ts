// dedot on the chain of useChain.

import { TAO, useChain } from '@dtao/test';
import { Keyring } from '@polkadot/api';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { DedotClient, WsProvider } from 'dedot';
import { expect, it, onTestFinished } from 'vitest';

const chain = useChain();
const open = new Set<DedotClient>();

async function connect(): Promise<DedotClient> {
  await cryptoWaitReady();
  const client = await DedotClient.new(new WsProvider(chain.url));
  open.add(client);
  onTestFinished(() => close(client));
  return client;
}

/** Disconnects a client once: dedot throws the second time. */
async function close(client: DedotClient): Promise<void> {
  if (open.delete(client)) await client.disconnect();
}

async function transfer(client: DedotClient): Promise<void> {
  const bob = new Keyring({ type: 'sr25519' }).addFromUri('//Bob');
  const { dispatchError } = await client.tx.balances
    .transferKeepAlive(chain.dave.address, TAO)
    .signAndSend(bob)
    .untilFinalized();
  expect(dispatchError).toBeUndefined();
}

it.each([1, 2])('transfers from the same state in test %i', async () => {
  const client = await connect();
  await transfer(client);
  await transfer(client);
  expect(await chain.balance(chain.dave)).toBe(100_002n * TAO);
});

it('takes a new client after a revert inside a test', async () => {
  const snapshot = await chain.snapshot();
  const before = await connect();
  await transfer(before);
  await transfer(before);
  await close(before);
  await chain.revert(snapshot);
  await transfer(await connect());
  expect(await chain.balance(chain.dave)).toBe(100_001n * TAO);
});
