import type { JSX } from 'preact';
import { hasHistory, useSeries } from '../../node/series.js';
import { Chart } from '../../ui/Chart.js';

const BLOCKS = 120;

/** The price over the last blocks, in which a trade can be seen. */
export function PriceChart({ netuid }: { netuid: number }): JSX.Element | null {
  return hasHistory() && netuid !== 0 ? <Loaded netuid={netuid} /> : null;
}

function Loaded({ netuid }: { netuid: number }): JSX.Element | null {
  const { history } = useSeries({ netuid, points: BLOCKS, fields: ['price'] }, BLOCKS - 1);
  const price = history?.series[0]?.price;
  if (!history || !price) return null;
  return <Chart title="Price" unit="τ" blocks={history.blocks} height={170} lines={[{ label: 'price', values: price.map((value) => (value === null ? null : Number(value))), color: '--accent' }]} />;
}
