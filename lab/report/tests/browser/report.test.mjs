// The report in a browser: what a reader sees, does by pointer and keyboard, and that nothing is requested.
//
//   cargo run --release -p dtao-lab-report --example demo -- /tmp/reports
//   npm ci && REPORTS=/tmp/reports npm test
//
// BROWSER is chromium (the default) or firefox, CHROMIUM and FIREFOX are their paths. SCREENSHOTS names a folder for pictures of each page.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const REPORTS = process.env.REPORTS;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const NARROW_SPACE = '\u202f';

const PROGRAMS = {
  chromium: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] },
  firefox: { browser: 'firefox', executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr' },
};

const BROWSER = process.env.BROWSER ?? 'chromium';

/** Colour schemes that the driver can choose: Firefox always has that of the system. */
const SCHEMES = BROWSER === 'firefox' ? [null] : ['light', 'dark'];

let browser;
before(async () => {
  assert(REPORTS, 'REPORTS names the folder that the example "demo" has written');
  browser = await puppeteer.launch(PROGRAMS[BROWSER]);
});
after(() => browser?.close());

/** Opens a report. `problems` collects messages of the console, errors, and requests for anything but the file. */
async function open(kind, { width = 1440, scheme = SCHEMES[0] } = {}) {
  const page = await browser.newPage();
  const address = pathToFileURL(resolve(REPORTS, kind, 'report.html')).href;
  page.problems = [];
  page.on('console', (message) => page.problems.push(message.text()));
  page.on('pageerror', (error) => page.problems.push(error.message));
  page.on('dialog', (dialog) => { page.problems.push(dialog.message()); dialog.dismiss(); });
  // Firefox reports the fonts that the file contains as requests.
  page.on('request', (request) => { if (request.url() !== address && !request.url().startsWith('data:')) page.problems.push(request.url()); });
  await page.setViewport({ width, height: 900 });
  if (scheme) await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.goto(address);
  await page.waitForSelector('#figures figure canvas');
  return page;
}

/** Opens a report for the time of `use`, after which it must have reported no problem. */
async function withReport(kind, options, use) {
  const page = await open(kind, options);
  try {
    await use(page);
    assert.deepEqual(page.problems, []);
  } finally {
    await page.close();
  }
}

const texts = (page, selector) => page.$$eval(selector, (found) => found.map((element) => element.textContent));
const attributes = (page, selector, name) =>
  page.$$eval(selector, (found, name) => found.map((element) => element.getAttribute(name)), name);
const sliders = (page) => attributes(page, '.plot', 'aria-valuenow');

/** Pixels by which a page is wider than its window, whose bar to scroll may take some, and the window's width. */
const widths = (page) =>
  page.evaluate(({ scrollWidth, clientWidth } = document.documentElement) => [scrollWidth - clientWidth, innerWidth]);

/** Place of the first chart in the window, after it has been scrolled there. */
async function mainChart(page) {
  const chart = await page.$('#figures figure:first-child .u-over');
  await chart.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  return chart.boundingBox();
}

/** Values beside the first chart, by rule. */
const mainReadout = (page) => texts(page, '#figures figure:first-child .readout strong');

describe('every report', () => {
  for (const kind of ['plain', 'montecarlo', 'sweep', 'nine-rules']) {
    for (const scheme of SCHEMES) {
      for (const width of [1440, 390]) {
        test(`${kind}, ${scheme ?? 'as the system'}, ${width} pixels: fits, is accessible and requests nothing`, async () => {
          await withReport(kind, { width, scheme }, async (page) => {
            assert.deepEqual(await widths(page), [0, width]);
            if (process.env.SCREENSHOTS) {
              await page.screenshot({ path: resolve(process.env.SCREENSHOTS, `${kind}-${scheme ?? BROWSER}-${width}.png`), fullPage: true });
            }
            await page.evaluate(AXE);
            const found = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
            assert.deepEqual(found.violations.map(({ id, nodes }) => [id, nodes[0].html]), []);
          });
        });
      }
    }
  }
});

