// Starts the node and opens its page in browsers, for the tests.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { BINARY, freePort, Node, ownFolder } from '../lib/node.mjs';

/** The built page. */
export const BUNDLE = fileURLToPath(new URL('../../explorer/dist', import.meta.url));

// ---------------------------------------------------------------- the node and its page

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml' };

/** The headers with which the page is served by a node with this RPC port. */
const headersFor = (rpcPort) => ({
  'content-security-policy':
    `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws://127.0.0.1:${rpcPort} http://127.0.0.1:${rpcPort}; ` +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
});

/** Serves the page as the node does, while no node does. Returns its address, and a function that stops the server. */
export async function serve(rpcPort, port = 0) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    for (const [name, value] of Object.entries(headersFor(rpcPort))) response.setHeader(name, value);
    if (path === '/config.json') {
      response.setHeader('content-type', 'application/json');
      return response.end(JSON.stringify({ rpc: `ws://127.0.0.1:${rpcPort}`, rpcPort }));
    }
    const name = path === '/' ? 'index.html' : path.slice(1);
    const content = /^[a-z.]+$/.test(name) ? await readFile(join(BUNDLE, name)).catch(() => undefined) : undefined;
    response.statusCode = content ? 200 : 404;
    response.setHeader('content-type', TYPES[extname(name)] ?? 'text/plain');
    return response.end(content ?? 'not found');
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = () => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${server.address().port}/`, stop };
}

/** A node with its page. */
export class Chain {
  /** Starts a node with these arguments, such as those of a development chain, on these ports or free ones. */
  static async start(name, args, { port, pagePort } = {}) {
    const chain = new Chain();
    chain.pagePort = pagePort ?? (await freePort());
    chain.node = await Node.start(name, [...args, '--no-banner', '--explorer-port', chain.pagePort], { port });
    chain.url = `http://127.0.0.1:${chain.pagePort}/`;
    return chain;
  }

  /** Starts a development chain with this mode of sealing. */
  static dev(name, sealing = 'manual', args = []) {
    return Chain.start(name, ['--dev', '--sealing', sealing, ...args]);
  }

  call(method, params = []) {
    return this.node.call(method, params);
  }

  /** Seals blocks, and returns the number of the last one. */
  async mine(count = 1) {
    await this.call('dev_newBlock', [{ count }]);
    return this.best();
  }

  /** The number of the best block. */
  async best() {
    return Number((await this.call('chain_getHeader')).number);
  }

  async stop() {
    await this.node.stop();
  }
}

// ---------------------------------------------------------------- browsers

const PROGRAMS = { chromium: process.env.CHROMIUM ?? 'chromium', firefox: process.env.FIREFOX ?? 'firefox-esr' };

/** Returns the path of a program by its name. */
function pathOf(program) {
  const candidates = program.includes('/') ? [program] : process.env.PATH.split(':').map((folder) => join(folder, program));
  const found = candidates.find((path) => existsSync(path));
  if (!found) throw new Error(`${program} is missing: ./scripts/test.sh explorer installs it`);
  return found;
}

/** The browsers in which each test runs. BROWSERS names some of them. */
export const BROWSERS = (process.env.BROWSERS ?? 'chromium,firefox').split(',');

/** Starts a browser. Firefox is driven by WebDriver BiDi. */
export function launch(name) {
  const options = { executablePath: pathOf(PROGRAMS[name]), headless: true, protocolTimeout: 120_000 };
  return name === 'firefox'
    ? puppeteer.launch({ ...options, browser: 'firefox' })
    : puppeteer.launch({ ...options, args: ['--no-sandbox', '--disable-gpu', '--js-flags=--expose-gc'] });
}

