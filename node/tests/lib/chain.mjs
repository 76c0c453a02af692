// The chain's state by block as plain integers, and calls with their exact effect.

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiPromise, Keyring, WsProvider } from '@polkadot/api';
import { bnToU8a, u8aConcat, stringToU8a, u8aToHex } from '@polkadot/util';
import { blake2AsHex, cryptoWaitReady, xxhashAsU8a } from '@polkadot/util-crypto';

await cryptoWaitReady();
const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 });

/** The key pair of a development account, such as `//Bob`. */
export const pair = (uri) => keyring.addFromUri(uri);

export const bob = pair('//Bob');
export const charlie = pair('//Charlie');
export const aliceHotkey = pair('//Alice//hotkey').address;

/** Connects to a node. The caller must call `disconnect`. */
export function connect(node) {
  return ApiPromise.create({ provider: new WsProvider(node.endpoint), noInitWarn: true, throwOnConnect: true });
}

// ---------------------------------------------------------------- reading

const big = (codec) => codec.toBigInt();

/** Returns the first of a pool's switches, which before runtime 106 was the only one. The formulas have no subnet with another. */
function allowsRegistrations(pool) {
  if (pool.registrationAllowed) return pool.registrationAllowed.isTrue;
  const switches = pool.switches.toNumber();
  if (switches > 1) throw new Error(`the formulas do not know the switches ${switches}`);
  return switches === 1;
}

function plainPool(pool) {
  return {
    T: big(pool.tao),
    A: big(pool.alphaIn),
    O: big(pool.alphaOut),
    unowned: big(pool.unowned),
    claimable: big(pool.claimable),
    movingPrice: big(pool.movingPrice.bits),
    volume: big(pool.volume),
    feeRate: big(pool.feeRate),
    firstEmissionBlock: pool.firstEmissionBlock.isSome ? big(pool.firstEmissionBlock.unwrap()) : null,
    registrationAllowed: allowsRegistrations(pool),
    emaHalvingBlocks: big(pool.emaHalvingBlocks),
    pending: {
      server: big(pool.pending.server),
      validator: big(pool.pending.validator),
      owner: big(pool.pending.owner),
      rootTao: big(pool.pending.rootTao),
      rootAlphaSold: big(pool.pending.rootAlphaSold),
      rootAlpha: big(pool.pending.rootAlpha),
    },
    emission: {
      tao: big(pool.emission.taoIn),
      alphaIn: big(pool.emission.alphaIn),
      alphaOut: big(pool.emission.alphaOut),
    },
  };
}

/** Returns the state after a block: its number, the issuance, the fees that it burned, and every subnet's pool. */
export async function stateAt(api, hash) {
  const at = await api.at(hash);
  const pages = await at.query.swap.poolPages.entries();
  const pools = new Map();
  for (const [, page] of pages) {
    for (const [netuid, pool] of page) pools.set(netuid.toNumber(), plainPool(pool));
  }
  return {
    hash: hash.toString(),
    block: big(await at.query.system.number()),
    issuance: big(await at.query.balances.totalIssuance()),
    burned: await burnsFees(at) ? burnedBy(await at.query.system.events()) : 0n,
    pools: new Map([...pools].sort(([a], [b]) => a - b)),
  };
}

/** Returns true if a block's runtime burns half of its fees: earlier ones paid them out. */
const burnsFees = async (at) => (await at.query.system.lastRuntimeUpgrade()).unwrap().specVersion.toNumber() >= 104;

/** Returns what a block with these events burned: half of each fee without its tip, rounded up. */
function burnedBy(events) {
  const paid = events.map(({ event }) => event).filter(({ section, method }) => section === 'transactionPayment' && method === 'TransactionFeePaid');
  return paid.reduce((sum, { data }) => sum + (big(data.actualFee) - big(data.tip) + 1n) / 2n, 0n);
}

/** The state after the best block. */
export const stateNow = async (api) => stateAt(api, await api.rpc.chain.getBlockHash());

