// The names and numbers that clients rely on: metadata, pallets, calls, constants, properties, RPC methods.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Metadata, TypeRegistry } from '@polkadot/types';
import { hexToU8a, u8aToHex } from '@polkadot/util';
import { TAO } from '../lib/formulas.mjs';
import { act, aliceHotkey, balanceAt, bob, connect, pair, stakeAt } from '../lib/chain.mjs';
import { Node } from '../lib/node.mjs';

const NAMES = ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie'];

describe('The interface', { timeout: 120_000 }, () => {
  let node, api;

  before(async () => {
    node = await Node.dev('interface');
    api = await connect(node);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  /** The metadata of this version, as the runtime returns it. */
  async function metadata(version) {
    const answer = hexToU8a(await node.call('state_call', ['Metadata_metadata_at_version', `0x${version.toString(16).padStart(2, '0')}000000`]));
    return new TypeRegistry().createType('Option<OpaqueMetadata>', answer).unwrap().toU8a(true);
  }

  for (const version of [14, 15, 16]) {
    it(`serves metadata ${version}`, async () => {
      const bytes = await metadata(version);
      assert.equal(Buffer.from(bytes.slice(0, 4)).toString(), 'meta');
      assert.equal(bytes[4], version);
    });
  }

  it('describes the same in each version of the metadata, and lists the versions', async () => {
    const versions = await api.call.metadata.metadataVersions();
    assert.deepEqual(versions.map((version) => version.toNumber()).sort(), [14, 15, 16]);
    const pallets = async (version) => {
      const decoded = new Metadata(new TypeRegistry(), await metadata(version));
      return decoded.asLatest.pallets.map(({ name, index, calls, events, errors, constants, storage }) => [
        name.toString(), index.toNumber(), [calls, events, errors].map(({ isSome }) => isSome), constants.map((one) => one.name.toString()),
        storage.isSome ? storage.unwrap().items.map((item) => item.name.toString()) : [],
      ]);
    };
    const [v14, v15, v16] = [await pallets(14), await pallets(15), await pallets(16)];
    assert.ok(v14.length > 10);
    assert.deepEqual(v15, v14);
    assert.deepEqual(v16, v14);
    assert.equal(u8aToHex(await metadata(14)), await node.call('state_getMetadata'));
    const none = await node.call('state_call', ['Metadata_metadata_at_version', '0x0d000000']);
    assert.equal(none, '0x00');
  });

  it('accepts extrinsics of version 4', async () => {
    const registry = new TypeRegistry();
    assert.equal(new Metadata(registry, await metadata(15)).asV15.extrinsic.version.toNumber(), 4);
    assert.equal(api.extrinsicVersion, 4);
  });

  it('has the transaction extensions that clients sign, and no other that carries data', async () => {
    const { signedExtensions } = new Metadata(new TypeRegistry(), await metadata(15)).asV15.extrinsic;
    const names = signedExtensions.map(({ identifier }) => identifier.toString());
    for (const name of [
      'CheckNonZeroSender', 'CheckSpecVersion', 'CheckTxVersion', 'CheckGenesis', 'CheckMortality', 'CheckNonce',
      'CheckWeight', 'ChargeTransactionPayment', 'CheckMetadataHash',
    ]) assert.ok(names.includes(name), `${name} is missing in ${names}`);
    // A client that does not know an extension's data signs something else than the chain checks.
    const size = (type) => api.registry.createType(api.registry.createLookupType(type)).encodedLength;
    const withBytes = (part) => signedExtensions.filter((one) => size(one[part]) > 0).map(({ identifier }) => identifier.toString());
    assert.deepEqual(withBytes('type'), ['CheckMortality', 'CheckNonce', 'ChargeTransactionPayment', 'CheckMetadataHash']);
    assert.deepEqual(withBytes('additionalSigned'), [
      'CheckSpecVersion', 'CheckTxVersion', 'CheckGenesis', 'CheckMortality', 'CheckMetadataHash',
    ]);
  });

  it('has its pallets at the indices that clients and wallets expect', () => {
    const indices = Object.fromEntries(api.runtimeMetadata.asLatest.pallets.map(({ name, index }) => [name.toString(), index.toNumber()]));
    const expected = { System: 0, Balances: 5, SubtensorModule: 7, AdminUtils: 19, Swap: 28 };
    for (const [name, index] of Object.entries(expected)) assert.equal(indices[name], index, name);
    for (const name of ['Timestamp', 'Aura', 'Grandpa', 'TransactionPayment', 'Sudo', 'Utility', 'Proxy', 'Multisig']) {
      assert.ok(name in indices, `${name} is missing`);
    }
  });

  const CALLS = {
    addStake: [2, ['hotkey', 'netuid', 'amount_staked']],
    removeStake: [3, ['hotkey', 'netuid', 'amount_unstaked']],
    addStakeLimit: [88, ['hotkey', 'netuid', 'amount_staked', 'limit_price', 'allow_partial']],
    removeStakeLimit: [89, ['hotkey', 'netuid', 'amount_unstaked', 'limit_price', 'allow_partial']],
    decreaseTake: [65, ['hotkey', 'take']],
    increaseTake: [66, ['hotkey', 'take']],
    unstakeAll: [83, ['hotkey']],
    unstakeAllAlpha: [84, ['hotkey']],
    moveStake: [85, ['origin_hotkey', 'destination_hotkey', 'origin_netuid', 'destination_netuid', 'alpha_amount']],
    transferStake: [86, ['destination_coldkey', 'hotkey', 'origin_netuid', 'destination_netuid', 'alpha_amount']],
    swapStake: [87, ['hotkey', 'origin_netuid', 'destination_netuid', 'alpha_amount']],
    swapStakeLimit: [
      90, ['hotkey', 'origin_netuid', 'destination_netuid', 'alpha_amount', 'limit_price', 'allow_partial'],
    ],
    recycleAlpha: [101, ['hotkey', 'amount', 'netuid']],
    burnAlpha: [102, ['hotkey', 'amount', 'netuid']],
    removeStakeFullLimit: [103, ['hotkey', 'netuid', 'limit_price']],
    addStakeBurn: [132, ['hotkey', 'netuid', 'amount', 'limit']],
    moveStakeLimit: [
      210, ['origin_hotkey', 'destination_hotkey', 'origin_netuid', 'destination_netuid', 'alpha_amount', 'limit_price', 'allow_partial'],
    ],
    transferStakeAndHotkey: [
      211, ['destination_coldkey', 'origin_hotkey', 'destination_hotkey', 'origin_netuid', 'destination_netuid', 'alpha_amount'],
    ],
    claimRootWithHotkey: [212, ['hotkey']],
  };
  for (const [name, [index, names]] of Object.entries(CALLS)) {
    it(`has the call ${name} with its index and the names of its arguments`, () => {
      assert.deepEqual([...api.tx.subtensorModule[name].callIndex], [7, index]);
      // polkadot.js changes the case of names; these are the names in the metadata.
      const { calls } = api.runtimeMetadata.asLatest.pallets.find((pallet) => pallet.name.eq('SubtensorModule'));
      const { variants } = api.registry.lookup.getSiType(calls.unwrap().type).def.asVariant;
      const call = variants.find((variant) => variant.index.eqn(index));
      assert.equal(call.name.toString(), name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
      assert.deepEqual(call.fields.map((field) => field.name.unwrap().toString()), names);
    });
  }

  it('has the addresses, decimals and existential deposit of TAO', async () => {
    assert.equal(api.consts.system.ss58Prefix.toNumber(), 42);
    assert.equal(api.consts.balances.existentialDeposit.toBigInt(), 500n);
    assert.deepEqual(await node.call('system_properties'), { ss58Format: 42, tokenDecimals: 9, tokenSymbol: 'TAO' });
    assert.equal(await node.call('system_chainType').then((type) => type.toString()), 'Development');
  });

  it('has the RPC methods that clients call, under their old and new names', async () => {
    const { methods } = await node.call('rpc_methods');
    for (const method of [
      'account_nextIndex', 'system_accountNextIndex', 'chain_getHead', 'state_getStorageAt', 'state_getKeys',
      'author_submitAndWatchExtrinsic', 'chain_subscribeFinalizedHeads', 'chainHead_v1_follow', 'chainSpec_v1_genesisHash',
      'transaction_v1_broadcast', 'transactionWatch_v1_submitAndWatch', 'engine_createBlock', 'engine_finalizeBlock',
      'payment_queryInfo', 'system_dryRun', 'dtao_history',
    ]) assert.ok(methods.includes(method), `${method} is missing`);
  });

  it('has the runtime APIs that clients call, with the names of their arguments', () => {
    const names = (api, method) => api[method].meta.params.map(({ name }) => name);
    const { swapRuntimeApi, subnetInfoRuntimeApi, stakeInfoRuntimeApi } = api.call;
    assert.deepEqual(names(swapRuntimeApi, 'simSwapTaoForAlpha'), ['netuid', 'tao']);
    assert.deepEqual(names(swapRuntimeApi, 'simSwapAlphaForTao'), ['netuid', 'alpha']);
    assert.ok(swapRuntimeApi.currentAlphaPrice && swapRuntimeApi.currentAlphaPriceAll);
    assert.ok(subnetInfoRuntimeApi.getDynamicInfo && subnetInfoRuntimeApi.getAllDynamicInfo);
    assert.ok(stakeInfoRuntimeApi.getStakeInfoForColdkey && stakeInfoRuntimeApi.getStakeInfoForColdkeys);
    assert.ok(stakeInfoRuntimeApi.getStakeInfoForHotkeyColdkeyNetuid && stakeInfoRuntimeApi.getColdkeyLock);
  });

  it('makes Alice sudo and gives each of the six accounts 100 000 TAO and a hotkey', async () => {
    assert.equal((await api.query.sudo.key()).toString(), pair('//Alice').address);
    for (const name of NAMES) {
      const { address } = pair(`//${name}`);
      assert.equal(await balanceAt(api, api.genesisHash, address), 100_000n * TAO, name);
      const hotkey = pair(`//${name}//hotkey`).address;
      assert.equal((await api.query.subtensorModule.owner(hotkey)).toString(), address, name);
      const owned = await api.query.subtensorModule.ownedHotkeys(address);
      assert.ok(owned.map(String).includes(hotkey), name);
    }
  });

  it('lists all subnets by netuid, each with a symbol of one character', async () => {
    const all = await api.call.subnetInfoRuntimeApi.getAllDynamicInfo();
    assert.deepEqual(all.map((info) => info.unwrap().netuid.toNumber()), [0, 1, 2, 3]);
    for (const info of all) {
      const symbol = Buffer.from(info.unwrap().tokenSymbol.map((letter) => letter.toNumber())).toString('utf8');
      assert.equal([...symbol].length, 1, symbol);
      assert.ok(info.unwrap().subnetName.length > 0);
    }
  });

  it('returns all stake of a coldkey, a row for each requested coldkey, and no lock', async () => {
    await act(api, bob, api.tx.subtensorModule.addStake(aliceHotkey, 1, TAO));
    const nobody = pair('//nobody').address;
    const rows = await api.call.stakeInfoRuntimeApi.getStakeInfoForColdkeys([bob.address, nobody]);
    assert.deepEqual(rows.map(([account]) => account.toString()), [bob.address, nobody]);
    assert.equal(rows[1][1].length, 0);
    const row = rows[0][1].find((info) => info.hotkey.eq(aliceHotkey) && info.netuid.unwrap().eqn(1));
    const hash = await api.rpc.chain.getBlockHash();
    assert.equal(row.stake.toBigInt(), await stakeAt(api, hash, aliceHotkey, bob.address, 1));
    const none = await api.call.stakeInfoRuntimeApi.getStakeInfoForHotkeyColdkeyNetuid(aliceHotkey, nobody, 1);
    assert.equal(none.unwrap().stake.toBigInt(), 0n);
    assert.ok((await api.call.stakeInfoRuntimeApi.getColdkeyLock(bob.address, 1)).isNone);
  });
});
