// PAPI and dedot with types generated from the running node: they read the same as polkadot.js, and their calls have the
// effects of the formulas, exact to the rao.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { after, before, describe, it } from 'node:test';
import { DedotClient, LegacyClient, WsProvider } from 'dedot';
import { createClient } from 'polkadot-api';
import { getPolkadotSigner } from 'polkadot-api/signer';
import { getWsProvider } from 'polkadot-api/ws';
import { TAO, buy, price, sell, step } from '../lib/formulas.mjs';
import { aliceHotkey, assertState, balanceAt, bob, charlie, connect, pair, stakeAt, stateAt, stateNow } from '../lib/chain.mjs';
import { Node, ownFolder } from '../lib/node.mjs';
import { WebSocket } from '../lib/polkadot.mjs';
import { PACKAGES } from './tools.mjs';

const NETUID = 1;
const STAKED = 10n * TAO;

/** Asserts the exact pool after a call that buys (sells): the block step, then the trade. */
async function assertTrade(api, hash, trade, amount) {
  const { number, parentHash } = await api.rpc.chain.getHeader(hash);
  const expected = step(await stateAt(api, parentHash), number.toBigInt());
  const done = trade(expected.pools.get(NETUID), amount);
  expected.pools.set(NETUID, done.after);
  assertState(await stateAt(api, hash), expected);
  return done;
}

/** Waits until a condition holds, some seconds at most. */
async function eventually(holds) {
  for (const start = Date.now(); !holds() && Date.now() - start < 10_000; ) await sleep(20);
}

/** Runs one of the clients' command line tools in a folder; fails with its output. */
function generate(folder, name, args) {
  // Node.js 20 has WebSocket only behind an option.
  const env = { ...process.env, NODE_OPTIONS: globalThis.WebSocket ? '' : '--experimental-websocket' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(PACKAGES, '.bin', name), ...args], { cwd: folder, env, encoding: 'utf8' });
  assert.equal(status, 0, `${name} ${args.join(' ')}\n${stdout}${stderr}`);
}

/** Creates a folder in which the clients' packages resolve. */
function project(name) {
  const folder = ownFolder(name);
  symlinkSync(PACKAGES, join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, type: 'module', private: true }));
  return folder;
}

/**
 * Compiles a client as it is written here, and again with lines changed to be wrong: the first must compile, the second must
 * have an error in each of those lines and in no other.
 */