/** Returns the author of a block: Aura assigns slots to the authorities in turn. */
export async function authorOf(api, hash) {
  const { digest } = await api.rpc.chain.getHeader(hash);
  const [, slot] = digest.logs.find((log) => log.isPreRuntime).asPreRuntime;
  const authorities = await (await api.at(hash)).query.aura.authorities();
  const turn = Number(Buffer.from(slot.toU8a(true)).readBigUInt64LE() % BigInt(authorities.length));
  return keyring.encodeAddress(authorities[turn]);
}

/** Returns an account's free and reserved balance, together. */
export async function balanceAt(api, hash, address) {
  const { data } = await (await api.at(hash)).query.system.account(address);
  return big(data.free) + big(data.reserved);
}

/** Returns the sum of all balances after a block. */
export async function sumOfBalances(api, hash) {
  const accounts = await (await api.at(hash)).query.system.account.entries();
  return accounts.reduce((sum, [, { data }]) => sum + big(data.free) + big(data.reserved), 0n);
}

/** Returns the stake of a coldkey with a hotkey, in rao of alpha (of TAO at root). */
export async function stakeAt(api, hash, hotkey, coldkey, netuid) {
  const at = await api.at(hash);
  const info = await at.call.stakeInfoRuntimeApi.getStakeInfoForHotkeyColdkeyNetuid(hotkey, coldkey, netuid);
  return big(info.unwrap().stake);
}

/** The custody account, which holds the TAO of all pools. */
export function custodyAccount(api) {
  const account = new Uint8Array(32);
  account.set(u8aConcat(stringToU8a('modl'), api.consts.swap.palletId.toU8a()));
  return keyring.encodeAddress(account);
}

/** The account that held a subnet's TAO until runtime 102; with `rootdivs`, the one that held root's dividends. */
export function oldPoolAccount(api, netuidOrName) {
  const name = typeof netuidOrName === 'string' ? stringToU8a(netuidOrName) : bnToU8a(netuidOrName, { bitLength: 16 });
  const account = new Uint8Array(32);
  account.set(u8aConcat(stringToU8a('modl'), api.consts.swap.palletId.toU8a(), name));
  return keyring.encodeAddress(account);
}

/** Checks the books of the custody account after a block against its balance and the pools. No subnet is being dissolved. */
export async function assertCustody(api, { hash, pools }, gifts = 0n) {
  const at = await api.at(hash);
  const account = custodyAccount(api);
  assert.equal((await at.call.custodyRuntimeApi.getCustodyAccount()).toString(), account);
  const books = (await at.call.custodyRuntimeApi.getCustodyBooks()).unwrap();
  const sum = (values) => values.reduce((total, value) => total + value, 0n);
  const [root, ...others] = [...pools].sort(([one], [two]) => one - two).map(([, pool]) => pool);
  const expected = {
    pools: sum(others.map((pool) => pool.T)),
    rootStake: root.T,
    rootDividends: sum(others.map((pool) => pool.pending.rootTao)),
    pots: 0n,
    existentialDeposit: api.consts.balances.existentialDeposit.toBigInt(),
    gifts,
  };
  const shown = Object.fromEntries(Object.keys(expected).map((field) => [field, books[field].toBigInt()]));
  assert.deepEqual(shown, expected);
  assert.equal(books.balance.toBigInt(), sum(Object.values(expected)));
  assert.equal(await balanceAt(api, hash, account), books.balance.toBigInt());
}

/** Returns every storage value of a pallet after a block, by key. */
export async function storageOf(api, hash, pallet) {
  const keys = await api.rpc.state.getKeysPaged(u8aToHex(xxhashAsU8a(pallet, 128)), 1000, undefined, hash);
  const values = await Promise.all(keys.map((key) => api.rpc.state.getStorage(key, hash)));
  return Object.fromEntries(keys.map((key, n) => [key.toHex(), values[n].toString()]));
}

// ---------------------------------------------------------------- calling

