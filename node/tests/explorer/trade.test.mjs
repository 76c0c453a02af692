// Stake is bought and sold by the form, and what was quoted is what the chain executes, to the rao.

import { after, before, describe, it } from 'node:test';
import { assert, BROWSERS, Chain, fill, launch, numbersIn, openPage, picture, press, quoted, sees, show } from './lib.mjs';
import { connect, pair } from '../lib/chain.mjs';

const TAO = 1_000_000_000n;

for (const browserName of BROWSERS) {
  describe(`In ${browserName}, the form for trades`, { timeout: 600_000, concurrency: false }, () => {
    let chain;
    let api;
    let browser;
    let page;

    before(async () => {
      chain = await Chain.dev(`trade-${browserName}`);
      api = await connect(chain.node);
      await chain.mine(3);
      browser = await launch(browserName);
      page = await openPage(browser);
    });

    after(async () => {
      await browser?.close();
      await api?.disconnect();
      await chain?.stop();
    });

    /** Enters an amount, waits for its quote, and returns the numbers of that. */
    async function quoteOf(amount) {
      await fill(page, '#amount', amount);
      const [whole, fraction = ''] = amount.split('.');
      await page.waitForSelector(`.quote [data-name="quote-input"][value="${BigInt(whole + fraction.padEnd(9, '0'))}"]`);
      return quoted(page, chain);
    }

    /** Sends the order, seals a block for it by the button that the page offers, and returns the numbers of the outcome. */
    async function execute() {
      await page.waitForSelector('.act:not(:disabled)');
      await page.click('.act');
      await sees(page, '.hint', 'waits for a block');
      await press(page, 'Seal one now');
      await sees(page, '.outcome', 'the transaction');
      return numbersIn(page, '.outcome');
    }

    /** The last event of this name at the best block. */
    async function lastEvent(name) {
      const events = await (await api.at(await api.rpc.chain.getBlockHash())).query.system.events();
      return events.map(({ event }) => event).filter(({ method }) => method === name).at(-1).data.map((field) => field.toString());
    }

    for (const [netuid, amount] of [[1, '20'], [2, '1.5'], [3, '250.000000007']]) {
      it(`buys at subnet ${netuid} exactly what was quoted`, async () => {
        await show(page, chain, `#/trade/${netuid}`);
        const quote = await quoteOf(amount);
        const done = await execute();
        assert.equal(done['executed-output'], quote['quote-output']);
        await sees(page, '[data-name="comparison"]', 'As quoted, to the rao.');
        const [coldkey, , tao, alpha, at, fee] = await lastEvent('StakeAdded');
        assert.equal(coldkey, pair('//Alice').address);
        assert.deepEqual([alpha, at, fee], [quote['quote-output'], String(netuid), quote['quote-fee']]);
        assert.equal(BigInt(tao) + BigInt(fee), BigInt(quote['quote-input']));
        const price = await api.call.swapRuntimeApi.currentAlphaPrice(netuid);
        assert.equal(quote['price-after'], price.toString());
        await picture(page, `trade-${browserName}-${netuid}`);
      });
    }

    it('sells a part exactly as quoted', async () => {
      await show(page, chain, '#/trade/2?side=sell');
      const quote = await quoteOf('12.25');
      const done = await execute();
      assert.equal(done['executed-output'], quote['quote-output']);
      const [, , tao, alpha, , fee] = await lastEvent('StakeRemoved');
      assert.deepEqual([tao, alpha, fee], [quote['quote-output'], String((12n * TAO * 100n + 25n * TAO) / 100n), quote['quote-fee']]);
    });

    it('sells all of a position, and nothing is left', async () => {
      await show(page, chain, '#/trade/3?side=sell');
      await page.waitForSelector('[data-name="available"]');
      await press(page, 'All', '.form');
      const quote = await quoted(page, chain);
      const done = await execute();
      assert.equal(done['executed-output'], quote['quote-output']);
      const left = await api.call.stakeInfoRuntimeApi.getStakeInfoForColdkey(pair('//Alice').address);
      assert.ok(!left.some(({ netuid }) => netuid.toString() === '3'));
    });

    it('stakes at root one to one', async () => {
      await show(page, chain, '#/trade/0');
      const quote = await quoteOf('7');
      assert.deepEqual([quote['quote-output'], quote['quote-fee']], [String(7n * TAO), '0']);
      const done = await execute();
      assert.equal(done['executed-output'], String(7n * TAO));
    });

    it('quotes the part that a limit allows, and the chain executes that part', async () => {
      await show(page, chain, '#/trade/2');
      await quoteOf('30');
      await press(page, 'Limit the price');
      await press(page, '+5 %');
      await sees(page, '.fault', 'the chain would refuse the trade');
      await press(page, 'Trade the part that fits');
      await page.waitForFunction(() => Number(document.querySelector('.quote [data-name="quote-input"]')?.value) < 30e9, { timeout: 10_000 });
      const quote = await quoted(page, chain);
      const done = await execute();
      assert.equal(done['executed-output'], quote['quote-output']);
      const [, , tao, , , fee] = await lastEvent('StakeAdded');
      assert.equal(BigInt(tao) + BigInt(fee), BigInt(quote['quote-input']));
    });

    it('says in words why the chain refused a call', async () => {
      // The quote allows it; then another trade moves the price beyond the limit.
      await show(page, chain, '#/', await chain.best()); // The form of the trade before still has its limit.
      await show(page, chain, '#/trade/2');
      await quoteOf('1');
      await press(page, 'Limit the price');
      await press(page, '+5 %');
      await quoted(page, chain);
      await api.tx.subtensorModule.addStake(pair('//Bob//hotkey').address, 2, 50n * TAO).signAndSend(pair('//Bob'), { nonce: -1 });
      await page.click('.act');
      await sees(page, '.hint', 'waits for a block');
      await chain.mine();
      await sees(page, '.outcome', /SlippageTooHigh.*: .+/);
    });

    it('signs with an account of a browser extension', async () => {
      // The interface that all extensions have, with a key that the page does not know.
      const stranger = pair('//Stranger');
      await api.tx.balances.transferKeepAlive(stranger.address, 20n * TAO).signAndSend(pair('//Bob'), { nonce: -1 });
      await chain.mine();
      const other = await openPage(browser);
      await other.exposeFunction('signOutside', (payload) => {
        const { specVersion, method } = payload;
        assert.equal(Number(specVersion), api.runtimeVersion.specVersion.toNumber());
        const [hotkey, netuid, amount] = api.createType('Call', method).args;
        assert.deepEqual([hotkey.toString(), netuid.toNumber(), amount.toBigInt()], [pair('//Bob//hotkey').address, 2, 3n * TAO]);
        return api.createType('ExtrinsicPayload', payload, { version: payload.version }).sign(stranger).signature;
      });
      await show(other, chain, '#/');
      await sees(other, '.welcome', 'Buy alpha');
      await other.evaluate((address) => {
        window.injectedWeb3 = {
          wallet: {
            enable: async () => ({
              accounts: { get: async () => [{ address, name: 'My <b>wallet' }] },
              signer: { signPayload: async (payload) => ({ id: 1, signature: await window.signOutside(payload) }) },
            }),
          },
        };
        location.hash = '#/trade/2';
      }, stranger.address);
      await press(other, 'Use accounts of wallet');
      await sees(other, 'option', 'My <b>wallet');
      await other.select('.form label:has(option[value^="5Grwva"]) select', stranger.address);
      await other.waitForFunction(() => document.querySelector('[data-name="available"]')?.value.startsWith('19'));
      await fill(other, '#amount', '3');
      await other.waitForSelector('.act:not(:disabled)');
      const quote = await quoted(other, chain);
      await other.click('.act');
      await press(other, 'Seal one now');
      await sees(other, '[data-name="comparison"]', 'As quoted, to the rao.');
      const [coldkey, , , alpha] = await lastEvent('StakeAdded');
      assert.deepEqual([coldkey, alpha], [stranger.address, quote['quote-output']]);
      await other.close();
    });

    it('tries an order without a change, in the name of an account that nobody has the key of, and makes it', async () => {
      // The owner of a subnet sells all: the question of every newcomer.
      const owner = pair('//Nobody//here');
      await chain.call('dev_fund', [owner.address, '20 TAO']);
      await chain.call('dev_setStake', [{ coldkey: owner.address, hotkey: pair('//Bob//hotkey').address, netuid: 2, amount: String(100n * TAO) }]);
      await show(page, chain, `#/account/${owner.address}`);
      await press(page, 'sell', 'tr[data-netuid="2"]');
      await sees(page, '.form option:checked', 'without its key');
      await press(page, 'All', '.form');
      const quote = await quoted(page, chain);
      assert.equal(quote['quote-input'], String(100n * TAO));
      const best = await chain.best();
      await press(page, 'Try it');
      await sees(page, '.outcome', 'Nothing has changed.');
      assert.equal((await numbersIn(page, '.outcome'))['executed-output'], quote['quote-output']);
      assert.equal(await chain.best(), best);
      await page.waitForSelector('.act:not(:disabled)');
      await page.click('.act');
      await sees(page, '.outcome', 'the transaction');
      assert.equal((await numbersIn(page, '.outcome'))['executed-output'], quote['quote-output']);
      const [coldkey, , , sold] = await lastEvent('StakeRemoved');
      assert.deepEqual([coldkey, sold], [owner.address, String(100n * TAO)]);
      assert.equal(quote['price-after'], (await api.call.swapRuntimeApi.currentAlphaPrice(2)).toString());
      await picture(page, `trade-${browserName}-in-its-name`);
    });

    it('acts in the name of an address that is typed, and says why that account cannot pay', async () => {
      const poor = pair('//Poor').address;
      await show(page, chain, '#/trade/1');
      await press(page, 'Act in the name of another account');
      await fill(page, '#other', poor);
      await press(page, 'Use it');
      await sees(page, '.form option:checked', 'without its key');
      await fill(page, '#amount', '1');
      await sees(page, '.fault', 'does not have that much TAO');
      await chain.call('dev_setBalance', [poor, '5 TAO']);
      await page.waitForSelector('.act:not(:disabled)');
      await page.click('.act');
      await sees(page, '.outcome', 'the transaction');
      assert.equal((await lastEvent('StakeAdded'))[0], poor);
    });

    it('shows the proceeds of the order, not of the sale that pays the fee of an account without TAO', async () => {
      const poor = pair('//Poor').address;
      await chain.call('dev_setBalance', [poor, 0]);
      await show(page, chain, `#/trade/1?side=sell&as=${poor}`);
      await sees(page, '.form option:checked', 'without its key');
      await page.waitForSelector('[data-name="available"]');
      await fill(page, '#amount', '0.5');
      const proceeds = async () => BigInt((await numbersIn(page, '.outcome'))['executed-output']);
      await page.waitForSelector('.act:not(:disabled)');
      await press(page, 'Try it', '.form');
      await sees(page, '.outcome', 'Nothing has changed.');
      assert.ok((await proceeds()) > TAO / 10n);
      await page.click('.act');
      await sees(page, '.outcome', 'the transaction');
      assert.equal(String(await proceeds()), (await lastEvent('StakeRemoved'))[2]);
    });

    it('has no errors in the page', () => assert.deepEqual(page.problems, []));
  });
}
