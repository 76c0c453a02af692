// Each number of the views is compared with the runtime API at the block that the view shows, by another client.

import { after, before, describe, it } from 'node:test';
import { assert, atBlock, BROWSERS, Chain, launch, numbersIn, openPage, picture, press, sees, show } from './lib.mjs';
import { aliceHotkey, bob, charlie, connect, pair, stateAt, succeed } from '../lib/chain.mjs';
import { blockEmission, CAP, splitAlpha, TAO_WEIGHT, U64_MAX } from '../lib/formulas.mjs';

const BILLION = 1_000_000_000n;
const DAY = 7200n;

/** Returns the names and values that a row of the table of subnets must show, from the runtime APIs and the formulas. */
async function expectedRows(api, block) {
  const hash = await api.rpc.chain.getBlockHash(block);
  const at = await api.at(hash);
  const { pools } = await stateAt(api, hash);
  const [infos, costs] = await Promise.all([at.call.subnetInfoRuntimeApi.getAllDynamicInfo(), at.call.subnetInfoRuntimeApi.getSubnetsInfoV2()]);
  const all = infos.map((info) => info.unwrap()).filter(({ netuid }) => netuid.toNumber() !== 0);
  const given = all.reduce((sum, { taoInEmission }) => sum + taoInEmission.toBigInt(), 0n);
  const moving = [...pools].filter(([netuid]) => netuid !== 0).reduce((sum, [, { movingPrice }]) => sum + movingPrice, 0n);
  const weighted = (pools.get(0).T * TAO_WEIGHT) / U64_MAX;
  return Promise.all(all.map(async (info) => {
    const netuid = info.netuid.toNumber();
    const pool = pools.get(netuid);
    const [T, A, O] = [info.taoIn.toBigInt(), info.alphaIn.toBigInt(), info.alphaOut.toBigInt()];
    const price = await at.call.swapRuntimeApi.currentAlphaPrice(netuid);
    const split = splitAlpha(info.alphaOutEmission.toBigInt(), weighted, A + O);
    const next = (await at.call.subnetInfoRuntimeApi.getNextEpochStartBlock(netuid)).unwrap();
    // The limit is 1 % above the price, which need not be a whole number of rao: both sides are compared in products.
    const bound = { ...pool, A: pool.A * 100n };
    const onePercent = mostWithin(pool, ({ T: after, A: left }) => after * bound.A <= 101n * pool.T * left);
    return [String(netuid), {
      price: price.toString(),
      'moving-price': String((pool.movingPrice * BILLION) >> 96n),
      weight: String((pool.movingPrice * BILLION) / moving),
      share: String((info.taoInEmission.toBigInt() * BILLION) / given),
      'tao-in-emission': info.taoInEmission.toString(),
      'excess-tao': '0',
      'alpha-in-emission': info.alphaInEmission.toString(),
      'alpha-out-emission': info.alphaOutEmission.toString(),
      'pool-tao': String(T),
      'pool-alpha': String(A),
      'one-percent': String(onePercent),
      'alpha-out': String(O),
      volume: info.subnetVolume.toString(),
      'root-part': String((weighted * BILLION) / (weighted + A + O)),
      'daily-owner': String(split.owner * DAY),
      'daily-miners': String(split.server * DAY),
      'daily-validators': String(split.validator * DAY),
      'daily-root': String(split.root * DAY),
      'registration-cost': costs.find((cost) => cost.isSome && cost.unwrap().netuid.toNumber() === netuid).unwrap().burn.toString(),
      'blocks-to-payout': String(next.toBigInt() - BigInt(block)),
      tempo: info.tempo.toString(),
    }];
  })).then(Object.fromEntries);
}

/** Returns the largest purchase after which the pool is allowed, by the formulas' own bisection on a price without rounding. */
function mostWithin(pool, allowed) {
  let [fits, tooMuch] = [0n, pool.T];
  while (tooMuch - fits > 1n) {
    const middle = (fits + tooMuch) / 2n;
    if (allowed(bought(pool, middle))) fits = middle;
    else tooMuch = middle;
  }
  return fits;
}

function bought(pool, tao) {
  const fee = (tao * pool.feeRate + 65_534n) / 65_535n;
  return { T: pool.T + tao, A: pool.A - (pool.A * (tao - fee)) / (pool.T + tao - fee) };
}

/** The rows that the table shows. */
const shownRows = (page) => page.evaluate(() => Object.fromEntries([...document.querySelectorAll('tr[data-netuid]')].map((row) => [
  row.dataset.netuid,
  Object.fromEntries([...row.querySelectorAll('data[data-name]')].map((element) => [element.dataset.name, element.value])),
])));

