// Names and identities are text of strangers: they are shown as text, and break nothing.

import { after, before, describe, it } from 'node:test';
import { assert, BROWSERS, Chain, launch, openPage, picture, sees, show } from './lib.mjs';
import { bob, connect } from '../lib/chain.mjs';

const hex = (text) => `0x${Buffer.from(text).toString('hex')}`;

const NAMES = {
  1: '<img src=x onerror="window.attacked=1"><script>window.attacked=1</script>',
  2: 'abc\u202E\u2066gnirts drawkcab\u202B\u200F', // Turns the direction, and does not turn it back.
  3: 'W'.repeat(10_000),
};

const ZALGO = `Z${'\u0300\u0301\u0302\u0303\u0304\u0305'.repeat(40)}algo`;
const SYMBOLS = { 1: '<', 2: '\u202E', 3: ZALGO };

/** A subnet's identity in the form of dev_setStorage, with the name in every field. */
const identity = (text) => Object.fromEntries(
  ['subnet_name', 'github_repo', 'subnet_contact', 'subnet_url', 'discord', 'description', 'logo_url', 'additional'].map((field) => [field, hex(text)]),
);

for (const browserName of BROWSERS) {
  describe(`In ${browserName}, hostile texts`, { timeout: 600_000, concurrency: false }, () => {
    let chain;
    let browser;
    let page;

    before(async () => {
      chain = await Chain.dev(`hostile-${browserName}`);
      await chain.mine(2);
      await chain.call('dev_setStorage', [{
        SubtensorModule: {
          SubnetIdentitiesV3: Object.entries(NAMES).map(([netuid, text]) => [[Number(netuid)], identity(text)]),
          TokenSymbol: Object.entries(SYMBOLS).map(([netuid, text]) => [[Number(netuid)], hex(text)]),
          IdentitiesV2: [[[bob.address], Object.fromEntries(['name', 'url', 'github_repo', 'image', 'discord', 'description', 'additional'].map((field) => [field, hex(NAMES[1] + NAMES[2] + NAMES[3])]))]],
        },
      }]);
      const api = await connect(chain.node);
      await api.tx.system.remarkWithEvent(hex(NAMES[1] + NAMES[2])).signAndSend(bob);
      await api.disconnect();
      await chain.mine();
      browser = await launch(browserName);
      page = await openPage(browser);
    });

    after(async () => {
      await browser?.close();
      await chain?.stop();
    });

    /** Asserts that nothing of a text became markup, and that no part of the page is wider than the window. */
    async function assertHarmless(view) {
      const found = await page.evaluate(() => ({
        attacked: window.attacked ?? null,
        strange: document.querySelectorAll('#page img, #page script, #page iframe, #page a[href^="javascript"], #page a[href^="http"]').length,
        width: document.documentElement.scrollWidth - window.innerWidth,
        height: Math.max(0, ...[...document.querySelectorAll('.foreign, .symbol, .unit')].map((element) => element.getBoundingClientRect().height)),
      }));
      assert.equal(found.attacked, null, view);
      assert.equal(found.strange, 0, view);
      assert.ok(found.width <= 0, `${view} is ${found.width} pixels wider than the window`);
      assert.ok(found.height < 110, `${view} has a name of ${found.height} pixels`);
    }

    const VIEWS = ['#/', '#/subnets', '#/trade/1', '#/control', `#/account/${bob.address}`,
      ...[1, 2, 3].flatMap((netuid) => ['', '/trades', '/holders', '/metagraph', '/settings', '/identity'].map((part) => `#/subnet/${netuid}${part}`))];

    for (const width of [1280, 390]) {
      it(`become no markup and break no view at ${width} pixels`, async () => {
        await page.setViewport({ width, height: 900 });
        for (const view of VIEWS) {
          await show(page, chain, view);
          await page.waitForFunction(() => document.querySelector('.view') !== null && document.querySelector('.waiting') === null);
          await assertHarmless(view);
        }
        await picture(page, `hostile-${width}-${browserName}`);
      });
    }

    it('are shown as they are, cut to one line, and whole on hover', async () => {
      await page.setViewport({ width: 1280, height: 900 });
      await show(page, chain, '#/subnets', 4);
      const shown = await page.evaluate(() => [...document.querySelectorAll('tr[data-netuid] .foreign')].map((element) => ({
        text: element.textContent, title: element.title, height: element.getBoundingClientRect().height, isolated: element.localName === 'bdi',
      })));
      assert.deepEqual(shown.map(({ text }) => text), [NAMES[1], NAMES[2], `${'W'.repeat(200)}…`]);
      assert.deepEqual(shown.map(({ title }) => title), [NAMES[1], NAMES[2], `${'W'.repeat(500)}…`]);
      assert.ok(shown.every(({ height, isolated }) => height < 30 && isolated));
      await picture(page, `hostile-subnets-${browserName}`);
    });

    it('do not turn the numbers beside them around', async () => {
      // In the row of the name that turns the direction, the columns keep their places.
      const places = await page.evaluate(() => ['1', '2'].map((netuid) => [...document.querySelectorAll(`tr[data-netuid="${netuid}"] td`)].map((cell) => Math.round(cell.getBoundingClientRect().left))));
      assert.deepEqual(places[0], places[1]);
      const order = await page.evaluate(() => {
        const cell = document.querySelector('tr[data-netuid="2"] [data-name="price"]');
        const range = document.createRange();
        const text = cell.firstChild;
        const at = (position) => {
          range.setStart(text, position);
          range.setEnd(text, position + 1);
          return range.getBoundingClientRect().left;
        };
        return at(0) < at(text.length - 1);
      });
      assert.equal(order, true);
    });

    it('are whole in the view of the identity, also 10 000 characters', async () => {
      for (const netuid of [1, 2, 3]) {
        await show(page, chain, `#/subnet/${netuid}/identity`);
        await page.waitForFunction(() => document.querySelectorAll('.texts .whole-text').length === 8);
        const texts = await page.evaluate(() => [...document.querySelectorAll('.texts .whole-text')].map((element) => element.textContent));
        assert.deepEqual(texts, Array(8).fill(NAMES[netuid]));
      }
    });

    it('are text in a search and in an address', async () => {
      for (const text of ['<img src=x onerror=alert(1)>', '../../etc/passwd', '%E0%A4%A', '\u202E', 'a'.repeat(5000)]) {
        await show(page, chain, `#/search/${encodeURIComponent(text)}`);
        await sees(page, '.view', 'This is no address, netuid, block number or hash.');
        await assertHarmless(`search ${text.slice(0, 20)}`);
        await show(page, chain, `#/${encodeURIComponent(text)}`);
        await assertHarmless(`view ${text.slice(0, 20)}`);
        await show(page, chain, `#/account/${encodeURIComponent(text)}`);
        await sees(page, 'main', 'is not an address');
      }
    });

    it('are text in the calls and events of a block', async () => {
      await show(page, chain, '#/block/4/2', 4);
      await sees(page, '.panel', 'onerror');
      await assertHarmless('the transaction');
    });

    it('cause no errors in the page', () => assert.deepEqual(page.problems, []));
  });
}
