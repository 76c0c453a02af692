import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { History, HistoryField, HistorySeries } from '../../history.js';
import { hasHistory, useSeries } from '../../node/series.js';
import { symbolText } from '../../ui/Amount.js';
import { Chart } from '../../ui/Chart.js';
import { Choice, Waiting } from '../../ui/parts.js';

const FIELDS: HistoryField[] = ['price', 'movingPrice', 'tao', 'alphaIn', 'alphaOut', 'taoIn', 'share', 'rootTao', 'volume'];

const RANGES = [
  ['300', '300 blocks'],
  ['7200', '7 200 blocks'],
  ['all', 'all'],
] as const;

type Range = (typeof RANGES)[number][0];

/** The quantities of a subnet over blocks. */
export function Charts({ netuid, symbol }: { netuid: number; symbol: string | undefined }): JSX.Element {
  const [range, setRange] = useState<Range>('300');
  if (!hasHistory()) return <p class="empty">This node does not serve <code>dtao_history</code>, so there are no charts.</p>;
  return (
    <div class="stack">
      <Choice label="Blocks of the charts" hideLabel options={RANGES} value={range} onChange={setRange} />
      <Loaded netuid={netuid} symbol={symbolText(symbol ?? '')} range={range} />
    </div>
  );
}

function Loaded({ netuid, symbol, range }: { netuid: number; symbol: string; range: Range }): JSX.Element {
  const back = range === 'all' ? undefined : Number(range);
  const { history, error } = useSeries({ netuid, points: 300, fields: FIELDS }, back);
  const series = history?.series[0];
  if (!history || !series) return <Waiting error={error} what="The charts" />;
  return (
    <>
      {history.oldest > (history.blocks[0] ?? 0) ? <p class="muted">States before block {history.oldest} are not kept.</p> : null}
      <Grid history={history} series={series} symbol={symbol} />
    </>
  );
}

/** Returns the values of a quantity as numbers: amounts in whole TAO or alpha. */
function numbers(series: HistorySeries, field: HistoryField): (number | null)[] {
  const inRao = field !== 'price' && field !== 'movingPrice' && field !== 'share';
  return (series[field] ?? []).map((value) => (value === null ? null : inRao ? Number(value) / 1e9 : Number(value)));
}

function Grid({ history, series, symbol }: { history: History; series: HistorySeries; symbol: string }): JSX.Element {
  const { blocks } = history;
  const of = (field: HistoryField): (number | null)[] => numbers(series, field);
  const share = of('share').map((value) => (value === null ? null : value * 100));
  return (
    <div class="charts">
      <Chart title="Price" unit="τ" blocks={blocks} height={230} lines={[
        { label: 'price', values: of('price'), color: '--accent' },
        { label: 'moving price', values: of('movingPrice'), color: '--chart-2' },
      ]} />
      <Chart title="TAO in the pool" unit="τ" blocks={blocks} lines={[{ label: 'TAO', values: of('tao'), color: '--accent', fill: true }]} />
      <Chart title="Alpha" unit={symbol} blocks={blocks} lines={[
        { label: 'in the pool', values: of('alphaIn'), color: '--chart-2' },
        { label: 'outside', values: of('alphaOut'), color: '--ink-soft' },
      ]} />
      <Chart title="Share of emission" unit="%" blocks={blocks} lines={[{ label: 'share', values: share, color: '--accent' }]} />
      <Chart title="TAO of each block" unit="τ" blocks={blocks} lines={[{ label: 'TAO in', values: of('taoIn'), color: '--accent' }]} />
      <Chart title="Root’s TAO until the payout" unit="τ" blocks={blocks} lines={[{ label: 'root', values: of('rootTao'), color: '--accent', fill: true }]} />
      <Chart title="Volume since the start" unit="τ" blocks={blocks} lines={[{ label: 'volume', values: of('volume'), color: '--accent', fill: true }]} />
    </div>
  );
}
