// polkadot.js on the chain of useChain.

import { TAO, useChain } from '@dtao/test';
import '@polkadot/api-augment';
import { ApiPromise, Keyring, WsProvider } from '@polkadot/api';
import type { SubmittableExtrinsic } from '@polkadot/api/types';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { expect, it, onTestFinished } from 'vitest';

const chain = useChain();

async function connect(): Promise<ApiPromise> {
  await cryptoWaitReady();
  const api = await ApiPromise.create({ provider: new WsProvider(chain.url), noInitWarn: true });
  onTestFinished(() => api.disconnect());
  return api;
}

/** Sends a transaction and waits for its block. */
function included(api: ApiPromise, call: SubmittableExtrinsic<'promise'>, uri: string): Promise<void> {
  const signer = new Keyring({ type: 'sr25519' }).addFromUri(uri);
  return new Promise((done, fail) => {
    call
      .signAndSend(signer, { nonce: -1 }, ({ status, dispatchError, isError }) => {
        if (dispatchError?.isModule) fail(new Error(api.registry.findMetaError(dispatchError.asModule).name));
        else if (dispatchError || isError) fail(new Error(dispatchError?.toString() ?? status.type));
        else if (status.isInBlock || status.isFinalized) done();
      })
      .catch(fail);
  });
}

it.each([1, 2])('transfers from the same state in test %i', async () => {
  const api = await connect();
  await included(api, api.tx.balances.transferKeepAlive(chain.dave.address, TAO), '//Bob');
  await included(api, api.tx.balances.transferKeepAlive(chain.dave.address, TAO), '//Bob');
  expect(await chain.balance(chain.dave)).toBe(100_002n * TAO);
});

it('works again after a revert inside a test, with a client of before', async () => {
  const api = await connect();
  const snapshot = await chain.snapshot();
  for (let turn = 0; turn < 3; turn++) {
    await included(api, api.tx.balances.transferKeepAlive(chain.dave.address, TAO), '//Bob');
  }
  await chain.revert(snapshot);
  for (let turn = 0; turn < 3; turn++) {
    await included(api, api.tx.balances.transferKeepAlive(chain.dave.address, TAO), '//Bob');
  }
  expect(await chain.balance(chain.dave)).toBe(100_003n * TAO);
});

it('names an error of the chain', async () => {
  const api = await connect();
  const call = api.tx['subtensorModule']?.['startCall']?.(1);
  if (!call) throw new Error('the chain has no SubtensorModule.start_call');
  await expect(included(api, call, '//Bob')).rejects.toThrow('NotSubnetOwner');
});