/** Opens a page that reports what goes wrong in it: `page.problems` are its errors, `page.requested` the addresses that it asked for. */
export async function openPage(browser, { width = 1280, height = 900, scheme = 'light' } = {}) {
  const page = await browser.newPage();
  page.problems = [];
  page.requested = [];
  const note = (text) => {
    // The browser itself reports a node that does not answer.
    if (!/WebSocket|can.t establish a connection|ERR_CONNECTION|NetworkError/.test(text)) page.problems.push(text);
  };
  page.on('pageerror', (error) => note(String(error)));
  page.on('console', (message) => message.type() === 'error' && note(message.text()));
  page.on('request', (request) => page.requested.push(request.url()));
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]).catch(() => undefined);
  return page;
}

/** Shows a view, such as `#/subnets`, and waits until it shows this block, or any. */
export async function show(page, chain, view, block) {
  await page.goto(`${chain.url}${view}`, { waitUntil: 'load' });
  // The same page with another view is not loaded again.
  await page.evaluate((address) => { location.hash = address; }, view);
  if (block !== undefined) await atBlock(page, block);
}

/** Waits until the view shows the state after this block. */
export async function atBlock(page, block) {
  await page.waitForFunction((wanted) => Number(document.querySelector('.view[data-block]')?.dataset.block) === wanted, { timeout: 20_000, polling: 50 }, block);
}

/** Waits until the control view, and the chain, are at a block. */
export async function reaches(page, chain, block) {
  await page.waitForFunction((wanted) => document.querySelector('.view-head [data-name="block"]')?.value === String(wanted), { timeout: 60_000, polling: 50 }, block);
  assert.equal(await chain.best(), block);
}

/** Waits for a quote for the block after the best one, and returns its numbers. */
export async function quoted(page, chain) {
  await page.waitForSelector(`.quote [data-block="${await chain.best()}"] [data-name="quote-output"]`);
  return numbersIn(page, '.quote');
}

/** Waits until an element has this text, or matches it. */
export async function sees(page, selector, text, timeout = 20_000) {
  const [source, flags] = text instanceof RegExp ? [text.source, text.flags] : [text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), ''];
  const found = (place, pattern, marks) => [...document.querySelectorAll(place)].some((element) => new RegExp(pattern, marks).test(element.textContent));
  await page.waitForFunction(found, { timeout, polling: 50 }, selector, source, flags).catch(async () => {
    const shown = await page.evaluate((place) => [...document.querySelectorAll(place)].map((element) => element.textContent), selector);
    assert.fail(`${selector} does not show ${text}, but ${JSON.stringify(shown).slice(0, 800)}`);
  });
}

/** Returns the numbers in a part of the view by their names, in rao or as the element's value says. */
export const numbersIn = (page, selector) => page.evaluate((place) => {
  const root = document.querySelector(place);
  return Object.fromEntries([...root.querySelectorAll('data[data-name]')].map((element) => [element.dataset.name, element.value]));
}, selector);

/** Returns the text of an element, or null. */
export const textOf = (page, selector) => page.evaluate((place) => document.querySelector(place)?.textContent ?? null, selector);

/** Clicks the button or link with this text. */
export async function press(page, text, within = 'body') {
  const find = (wanted, place) => [...document.querySelectorAll(`${place} button, ${place} a, ${place} summary, ${place} label`)]
    .find((element) => element.textContent.trim().replace(/\u202f/g, ' ').startsWith(wanted) && !element.disabled);
  const handle = await page.waitForFunction(find, { timeout: 20_000, polling: 50 }, text, within);
  await handle.asElement().evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await handle.asElement().click();
}

/** Replaces the text of a field. */
export async function fill(page, selector, text) {
  await page.waitForSelector(selector);
  await page.focus(selector);
  await page.evaluate((place) => document.querySelector(place).select(), selector);
  await page.keyboard.press('Backspace');
  await page.type(selector, text);
}

/** Stores a picture of the page with the artefacts of the run, if DTAO_SHOTS names a folder. */
export async function picture(page, name) {
  const folder = process.env.DTAO_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

export { assert, BINARY, ownFolder, sleep };
