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

/** A matrix as a map of shades: a row for each validator, a column for each neuron. The same is below as text. */
export function HeatMap({ rows, columns, label }: HeatMapProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [cell, setCell] = useState<{ row: number; column: number }>();
  const cells = rows.map(({ values }) => parts(values));
  const size = Math.max(4, Math.min(28, Math.floor(900 / Math.max(columns.length, rows.length))));
  // Rows and columns have their UIDs beside them if the cells leave room for them.
  const margin = size >= 18 ? 24 : 0;

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return undefined;
    const paint = (): void => {
      void theme.value;
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
    };
    return effect(paint);
  }, [rows, columns.length, size]);

  const find = (event: MouseEvent): void => {
    const box = canvas.current?.getBoundingClientRect();
    if (!box) return;
    const column = Math.floor((event.clientX - box.left - margin) / size);
    const row = Math.floor((event.clientY - box.top - margin) / size);
    setCell(rows[row] && columns[column] !== undefined ? { row, column } : undefined);
  };
  const shown = cell && rows[cell.row] ? { from: rows[cell.row]?.uid, to: columns[cell.column], part: cells[cell.row]?.get(columns[cell.column] ?? -1) ?? 0n } : undefined;
  return (
    <div class="heat">
      <p class="muted small">
        {shown ? <>UID {shown.from} → UID {shown.to}: {percentText(shown.part)} of its {label}</> : <>Rows are validators, columns neurons; a darker cell is a larger part of the row.</>}
      </p>
      <div class="scroller" role="region" aria-label={`Map of ${label}`} tabIndex={0}>
        <canvas
          ref={canvas}
          width={margin + columns.length * size}
          height={margin + rows.length * size}
          role="img"
          aria-label={`${label} of ${rows.length} validators over ${columns.length} neurons`}
          onMouseMove={find}
          onMouseLeave={() => setCell(undefined)}
        />
      </div>
      <details>
        <summary>The same as text</summary>
        <ul class="heat-text">
          {rows.map(({ uid }, y) => (
            <li key={uid}>
              UID {uid}: {[...(cells[y] ?? [])].toSorted(([, one], [, two]) => (one < two ? 1 : -1)).slice(0, 12).map(([to, part]) => `${to} ${percentText(part)}`).join(', ')}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