/** Seals a block on a chain with manual sealing. */
export async function makeBlock(api) {
  return (await api.rpc.engine.createBlock(true, true)).blockHash;
}

/** Returns the name of a dispatch error. */
export function errorName(api, dispatchError) {
  if (!dispatchError.isModule) return dispatchError.toString();
  return api.registry.findMetaError(dispatchError.asModule).name;
}

/**
 * Signs a call, seals its block and returns its outcome: the states before and after, the events of the call, the name of
 * its error (null if it succeeded) and the transaction fee (0 if the call was free).
 */
export async function act(api, who, call, options = {}) {
  const signed = await call.signAsync(who, { nonce: -1, ...options });
  return include(api, signed);
}

/** The same for a call that must succeed. */
export async function succeed(api, who, call) {
  const done = await act(api, who, call);
  assert.equal(done.error, null);
  return done;
}

/** Returns the commitment of a hotkey to weights at a subnet, as clients compute it. */
export const commitmentTo = (api, hotkey, netuid, { uids, values, salt, version = 0 }) => blake2AsHex(
  api.createType('(AccountId, u16, Vec<u16>, Vec<u16>, Vec<u16>, u64)', [hotkey, netuid, uids, values, salt, version]).toU8a(),
);

/** Submits a signed call and seals its block with `make`, which returns the block's hash; see {@link act}. */
export async function include(api, signed, make = makeBlock) {
  await api.rpc.author.submitExtrinsic(signed);
  for (let tries = 0; tries < 20; tries += 1) {
    const parent = await api.rpc.chain.getBlockHash();
    const hash = await make(api);
    const block = await api.rpc.chain.getBlock(hash);
    const index = block.block.extrinsics.findIndex((extrinsic) => extrinsic.hash.eq(signed.hash));
    if (index >= 0) return outcome(api, parent, hash, index);
    await sleep(50);
  }
  throw new Error('the call is in none of 20 blocks');
}

async function outcome(api, parent, hash, index) {
  const all = await (await api.at(hash)).query.system.events();
  const events = all
    .filter(({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.eqn(index))
    .map(({ event }) => event);
  const find = (pallet, name) => events.find(({ section, method }) => section === pallet && method === name);
  const failed = find('system', 'ExtrinsicFailed');
  const paid = find('transactionPayment', 'TransactionFeePaid');
  return {
    parent,
    hash,
    before: await stateAt(api, parent),
    after: await stateAt(api, hash),
    events,
    find,
    error: failed ? errorName(api, failed.data[0]) : null,
    fee: paid ? big(paid.data.actualFee) : 0n,
  };
}

/** Returns the data of an event as plain values: integers as BigInt, accounts as addresses. */
export const plainData = (event) =>
  event.data.map((field) => (typeof field.toBigInt === 'function' ? field.toBigInt() : field.toString()));

/** Asserts the subnets' pools and the issuance, to which the fees that the block burned are added again. A failure shows the differences by subnet. */
export function assertState(actual, expected) {
  assert.deepEqual(Object.fromEntries(actual.pools), Object.fromEntries(expected.pools));
  assert.equal(actual.issuance + actual.burned, expected.issuance + (expected.burned ?? 0n));
}

/** Asserts that all balances add up to the issuance, which grew by the TAO that blocks put into pools, less the fees that they burned. */
export async function assertBooks(api, gifts = 0n) {
  const now = await stateNow(api);
  const { hash, block, issuance } = now;
  assert.equal(await sumOfBalances(api, hash), issuance);
  await assertCustody(api, now, gifts);
  const genesis = await stateAt(api, api.genesisHash);
  let [injected, burned] = [0n, 0n];
  for (let number = 1n; number <= block; number += 1n) {
    const { pools, burned: fees } = await stateAt(api, await api.rpc.chain.getBlockHash(number));
    burned += fees;
    for (const pool of pools.values()) injected += pool.emission.tao;
  }
  assert.ok(injected > 0n);
  assert.equal(issuance, genesis.issuance + injected - burned);
}
