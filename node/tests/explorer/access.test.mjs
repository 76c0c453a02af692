// The page can be used by everybody: axe finds no violation, the keyboard is enough, and a small or a magnified window shows all of it.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import { assert, BROWSERS, Chain, launch, numbersIn, openPage, picture, quoted, reaches, sees, show, textOf } from './lib.mjs';
import { aliceHotkey, bob, connect, pair, succeed } from '../lib/chain.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ALICE = pair('//Alice').address;

const VIEWS = {
  home: '#/',
  subnets: '#/subnets',
  subnet: '#/subnet/1',
  trades: '#/subnet/1/trades',
  holders: '#/subnet/1/holders',
  metagraph: '#/subnet/1/metagraph',
  settings: '#/subnet/1/settings',
  identity: '#/subnet/1/identity',
  root: '#/subnet/0',
  accounts: '#/account',
  account: `#/account/${ALICE}`,
  block: '#/block/3',
  transaction: '#/block/3/2',
  buy: '#/trade/1',
  sell: '#/trade/1?side=sell',
  control: '#/control',
  search: '#/search/1',
  nothing: '#/search/nonsense',
};

for (const browserName of BROWSERS) {
  describe(`In ${browserName}, the page`, { timeout: 900_000, concurrency: false }, () => {
    let chain;
    let api;
    let browser;

    before(async () => {
      chain = await Chain.dev(`access-${browserName}`);
      api = await connect(chain.node);
      await chain.mine(2);
      await succeed(api, bob, api.tx.subtensorModule.addStake(aliceHotkey, 1, 5_000_000_000n));
      await succeed(api, pair('//Alice//hotkey'), api.tx.subtensorModule.setWeights(1, [0, 1, 2], [10, 20, 30], 0)).catch(() => undefined);
      await chain.mine(370);
      browser = await launch(browserName);
    });

    after(async () => {
      await browser?.close();
      await api?.disconnect();
      await chain?.stop();
    });

    /** Shows a view and waits until everything of it is read. */
    async function settle(page, view) {
      await show(page, chain, view);
      await page.waitForFunction(() => document.querySelector('.view h1') !== null && document.querySelector('.waiting') === null, { timeout: 30_000 });
    }

    for (const scheme of ['light', 'dark']) {
      it(`has no violation of axe’s rules in any view, ${scheme}`, async () => {
        const page = await openPage(browser, { scheme });
        const found = [];
        for (const [name, view] of Object.entries(VIEWS)) {
          await settle(page, view);
          // Its rules for colours wait for no animation.
          await page.evaluate(AXE);
          const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
          found.push(...violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`).join(' | ').slice(0, 700)}`));
          await picture(page, `${name}-${scheme}-1280-${browserName}`);
        }
        assert.deepEqual(found, []);
        await page.close();
      });
    }

    // 320 pixels are a window of 1 280 pixels at 400 %, 640 the same at 200 %.
    for (const width of [320, 390, 640, 1440]) {
      it(`fits a window of ${width} pixels in every view`, async () => {
        const page = await openPage(browser, { width, height: 844 });
        for (const [name, view] of Object.entries(VIEWS)) {
          await settle(page, view);
          const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          assert.ok(over <= 0, `${name} is ${over} pixels too wide`);
          await picture(page, `${name}-${width}-${browserName}`);
        }
        await page.close();
      });
    }

    it('has the largest text in its most important figure, and a unit beside each amount', async () => {
      const page = await openPage(browser, { width: 1440 });
      const most = { home: 'block', subnets: 'sum-of-prices', subnet: 'price', account: 'worth', block: 'block-number', control: 'block', buy: 'price-now' };
      for (const [name, figure] of Object.entries(most)) {
        await settle(page, VIEWS[name]);
        const shown = await page.evaluate(() => {
          const sizes = [...document.querySelectorAll('main *')].filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''))
            .map((element) => [Number.parseFloat(getComputedStyle(element).fontSize), element.closest('data')?.dataset.name ?? element.textContent.slice(0, 40)]);
          const bare = [...document.querySelectorAll('data.amount')].filter((element) => !element.querySelector('.unit')?.textContent).length;
          return { largest: sizes.sort(([one], [two]) => two - one)[0][1], bare };
        });
        assert.deepEqual(shown, { largest: figure, bare: 0 }, name);
      }
      await page.close();
    });

    it('lets the keyboard alone buy alpha, seal 360 blocks, and revert', async () => {
      const page = await openPage(browser);
      await show(page, chain, '#/');
      await sees(page, '.welcome', 'Buy alpha');

      /** Moves the focus by the tab key until it is on an element with this text or name. */
      const tabTo = async (wanted) => {
        for (let presses = 0; presses < 80; presses += 1) {
          await page.keyboard.press('Tab');
          const name = await page.evaluate(() => {
            const element = document.activeElement;
            return `${element?.id ?? ''}|${(element?.labels?.[0]?.textContent ?? element?.textContent ?? '').trim().replace(/\u202f/g, ' ')}`;
          });
          if (name.startsWith(`${wanted}|`) || name.split('|')[1].startsWith(wanted)) {
            const outlined = await page.evaluate(() => {
              const element = document.activeElement;
              const style = getComputedStyle(element.matches('input[type=radio]') ? element.closest('label') : element);
              return style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 1;
            });
            assert.ok(outlined, `the focus on ${wanted} cannot be seen`);
            return;
          }
        }
        assert.fail(`the tab key does not reach ${wanted}`);
      };

      await tabTo('Buy alpha');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#amount');
      const staked = async () => (await api.call.stakeInfoRuntimeApi.getStakeInfoForHotkeyColdkeyNetuid(aliceHotkey, ALICE, 1)).unwrap().stake.toBigInt();
      const before = await staked();
      await tabTo('amount');
      await page.keyboard.type('12');
      await quoted(page, chain);
      await page.keyboard.press('Enter');
      await sees(page, '.hint', 'waits for a block');
      await tabTo('Seal one now');
      await page.keyboard.press('Enter');
      await sees(page, '[data-name="comparison"]', 'As quoted, to the rao.');
      const { 'executed-output': bought } = await numbersIn(page, '.outcome');
      assert.equal((await staked()) - before, BigInt(bought));

      await page.evaluate(() => document.querySelector('.brand').focus());
      await tabTo('Control');
      await page.keyboard.press('Enter');
      await sees(page, '.panel', 'Take a snapshot');
      const start = await chain.best();
      await tabTo('Take a snapshot');
      await page.keyboard.press('Enter');
      await sees(page, '.line', 'Revert to block');
      await page.evaluate(() => document.querySelector('main').focus());
      await tabTo('360 blocks');
      await page.keyboard.press('Enter');
      await reaches(page, chain, start + 360);
      await page.evaluate(() => document.querySelector('main').focus());
      await tabTo('Revert to block');
      await page.keyboard.press('Enter');
      await reaches(page, chain, start);
      await page.close();
    });

    it('moves the focus into the view that a link leads to', async () => {
      const page = await openPage(browser);
      await settle(page, '#/');
      await page.evaluate(() => { location.hash = '#/subnets'; });
      await page.waitForFunction(() => document.activeElement?.id === 'view');
      assert.equal(await textOf(page, 'nav [aria-current="page"]'), 'Subnets');
      await page.close();
    });

    it('finds accounts, subnets, blocks and transactions', async () => {
      const page = await openPage(browser);
      const search = async (text) => {
        await page.focus('#search');
        await page.type('#search', text);
        await page.keyboard.press('Enter');
      };
      await settle(page, '#/');
      await search(ALICE);
      await sees(page, 'h1', 'Alice');
      await search('2');
      await sees(page, '.results', /Subnet 2.*Block 2/);
      const hash = await chain.call('chain_getBlockHash', [3]);
      await search(hash);
      await sees(page, '.view', `Hash${hash}`);
      const { block } = await chain.call('chain_getBlock', [hash]);
      const transaction = api.createType('Extrinsic', block.extrinsics.at(-1)).hash.toHex();
      await search(transaction);
      await sees(page, 'h1', 'add stake');
      await sees(page, '.rows', transaction);
      await search(`0x${'ab'.repeat(32)}`);
      await sees(page, '.empty', 'No block and no transaction of this chain has this hash.');
      await page.close();
    });
  });
}
