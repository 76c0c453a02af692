import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import { amountText, grouped } from '../format/amount.js';
import { theme } from './theme.js';

/** A line of a chart. */
export interface Line {
  label: string;
  values: (number | null)[];
  /** The name of a colour of the design. */
  color: '--accent' | '--chart-2' | '--ink-soft';
  fill?: boolean;
}

interface ChartProps {
  title: string;
  unit: string;
  blocks: number[];
  lines: Line[];
  height?: number;
}

const color = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Writes a value with about four digits. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${(value / 1e6).toFixed(2)}\u202fM`;
  if (size >= 1000) return grouped(Math.round(value));
  if (size === 0) return '0';
  return Number(value.toPrecision(size >= 1 ? 5 : 4)).toString();
}

function numbersOf(line: Line): number[] {
  return line.values.filter((value): value is number => value !== null);
}

/** Describes a chart in a sentence, for whoever cannot see it. */
function description({ title, unit, blocks, lines }: ChartProps): string {
  const parts = lines.map((line) => {
    const numbers = numbersOf(line);
    if (numbers.length === 0) return `${line.label}: no values`;
    const [first = 0, last = 0] = [numbers[0], numbers.at(-1)];
    const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
    return `${line.label} from ${shortNumber(first)} to ${shortNumber(last)} ${unit}, lowest ${shortNumber(low)}, highest ${shortNumber(high)}`;
  });
  return `${title}, blocks ${blocks[0] ?? 0} to ${blocks.at(-1) ?? 0}. ${parts.join('. ')}.`;
}

function optionsFor({ lines, height = 150 }: ChartProps, width: number, onCursor: (index: number | null) => void): uPlot.Options {
  const font = `12px ${getComputedStyle(document.body).fontFamily}`;
  const axis = { stroke: () => color('--ink-soft'), font, ticks: { show: false } };
  return {
    width,
    height,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
    scales: { x: { time: false }, y: { range: (_, low, high) => rangeOf(low, high) } },
    axes: [
      { ...axis, grid: { show: false }, size: 24, space: 90, values: (_, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? grouped(tick) : '')) },
      { ...axis, grid: { stroke: () => color('--rule'), width: 1 }, size: 64, space: 34, values: (_, ticks) => ticks.map(shortNumber) },
    ],
    series: [
      {},
      ...lines.map(({ label, color: name, fill }): uPlot.Series => ({
        label,
        stroke: () => color(name),
        width: 1.5,
        points: { show: false },
        ...(fill ? { fill: () => `${color(name)}1f` } : {}),
      })),
    ],
    hooks: { setCursor: [({ cursor }) => onCursor(cursor.idx ?? null)] },
  };
}

/** Leaves room above and below; a line that does not change is in the middle. */
function rangeOf(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 1];
  const room = (high - low) * 0.08 || Math.abs(high) * 0.02 || 1;
  return [low >= 0 ? Math.max(0, low - room) : low - room, high + room];
}

/** Lines over blocks. The values under the pointer are written above; without a pointer, the latest. */
export function Chart(props: ChartProps): JSX.Element {
  const { title, unit, blocks, lines, height = 150 } = props;
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const [index, setIndex] = useState<number | null>(null);
  const shape = lines.map(({ label }) => label).join();
  const data: uPlot.AlignedData = [blocks, ...lines.map(({ values }) => values)];
  const latest = useRef(data);
  latest.current = data;

  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const made = new uPlot(optionsFor(props, element.clientWidth || 300, setIndex), latest.current, element);
    plot.current = made;
    const watcher = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    watcher.observe(element);
    const repaint = (): void => made.redraw(false);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', repaint);
    const stop = theme.subscribe(() => requestAnimationFrame(repaint));
    return () => {
      watcher.disconnect();
      dark.removeEventListener('change', repaint);
      stop();
      made.destroy();
      plot.current = null;
    };
  }, [shape, height]);

  useEffect(() => plot.current?.setData(data), [blocks, lines]);

  const at = index !== null && index < blocks.length ? index : blocks.length - 1;
  return (
    <figure class="chart">
      <figcaption>
        <span class="chart-title">{title}</span>
        <span class="chart-values">
          {lines.map((line) => <ChartValue key={line.label} line={line} at={at} unit={unit} single={lines.length === 1} />)}
          <span class="muted"> block {grouped(blocks[at] ?? 0)}</span>
        </span>
      </figcaption>
      <div class="plot" ref={place} role="img" aria-label={description(props)} />
    </figure>
  );
}

function ChartValue({ line, at, unit, single }: { line: Line; at: number; unit: string; single: boolean }): JSX.Element {
  const value = line.values[at];
  return (
    <span class={`chart-value ${line.color.slice(2)}`}>
      {single ? null : <span class="key">{line.label} </span>}
      {value === null || value === undefined ? '–' : unit === '%' ? shortNumber(value) : amountText(BigInt(Math.round(value * 1e9)))}
      <bdi class="unit">{unit}</bdi>
    </span>
  );
}
