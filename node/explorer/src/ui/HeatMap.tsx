import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { effect } from '@preact/signals';
import { percentText } from '../format/amount.js';
import { theme } from './theme.js';

interface HeatMapProps {
  /** Sparse rows: UIDs with their values, in any unit. */
  rows: { uid: number; values: [number, number][] }[];
  columns: number[];
  label: string;
}

/** A row's values as parts of its sum, in parts of 10⁹. */
function parts(values: [number, number][]): Map<number, bigint> {
  const sum = values.reduce((total, [, value]) => total + BigInt(value), 0n);
  return new Map(values.map(([uid, value]) => [uid, sum === 0n ? 0n : (BigInt(value) * 1_000_000_000n) / sum]));
}

/** The measures of a map: the side of a cell, and the room for the UIDs beside rows and columns, if cells leave room for them. */
interface Measures {
  size: number;
  margin: number;
}

function measuresOf({ rows, columns }: HeatMapProps): Measures {
  const size = Math.max(4, Math.min(28, Math.floor(900 / Math.max(columns.length, rows.length))));
  return { size, margin: size >= 18 ? 24 : 0 };
}

/** Paints the map in the colours of the page. */
function paint(element: HTMLCanvasElement, { rows, columns }: HeatMapProps, cells: Map<number, bigint>[], { size, margin }: Measures): void {
  const context = element.getContext('2d');
  if (!context) return;
  const tone = getComputedStyle(document.documentElement).getPropertyValue('--heat').trim().split(' ').join(', ');
  context.clearRect(0, 0, element.width, element.height);
  context.font = '11px sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = getComputedStyle(element).color;
  if (margin > 0) columns.forEach((uid, x) => context.fillText(String(uid), margin + (x + 0.5) * size, margin / 2));
  if (margin > 0) rows.forEach(({ uid }, y) => context.fillText(String(uid), margin / 2, margin + (y + 0.5) * size));
  cells.forEach((row, y) => columns.forEach((uid, x) => {
    const part = Number(row.get(uid) ?? 0n) / 1e9;
    context.fillStyle = `rgba(${tone}, ${part === 0 ? 0.06 : 0.2 + 0.8 * Math.sqrt(part)})`;
    context.fillRect(margin + x * size, margin + y * size, size - 1, size - 1);
  }));
}

/** A matrix as a map of shades: a row for each validator, a column for each neuron. The same is below as text. */
export function HeatMap(props: HeatMapProps): JSX.Element {
  const { rows, columns, label } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [shown, setShown] = useState<string>();
  const cells = rows.map(({ values }) => parts(values));
  const measures = measuresOf(props);
  const { size, margin } = measures;
  useEffect(() => effect(() => {
    void theme.value;
    if (canvas.current) paint(canvas.current, props, cells, measures);
  }), [rows, columns.length]);

  const find = (event: MouseEvent): void => {
    const box = canvas.current?.getBoundingClientRect();
    if (!box) return;
    const to = columns[Math.floor((event.clientX - box.left - margin) / size)];
    const position = Math.floor((event.clientY - box.top - margin) / size);
    const row = rows[position];
    setShown(row && to !== undefined ? `UID ${row.uid} → UID ${to}: ${percentText(cells[position]?.get(to) ?? 0n)} of its ${label}` : undefined);
  };
  return (
    <div class="heat">
      <p class="muted small">{shown ?? 'Rows are validators, columns neurons; a darker cell is a larger part of the row.'}</p>
      <div class="scroller" role="region" aria-label={`Map of ${label}`} tabIndex={0}>
        <canvas
          ref={canvas}
          width={margin + columns.length * size}
          height={margin + rows.length * size}
          role="img"
          aria-label={`${label} of ${rows.length} validators over ${columns.length} neurons`}
          onMouseMove={find}
          onMouseLeave={() => setShown(undefined)}
        />
      </div>
      <AsText rows={rows} cells={cells} />
    </div>
  );
}

/** The most values of a row that are listed as text. */
const MOST_LISTED = 12;

function AsText({ rows, cells }: { rows: HeatMapProps['rows']; cells: Map<number, bigint>[] }): JSX.Element {
  const largest = (row: Map<number, bigint> | undefined): [number, bigint][] => [...(row ?? [])].toSorted(([, one], [, two]) => (one < two ? 1 : -1)).slice(0, MOST_LISTED);
  return (
    <details>
      <summary>The same as text</summary>
      <ul class="heat-text">
        {rows.map(({ uid }, y) => <li key={uid}>UID {uid}: {largest(cells[y]).map(([to, part]) => `${to} ${percentText(part)}`).join(', ')}</li>)}
      </ul>
    </details>
  );
}
