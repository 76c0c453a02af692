// The TAO of the accounts that runtime 102 had for each subnet moves into one account: pools, root's dividends, the pot of a subnet
// whose holders are being paid, existential deposits and gifts.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { blake2AsU8a, encodeAddress } from '@polkadot/util-crypto';
import { TAO } from '../lib/formulas.mjs';
import {
  aliceHotkey, balanceAt, bob, connect, custodyAccount, makeBlock, oldPoolAccount, pair, stateNow, succeed, sumOfBalances,
} from '../lib/chain.mjs';
import { Node, builtRuntime, ownFolder } from '../lib/node.mjs';
import { lastLine, oldChain, upgrade } from '../lib/upgrade.mjs';

const CHECKS = builtRuntime('runtime-with-checks');
const RELEASE = 102;

/** Holders of subnet 2's alpha: more than can be paid before the upgrade, at 128 a block. */
const HOLDERS = Array.from({ length: 700 }, (_, n) => encodeAddress(blake2AsU8a(`holder ${n}`), 42));
const STAKE = 1n * TAO;

/** Gifts to the accounts of a pool, of root's dividends, of root, of a subnet that is being dissolved and of one that never was. */
const GIFTS = [[1, 11n], ['rootdivs', 13n], [0, 17n], [2, 19n], [77, 3n * TAO]];

describe('The upgrade from runtime 102 to one custody account', { timeout: 900_000 }, () => {
  const file = join(ownFolder('custody'), 'state.json');
  const args = ['--chain', oldChain('custody', RELEASE), '--sealing', 'manual', '--no-banner', '--state', file];
  let node;
  let api;

  before(async () => {
    node = await Node.start('custody', args);
    api = await connect(node);
  });

  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });

  const ok = (who, call) => succeed(api, who, call);
  const balance = async (address) => balanceAt(api, await api.rpc.chain.getBlockHash(), address);
  const old = (name) => oldPoolAccount(api, name);
  const dissolution = async () => (await api.query.subtensorModule.dissolving(2)).unwrapOr(null);

  /** TAO that the books count: pools, root's stake, root's dividends and what is unpaid of the pot. */
  async function counted() {
    const { pools } = await stateNow(api);
    const closing = await dissolution();
    const unpaid = closing ? closing.pot.toBigInt() - closing.paid.toBigInt() : 0n;
    return [...pools.values()].reduce((sum, pool) => sum + pool.T + pool.pending.rootTao, unpaid);
  }

  it('begins with a chain that has pools, dividends that wait, a pot that is being paid, and gifts', async () => {
    await ok(bob, api.tx.subtensorModule.addStake(aliceHotkey, 2, 2_000n * TAO));
    for (let from = 0; from < HOLDERS.length; from += 100) {
      const gives = HOLDERS.slice(from, from + 100).map((to) => api.tx.subtensorModule.transferStake(to, aliceHotkey, 2, 2, STAKE));
      await ok(bob, api.tx.utility.batchAll(gives));
    }
    for (const [name, rao] of GIFTS) {
      await ok(bob, api.tx.balances.transferKeepAlive(old(name), rao));
    }
    await ok(pair('//Alice'), api.tx.sudo.sudo(api.tx.subtensorModule.rootDissolveNetwork(2)));
    assert.ok(await dissolution(), 'all holders are paid already');
    const { pools } = await stateNow(api);
    assert.ok(pools.get(1).pending.rootTao > 0n);
    assert.equal(await balance(old(1)), pools.get(1).T + 500n + 11n);
  });

  it('is saved to a file and resumes there with its own runtime', async () => {
    const { hash } = await stateNow(api);
    await api.disconnect();
    assert.equal(await node.stop(), 0, node.output);
    node = await Node.start('custody', args);
    api = await connect(node);
    assert.equal((await stateNow(api)).hash, hash);
    assert.equal((await api.rpc.state.getRuntimeVersion()).specVersion.toNumber(), RELEASE);
  });

  it('passes every check in a rehearsal, which moves all TAO of the old accounts', async () => {
    const { code, report, stderr } = await upgrade(node, ['--json', '--blocks', '10', '--checks', CHECKS]);
    assert.equal(code, 0, stderr);
    assert.deepEqual([report.refusals, report.warnings], [[], []]);
    const { before: from, after: to } = report.storage.find((one) => one.pallet === 'Swap');
    assert.deepEqual([from, to], [2, 4]);
    // The accounts of subnets 1, 2, 3 and 77 and of root's dividends, and the custody account.
    assert.equal(report.checks.accounts_changed, 6);
    assert.ok(report.upgrade_block.weight < report.block_limit / 4);
    for (const { issuance, accounts } of report.books) assert.equal(accounts, issuance);
  });

  it('empties the old accounts, and the books count every rao but deposits and gifts', async () => {
    const issuance = async () => (await api.query.balances.totalIssuance()).toBigInt();
    const done = await upgrade(node, ['--submit', '--yes', '--blocks', '2']);
    assert.equal(done.code, 0, done.stderr);
    assert.match(lastLine(done), /^Runtime dtao \d+ has taken over by block \d+/);
    assert.ok(await dissolution(), 'all holders were paid before the upgrade');
    await api.disconnect();
    api = await connect(node);
    for (const name of [1, 2, 3, 77, 'rootdivs']) assert.equal(await balance(old(name)), 0n);
    assert.equal(old(0), custodyAccount(api));
    // The deposits of subnets 1, 2 and 3 and of root's dividends are gifts now.
    const gifts = GIFTS.reduce((sum, [, rao]) => sum + rao, 4n * 500n);
    const books = (await api.call.custodyRuntimeApi.getCustodyBooks()).unwrap();
    assert.equal(books.gifts.toBigInt(), gifts);
    assert.ok(books.pots.toBigInt() > 0n);
    assert.equal(await balance(custodyAccount(api)), (await counted()) + gifts + 500n);
    const { hash } = await stateNow(api);
    assert.equal(await sumOfBalances(api, hash), await issuance());
  });

  it('pays the remaining holders of the dissolved subnet from the custody account, to the last rao', async () => {
    while (await dissolution()) await makeBlock(api);
    const books = (await api.call.custodyRuntimeApi.getCustodyBooks()).unwrap();
    assert.equal(books.pots.toBigInt(), 0n);
    const paid = await Promise.all(HOLDERS.map(balance));
    const [least, most] = [paid.reduce((a, b) => (a < b ? a : b)), paid.reduce((a, b) => (a > b ? a : b))];
    assert.ok(least > 0n && most - least <= 1n, `${least} to ${most}`);
    const { hash, issuance } = await stateNow(api);
    assert.equal(await sumOfBalances(api, hash), issuance);
  });
});
