// The page computes the next block under every rule of emission as the chain does.

import { after, before, describe, it } from 'node:test';
import { assert, atBlock, BROWSERS, Chain, launch, openPage, picture, press, sees, show } from './lib.mjs';
import { aliceHotkey, bob, charlie, connect, pair, succeed } from '../lib/chain.mjs';

const BILLION = 1_000_000_000n;
const ONE = 2n ** 64n;
const POLICIES = ['moving price', 'root vote', 'net flow', 'gross flow', 'burn-weighted price', 'gate', 'top n', 'tiers', 'revenue'];
const NETUIDS = [1, 2, 3];

const bits = (value) => ({ bits: value });

/** What each subnet's pool got in the last block, in rao. */
async function givenIn(api) {
  const [page] = await api.query.swap.poolPages.multi([0]);
  return Object.fromEntries([...page].filter(([netuid]) => NETUIDS.includes(netuid.toNumber())).map(([netuid, { emission }]) => [
    netuid.toNumber(),
    { tao: emission.taoIn.toBigInt(), excess: emission.excessTao.toBigInt(), alpha: emission.alphaIn.toBigInt() },
  ]));
}

/** What the page says that the next block gives to a subnet. Alpha that the cap limits is not shown. */
async function promised(page, netuid) {
  await press(page, 'why', `tr[data-netuid="${netuid}"]`);
  await page.waitForSelector('.reason');
  const values = await page.evaluate(() => Object.fromEntries([...document.querySelectorAll('.reason data[data-name]')].map((element) => [element.dataset.name, element.value])));
  await press(page, 'why', `tr[data-netuid="${netuid}"]`);
  return { tao: BigInt(values['next-tao']), excess: BigInt(values['next-excess'] ?? 0), alpha: values['next-alpha-in'] && BigInt(values['next-alpha-in']) };
}

for (const browserName of BROWSERS) {
  describe(`In ${browserName}, the next block`, { timeout: 600_000, concurrency: false }, () => {
    let chain;
    let api;
    let browser;
    let page;

    const asRoot = async (...calls) => succeed(api, pair('//Alice'), api.tx.sudo.sudo(api.tx.utility.batchAll(calls)));

    before(async () => {
      chain = await Chain.dev(`rules-${browserName}`);
      api = await connect(chain.node);
      const { addStake, addStakeBurn, removeStake } = api.tx.subtensorModule;
      const { adminUtils } = api.tx;
      await succeed(api, bob, addStake(aliceHotkey, 1, 40n * BILLION));
      await succeed(api, bob, removeStake(aliceHotkey, 1, 20n * BILLION));
      await succeed(api, charlie, addStake(aliceHotkey, 2, 3n * BILLION));
      await succeed(api, bob, addStakeBurn(aliceHotkey, 2, 5n * BILLION, null));
      await succeed(api, charlie, addStakeBurn(aliceHotkey, 3, 2n * BILLION, null));
      await asRoot(
        adminUtils.sudoSetEmissionBarRank(2), adminUtils.sudoSetEmissionTopN(2), adminUtils.sudoSetEmissionUpperTier(1), adminUtils.sudoSetEmissionLowerTier(1),
        adminUtils.sudoSetEmissionGateExponent(bits(4n * ONE)), adminUtils.sudoSetEmissionBuyLimit(bits(ONE / 50n)),
      );
      await chain.mine(367);
      browser = await launch(browserName);
      page = await openPage(browser, { width: 1600 });
    });

    after(async () => {
      await browser?.close();
      await api?.disconnect();
      await chain?.stop();
    });

    /** Compares what the page promises for the next block with what the block does. Returns that. */
    async function compare(rule) {
      await show(page, chain, '#/subnets', await chain.best());
      const before = {};
      for (const netuid of NETUIDS) before[netuid] = await promised(page, netuid);
      await atBlock(page, await chain.mine());
      const given = await givenIn(api);
      for (const netuid of NETUIDS) {
        const { tao, excess, alpha } = before[netuid];
        assert.deepEqual({ tao, excess, alpha: alpha ?? given[netuid].alpha }, given[netuid], `subnet ${netuid} under ${rule}`);
      }
      return given;
    }

    it('is known under each policy', async () => {
      const results = new Map();
      for (const [policy, name] of POLICIES.entries()) {
        await asRoot(api.tx.subtensorModule.setEmissionPolicy(policy));
        await show(page, chain, '#/', await chain.best());
        await sees(page, '[data-name="rule"]', `shared by ${name};`);
        const given = await compare(name);
        results.set(name, NETUIDS.map((netuid) => given[netuid].tao).join());
      }
      // Nobody votes at root. The policies differ in what they give.
      assert.equal(results.get('root vote'), '0,0,0');
      assert.equal(new Set(results.values()).size, POLICIES.length, JSON.stringify([...results]));
    });

    it('is known by the gate with a bar at a quantile', async () => {
      await asRoot(api.tx.subtensorModule.setEmissionPolicy(5), api.tx.adminUtils.sudoSetEmissionBarRank(0));
      await compare('gate by quantile');
    });

    it('is known under each rule of injection', async () => {
      const spent = {};
      await asRoot(api.tx.subtensorModule.setEmissionPolicy(0));
      for (const rule of ['Lift', 'Buy', 'CappedBuy']) {
        await asRoot(api.tx.subtensorModule.setInjection(rule));
        const given = await compare(rule);
        spent[rule] = NETUIDS.reduce((sum, netuid) => sum + given[netuid].excess, 0n);
        await picture(page, `subnets-${rule}-${browserName}`);
      }
      assert.ok(spent.Lift === 0n && spent.CappedBuy > 0n && spent.Buy > spent.CappedBuy, JSON.stringify(spent, (_, value) => String(value)));
    });
  });
}
