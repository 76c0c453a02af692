// Chains from genesis files, and the presets.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { TAO, step } from '../lib/formulas.mjs';
import { act, assertState, balanceAt, bob, connect, makeBlock, pair, stakeAt, stateNow, sumOfBalances } from '../lib/chain.mjs';
import { Node, ownFolder, runToEnd } from '../lib/node.mjs';

const folder = ownFolder('genesis');
const guide = readFileSync(new URL('../../../docs/genesis.md', import.meta.url), 'utf8');
const example = guide.split('```toml\n')[1].split('```')[0];

function file(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function withChain(args, test) {
  const node = await Node.start('genesis', ['--sealing', 'manual', '--no-banner', ...args]);
  const api = await connect(node);
  try {
    return await test(api, node);
  } finally {
    await api.disconnect();
    await node.stop();
  }
}

/** Asserts of two blocks that each gives every subnet the emission of the formulas, exact to the rao. */
async function assertTwoBlocks(api) {
  let before = await stateNow(api);
  for (let number = 1n; number <= 2n; number += 1n) {
    await makeBlock(api);
    const state = await stateNow(api);
    assertState(state, step(before, number));
    assert.equal(await sumOfBalances(api, state.hash), state.issuance);
    before = state;
  }
  return before;
}

describe('A genesis file', { timeout: 300_000, concurrency: false }, () => {
  it('makes a chain with its accounts, stakes, weights, settings and policy, whose payout pays its miners', async () => {
    const path = file('my.toml', example.replace('owner_hotkey = "//Alice//hotkey", tao', 'owner_hotkey = "//Alice//hotkey", tempo = 20, tao'));
    await withChain(['--dev', '--genesis', path], async (api) => {
      assert.equal((await api.rpc.system.chain()).toString(), 'My chain');
      const first = api.genesisHash;
      assert.equal(await balanceAt(api, first, bob.address), 20_500_000_000n);
      const [alice, hotkey, miner] = ['//Alice', '//Alice//hotkey', '//Bob//miner'].map((uri) => pair(uri).address);
      assert.equal(await stakeAt(api, first, hotkey, alice, 1), 900n * TAO);
      assert.equal(await stakeAt(api, first, hotkey, alice, 0), 10_000n * TAO);
      assert.equal((await api.query.subtensorModule.uids(1, miner)).unwrap().toNumber(), 1);
      assert.equal((await api.query.subtensorModule.kappa(1)).toNumber(), 40_000);
      assert.equal((await api.query.subtensorModule.networkRateLimit()).toNumber(), 0);
      assert.equal((await api.query.subtensorModule.activeEmissionPolicy()).toNumber(), 1);
      await makeBlock(api);
      const { pools } = await stateNow(api);
      assert.deepEqual([1, 2].map((netuid) => pools.get(netuid).emission.tao), [750_000_000n, 249_999_999n]);
      for (let n = 0; n < 45; n += 1) await makeBlock(api);
      const now = await stateNow(api);
      const earned = await Promise.all([miner, pair('//Bob//second').address].map((key) => stakeAt(api, now.hash, key, bob.address, 1)));
      // Weights of 100 and 50.
      assert.ok(earned[0] > TAO && earned[1] > 0n, `${earned}`);
      const doubled = earned[0] - 2n * earned[1];
      assert.ok(doubled * 10_000n < earned[0] && doubled * 10_000n > -earned[0], `${earned}`);
      assert.equal(await sumOfBalances(api, now.hash), now.issuance);
    });
  });

  it('is checked with a report of its first block, and exported as a specification of the same chain', async () => {
    const path = file('checked.toml', example);
    const { code, stdout } = await runToEnd(['check-genesis', path]);
    assert.equal(code, 0);
    assert.match(stdout, /My chain \(dtao_checked\)/);
    assert.match(stdout, /\n1 +500\.00 +10,000\.00 +900\.00 +0\.75 /);
    const spec = join(folder, 'spec.json');
    assert.equal((await runToEnd(['export-chain-spec', '--chain', path, '--raw', '--output', spec], { timeout: 120_000 })).code, 0);
    const hash = (args) => withChain(args, async (api) => api.genesisHash.toHex());
    assert.equal(await hash(['--chain', spec]), await hash(['--chain', path]));
  });

  const WRONG = [
    ['an unknown field', ['balance = 20.5', 'blance = 20.5'], /:7:22: unknown field `blance`/],
    ['a subnet twice', ['netuid = 2, owner', 'netuid = 1, owner'], /:13:16: subnet 1 has a row already/],
    ['a neuron of a subnet that is not there', ['{ netuid = 1, hotkeys', '{ netuid = 9, hotkeys'], /:23:16: there is no subnet 9/],
    ['weights to a neuron that is not there', ['[2, 50]', '[3, 50]'], /:28:\d+: subnet 1 has no UID 3: it has 3 neurons/],
    ['more than 21 million TAO', ['balance = 20.5', 'balance = 21_000_000'], /more than 21 million TAO, by [\d,]+\.\d+: balances/],
    ['a bad address', ['5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y', '5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Z'], /:8:13: .*is not an address/],
    ['TOML that is none', ['subnets = [', 'subnets = '], /:11:\d+: /],
  ];
  for (const [name, [old, wrong], words] of WRONG) {
    it(`with ${name} is refused with line and column, by check-genesis and at start`, async () => {
      assert.ok(example.includes(old));
      const path = file('wrong.toml', example.replace(old, wrong));
      for (const args of [['check-genesis', path], ['--dev', '--genesis', path]]) {
        const { code, stderr } = await runToEnd(args);
        assert.notEqual(code, 0);
        assert.match(stderr, words);
        assert.match(stderr, /wrong\.toml:\d+:\d+: /);
        assert.doesNotMatch(stderr, /panicked/);
      }
    });
  }

  it('is refused if it does not exist, is not named .toml, or is given beside --chain', async () => {
    for (const [args, words] of [
      [['--dev', '--genesis', join(folder, 'nowhere.toml')], /error: the genesis file .*nowhere\.toml cannot be read/],
      [['--dev', '--genesis', join(folder, 'my.yaml')], /error: a genesis file is written in TOML, and its name ends in \.toml/],
      [['--genesis', file('two.toml', example), '--chain', 'local'], /cannot be used with/],
      [['print-genesis', 'mainnet'], /there is no preset mainnet: there are development, local, local-12s, bare, launch, sn28/],
    ]) {
      const { code, stderr } = await runToEnd(args);
      assert.notEqual(code, 0);
      assert.match(stderr, words);
    }
  });
});

describe('The presets', { timeout: 300_000, concurrency: false }, () => {
  it('for the launch of dynamic TAO give each of 64 subnets a 64th of a TAO', async () => {
    await withChain(['--dev', '--chain', 'launch'], async (api) => {
      const genesis = await stateNow(api);
      assert.equal(genesis.pools.get(0).T, 5_930_000n * TAO);
      const { pools, issuance } = await assertTwoBlocks(api);
      assert.equal(pools.size, 65);
      for (let netuid = 1; netuid <= 64; netuid += 1) assert.equal(pools.get(netuid).emission.tao, 15_625_000n, `subnet ${netuid}`);
      assert.equal(issuance, genesis.issuance + 2n * TAO);
    });
  });

  it('for subnet 28 continue its story: buying raises its price, and a payout pays the holders', async () => {
    await withChain(['--dev', '--chain', 'sn28'], async (api) => {
      await assertTwoBlocks(api);
      const who = pair('//Speculator//1');
      const hotkey = pair('//Speculator//1//hotkey').address;
      const price = (pool) => Number(pool.T) / Number(pool.A);
      const { before, after, error } = await act(api, who, api.tx.subtensorModule.addStake(hotkey, 28, 500n * TAO));
      assert.equal(error, null);
      assert.ok(price(after.pools.get(28)) > 2 * price(before.pools.get(28)));
      const held = await stakeAt(api, after.hash, hotkey, who.address, 28);
      for (let n = 0; n < 365; n += 1) await makeBlock(api);
      const now = await stateNow(api);
      assert.ok((await stakeAt(api, now.hash, hotkey, who.address, 28)) > held + 50n * TAO);
      assert.equal(await sumOfBalances(api, now.hash), now.issuance);
    });
  });

  it('without subnets lets the first subnet open at a price of one TAO', async () => {
    await withChain(['--dev', '--chain', 'bare'], async (api) => {
      const genesis = await stateNow(api);
      assert.deepEqual([...genesis.pools.keys()], [0]);
      const hotkey = pair('//Bob//first').address;
      const { after, error } = await act(api, pair('//Bob'), api.tx.subtensorModule.registerNetwork(hotkey));
      assert.equal(error, null);
      const { T, A } = after.pools.get(1);
      assert.equal(T, A);
      assert.equal(await sumOfBalances(api, after.hash), after.issuance);
    });
  });

  it('with slots of 12 seconds put blocks that follow at once 12 seconds apart', async () => {
    await withChain(['--dev', '--chain', 'local-12s'], async (api) => {
      assert.equal(api.consts.aura.slotDuration.toNumber(), 12_000);
      const time = async () => (await api.query.timestamp.now()).toNumber();
      await makeBlock(api);
      const before = await time();
      await makeBlock(api);
      assert.equal(Math.floor(await time() / 12_000), Math.floor(before / 12_000) + 1);
    });
  });

  it('are printed as files that make the same chain', async () => {
    const { code, stdout } = await runToEnd(['print-genesis', 'development']);
    assert.equal(code, 0);
    const printed = file('printed.toml', stdout);
    const hash = (args) => withChain(args, async (api) => api.genesisHash.toHex());
    assert.equal(await hash(['--dev', '--genesis', printed]), await hash(['--dev']));
  });
});