test('an opened table of a chart is accessible, and its last row is the end of the chart', async () => {
  await withReport('plain', {}, async (page) => {
    await page.$eval('#figures details summary', (summary) => summary.click());
    await page.waitForSelector('#figures details table');
    const rows = await texts(page, '#figures details tbody tr:last-child td');
    assert.deepEqual(rows.slice(0, 2), [`72${NARROW_SPACE}000`, '10']);
    assert.equal(rows.length, 2 + 3);
    await page.evaluate(AXE);
    const found = await page.evaluate(() => axe.run('#figures figure', { resultTypes: ['violations'] }));
    assert.deepEqual(found.violations.map(({ id }) => id), []);
  });
});

test('the first subnet of interest is shown first, and a hostile name stays text', async () => {
  await withReport('plain', {}, async (page) => {
    const chosen = await page.$eval('#subnet', (select) => select.selectedOptions[0].textContent);
    assert.equal(chosen, 'SN28 TAO Accumulation Corporation');
    const [label] = await attributes(page, '.plot', 'aria-label');
    assert.match(label, /^Price, TAO\/alpha, SN28 TAO Accumulation Corporation: time$/);
    await page.select('#subnet', '4');
    const hostile = "SN5 </script><script>document.title='broken'</script>";
    assert.match((await attributes(page, '.plot', 'aria-label'))[0], new RegExp(hostile.replace(/[()/.]/g, '\\$&')));
    assert.equal(await page.title(), 'SN28: holders are paid, and root answers – lab report');
    assert.equal((await page.$$('#figures figure')).length, 13);
  });
});

test('the script writes numbers as the tables do', async () => {
  await withReport('plain', {}, async (page) => {
    const rows = await page.$$eval('#start-to-end tbody tr', (rows) =>
      rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
    const ends = rows.filter(([subnet]) => subnet.startsWith('SN28')).map((row) => `${row[3]}${NARROW_SPACE}TAO/alpha`);
    assert.deepEqual(await mainReadout(page), ends);
    for (const [subnet, rule, , end] of rows) {
      const cells = await page.$$eval('#end-table tr', (rows, subnet) => {
        const row = rows.find((row) => row.cells[0].textContent === subnet);
        return [...row.cells].map((cell) => cell.textContent);
      }, subnet);
      const heads = await texts(page, '#end-table th');
      assert.equal(cells[heads.findIndex((head) => head.startsWith(rule))], end);
    }
  });
});

test('keys move the cursors of all charts together', async () => {
  await withReport('plain', {}, async (page) => {
    assert.deepEqual(new Set(await sliders(page)), new Set(['72000']));
    await page.focus('#figures figure:nth-child(2) .plot');
    await page.keyboard.press('Home');
    assert.deepEqual(new Set(await sliders(page)), new Set(['0']));
    await page.keyboard.press('ArrowRight');
    const moved = await sliders(page);
    assert.equal(new Set(moved).size, 1);
    assert(Number(moved[0]) > 0);
    const [text] = await attributes(page, '.plot', 'aria-valuetext');
    assert.match(text, /^Block \d+ = day 0.*: MovingPrice.*\u202fTAO\/alpha; NetFlow/);
  });
});

test('the pointer moves the cursors of all charts together', async () => {
  await withReport('plain', {}, async (page) => {
    const box = await mainChart(page);
    await page.mouse.move(box.x + box.width / 2, box.y + 50);
    await page.waitForFunction(() => document.querySelector('.plot').getAttribute('aria-valuenow') !== '72000');
    const moved = (await sliders(page)).map(Number);
    assert(moved.every((block) => Math.abs(block - 36_000) < 200), moved.join());
  });
});

test('a span of time that is dragged is enlarged in all charts, until it is reset', async () => {
  await withReport('plain', {}, async (page) => {
    const pictures = () => page.$$eval('#figures canvas', (found) => found.map((canvas) => canvas.toDataURL()));
    const whole = await pictures();
    const box = await mainChart(page);
    await page.mouse.move(box.x + box.width * 0.6, box.y + 50);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.8, box.y + 50, { steps: 5 });
    await page.mouse.up();
    assert.equal(await page.$eval('#reset', (button) => button.disabled), false);
    const enlarged = await pictures();
    enlarged.forEach((picture, chart) => assert.notEqual(picture, whole[chart]));
    await page.click('#reset');
    assert.equal(await page.$eval('#reset', (button) => button.disabled), true);
    assert.deepEqual(await pictures(), whole);
    await page.focus('.plot');
    await page.keyboard.press('+');
    assert.equal(await page.$eval('#reset', (button) => button.disabled), false);
    await page.keyboard.press('0');
    assert.equal(await page.$eval('#reset', (button) => button.disabled), true);
  });
});

