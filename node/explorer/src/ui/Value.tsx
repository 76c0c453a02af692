import type { JSX } from 'preact';
import { grouped } from '../format/amount.js';
import { textOf } from '../format/text.js';
import { describe, type Unit } from '../node/describe.js';
import { Amount } from './Amount.js';
import { Account } from './parts.js';

const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\p{Cf}\n\r\t]+$/u;
const LONG = 80;

interface ValueProps {
  value: unknown;
  /** The unit, if it is an amount. */
  unit?: Unit | undefined;
  /** The units of its parts. */
  units?: Record<string, Unit | undefined> | undefined;
  depth?: number;
}

const isAccount = (value: object): value is { address: () => string } => 'address' in value && typeof value.address === 'function';

/** A decoded value of a call or an event, whatever its type. */
export function Value({ value, unit, units, depth = 0 }: ValueProps): JSX.Element {
  if (value === null || value === undefined) return <span class="muted">none</span>;
  if (typeof value === 'boolean') return <span>{value ? 'true' : 'false'}</span>;
  if (typeof value === 'number') return <span>{grouped(value)}</span>;
  if (typeof value === 'bigint') return <Integer value={value} unit={unit} />;
  if (typeof value === 'string') return value.startsWith('0x') ? <Bytes hex={value} /> : <bdi class="whole-text">{value}</bdi>;
  if (depth > 6) return <span class="muted">…</span>;
  if (typeof value !== 'object') return <span class="muted">?</span>;
  if (isAccount(value)) return <Account address={value.address()} />;
  if (Array.isArray(value)) return <Items values={value} units={units} depth={depth} />;
  return <Fields fields={value as Record<string, unknown>} depth={depth} />;
}

function Integer({ value, unit }: { value: bigint; unit: Unit | undefined }): JSX.Element {
  // The largest number stands for all that there is.
  if (unit === undefined || value === 2n ** 64n - 1n) return <span>{grouped(value)}</span>;
  return <Amount rao={value} symbol={unit === 'alpha' ? 'α' : undefined} decimals={9} />;
}

/** Bytes as hexadecimal digits, and as text if they are text. */
function Bytes({ hex }: { hex: string }): JSX.Element {
  const text = hex.length > 2 && hex.length < 20_000 ? textOf(hex) : '';
  const readable = text !== '' && PRINTABLE.test(text);
  const digits = hex.length > LONG ? <details class="bytes"><summary><code>{hex.slice(0, 42)}…</code> {(hex.length - 2) / 2} bytes</summary><code class="hash">{hex.slice(0, 20_000)}</code></details> : <code class="hash">{hex}</code>;
  return readable ? <><bdi class="whole-text">“{text.slice(0, 2000)}”</bdi> {digits}</> : digits;
}

const MOST_ITEMS = 64;

function Items({ values, units, depth }: { values: unknown[]; units: ValueProps['units']; depth: number }): JSX.Element {
  if (values.length === 0) return <span class="muted">empty</span>;
  return (
    <ol class="items">
      {values.slice(0, MOST_ITEMS).map((value, position) => <li key={position}><Value value={value} unit={units?.[position]} depth={depth + 1} /></li>)}
      {values.length > MOST_ITEMS ? <li class="muted">and {values.length - MOST_ITEMS} more</li> : null}
    </ol>
  );
}

/** A structure; a variant of an enumeration; or a call inside of a call. */
function Fields({ fields, depth }: { fields: Record<string, unknown>; depth: number }): JSX.Element {
  const { type, value, pallet, palletCall } = fields;
  if (typeof pallet === 'string' && palletCall !== undefined) {
    const call = (typeof palletCall === 'string' ? { name: palletCall } : palletCall) as { name: string; params?: Record<string, unknown> };
    const known = describe('call', pallet, call.name);
    return <div class="inner"><code>{pallet}.{known?.name ?? call.name}</code>{call.params ? <Named values={call.params} units={known?.units} depth={depth + 1} /> : null}</div>;
  }
  if (typeof type === 'string' && Object.keys(fields).every((key) => key === 'type' || key === 'value')) {
    return <>{type === 'Id' ? null : <span>{type} </span>}{value === undefined ? null : <Value value={value} depth={depth + 1} />}</>;
  }
  return <Named values={fields} depth={depth + 1} />;
}

/** Named values as a list. */
export function Named({ values, units, depth = 0 }: { values: Record<string, unknown>; units?: ValueProps['units']; depth?: number }): JSX.Element {
  const entries = Object.entries(values).filter(([, value]) => typeof value !== 'function');
  if (entries.length === 0) return <span class="muted">–</span>;
  return (
    <dl class="named">
      {entries.map(([name, value]) => <div key={name}><dt>{name}</dt><dd><Value value={value} unit={units?.[name]} depth={depth} /></dd></div>)}
    </dl>
  );
}
