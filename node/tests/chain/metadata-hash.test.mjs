// An offline signer signs the hash of the metadata by which it has decoded the transaction. The chain accepts the transaction
// only if that is the hash of its own metadata.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { merkleizeMetadata } from '@polkadot-api/merkleize-metadata';
import { act, aliceHotkey, bob, connect, include } from '../lib/chain.mjs';
import { Node } from '../lib/node.mjs';
import { TAO } from '../lib/formulas.mjs';

const TOKEN = { base58Prefix: 42, decimals: 9, tokenSymbol: 'TAO' };

describe('A transaction with the hash of the metadata', { timeout: 120_000 }, () => {
  let node, api, metadata, chain;

  before(async () => {
    node = await Node.dev('metadata-hash');
    api = await connect(node);
    metadata = (await api.call.metadata.metadataAtVersion(15)).unwrap().toU8a(true);
    const { specName, specVersion } = api.runtimeVersion;
    chain = { ...TOKEN, specName: specName.toString(), specVersion: specVersion.toNumber() };
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  const digest = (about) => `0x${Buffer.from(merkleizeMetadata(metadata, about).digest()).toString('hex')}`;
  const stake = () => api.tx.subtensorModule.addStake(aliceHotkey, 1, TAO);

  it('is accepted and executed', async () => {
    const done = await act(api, bob, stake(), { mode: 1, metadataHash: digest(chain) });
    assert.equal(done.error, null);
    assert.ok(done.find('subtensorModule', 'StakeAdded'));
  });

  it('is refused if the signer was shown another token or other decimals', async () => {
    const lies = [{ tokenSymbol: 'TAQ' }, { decimals: 12 }];
    for (const lie of lies) {
      const signed = await stake().signAsync(bob, { nonce: -1, mode: 1, metadataHash: digest({ ...chain, ...lie }) });
      await assert.rejects(include(api, signed), /bad signature/, JSON.stringify(lie));
    }
  });

  it('is accepted without the hash too', async () => {
    const done = await act(api, bob, stake());
    assert.equal(done.error, null);
  });
});
