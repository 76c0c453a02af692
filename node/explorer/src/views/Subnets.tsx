import type { JSX } from 'preact';
import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { nextBlock } from '../economy/emission.js';
import { type Economy, readEconomy, sumOfPrices } from '../economy/read.js';
import { useRead } from '../node/read.js';
import { link } from '../router.js';
import { Count, Price, symbolText } from '../ui/Amount.js';
import { Choice, Figure, Foreign, Waiting } from '../ui/parts.js';
import { type Column, COLUMNS, type Line, linesOf, Reason } from './subnetColumns.js';

type Group = Column['group'] | 'all';

const GROUPS: readonly (readonly [Group, string])[] = [
  ['overview', 'Overview'],
  ['emission', 'Emission'],
  ['pool', 'Pool'],
  ['day', 'Earnings'],
  ['entry', 'Entry'],
  ['all', 'All'],
];

interface Order {
  key: string;
  descending: boolean;
}

/** All subnets, with their pools and their emission. */
export function Subnets(): JSX.Element {
  const { value: economy, error } = useRead('economy', readEconomy);
  const [filter, setFilter] = useState('');
  const [group, setGroup] = useState<Group>('overview');
  return (
    <div class="view" data-block={economy?.block} data-hash={economy?.hash}>
      <header class="view-head">
        <h1>Subnets</h1>
        {economy ? (
          <dl class="figures">
            <Figure label="Sum of prices" size="large"><Price rao={sumOfPrices(economy)} name="sum-of-prices" /></Figure>
            <Figure label="Subnets"><Count value={economy.subnets.length} /></Figure>
          </dl>
        ) : null}
      </header>
      <div class="toolbar">
        <Choice label="Columns" hideLabel options={GROUPS} value={group} onChange={setGroup} />
        <label class="field inline">
          <span>Find</span>
          <input type="search" value={filter} placeholder="name or netuid" onInput={(event) => setFilter(event.currentTarget.value)} />
        </label>
      </div>
      {economy ? <SubnetTable economy={economy} filter={filter} group={group} /> : <Waiting error={error} what="The subnets" />}
    </div>
  );
}

function matches({ row }: Line, filter: string): boolean {
  const wanted = filter.trim().toLowerCase();
  return wanted === '' || String(row.netuid) === wanted || row.name.toLowerCase().includes(wanted) || row.symbol.toLowerCase() === wanted;
}

function sorted(lines: Line[], { key, descending }: Order): Line[] {
  const column = COLUMNS.find((one) => one.key === key);
  const order = column?.order ?? (({ row }: Line) => BigInt(row.netuid));
  const compare = (one: Line, two: Line): number => {
    const [first, second] = [order(one), order(two)];
    return first < second ? -1 : first > second ? 1 : one.row.netuid - two.row.netuid;
  };
  const byName = (one: Line, two: Line): number => one.row.name.localeCompare(two.row.name) || one.row.netuid - two.row.netuid;
  const ascending = lines.toSorted(key === 'name' ? byName : compare);
  return descending ? ascending.reverse() : ascending;
}

function SubnetTable({ economy, filter, group }: { economy: Economy; filter: string; group: Group }): JSX.Element {
  const [order, setOrder] = useState<Order>({ key: 'netuid', descending: false });
  const [opened, setOpened] = useState<number>();
  const columns = COLUMNS.filter((column) => group === 'all' || column.group === group || column.also?.includes(group));
  const lines = sorted(linesOf(economy).filter((line) => matches(line, filter)), order);
  const terms = opened === undefined ? undefined : nextBlock(economy);
  const sort = (key: string): void => setOrder((before) => ({ key, descending: before.key === key ? !before.descending : key !== 'netuid' && key !== 'name' }));
  if (economy.subnets.length === 0) return <p class="empty">This chain has no subnets yet. <code>btcli subnets create</code> registers one.</p>;
  return (
    <div class="scroller" role="region" aria-label="Table of subnets" tabIndex={0}>
      <table class="wide">
        <thead>
          <tr>
            <Heading name="netuid" title="Subnet" hint="Number, symbol and name" order={order} onSort={sort} start />
            {columns.map(({ key, title, hint }) => <Heading key={key} name={key} title={title} hint={hint} order={order} onSort={sort} />)}
            <th scope="col"><span class="for-readers">Reason</span></th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const { row } = line;
            const isOpen = opened === row.netuid;
            return (
              <Fragment key={row.netuid}>
                <tr data-netuid={row.netuid}>
                  <th scope="row">
                    <a class="subnet-link" href={link('subnet', row.netuid)}>
                      <span class="netuid">{row.netuid}</span> <bdi class="symbol">{symbolText(row.symbol)}</bdi> <Foreign text={row.name || `subnet ${row.netuid}`} />
                    </a>
                  </th>
                  {columns.map(({ key, cell }) => <td key={key} class="number">{cell(line)}</td>)}
                  <td>
                    <button type="button" class="quiet" aria-expanded={isOpen} onClick={() => setOpened(isOpen ? undefined : row.netuid)}>
                      why<span class="for-readers"> subnet {row.netuid} has this share</span>
                    </button>
                  </td>
                </tr>
                {isOpen ? (
                  <tr class="detail"><td colSpan={columns.length + 2}><Reason line={line} terms={terms?.get(row.netuid)} economy={economy} /></td></tr>
                ) : null}
              </Fragment>
            );
          })}
          {lines.length === 0 ? <tr><td class="empty" colSpan={columns.length + 2}>No subnet has this name or number.</td></tr> : null}
        </tbody>
      </table>
    </div>
  );
}

function Heading({ name, title, hint, order, onSort, start = false }: {
  name: string;
  title: string;
  hint: string;
  order: Order;
  onSort: (key: string) => void;
  start?: boolean;
}): JSX.Element {
  const active = order.key === name;
  return (
    <th scope="col" class={start ? '' : 'number'} aria-sort={active ? (order.descending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" class="sort" title={hint} onClick={() => onSort(name)}>
        {title}<span class="arrow" aria-hidden="true">{active ? (order.descending ? '↓' : '↑') : ''}</span>
      </button>
    </th>
  );
}