test('a rule is hidden and shown by its button', async () => {
  await withReport('plain', {}, async (page) => {
    assert.equal((await mainReadout(page)).length, 3);
    await page.click('#rules button:nth-child(2)');
    assert.deepEqual(await attributes(page, '#rules button', 'aria-pressed'), ['true', 'false', 'true']);
    assert.equal((await mainReadout(page)).length, 2);
    await page.select('#subnet', '0');
    assert.equal((await mainReadout(page)).length, 2);
    await page.click('#rules button:nth-child(2)');
    assert.equal((await mainReadout(page)).length, 3);
  });
});

test('the logarithmic scale redraws the charts', async () => {
  await withReport('plain', {}, async (page) => {
    const picture = () => page.$eval('#figures canvas', (canvas) => canvas.toDataURL());
    const linear = await picture();
    await page.click('#logarithmic');
    const logarithmic = await picture();
    assert.notEqual(logarithmic, linear);
  });
});

test('the other colour scheme redraws the charts', { skip: SCHEMES.length < 2 && 'the driver cannot choose it' }, async () => {
  await withReport('plain', {}, async (page) => {
    const light = await page.$eval('#figures canvas', (canvas) => canvas.toDataURL());
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    await page.waitForFunction((before) => document.querySelector('#figures canvas').toDataURL() !== before, {}, light);
  });
});

test('columns are sorted by number, in both directions', async () => {
  await withReport('plain', {}, async (page) => {
    const values = () => page.$$eval('#end-table tbody tr', (rows) => rows.map((row) => Number(row.cells[1].dataset.value)));
    await page.click('#end-table th:nth-child(2) button');
    const descending = await values();
    assert.deepEqual(descending, [...descending].sort((a, b) => b - a));
    await page.click('#end-table th:nth-child(2) button');
    assert.deepEqual(await values(), [...descending].reverse());
    assert.deepEqual(await attributes(page, '#end-table th:nth-child(2)', 'aria-sort'), ['ascending']);
  });
});

test('a chart follows the width of the window', async () => {
  await withReport('plain', {}, async (page) => {
    await page.setViewport({ width: 700, height: 900 });
    await page.waitForFunction(() => document.querySelector('#figures .uplot').clientWidth <= 700);
    assert.deepEqual(await widths(page), [0, 700]);
  });
});

test('repetitions show a median with its band, rows of a sweep show their own charts', async () => {
  await withReport('montecarlo', {}, async (page) => {
    assert.match((await mainReadout(page))[0], /^[\d.]+\u202fTAO\/alpha \([\d.]+ to [\d.]+\)$/);
  });
  await withReport('sweep', {}, async (page) => {
    const first = await mainReadout(page);
    await page.select('#row', '11');
    assert.notDeepEqual(await mainReadout(page), first);
    const row = await page.$$eval('#sweep tbody tr', (rows) => [...rows[33].cells].map((cell) => cell.textContent));
    assert.equal(row[0], '12');
    assert.equal(`${row[4]}${NARROW_SPACE}TAO/alpha`, (await mainReadout(page))[0]);
    await page.select('#subnet', '0');
    assert.deepEqual(await texts(page, '#figures > p'), ['This file has no chart of it; the samples are in series.csv.']);
  });
});

test('an agent has its own chart', async () => {
  await withReport('plain', {}, async (page) => {
    const before = await texts(page, '#account .readout strong');
    await page.select('#agent', '2');
    assert.notDeepEqual(await texts(page, '#account .readout strong'), before);
    assert.match((await attributes(page, '#account .plot', 'aria-label'))[0], /<script>alert\('agent'\)<\/script>/);
  });
});
