// Signing with a metadata hash, as hardware wallets do: the signature covers the metadata by which the call was shown, and the
// chain accepts the call only if that is its own metadata.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { merkleizeMetadata } from '@polkadot-api/merkleize-metadata';
import { DedotClient, WsProvider } from 'dedot';
import { createClient } from 'polkadot-api';
import { getPolkadotSigner, withMetadataHash } from 'polkadot-api/signer';
import { getWsProvider } from 'polkadot-api/ws';
import { TAO, buy, step } from '../lib/formulas.mjs';
import { aliceHotkey, bob, connect, include, plainData } from '../lib/chain.mjs';
import { Node } from '../lib/node.mjs';
import { TypeRegistry, WebSocket, hexToU8a, u8aToHex } from '../lib/polkadot.mjs';

const TOKEN = { decimals: 9, tokenSymbol: 'TAO' };
const MODE_WITH_HASH = 1;

describe('A transaction signed with a metadata hash', { timeout: 300_000, concurrency: false }, () => {
  let node, api, metadata;

  before(async () => {
    node = await Node.dev('metadata-hash');
    api = await connect(node);
    const answer = hexToU8a(await node.call('state_call', ['Metadata_metadata_at_version', '0x0f000000']));
    metadata = new TypeRegistry().createType('Option<OpaqueMetadata>', answer).unwrap().toU8a(true);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  const hashFor = (token) => u8aToHex(merkleizeMetadata(metadata, token).digest());
  const signed = (options) => api.tx.subtensorModule.addStake(aliceHotkey, 1, TAO).signAsync(bob, { nonce: -1, ...options });
  const refuses = (bytes) => assert.rejects(node.call('author_submitExtrinsic', [u8aToHex(bytes)]), { code: 1010, data: 'Transaction has a bad signature' });

  /** Returns the stake event of a call that staked 1 TAO; asserts that it succeeded. */
  async function assertStaked(done) {
    assert.equal(done.error, null);
    const trade = buy(step(done.before, done.before.block + 1n).pools.get(1), TAO);
    assert.deepEqual(plainData(done.find('subtensorModule', 'StakeAdded')), [bob.address, aliceHotkey, TAO - trade.fee, trade.out, 1n, trade.fee]);
  }

  it('is accepted from polkadot.js', async () => {
    const extrinsic = await signed({ mode: MODE_WITH_HASH, metadataHash: hashFor(TOKEN) });
    await assertStaked(await include(api, extrinsic));
  });

  it('is refused with the hash of other metadata: another token, other decimals, another text', async () => {
    for (const token of [{ ...TOKEN, tokenSymbol: 'DOT' }, { ...TOKEN, decimals: 12 }]) {
      assert.notEqual(hashFor(token), hashFor(TOKEN));
      await refuses((await signed({ mode: MODE_WITH_HASH, metadataHash: hashFor(token) })).toU8a());
    }
    await refuses((await signed({ mode: MODE_WITH_HASH, metadataHash: `0x${'00'.repeat(32)}` })).toU8a());
  });

  it('is refused if the hash was signed and the mode is off, or the other way round', async () => {
    await refuses((await signed({ mode: 0, metadataHash: hashFor(TOKEN) })).toU8a());
    await refuses((await signed({ mode: MODE_WITH_HASH })).toU8a());
    await assertStaked(await include(api, await signed({})));
  });

  it('is accepted from PAPI, which computes the hash itself, and refused with another token', async () => {
    const client = createClient(getWsProvider(node.endpoint, { websocketClass: WebSocket }));
    try {
      const plain = getPolkadotSigner(bob.publicKey, 'Sr25519', (message) => bob.sign(message));
      const tx = client.getUnsafeApi().tx.SubtensorModule.add_stake({ hotkey: aliceHotkey, netuid: 1, amount_staked: TAO });
      const extrinsic = await tx.sign(withMetadataHash(TOKEN, plain));
      const wrong = await tx.sign(withMetadataHash({ ...TOKEN, decimals: 10 }, plain));
      await refuses(bytesOf(wrong));
      await assertStaked(await include(api, api.createType('Extrinsic', bytesOf(extrinsic))));
    } finally {
      client.destroy();
    }
  });

  it('is accepted from dedot', async () => {
    const client = await DedotClient.new(new WsProvider(node.endpoint));
    try {
      const tx = client.tx.subtensorModule.addStake(aliceHotkey, 1, TAO);
      await refuses((await tx.sign(bob, { metadataHash: hashFor({ ...TOKEN, tokenSymbol: 'ALPHA' }) })).toU8a());
      const extrinsic = await client.tx.subtensorModule.addStake(aliceHotkey, 1, TAO).sign(bob, { metadataHash: hashFor(TOKEN) });
      await assertStaked(await include(api, api.createType('Extrinsic', extrinsic.toU8a())));
    } finally {
      await client.disconnect();
    }
  });

  it('comes with a proof of exactly those parts of the metadata that a wallet needs to show it', async () => {
    const whole = merkleizeMetadata(metadata, TOKEN);
    const extrinsic = await signed({ mode: MODE_WITH_HASH, metadataHash: u8aToHex(whole.digest()) });
    const proof = whole.getProofForExtrinsic(extrinsic.toU8a());
    assert.ok(proof.length > 500 && proof.length < metadata.length / 10, `${proof.length} of ${metadata.length} bytes`);
    assert.throws(() => whole.getProofForExtrinsic(extrinsic.toU8a().slice(0, 40)));
  });
});

const bytesOf = (bytes) => (typeof bytes === 'string' ? hexToU8a(bytes) : bytes);