for (const browserName of BROWSERS) {
  describe(`In ${browserName}, the numbers`, { timeout: 600_000, concurrency: false }, () => {
    let chain;
    let api;
    let browser;
    let page;
    let block;

    before(async () => {
      chain = await Chain.dev(`numbers-${browserName}`);
      api = await connect(chain.node);
      const { addStake, burnedRegister } = api.tx.subtensorModule;
      await succeed(api, bob, addStake(aliceHotkey, 1, 40n * BILLION));
      await succeed(api, bob, burnedRegister(3, pair('//Bob//hotkey').address));
      await succeed(api, charlie, addStake(pair('//Bob//hotkey').address, 2, 3n * BILLION));
      await succeed(api, pair('//Alice'), api.tx.proxy.addProxy(charlie.address, 'Staking', 0));
      block = await chain.mine(367); // Beyond the first payouts.
      browser = await launch(browserName);
      page = await openPage(browser, { width: 1600 });
    });

    after(async () => {
      await browser?.close();
      await api?.disconnect();
      await chain?.stop();
    });

    it('of all columns of the table of subnets are those of the runtime', async () => {
      await show(page, chain, '#/subnets', block);
      await press(page, 'All', '.choice');
      await page.waitForSelector('tr[data-netuid] [data-name="tempo"]');
      assert.deepEqual(await shownRows(page), await expectedRows(api, block));
      const capped = await page.evaluate(() => [...document.querySelectorAll('[data-name="capped"]')].map((element) => element.textContent));
      assert.deepEqual(capped, ['free', 'free', 'binds']);
      await picture(page, `subnets-all-${browserName}`);
    });

    it('follow each new block', async () => {
      block = await chain.mine();
      await atBlock(page, block);
      assert.deepEqual(await shownRows(page), await expectedRows(api, block));
    });

    it('in the reason for an emission are what the next block does', async () => {
      await press(page, 'why', 'tr[data-netuid="1"]');
      await page.waitForSelector('.reason');
      const reason = await numbersIn(page, '.reason');
      await press(page, 'why', 'tr[data-netuid="1"]');
      block = await chain.mine();
      const info = (await api.call.subnetInfoRuntimeApi.getDynamicInfo(1)).unwrap();
      assert.deepEqual([reason['next-tao'], reason['next-alpha-in']], [info.taoInEmission.toString(), info.alphaInEmission.toString()]);
    });

    it('at the start are the issuance, the way to its halving, the prices and the emission', async () => {
      await show(page, chain, '#/', block);
      const shown = await numbersIn(page, '.summary');
      const issuance = (await api.query.balances.totalIssuance()).toBigInt();
      const prices = await api.call.swapRuntimeApi.currentAlphaPriceAll();
      const sum = prices.filter(({ netuid }) => !netuid.isZero?.() && netuid.toNumber() !== 0).reduce((total, { price }) => total + price.toBigInt(), 0n);
      assert.deepEqual(
        [shown.block, shown.issuance, shown['to-halving'], shown['sum-of-prices'], shown['block-emission'], shown.subnets],
        [block, issuance, CAP / 2n - issuance, sum, blockEmission(issuance), 3].map(String),
      );
      await page.waitForFunction((wanted) => document.querySelector('.books')?.dataset.block === String(wanted), {}, block);
      const differences = await page.evaluate(() => [...document.querySelectorAll('[data-name="difference"]')].map((element) => element.value));
      assert.deepEqual(differences, ['0', '0', '0', '0']);
    });

    it('of an account are its balance, its stake, and what a sale would bring', async () => {
      for (const [uri, account] of [['//Alice', pair('//Alice')], ['//Bob', bob], ['//Ferdie', pair('//Ferdie')]]) {
        await show(page, chain, `#/account/${account.address}`, block);
        await page.waitForSelector('.stakes');
        const { data, nonce } = await api.query.system.account(account.address);
        const infos = (await api.call.stakeInfoRuntimeApi.getStakeInfoForColdkey(account.address)).filter(({ stake }) => stake.toBigInt() > 0n);
        const rows = Object.fromEntries(await Promise.all(infos.map(async ({ netuid, hotkey, stake, emission, taoEmission }) => {
          const id = netuid.toNumber();
          const sold = await api.call.swapRuntimeApi.simSwapAlphaForTao(id, stake.toBigInt());
          const payout = id === 0 ? taoEmission : emission;
          return [`${id} ${hotkey}`, { stake: stake.toString(), value: sold.taoAmount.toString(), payout: payout.toString() }];
        })));
        const shown = await page.evaluate(() => Object.fromEntries([...document.querySelectorAll('.stakes tr[data-hotkey]')].map((row) => [
          `${row.dataset.netuid} ${row.dataset.hotkey}`,
          Object.fromEntries([...row.querySelectorAll('data[data-name]')].map((element) => [element.dataset.name, element.value])),
        ])));
        assert.deepEqual(shown, rows, uri);
        const figures = await numbersIn(page, '.view > .figures');
        const staked = Object.values(rows).reduce((sum, { value }) => sum + BigInt(value), 0n);
        const worth = data.free.toBigInt() + data.reserved.toBigInt() + staked;
        assert.deepEqual([figures.free, figures.staked, figures.worth, figures.nonce], [data.free, staked, worth, nonce].map(String), uri);
        await picture(page, `account-${uri.slice(2)}-${browserName}`);
      }
    });

    it('of an account include its proxies, hotkeys and transactions', async () => {
      await show(page, chain, `#/account/${pair('//Alice').address}`, block);
      await sees(page, '.panel', /Charlie may do staking/);
      await sees(page, '.panel', /Hotkeys \(1\)Alice hotkey/);
      await show(page, chain, `#/account/${bob.address}`, block);
      await press(page, 'Search 500 older ones');
      await sees(page, '.panel', /burned register/);
      await sees(page, '.panel', /add stake/);
    });

    it('of a subnet’s holders add up to what is staked', async () => {
      await show(page, chain, '#/subnet/1/holders', block);
      await page.waitForSelector('[data-name="gini"]');
      const shown = await numbersIn(page, '.view > .stack');
      const positions = await api.query.subtensorModule.subnetPositions.keys(1);
      const coldkeys = [...new Set(positions.map(({ args: [, , coldkey] }) => coldkey.toString()))];
      const stakes = await Promise.all(coldkeys.map(async (coldkey) => (await api.call.stakeInfoRuntimeApi.getStakeInfoForColdkey(coldkey))
        .filter(({ netuid }) => netuid.toNumber() === 1).reduce((sum, { stake }) => sum + stake.toBigInt(), 0n)));
      const total = stakes.reduce((sum, stake) => sum + stake, 0n);
      const ascending = stakes.sort((one, two) => (one < two ? -1 : 1));
      const gini = (ascending.reduce((sum, stake, rank) => sum + stake * (2n * BigInt(rank + 1) - BigInt(stakes.length) - 1n), 0n) * BILLION) / (BigInt(stakes.length) * total);
      assert.deepEqual([shown.staked, shown.holders, shown.gini], [total, stakes.length, gini].map(String));
    });

    it('of the metagraph are those of the neurons', async () => {
      await show(page, chain, '#/subnet/1/metagraph', block);
      await page.waitForSelector('tr[data-uid]');
      const neurons = await api.call.neuronInfoRuntimeApi.getNeurons(1);
      const shown = await page.evaluate(() => [...document.querySelectorAll('tr[data-uid]')].map((row) => [
        Number(row.dataset.uid), row.querySelector('[data-name="stake"]').value, row.querySelector('[data-name="emission"]').value,
      ]));
      assert.deepEqual(shown, neurons.map(({ uid, stake, emission }) => [
        uid.toNumber(), stake.reduce((sum, [, part]) => sum + part.toBigInt(), 0n).toString(), emission.toString(),
      ]));
    });

    it('of the charts are those of the states', async () => {
      await show(page, chain, '#/subnet/1', block);
      await page.waitForFunction(() => document.querySelectorAll('.chart canvas').length === 7, { timeout: 60_000 });
      const sentences = await page.evaluate(() => [...document.querySelectorAll('.plot')].map((element) => element.getAttribute('aria-label')));
      const price = async (number) => (await (await api.at(await api.rpc.chain.getBlockHash(number))).call.swapRuntimeApi.currentAlphaPrice(1)).toNumber() / 1e9;
      const first = block - 300;
      const [from, to] = [await price(first), await price(block)].map((value) => String(Number(value.toPrecision(value >= 1 ? 5 : 4))));
      assert.ok(sentences[0].startsWith(`Price, blocks ${first} to ${block}. price from ${from} to ${to} τ,`), sentences[0]);
      await press(page, 'all', '.choice');
      await sees(page, '.chart-values', `block ${block}`);
      await page.waitForFunction(() => document.querySelector('.plot')?.getAttribute('aria-label').startsWith('Price, blocks 0 to'), { timeout: 60_000 });
      await picture(page, `charts-${browserName}`);
    });

    it('show their exact rao on hover', async () => {
      await show(page, chain, '#/subnets', block);
      const titles = await page.evaluate(() => [...document.querySelectorAll('.view data.amount')].map((element) => [element.value, element.title.replace(/\D/g, '')]));
      assert.ok(titles.length > 10);
      for (const [value, title] of titles) assert.equal(title, value);
    });

    it('come without errors in the page', () => assert.deepEqual(page.problems, []));
  });
}
