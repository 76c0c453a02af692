// The charts and the sortable tables of a lab report. Reads the data of the page, and requests nothing.
'use strict';

(() => {
  const data = JSON.parse(document.getElementById('data').textContent);

  /** Everything that the controls change. `span` is the part of time that all charts show, null for all of it. */
  const state = { row: 0, subnet: 0, agent: 0, hidden: new Set(), logarithmic: false, span: null, block: null };

  /** The charts on the page: those of the subnet, and that of the agent. */
  const figures = { subnet: [], agent: [] };
  const allFigures = () => [...figures.subnet, ...figures.agent];

  // ---------------------------------------------------------------------------------------------------------------- Numbers
  // The same rules as in src/number.rs: four significant digits, narrow spaces, a true minus sign.

  const NARROW_SPACE = '\u202f';
  const trim = (digits) => (digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits);
  const group = (digits) => digits.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, NARROW_SPACE));
  const superscript = (number) => [...String(number)].map((digit) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(digit)]).join('');

  /** Writes a number; "–" if there is none. */
  function numberText(value) {
    if (value === null || value === undefined || !Number.isFinite(value)) return '–';
    if (value === 0) return '0';
    const magnitude = Math.abs(value);
    const [mantissa, power] = magnitude.toExponential(3).split('e');
    return (value < 0 ? '−' : '') + magnitudeText(magnitude, mantissa, Number(power));
  }

  function magnitudeText(magnitude, mantissa, exponent) {
    const scaled = (unit, shift, name) =>
      group(trim((magnitude / unit).toFixed(Math.max(3 - exponent + shift, 0)))) + NARROW_SPACE + name;
    if (exponent >= 9) return scaled(1e9, 9, 'bn');
    if (exponent >= 6) return scaled(1e6, 6, 'M');
    if (exponent >= 3) return group(magnitude.toFixed(0));
    if (exponent >= -4) return trim(magnitude.toFixed(3 - exponent));
    return `${trim(mantissa)}×10${superscript(exponent)}`;
  }

  function withUnit(value, unit) {
    const text = numberText(value);
    return unit && text !== '–' ? text + NARROW_SPACE + unit : text;
  }

  const wholeText = (value) => group(String(value));
  const titled = (title, unit) => (unit ? `${title}, ${unit}` : title);

  /** Labels of an axis, all with the same decimals and the same power. */
  function axisLabels(positions, step) {
    const largest = Math.max(...positions.map(Math.abs), 0);
    const [unit, name] = largest >= 1e9 ? [1e9, 'bn'] : largest >= 1e6 ? [1e6, 'M'] : [1, ''];
    const decimals = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].find((count) => isWhole((step / unit) * 10 ** count)) ?? 9;
    return positions.map((position) => {
      const digits = group((Math.abs(position) / unit).toFixed(decimals));
      const sign = position < 0 && /[1-9]/.test(digits) ? '−' : '';
      return sign + digits + (name && NARROW_SPACE + name);
    });
  }

  const isWhole = (value) => Math.abs(value - Math.round(value)) < 1e-6 && Math.round(value) > 0;

  // ----------------------------------------------------------------------------------------------------------- Encoded data
  // The inverse of src/encode.rs.

  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const DIGIT_VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));

  /** Decodes differences to numbers; null for gaps. */
  function decode(text) {
    const values = [];
    let last = 0;
    let bits = 0;
    let factor = 1;
    for (const character of text) {
      if (character === '.') {
        values.push(null);
        continue;
      }
      const digit = DIGIT_VALUES.get(character);
      // Multiplied, not shifted, since shifts of JavaScript end at 32 bits.
      bits += (digit % 32) * factor;
      factor *= 32;
      if (digit < 32) {
        last += bits % 2 ? -Math.floor(bits / 2) : bits / 2;
        values.push(last);
        bits = 0;
        factor = 1;
      }
    }
    return values;
  }

  /** Decodes a column of multiples of a power of ten. */
  function decodeColumn(text, exponent) {
    const power = 10 ** Math.abs(exponent);
    const scaled = (value) => (exponent < 0 ? value / power : value * power);
    return decode(text).map((value) => (value === null ? null : scaled(value)));
  }

  /** Decodes a chart into its blocks, and for each rule a median and perhaps a band. */
  function decodeChart(encoded) {
    const blocks = decode(encoded.x).map((multiple) => multiple * encoded.unit);
    const lines = encoded.lines.map(({ rule, exponent, median, band }) => ({
      rule,
      median: decodeColumn(median, exponent),
      band: band ? band.map((side) => decodeColumn(side, exponent)) : null,
    }));
    return { blocks, lines };
  }

  // --------------------------------------------------------------------------------------------------------------- Elements

  /** Creates an element. Texts become text nodes, so that no name is ever markup. */
  function element(name, attributes = {}, ...children) {
    const created = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, value);
    created.append(...children);
    return created;
  }

  /** Text of strangers, which keeps its direction of writing to itself. */
  const isolated = (text) => element('bdi', {}, text);
  const swatch = (rule) => element('span', { class: `swatch rule-${rule % 9}`, 'aria-hidden': 'true' });
  const byId = (id) => document.getElementById(id);

  // ------------------------------------------------------------------------------------------------------------------- Time

  const DAY = data.blocksPerDay;

  /** Time of a chart: days from two days on, blocks below. */
  function timeOf(blocks) {
    const span = blocks[blocks.length - 1] - blocks[0];
    return span >= 2 * DAY ? { name: 'day', blocks: DAY } : { name: 'block', blocks: 1 };
  }

  const momentText = (block) => `Block ${wholeText(block)} = day ${trim((block / DAY).toFixed(2))}`;

  // ----------------------------------------------------------------------------------------------------------------- Figures

  /** A style's value, so that charts follow the colour scheme of the page. */
  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const ruleColour = (rule) => style(`--rule-${rule % 9}`);
  const DASHES = [[], [8, 3], [2, 3], [10, 3, 2, 3]];

  /** Adds a figure with a chart to `parent`. `subject` names the subnet or the agent, `ends` are the exact last values. */
  function addFigure(parent, list, { encoded, quantity, ends }, subject, large) {
    const figure = { quantity, subject, large, ends, ...decodeChart(encoded) };
    figure.time = timeOf(figure.blocks);
    figure.readout = element('ul', { class: 'readout' });
    figure.moment = element('p', { class: 'moment' });
    figure.plot = element('div', { class: 'plot', tabindex: '0', role: 'slider' });
    figure.plot.setAttribute('aria-label', `${titled(quantity.title, quantity.unit)}, ${subject}: time`);
    const heading = element('h3', {}, quantity.title, ' ', element('span', { class: 'unit' }, quantity.unit));
    const caption = element('figcaption', {}, heading, figure.moment, figure.readout);
    figure.element = element('figure', large ? { class: 'large' } : {}, caption, figure.plot, tableOf(figure));
    parent.append(figure.element);
    list.push(figure);
    figure.plot.addEventListener('keydown', (event) => moveByKey(figure, event));
    draw(figure);
  }

  /** Draws a figure's chart, again if it has one. */
  function draw(figure) {
    figure.chart?.destroy();
    figure.plot.replaceChildren();
    figure.logarithmic = state.logarithmic && isPositive(figure);
    const lines = figure.lines.flatMap((line) => [line.median, ...(line.band ?? [])]);
    const shown = lines.map((column) => (figure.logarithmic ? column.map(logarithm) : column));
    const time = figure.blocks.map((block) => block / figure.time.blocks);
    figure.chart = new uPlot(chartOptions(figure), [time, ...shown], figure.plot);
    figure.chart.root.setAttribute('aria-hidden', 'true');
    showValues(figure);
  }

  const logarithm = (value) => (value === null ? null : Math.log10(value));

  /** A chart is logarithmic only if all its values are positive. */
  function isPositive(figure) {
    const columns = figure.lines.flatMap((line) => [line.median, ...(line.band ?? [])]);
    return columns.every((column) => column.every((value) => value === null || value > 0));
  }

  function chartOptions(figure) {
    return {
      width: Math.max(figure.plot.clientWidth, 240),
      height: figure.large ? 360 : 220,
      legend: { show: false },
      padding: [8, 18, 0, 0],
      scales: {
        x: { time: false, range: () => spanOf(figure) },
        y: { range: (chart, low, high) => valueRange(figure, low, high) },
      },
      axes: axesOf(figure),
      series: [{}, ...figure.lines.flatMap(seriesOf)],
      bands: bandsOf(figure),
      cursor: {
        y: false,
        points: { size: 7 },
        drag: { x: true, y: false, setScale: false },
        bind: { dblclick: () => () => showSpan(null) },
      },
      hooks: { setCursor: [(chart) => followPointer(figure, chart)], setSelect: [(chart) => showSelection(figure, chart)] },
    };
  }

  function seriesOf(line) {
    const colour = ruleColour(line.rule);
    const show = !state.hidden.has(line.rule);
    const side = { show, stroke: `${colour}90`, width: 0.75, points: { show: false } };
    const dots = dotsOf(line.median);
    const points = { show: true, filter: () => dots, fill: colour, size: 4 };
    const median = { show, stroke: colour, width: 1.75, dash: DASHES[line.rule % 4], points };
    return line.band ? [median, side, side] : [median];
  }

  const MAX_DOTS = 40;

  /** Positions at which a dot is drawn: samples between gaps, which have no line, and all samples if they are few. */
  function dotsOf(column) {
    const positions = [...column.keys()].filter((position) => column[position] !== null);
    if (positions.length <= MAX_DOTS) return positions;
    const isGap = (position) => (column[position] ?? null) === null;
    return positions.filter((position) => isGap(position - 1) && isGap(position + 1));
  }

  /** Position of the median of each line among the columns; the sides of its band follow. */
  function columnsOf(figure) {
    let next = 1;
    return figure.lines.map((line) => {
      const first = next;
      next += line.band ? 3 : 1;
      return first;
    });
  }

  function bandsOf(figure) {
    const columns = columnsOf(figure);
    const banded = figure.lines.map((line, position) => [line, columns[position]]).filter(([line]) => line.band);
    return banded.map(([line, first]) => ({ series: [first + 2, first + 1], fill: `${ruleColour(line.rule)}1c` }));
  }

  function axesOf(figure) {
    const shared = { stroke: style('--muted'), font: `12px ${style('--font')}`, ticks: { stroke: style('--line'), size: 5 } };
    const grid = { stroke: style('--line'), width: 1 };
    const width = (labels) => Math.max(...(labels ?? ['']).map((label) => label.length)) * 7.4 + 16;
    return [
      { ...shared, grid: { show: false }, space: 70, size: 26, label: figure.time.name, labelSize: 18, labelGap: 0,
        labelFont: `12px ${style('--font')}`, values: (chart, splits, axis, space, step) => axisLabels(splits, step) },
      { ...shared, grid, space: 40, size: (chart, labels) => width(labels),
        splits: figure.logarithmic ? (chart, axis, low, high) => logarithmicSplits(low, high) : undefined,
        values: (chart, splits, axis, space, step) => valueLabels(figure, splits, step) },
    ];
  }

  const valueLabels = (figure, splits, step) =>
    figure.logarithmic ? splits.map((split) => numberText(10 ** split)) : axisLabels(splits, step);

  /** Positions of 1, 2 and 5 times powers of ten, as logarithms; only of the powers if there are many. */
  function logarithmicSplits(low, high) {
    if (high - low < 1) return roundNumbers(10 ** low, 10 ** high).map(Math.log10);
    const factors = high - low > 3 ? [1] : [1, 2, 5];
    const splits = [];
    for (let power = Math.floor(low); power <= high; power += 1) {
      splits.push(...factors.map((factor) => power + Math.log10(factor)));
    }
    return splits.filter((split) => split >= low && split <= high);
  }

  /** Multiples of 1, 2 or 5 times a power of ten, about five of them. */
  function roundNumbers(low, high) {
    const rough = (high - low) / 5;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].find((factor) => rough <= factor * power) * power;
    const first = Math.ceil(low / step);
    return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, position) => (first + position) * step);
  }

  /** The values that the axis spans: from zero, unless that would take more than half of the chart. */
  function valueRange(figure, low, high) {
    if (low === null || high === null) return [0, 1];
    if (figure.logarithmic) return low === high ? [low - 0.5, high + 0.5] : padded(Math.min(low, high - 0.3), high);
    if (low === high) return low === 0 ? [0, 1] : [Math.min(low * 0.5, low * 1.5), Math.max(low * 0.5, low * 1.5)];
    if (low >= 0 && low < high / 2) return [0, high * 1.04];
    if (high <= 0 && high > low / 2) return [low * 1.04, 0];
    return padded(low, high);
  }

  function padded(low, high) {
    const space = (high - low) * 0.04;
    return [low - space, high + space];
  }

  // ------------------------------------------------------------------------------------------------- Cursor and span of time

  /** First and last moment that a figure shows, in its own unit of time. */
  function spanOf(figure) {
    const [first, last] = state.span ?? [figure.blocks[0], figure.blocks[figure.blocks.length - 1]];
    return first === last ? [first - 1, last + 1] : [first / figure.time.blocks, last / figure.time.blocks];
  }

  /** Shows the blocks of `span` in all charts; all blocks for null. */
  function showSpan(span) {
    state.span = span;
    byId('reset').disabled = span === null;
    for (const figure of allFigures()) {
      const [min, max] = spanOf(figure);
      figure.chart.setScale('x', { min, max });
    }
  }

  /** Enlarges the part of time that the reader has selected with the pointer. */
  function showSelection(figure, chart) {
    const { left, width } = chart.select;
    if (width < 4) return;
    const block = (position) => chart.posToVal(position, 'x') * figure.time.blocks;
    const span = [block(left), block(left + width)];
    chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    showSpan(span);
  }

  let moving = false;

  /** Moves the cursors of all charts with the one under the pointer. */
  function followPointer(figure, chart) {
    if (moving) return;
    const index = chart.cursor.idx;
    moveTo(index === null || index === undefined ? null : figure.blocks[index], figure);
  }

  /** Moves all cursors but that of `source` to a block, and shows the values there; those at the end for null. */
  function moveTo(block, source) {
    state.block = block;
    moving = true;
    for (const figure of allFigures()) {
      if (figure !== source) placeCursor(figure, block);
      showValues(figure);
    }
    moving = false;
  }

  function placeCursor(figure, block) {
    const outside = { left: -10, top: -10 };
    const left = block === null ? -10 : figure.chart.valToPos(block / figure.time.blocks, 'x');
    const inside = left >= 0 && left <= figure.chart.over.clientWidth;
    figure.chart.setCursor(inside ? { left, top: 0 } : outside, false);
  }

  /** Position of the sample that is nearest to a block; of the last sample for null. */
  function nearest(blocks, block) {
    if (block === null) return blocks.length - 1;
    let low = 0;
    let high = blocks.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (blocks[middle] < block) low = middle + 1;
      else high = middle;
    }
    const before = Math.max(low - 1, 0);
    return block - blocks[before] < blocks[low] - block ? before : low;
  }

  const KEY_STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -20, PageUp: 20 };

  /** Moves the cursor, or changes the span of time, by a key. */
  function moveByKey(figure, event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = figure.blocks.length - 1;
    const index = nearest(figure.blocks, state.block);
    const target = { Home: 0, End: last }[event.key] ?? index + (KEY_STEPS[event.key] ?? NaN);
    if (Number.isFinite(target)) moveTo(figure.blocks[Math.min(Math.max(target, 0), last)], null);
    else if (event.key === '0') showSpan(null);
    else if (event.key === '+' || event.key === '-') changeSpan(figure, figure.blocks[index], event.key === '+' ? 0.5 : 2);
    else return;
    event.preventDefault();
  }

  /** Multiplies the span of time by `factor`, around a block. */
  function changeSpan(figure, block, factor) {
    const [first, last] = [figure.blocks[0], figure.blocks[figure.blocks.length - 1]];
    const [from, to] = state.span ?? [first, last];
    const length = (to - from) * factor;
    if (length >= last - first) return showSpan(null);
    const start = Math.min(Math.max(block - length / 2, first), last - length);
    return showSpan([start, start + length]);
  }

  /** Writes the values at the cursor, or at the end, beside a chart. */
  function showValues(figure) {
    const index = nearest(figure.blocks, state.block);
    const block = figure.blocks[index];
    const moment = momentText(block) + (state.block === null ? ', the end' : '');
    const shown = figure.lines.filter((line) => !state.hidden.has(line.rule));
    figure.moment.textContent = figure.large || state.block !== null ? moment : '';
    figure.readout.replaceChildren(...shown.map((line) => readoutItem(figure, line, index)));
    const texts = shown.map((line) => `${data.rules[line.rule]} ${valueText(figure, line, index)}`);
    const attributes = {
      'aria-valuemin': figure.blocks[0],
      'aria-valuemax': figure.blocks[figure.blocks.length - 1],
      'aria-valuenow': block,
      'aria-valuetext': `${moment}: ${texts.join('; ')}`,
    };
    for (const [name, value] of Object.entries(attributes)) figure.plot.setAttribute(name, value);
  }

  function readoutItem(figure, line, index) {
    const value = element('strong', {}, valueText(figure, line, index));
    return element('li', {}, swatch(line.rule), isolated(data.rules[line.rule]), ' ', value);
  }

  /** Value of a line with its unit; with the band from 5 % to 95 % if it has one. */
  function valueText(figure, line, index) {
    // Points are rounded to five digits, which could round to another fourth digit than the exact end in the tables.
    const end = state.block === null ? figure.ends[line.rule] : null;
    return spreadText(end ?? pointOf(line, index), figure.quantity.unit);
  }

  /** The value of a line at a point, or median and band. */
  function pointOf(line, index) {
    if (!line.band) return line.median[index];
    return [line.median[index], ...line.band.map((side) => side[index])];
  }

  /** Writes a value, or a median and its band, with the unit. */
  function spreadText(value, unit) {
    if (!Array.isArray(value)) return withUnit(value, unit);
    const [median, low, high] = value;
    return median === null ? '–' : `${withUnit(median, unit)} (${numberText(low)} to ${numberText(high)})`;
  }

  // ------------------------------------------------------------------------------------------------------------------ Tables

  const MAX_TABLE_ROWS = 200;

  /** A chart's values as a table, which is built when it is opened. */
  function tableOf(figure) {
    const details = element('details', {}, element('summary', {}, `Table: ${figure.quantity.title}`));
    details.addEventListener('toggle', () => {
      if (details.open && details.children.length === 1) details.append(valueTable(figure));
    });
    return details;
  }

  function valueTable(figure) {
    const step = Math.ceil(figure.blocks.length / MAX_TABLE_ROWS);
    const last = figure.blocks.length - 1;
    const positions = [...figure.blocks.keys()].filter((position) => position % step === 0 || position === last);
    const unit = figure.quantity.unit;
    const omission = step > 1 ? `: one of every ${step} points` : '';
    const caption = `${titled(figure.quantity.title, unit)}, ${figure.subject}${omission}`;
    const heads = figure.lines.map((line) => data.rules[line.rule] + (line.band ? ', median (5 % to 95 %)' : ''));
    const rows = positions.map((position) => [
      numberCell(wholeText(figure.blocks[position]), figure.blocks[position]),
      numberCell(trim((figure.blocks[position] / DAY).toFixed(3)), figure.blocks[position]),
      ...figure.lines.map((line) => numberCell(spreadText(pointOf(line, position), ''), line.median[position])),
    ]);
    return scrollable(caption, [['Block', ''], ['Day', ''], ...heads.map((head) => [head, unit])], rows);
  }

  function numberCell(text, value) {
    const cell = element('td', { class: 'number' }, text);
    if (value !== null && value !== undefined) cell.dataset.value = value;
    return cell;
  }

  /** A table that is scrolled in its own region. Each head is a title and a unit. */
  function scrollable(caption, heads, rows) {
    const headCells = heads.map(([title, unit], column) => {
      const numeric = rows.some((row) => row[column].classList.contains('number'));
      const shownUnit = unit ? [' ', element('span', { class: 'unit' }, unit)] : [];
      return element('th', numeric ? { scope: 'col', class: 'number' } : { scope: 'col' }, isolated(title), ...shownUnit);
    });
    const table = element('table', { class: 'sortable' }, element('caption', {}, caption),
      element('thead', {}, element('tr', {}, ...headCells)),
      element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row))));
    makeSortable(table);
    return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption }, table);
  }

  /** Puts a button into each head of a table, which sorts by that column. */
  function makeSortable(table) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = element('button', { type: 'button' }, ...head.childNodes);
      head.replaceChildren(button);
      button.addEventListener('click', () => {
        const direction = head.getAttribute('aria-sort') === 'descending' ? 'ascending' : 'descending';
        heads.forEach((other) => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', direction);
        sortRows(table.tBodies[0], column, direction === 'ascending' ? 1 : -1);
      });
    });
  }

  function sortRows(body, column, direction) {
    const key = (row) => (row.cells[column].dataset.value === undefined ? null : Number(row.cells[column].dataset.value));
    const compare = (a, b) => {
      const [left, right] = [key(a), key(b)];
      if (left !== null && right !== null) return (left - right) * direction;
      // Cells without a number come last, in either direction.
      if (left !== null || right !== null) return left === null ? 1 : -1;
      return a.cells[column].textContent.localeCompare(b.cells[column].textContent, 'en') * direction;
    };
    body.append(...[...body.rows].sort(compare));
  }

  /** Last values of a quantity: one row for each subnet, one column for each rule. */
  function showEnds() {
    const quantity = data.quantities[Number(byId('quantity').value)];
    const position = Number(byId('quantity').value);
    const ends = data.experiments[state.row].ends;
    const rows = data.subnets.map((subnet, index) => [
      subnetCell(subnet, index),
      ...data.rules.map((_, rule) => endCell(ends[index][position][rule])),
    ]);
    const repetitions = data.experiments[state.row].repetitions;
    const over = repetitions > 1 ? `: median over ${wholeText(repetitions)} runs, in brackets 5 % to 95 %` : '';
    const heads = [['Subnet', ''], ...data.rules.map((rule) => [rule, quantity.unit])];
    byId('end-table').replaceChildren(scrollable(`${titled(quantity.title, quantity.unit)}, at the end${over}`, heads, rows));
  }

  function subnetCell(subnet, index) {
    const cell = element('td', isOfInterest(subnet) ? { class: 'name strong' } : { class: 'name' }, isolated(subnet.label));
    cell.dataset.value = index;
    return cell;
  }

  function endCell(end) {
    return numberCell(spreadText(end, ''), Array.isArray(end) ? end[0] : end);
  }

  // ---------------------------------------------------------------------------------------------------------------- Controls

  const isOfInterest = (subject) => subject.interest !== null;

  /** Fills a selection with subjects, those of interest first, and chooses the first. */
  function fillSubjects(select, subjects, chosen) {
    const option = (subject) => element('option', { value: subjects.indexOf(subject) }, subject.label);
    const groups = [
      ['Of interest', subjects.filter(isOfInterest).sort((a, b) => a.interest - b.interest)],
      ['Others', subjects.filter((subject) => !isOfInterest(subject))],
    ].filter(([, members]) => members.length > 0);
    const only = groups.length === 1;
    for (const [label, members] of groups) {
      if (only) select.append(...members.map(option));
      else select.append(element('optgroup', { label }, ...members.map(option)));
    }
    select.addEventListener('change', () => chosen(Number(select.value)));
    return Number(select.value || 0);
  }

  function fillPlain(select, labels, chosen) {
    select.append(...labels.map((label, position) => element('option', { value: position }, label)));
    select.addEventListener('change', () => chosen(Number(select.value)));
  }

  /** Adds a button for each rule, which shows or hides its lines. */
  function addRuleToggles() {
    data.rules.forEach((name, rule) => {
      const button = element('button', { type: 'button', 'aria-pressed': 'true' }, swatch(rule), isolated(name));
      button.addEventListener('click', () => {
        const hide = !state.hidden.has(rule);
        if (hide) state.hidden.add(rule);
        else state.hidden.delete(rule);
        button.setAttribute('aria-pressed', String(!hide));
        allFigures().forEach((figure) => showRule(figure, rule, !hide));
      });
      byId('rules').append(button);
    });
  }

  function showRule(figure, rule, show) {
    const columns = columnsOf(figure);
    figure.lines.forEach((line, position) => {
      if (line.rule !== rule) return;
      for (let column = columns[position]; column < columns[position] + (line.band ? 3 : 1); column += 1) {
        figure.chart.setSeries(column, { show }, false);
      }
    });
    showValues(figure);
  }

  /** Replaces the charts of a list by others; those that are not in the file are null. */
  function showFigures(parent, list, charts, subject) {
    list.forEach((figure) => figure.chart.destroy());
    list.length = 0;
    parent.replaceChildren();
    const present = charts.filter(({ encoded }) => encoded);
    if (present.length === 0) parent.append(element('p', {}, 'This file has no chart of it; the samples are in series.csv.'));
    present.forEach((chart, position) => addFigure(parent, list, chart, subject, position === 0));
  }

  function showSubnet() {
    const { charts, ends } = data.experiments[state.row];
    const ofSubnet = (charts[state.subnet] ?? []).map((encoded, position) => (
      { encoded, quantity: data.quantities[position], ends: ends[state.subnet][position] }
    ));
    showFigures(byId('figures'), figures.subnet, ofSubnet, data.subnets[state.subnet]?.label ?? '');
  }

  function showAgent() {
    if (!byId('account')) return;
    const encoded = data.experiments[state.row].accounts[state.agent];
    const chart = { encoded, quantity: { title: 'Value', unit: 'TAO' }, ends: [] };
    showFigures(byId('account'), figures.agent, [chart], data.agents[state.agent].label);
  }

  function showRow(row) {
    state.row = row;
    state.span = null;
    byId('reset').disabled = true;
    showSubnet();
    showAgent();
    showEnds();
  }

  const redrawAll = () => allFigures().forEach(draw);

  /** Keeps charts as wide as their columns. */
  function followWidth() {
    const resize = () => allFigures().forEach((figure) => {
      const width = figure.plot.clientWidth;
      if (width > 0 && width !== figure.chart.width) figure.chart.setSize({ width, height: figure.chart.height });
    });
    new ResizeObserver(() => requestAnimationFrame(resize)).observe(byId('figures'));
  }

  function start() {
    document.querySelectorAll('table.sortable').forEach(makeSortable);
    if (data.experiments.length === 0) return;
    state.subnet = fillSubjects(byId('subnet'), data.subnets, (subnet) => { state.subnet = subnet; showSubnet(); });
    if (byId('agent')) {
      state.agent = fillSubjects(byId('agent'), data.agents, (agent) => { state.agent = agent; showAgent(); });
    }
    if (byId('row')) fillPlain(byId('row'), data.experiments.map((experiment) => experiment.label), showRow);
    fillPlain(byId('quantity'), data.quantities.map(({ title, unit }) => titled(title, unit)), showEnds);
    byId('logarithmic').addEventListener('change', (event) => { state.logarithmic = event.target.checked; redrawAll(); });
    byId('reset').addEventListener('click', () => showSpan(null));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redrawAll);
    addRuleToggles();
    showRow(0);
    followWidth();
  }

  start();
})();