function assertTyped(folder, file, changes) {
  const right = readFileSync(new URL(file, import.meta.url), 'utf8');
  const lines = [];
  let wrong = right;
  for (const [before, after] of changes) {
    lines.push(right.slice(0, right.indexOf(before)).split('\n').length);
    wrong = wrong.replace(before, after);
  }
  writeFileSync(join(folder, 'right.ts'), right);
  writeFileSync(join(folder, 'wrong.ts'), wrong);
  const { stdout } = spawnSync(process.execPath, [
    join(PACKAGES, '.bin', 'tsc'), '--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--module', 'esnext',
    '--moduleResolution', 'bundler', '--types', 'node', 'right.ts', 'wrong.ts',
  ], { cwd: folder, encoding: 'utf8' });
  const errors = [...stdout.matchAll(/^(\w+)\.ts\((\d+),/gm)].map(([, name, line]) => `${name} ${line}`);
  assert.deepEqual([...new Set(errors)], lines.map((line) => `wrong ${line}`), stdout);
}

describe('A client with generated types', { timeout: 600_000, concurrency: false }, () => {
  let node;
  let chain;

  before(async () => {
    node = await Node.dev('typed', 'instant');
    chain = await connect(node);
    // After the first block the state has the genesis hash, which the clients store beside the types.
    await new Promise((resolve, reject) => {
      chain.tx.system.remark('0x00').signAndSend(charlie, ({ status }) => status.isFinalized && resolve()).catch(reject);
    });
  });

  after(async () => {
    await chain?.disconnect();
    await node?.stop();
  });

  describe('PAPI', () => {
    let folder;
    let client;
    let api;
    const signer = getPolkadotSigner(bob.publicKey, 'Sr25519', (message) => bob.sign(message));

    before(async () => {
      folder = project('papi');
      generate(folder, 'papi', ['add', 'dtao', '--wsUrl', node.endpoint, '--skip-codegen']);
      const config = join(folder, '.papi', 'polkadot-api.json');
      // Without this file the tool would install a package.
      writeFileSync(config, JSON.stringify({ ...JSON.parse(readFileSync(config, 'utf8')), options: { noDescriptorsPackage: true } }));
      generate(folder, 'papi', ['generate']);
      const { dtao } = await import(pathToFileURL(join(folder, '.papi', 'descriptors', 'dist', 'index.js')));
      client = createClient(getWsProvider(node.endpoint, { websocketClass: WebSocket }));
      api = client.getTypedApi(dtao);
    });

    after(() => client?.destroy());

    it('generates types for this chain', async () => {
      const { entries } = JSON.parse(readFileSync(join(folder, '.papi', 'polkadot-api.json'), 'utf8'));
      assert.equal(entries.dtao.genesis, chain.genesisHash.toHex());
      assert.equal((await client.getChainSpecData()).genesisHash, chain.genesisHash.toHex());
      const { properties } = await client.getChainSpecData();
      assert.deepEqual(properties, { ss58Format: 42, tokenDecimals: 9, tokenSymbol: 'TAO' });
    });

    it('compiles a correct typed client, and no wrong one', () => {
      assertTyped(folder, 'papi-client.ts', [
        ['current_alpha_price(1)', 'current_alpha_price("1")'],
        ['Balances.ExistentialDeposit', 'Balances.NoSuchConstant'],
        ['pool.tao', 'pool.nothing'],
        ['amount_staked: 1n', 'amount_staked: "1"'],
        ["'SubnetNotExists'", "'NoSuchError'"],
      ]);
    });

    it('reads constants and storage', async () => {
      assert.equal(await api.constants.Balances.ExistentialDeposit(), chain.consts.balances.existentialDeposit.toBigInt());
      assert.equal(await api.constants.SubtensorModule.MinStake(), chain.consts.subtensorModule.minStake.toBigInt());
      const { hash, pools } = await stateNow(chain);
      const { data } = await api.query.System.Account.getValue(bob.address, { at: hash });
      assert.equal(data.free + data.reserved, await balanceAt(chain, hash, bob.address));
      const read = (await api.query.Swap.PoolPages.getEntries({ at: hash })).flatMap(({ value }) => value);
      assert.deepEqual(read.map(([netuid]) => netuid), [...pools.keys()]);
      for (const [netuid, pool] of read) {
        assert.deepEqual([pool.tao, pool.alpha_in, pool.alpha_out], [pools.get(netuid).T, pools.get(netuid).A, pools.get(netuid).O]);
      }
    });

    it('asks for prices, quotes, subnets and stakes', async () => {
      const { hash, pools } = await stateNow(chain);
      const pool = pools.get(NETUID);
      assert.equal(await api.apis.SwapRuntimeApi.current_alpha_price(NETUID, { at: hash }), price(pool));
      const bought = buy(pool, STAKED);
      const quote = await api.apis.SwapRuntimeApi.sim_swap_tao_for_alpha(NETUID, STAKED, { at: hash });
      assert.deepEqual([quote.tao_amount, quote.alpha_amount, quote.tao_fee], [STAKED - bought.fee, bought.out, bought.fee]);
      const info = await api.apis.SubnetInfoRuntimeApi.get_dynamic_info(NETUID, { at: hash });
      assert.deepEqual([info.netuid, info.tao_in, info.alpha_in, info.alpha_out], [NETUID, pool.T, pool.A, pool.O]);
      assert.equal(await api.apis.SubnetInfoRuntimeApi.get_dynamic_info(99, { at: hash }), undefined);
      const stakes = await api.apis.StakeInfoRuntimeApi.get_stake_info_for_coldkey(pair('//Alice').address, { at: hash });
      for (const { hotkey, netuid, stake } of stakes) {
        assert.equal(stake, await stakeAt(chain, hash, hotkey, pair('//Alice').address, netuid));
      }
      assert.ok(stakes.length > 0);
    });

    it('stakes and unstakes, with exact events', async () => {
      const staked = await api.tx.SubtensorModule.add_stake({ hotkey: aliceHotkey, netuid: NETUID, amount_staked: STAKED }).signAndSubmit(signer);
      assert.equal(staked.ok, true);
      const bought = await assertTrade(chain, staked.block.hash, buy, STAKED);
      const eventOf = ({ events }) => events.find(({ type }) => type === 'SubtensorModule').value;
      assert.deepEqual(eventOf(staked), { type: 'StakeAdded', value: [bob.address, aliceHotkey, STAKED - bought.fee, bought.out, NETUID, bought.fee] });
      const held = (await api.apis.StakeInfoRuntimeApi.get_stake_info_for_hotkey_coldkey_netuid(aliceHotkey, bob.address, NETUID)).stake;
      assert.equal(held, bought.out);

      const half = held / 2n;
      const unstaked = await api.tx.SubtensorModule.remove_stake({ hotkey: aliceHotkey, netuid: NETUID, amount_unstaked: half }).signAndSubmit(signer);
      assert.equal(unstaked.ok, true);
      const sold = await assertTrade(chain, unstaked.block.hash, sell, half);
      assert.deepEqual(eventOf(unstaked), { type: 'StakeRemoved', value: [bob.address, aliceHotkey, sold.out, half, NETUID, sold.fee] });
    });

    it('reports each transaction as included, and then as final', async () => {
      const call = () => api.tx.Balances.transfer_keep_alive({ dest: { type: 'Id', value: charlie.address }, value: TAO });
      for (let round = 0; round < 5; round += 1) {
        const seen = [];
        await new Promise((resolve, reject) => {
          call().signSubmitAndWatch(signer).subscribe({ next: ({ type, found }) => seen.push(found ? 'included' : type), complete: resolve, error: reject });
        });
        assert.deepEqual(seen.filter((type) => ['included', 'finalized'].includes(type)), ['included', 'finalized'], `${seen}`);
      }
    });

    it('names the error of a call that fails', async () => {
      const refused = await api.tx.SubtensorModule.add_stake({ hotkey: aliceHotkey, netuid: 99, amount_staked: STAKED }).signAndSubmit(signer);
      assert.equal(refused.ok, false);
      assert.deepEqual(refused.dispatchError, { type: 'Module', value: { type: 'SubtensorModule', value: { type: 'SubnetNotExists', value: undefined } } });
    });

    it('receives a value each time that it changes', async () => {
      const free = [];
      const watched = api.query.System.Account.watchValue(bob.address, { at: 'best' }).subscribe(({ value }) => free.push(value.data.free));
      const heads = [];
      const blocks = client.finalizedBlock$.subscribe(({ number }) => heads.push(number));
      const sent = await api.tx.Balances.transfer_keep_alive({ dest: { type: 'Id', value: charlie.address }, value: TAO }).signAndSubmit(signer);
      assert.equal(sent.ok, true);
      const last = await chain.rpc.chain.getHeader(sent.block.hash);
      const [was, is] = [await balanceAt(chain, last.parentHash, bob.address), await balanceAt(chain, last.hash, bob.address)];
      await eventually(() => free.at(-1) === is && heads.at(-1) === last.number.toNumber());
      watched.unsubscribe();
      blocks.unsubscribe();
      assert.deepEqual([free.at(0), free.at(-1), heads.at(-1)], [was, is, last.number.toNumber()]);
      assert.ok(was > is + TAO);
    });
  });

  for (const [Client, rpc] of [[DedotClient, 'the new JSON-RPC'], [LegacyClient, 'the old JSON-RPC']]) {
    describe(`dedot by ${rpc}`, () => {
      let client;

      before(async () => {
        client = await Client.new(new WsProvider(node.endpoint));
      });

      after(() => client?.disconnect());

      it('reads constants, storage, prices, quotes, subnets and stakes', async () => {
        const { hash, pools } = await stateNow(chain);
        const pool = pools.get(NETUID);
        assert.equal(client.consts.balances.existentialDeposit, chain.consts.balances.existentialDeposit.toBigInt());
        assert.equal(client.consts.subtensorModule.minStake, chain.consts.subtensorModule.minStake.toBigInt());
        const at = await client.at(hash);
        const { data } = await at.query.system.account(bob.address);
        assert.equal(data.free + data.reserved, await balanceAt(chain, hash, bob.address));
        const read = (await at.query.swap.poolPages.entries()).flatMap(([, page]) => page);
        assert.deepEqual(read.map(([netuid, { tao }]) => [netuid, tao]), [...pools].map(([netuid, { T }]) => [netuid, T]));
        assert.equal(await at.call.swapRuntimeApi.currentAlphaPrice(NETUID), price(pool));
        const bought = buy(pool, STAKED);
        const quote = await at.call.swapRuntimeApi.simSwapTaoForAlpha(NETUID, STAKED);
        assert.deepEqual([quote.taoAmount, quote.alphaAmount, quote.taoFee], [STAKED - bought.fee, bought.out, bought.fee]);
        const info = await at.call.subnetInfoRuntimeApi.getDynamicInfo(NETUID);
        assert.deepEqual([info.taoIn, info.alphaIn, info.alphaOut], [pool.T, pool.A, pool.O]);
        const [first] = await at.call.stakeInfoRuntimeApi.getStakeInfoForColdkey(pair('//Alice').address);
        assert.equal(first.stake, await stakeAt(chain, hash, first.hotkey.address(), pair('//Alice').address, first.netuid));
      });

      it('stakes and unstakes, with exact events', async () => {
        const held = async () => (await client.call.stakeInfoRuntimeApi.getStakeInfoForHotkeyColdkeyNetuid(aliceHotkey, bob.address, NETUID)).stake;
        const before = await held();
        const staked = await client.tx.subtensorModule.addStake(aliceHotkey, NETUID, STAKED).signAndSend(bob).untilFinalized();
        assert.equal(staked.dispatchError, undefined);
        const bought = await assertTrade(chain, staked.status.value.blockHash, buy, STAKED);
        const added = client.events.subtensorModule.StakeAdded.find(staked.events).palletEvent.data;
        assert.deepEqual(plain(added), [bob.address, aliceHotkey, STAKED - bought.fee, bought.out, NETUID, bought.fee]);
        assert.equal(await held(), before + bought.out);

        const half = (before + bought.out) / 2n;
        const unstaked = await client.tx.subtensorModule.removeStake(aliceHotkey, NETUID, half).signAndSend(bob).untilFinalized();
        const sold = await assertTrade(chain, unstaked.status.value.blockHash, sell, half);
        const removed = client.events.subtensorModule.StakeRemoved.find(unstaked.events).palletEvent.data;
        assert.deepEqual(plain(removed), [bob.address, aliceHotkey, sold.out, half, NETUID, sold.fee]);
      });

      it('waits for a block that includes the transaction, and for its finality', async () => {
        const call = () => client.tx.balances.transferKeepAlive(charlie.address, TAO);
        for (let round = 0; round < 5; round += 1) {
          const included = await call().signAndSend(bob).untilBestChainBlockIncluded();
          assert.equal(included.dispatchError, undefined);
          const seen = [];
          await call().signAndSend(bob, ({ status }) => seen.push(status.type)).untilFinalized();
          // By the new JSON-RPC it follows the chain itself, and may find the block final at once.
          const expected = Client === DedotClient ? ['Finalized'] : ['BestChainBlockIncluded', 'Finalized'];
          assert.deepEqual(seen.filter((type) => expected.includes(type)), expected, `${seen}`);
        }
      });

      it('names the error of a call that fails', async () => {
        const refused = await client.tx.subtensorModule.addStake(aliceHotkey, 99, STAKED).signAndSend(bob).untilFinalized();
        assert.ok(client.errors.subtensorModule.SubnetNotExists.is(refused.dispatchError));
        assert.ok(!client.errors.subtensorModule.AmountTooLow.is(refused.dispatchError));
      });

      it('receives a value each time that it changes', async () => {
        const free = [];
        const stop = await client.query.system.account(bob.address, ({ data }) => free.push(data.free));
        const sent = await client.tx.balances.transferKeepAlive(charlie.address, TAO).signAndSend(bob).untilFinalized();
        const last = await chain.rpc.chain.getHeader(sent.status.value.blockHash);
        const [was, is] = [await balanceAt(chain, last.parentHash, bob.address), await balanceAt(chain, last.hash, bob.address)];
        await eventually(() => free.at(-1) === is);
        await stop();
        assert.deepEqual([free.at(0), free.at(-1)], [was, is]);
      });
    });
  }

  it('dedot compiles a correct typed client, and no wrong one', () => {
    const folder = project('dedot');
    generate(folder, 'dedot', ['chaintypes', '--wsUrl', node.endpoint, '--output', folder, '--chain', 'dtao']);
    assertTyped(folder, 'dedot-client.ts', [
      ['currentAlphaPrice(1)', 'currentAlphaPrice({})'],
      ['[1].tao', '[1].nothing'],
      ['addStake(hotkey, 1, 1n)', 'addStake(hotkey, 1, {})'],
      ['data[3]', 'data[0]'],
    ]);
  });
});

/** Returns an event's data as dedot decodes it, with addresses as text. */
const plain = (data) => data.map((field) => (typeof field?.address === 'function' ? field.address() : field));
