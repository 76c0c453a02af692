// The page says what happened to the chain or the connection, and shows the chain as it is again.

import { after, before, describe, it } from 'node:test';
import { assert, atBlock, BROWSERS, Chain, launch, numbersIn, openPage, picture, sees, serve, show, sleep, textOf } from './lib.mjs';
import { connect, pair, succeed } from '../lib/chain.mjs';
import { Node, ownFolder } from '../lib/node.mjs';

for (const browserName of BROWSERS) {
  describe(`In ${browserName}, the page recovers`, { timeout: 600_000, concurrency: false }, () => {
    let chain;
    let browser;
    let page;

    before(async () => {
      chain = await Chain.dev(`recovery-${browserName}`);
      await chain.mine(20);
      browser = await launch(browserName);
      page = await openPage(browser);
    });

    after(async () => {
      await browser?.close();
      await chain?.stop();
    });

    it('from a revert, and says so', async () => {
      const api = await connect(chain.node);
      const { addStake } = api.tx.subtensorModule;
      await show(page, chain, '#/subnet/2', 20);
      const before = await numbersIn(page, '.subnet-head');
      await succeed(api, pair('//Bob'), addStake(pair('//Bob//hotkey').address, 2, 30_000_000_000n));
      const raised = await chain.best();
      await atBlock(page, raised);
      const price = (await api.call.swapRuntimeApi.currentAlphaPrice(2)).toString();
      assert.equal((await numbersIn(page, '.subnet-head')).price, price);
      assert.ok(BigInt(price) > (BigInt(before.price) * 3n) / 2n);
      await api.disconnect();

      await chain.call('dev_setHead', [20]);
      await sees(page, '.notice', `Blocks were reverted: from ${raised} back to 20.`);
      await atBlock(page, 20);
      assert.deepEqual(await numbersIn(page, '.subnet-head'), before);
      await picture(page, `reverted-${browserName}`);
    });

    it('from a revert to fewer blocks than it has seen, and more after it', async () => {
      await chain.call('dev_setHead', [12]);
      await chain.mine(30);
      await sees(page, '.notice', /Blocks were reverted/);
      await atBlock(page, 42);
      await show(page, chain, '#/');
      // Blocks that it missed are added to the list when the chain is quiet.
      const listed = (wanted) => [...document.querySelectorAll('.feed-row .block-link')].map((link) => link.textContent).join() === wanted;
      await page.waitForFunction(listed, { timeout: 20_000 }, [...Array(14).keys()].map((back) => 42 - back).join());
      await sees(page, '.feed-row', /no transactions/);
      const hashes = await page.evaluate(() => [...document.querySelectorAll('.feed-row .block-link')].map((link) => link.getAttribute('href').split('/').at(-1)));
      for (const [position, hash] of hashes.entries()) assert.equal(hash, await chain.call('chain_getBlockHash', [42 - position]));
    });

    it('while a block is open that is reverted', async () => {
      await show(page, chain, '#/block/40', 40);
      await chain.call('dev_setHead', [30]);
      await sees(page, '.failure', 'the chain has no block 40');
      await chain.mine(15);
      await atBlock(page, 40);
      const hash = await chain.call('chain_getBlockHash', [40]);
      await sees(page, '.rows', hash);
    });

    it('from the end of the node, and from its start with the same chain', async () => {
      await show(page, chain, '#/subnets', 45);
      const { port } = chain.node;
      await chain.node.stop();
      await sees(page, '.lost', 'The connection to the node was lost.');
      await picture(page, `lost-${browserName}`);
      chain.node = await Node.start(`again-${browserName}`, ['--dev', '--sealing', 'manual', '--no-banner', '--explorer-port', chain.pagePort], { port });
      await sees(page, '.notice', /The node was started again: the chain is at block 0, it was at 45/);
      await page.waitForFunction(() => document.querySelector('.lost') === null);
      await chain.mine(3);
      await atBlock(page, 3);
      await sees(page, 'tr[data-netuid="1"]', 'Harbour');
    });

    it('from the start of another chain', async () => {
      const { port } = chain.node;
      await chain.node.kill();
      await sees(page, '.lost', 'lost');
      chain.node = await Node.start(`other-${browserName}`, ['--chain', 'launch', '--sealing', 'manual', '--base-path', ownFolder(`other-${browserName}`), '--no-banner', '--explorer-port', chain.pagePort], { port });
      await sees(page, '.notice', 'The node was started with another chain, dTAO Launch');
      await page.waitForFunction(() => document.querySelectorAll('tr[data-netuid]').length === 64, { timeout: 20_000 });
      await sees(page, '.brand-name', 'dTAO Launch');
    });

    it('from a node that does not answer yet', async () => {
      const { port } = chain.node;
      await chain.node.stop();
      // A node that is starting serves no page: this one was loaded before, from elsewhere.
      const early = await serve(port);
      const other = await openPage(browser);
      await other.goto(early.url);
      await sees(other, '.lost', 'The node does not answer.');
      chain.node = await Node.start(`late-${browserName}`, ['--dev', '--sealing', 'manual', '--no-banner', '--explorer-port', chain.pagePort], { port });
      await other.waitForFunction(() => document.querySelector('.lost') === null && document.querySelector('.view.home[data-block="0"]') !== null, { timeout: 20_000 });
      await other.close();
      await early.stop();
    });

    it('from states that the node no longer keeps: it shows what it can', async () => {
      const pruned = await Chain.dev(`pruned-${browserName}`, 'manual', ['--state-pruning', '16']);
      await pruned.mine(40);
      const other = await openPage(browser);
      await show(other, pruned, '#/block/1');
      await sees(other, '.hint', 'The node no longer keeps the state after this block');
      await sees(other, 'tr', 'Timestamp.setinherentnot known');
      await sees(other, '.rows', await pruned.call('chain_getBlockHash', [1]));
      await show(other, pruned, '#/subnet/1/trades');
      await sees(other, '.view', /No trades in blocks 2\d to 40\..*The node does not keep the states before\./);
      assert.deepEqual(other.problems, []);
      await other.close();
      await pruned.stop();
    });

    it('without errors in the page, and with the work of the node alone', async () => {
      await sleep(200);
      assert.deepEqual(page.problems, []);
      assert.equal(await textOf(page, '.failure'), null);
    });
  });
}
