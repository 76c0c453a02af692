// The built page is small, asks nobody but the node, and works under a strict policy.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { assert, BROWSERS, BUNDLE, Chain, launch, openPage, show } from './lib.mjs';

const files = readdirSync(BUNDLE).map((name) => [name, readFileSync(join(BUNDLE, name))]);

describe('The built page', () => {
  it('has at most 150 kB when compressed, and no source maps', () => {
    const size = files.reduce((sum, [, content]) => sum + gzipSync(content, { level: 9 }).length, 0);
    console.log(`    ${(size / 1000).toFixed(1)} kB compressed, of which explorer.js ${(gzipSync(files.find(([name]) => name === 'explorer.js')[1], { level: 9 }).length / 1000).toFixed(1)} kB`);
    assert.ok(size <= 150_000, `${size} bytes`);
    assert.deepEqual(files.map(([name]) => name).sort(), ['explorer.css', 'explorer.js', 'favicon.svg', 'index.html']);
  });

  it('has no script, style or address of others in its page', () => {
    const html = files.find(([name]) => name === 'index.html')[1].toString();
    assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon[a-z]+=|https?:/);
    const css = files.find(([name]) => name === 'explorer.css')[1].toString();
    assert.doesNotMatch(css, /@import|url\(/);
  });
});

for (const browserName of BROWSERS) {
  describe(`In ${browserName}, the built page`, { timeout: 300_000, concurrency: false }, () => {
    let chain;
    let browser;
    let page;

    before(async () => {
      chain = await Chain.dev(`bundle-${browserName}`);
      await chain.mine(3);
      browser = await launch(browserName);
      page = await openPage(browser);
    });

    after(async () => {
      await browser?.close();
      await chain?.stop();
    });

    it('requests nothing from anybody but the node', async () => {
      for (const view of ['#/', '#/subnets', '#/subnet/1', '#/trade/1', '#/control', '#/account']) {
        await show(page, chain, view);
        await page.waitForFunction(() => document.querySelector('.view') !== null && document.querySelector('.waiting') === null);
      }
      // Firefox reports a WebSocket by the request that opens it.
      const own = [chain.url, `ws://127.0.0.1:${chain.node.port}`, `http://127.0.0.1:${chain.node.port}/`, 'data:'];
      const foreign = page.requested.filter((url) => !own.some((start) => url.startsWith(start)));
      assert.deepEqual(foreign, []);
    });

    it('is served with a strict policy, which it does not violate', async () => {
      const answer = await fetch(chain.url);
      const policy = answer.headers.get('content-security-policy');
      for (const part of ["default-src 'none'", "script-src 'self'", "style-src 'self'"]) assert.ok(policy.includes(part), policy);
      assert.doesNotMatch(policy, /unsafe|\*/);
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
      assert.deepEqual(page.problems, []);
    });

    it('remembers the chosen colours', async () => {
      await show(page, chain, '#/');
      await page.select('.theme select', 'dark');
      await page.reload();
      await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
      const paper = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      assert.equal(paper, 'rgb(15, 22, 20)');
      await page.select('.theme select', 'system');
    });
  });
}
