// The controls do to the chain what their methods promise.

import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { assert, atBlock, BROWSERS, Chain, fill, launch, numbersIn, openPage, picture, press, quoted, reaches, sees, show, sleep, textOf } from './lib.mjs';
import { assertCustody, bob, connect, stateNow, sumOfBalances } from '../lib/chain.mjs';
import { ownFolder } from '../lib/node.mjs';
import { until } from '../lib/until.mjs';

const TAO = 1_000_000_000n;

for (const browserName of BROWSERS) {
  describe(`In ${browserName}, the control view`, { timeout: 600_000, concurrency: false }, () => {
    let chain;
    let api;
    let browser;
    let page;

    before(async () => {
      chain = await Chain.dev(`control-${browserName}`);
      api = await connect(chain.node);
      await chain.mine(1);
      browser = await launch(browserName);
      page = await openPage(browser);
      await show(page, chain, '#/control');
      await sees(page, '.panel', 'Seal blocks');
    });

    after(async () => {
      await browser?.close();
      await api?.disconnect();
      await chain?.stop();
    });

    it('seals one block, and 360', async () => {
      await press(page, '1 block');
      await reaches(page, chain, 2);
      await press(page, '360 blocks');
      await reaches(page, chain, 362);
      await sees(page, '.notice', '360 blocks were sealed.');
    });

    it('seals another number of blocks', async () => {
      await fill(page, '#count', '17');
      await press(page, 'Seal', '.panel form');
      await reaches(page, chain, 379);
    });

    it('seals blocks up to the next epoch of a subnet', async () => {
      const epoch = async () => (await api.query.subtensorModule.subnetEpochIndex(2)).toNumber();
      const before = await epoch();
      await fill(page, '#epoch', '2');
      await press(page, 'Seal to its epoch');
      await until(async () => (await epoch()) !== before, 60, 'the next epoch');
      assert.equal(await epoch(), before + 1);
      await reaches(page, chain, await chain.best());
    });

    it('goes forward again', async () => {
      const best = await chain.best();
      await press(page, 'Revert 1 block');
      await reaches(page, chain, best - 1);
      await press(page, 'Forward again');
      await reaches(page, chain, best);
    });

    it('shows the progress of a long run, and stops it', async () => {
      await fill(page, '#count', '1000000');
      await press(page, 'Seal', '.panel form');
      await page.waitForFunction(() => Number(document.querySelector('progress')?.value) > 50, { timeout: 30_000, polling: 50 });
      const { made } = await numbersIn(page, '.run');
      const progress = await chain.call('dev_progress');
      assert.equal(progress.of, 1_000_000);
      assert.ok(Number(made) <= progress.made);
      await picture(page, `control-run-${browserName}`);
      await press(page, 'Stop');
      await page.waitForFunction(() => document.querySelector('progress') === null, { timeout: 30_000 });
      assert.equal(await chain.call('dev_progress'), null);
      const stopped = await chain.best();
      await reaches(page, chain, stopped);
      assert.ok(stopped < 1_000_000);
    });

    it('reports a run that another client has begun', async () => {
      const ended = chain.call('dev_newBlock', [{ count: 100_000 }]);
      await page.waitForSelector('progress', { timeout: 30_000 });
      await press(page, 'Stop');
      await ended;
      await page.waitForFunction(() => document.querySelector('progress') === null, { timeout: 30_000 });
    });

    it('reverts one block, to a block, and to a snapshot', async () => {
      const here = await chain.best();
      await reaches(page, chain, here);
      await press(page, 'Revert 1 block');
      await reaches(page, chain, here - 1);
      await press(page, 'Take a snapshot');
      await sees(page, '.line', 'Revert to block');
      const { hash } = await api.rpc.chain.getHeader();
      await press(page, '1 block');
      await reaches(page, chain, here);
      await press(page, 'Revert to block');
      await reaches(page, chain, here - 1);
      assert.equal((await api.rpc.chain.getBlockHash()).toString(), hash.toString());
      await sees(page, '.panel', 'No snapshot was taken');
      await fill(page, '#target', '370');
      await press(page, 'Revert', '.panel form');
      await reaches(page, chain, 370);
    });

    it('reverts to a snapshot with a name as often as one likes', async () => {
      const here = await chain.best();
      await fill(page, '#snapshot', 'before-all');
      await press(page, 'Take a snapshot');
      await sees(page, '.line', 'before-all: Block');
      for (let time = 0; time < 2; time += 1) {
        await press(page, '1 block');
        await reaches(page, chain, here + 1);
        await press(page, 'Revert to block', '.line:has(bdi)');
        await reaches(page, chain, here);
      }
      assert.deepEqual((await chain.call('dev_snapshots')).map(({ name }) => name), ['before-all']);
      await fill(page, '#snapshot', '1 2');
      await press(page, 'Take a snapshot');
      await sees(page, '.notice-bad', /letter/);
    });

    it('travels in time', async () => {
      const before = (await api.query.timestamp.now()).toNumber();
      await press(page, '+ 1 day');
      await press(page, 'Seal it now');
      await reaches(page, chain, 371);
      assert.equal((await api.query.timestamp.now()).toNumber(), before + 86_400_000);
      await sees(page, '[data-name="time"]', new Date(before + 86_400_000).toISOString().slice(0, 10));
    });

    it('seals blocks up to a date', async () => {
      const [before, start] = [(await api.query.timestamp.now()).toNumber(), await chain.best()];
      const wanted = Math.ceil(before / 1000) * 1000 + 20_000;
      await page.evaluate((text) => {
        const field = document.querySelector('#date');
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }, new Date(wanted).toISOString().slice(0, 19));
      await press(page, 'Seal up to it');
      const now = async () => (await api.query.timestamp.now()).toNumber();
      await until(async () => (await now()) >= wanted, 60, 'the block of the date');
      assert.equal(await now(), wanted);
      await reaches(page, chain, await chain.best());
      assert.ok((await chain.best()) >= start + 19);
    });

    it('changes the mode of sealing', async () => {
      await press(page, 'mixed');
      await sees(page, '.panel', 'and one every second');
      const start = await chain.best();
      await sleep(2500);
      assert.ok((await chain.best()) > start);
      await press(page, 'manual');
      await sees(page, '.panel', 'Transactions wait.');
      const stopped = await chain.best();
      await sleep(1500);
      assert.equal(await chain.best(), stopped);
    });

    it('sets a balance and adds to one, and the books stay right', async () => {
      const panel = async (label, text) => {
        const handle = await page.evaluateHandle((wanted) => [...document.querySelectorAll('.panel label')].find((one) => one.textContent.startsWith(wanted)).querySelector('input'), label);
        await handle.asElement().type(text);
      };
      const free = async () => (await api.query.system.account(bob.address)).data.free.toBigInt();
      await panel('Account', 'Bob');
      await panel('Amount', '123.456789');
      await press(page, 'Set the balance');
      await sees(page, '.notice', 'Bob has a balance of 123.456 TAO.');
      assert.equal(await free(), 123_456_789_000n);
      await press(page, 'Add it');
      await sees(page, '.notice', 'Bob got 123.456 TAO.');
      assert.equal(await free(), 246_913_578_000n);
      const state = await stateNow(api);
      assert.equal(await sumOfBalances(api, state.hash), state.issuance);
      await assertCustody(api, state);
      assert.ok(state.issuance > 6_000_000n * TAO);
    });

    it('switches the rules of emission', async () => {
      const choose = await page.evaluateHandle(() => [...document.querySelectorAll('.panel label')].find((one) => one.textContent.startsWith('Policy')).querySelector('select'));
      await choose.asElement().select('2');
      await press(page, 'Switch the policy');
      await sees(page, '.notice', 'Emission policy 2 is in force');
      assert.equal((await api.query.subtensorModule.activeEmissionPolicy()).toNumber(), 2);
      const inject = await page.evaluateHandle(() => [...document.querySelectorAll('.panel label')].find((one) => one.textContent.startsWith('TAO beyond the cap')).querySelector('select'));
      for (const rule of ['Buy', 'Lift']) {
        await inject.asElement().select(rule);
        await press(page, 'Switch the injection');
        await sees(page, '.notice', `Injection ${rule} is in force`);
        assert.equal((await api.query.subtensorModule.injection()).toString(), rule);
      }
      await press(page, 'Let root keep its alpha');
      await sees(page, '[data-name="root-rule"]', 'kept, and claimable');
      assert.equal((await api.query.subtensorModule.rootDividends()).toString(), 'Claimable');
      await show(page, chain, '#/', await chain.best());
      await sees(page, '[data-name="rule"]', 'shared by net flow; TAO beyond the cap on alpha goes into the pool; root’s alpha is claimable');
      await atBlock(page, await chain.best());
    });

    it('quotes exactly under other rules, too', async () => {
      await show(page, chain, '#/trade/2');
      await fill(page, '#amount', '2');
      const quote = await quoted(page, chain);
      await sees(page, '[data-name="exactness"]', 'Exact to the rao');
      await page.click('.act');
      await press(page, 'Seal one now');
      await sees(page, '[data-name="comparison"]', 'As quoted, to the rao.');
      assert.equal((await numbersIn(page, '.outcome'))['executed-output'], quote['quote-output']);
    });

    it('saves the chain to a file, and loads it again', async () => {
      const other = await Chain.start(`control-file-${browserName}`, ['--dev', '--sealing', 'manual', '--state', join(ownFolder(`file-${browserName}`), 'main.json')]);
      const tab = await openPage(browser);
      try {
        await other.mine(5);
        await show(tab, other, '#/control');
        await fill(tab, '#file', 'five.json');
        await press(tab, 'Save the chain');
        await sees(tab, '.notice', /saved to .*five\.json/);
        await other.mine(2);
        await reaches(tab, other, 7);
        await press(tab, 'Load it');
        await sees(tab, '.notice', 'The node starts again at block 5.');
        await reaches(tab, other, 5);
        await fill(tab, '#file', 'none.json');
        await press(tab, 'Load it');
        await sees(tab, '.notice-bad', 'none.json');
      } finally {
        await tab.close();
        await other.stop();
      }
    });

    it('says why a command failed', async () => {
      await show(page, chain, '#/control');
      await sees(page, '.panel', 'Seal blocks');
      await page.evaluate(() => { document.querySelector('#date').value = ''; });
      await fill(page, '#count', '99999999');
      await press(page, 'Seal', '.panel form');
      await sees(page, '.notice-bad', /ten million|10 ?000 ?000|at most/i);
    });

    it('has no errors in the page', async () => {
      assert.deepEqual(page.problems, []);
      assert.equal(await textOf(page, '.failure'), null);
    });
  });
}
