import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { nextBlock } from '../../economy/emission.js';
import { readEconomy, shareOf, type Economy, type SubnetRow } from '../../economy/read.js';
import { useRead } from '../../node/read.js';
import { link, route } from '../../router.js';
import { Amount, Count, Percent, Price, symbolText } from '../../ui/Amount.js';
import { Account, Figure, Foreign, Waiting } from '../../ui/parts.js';
import { linesOf, Reason } from '../subnetColumns.js';
import { Charts } from './Charts.js';
import { Holders } from './Holders.js';
import { Identity } from './Identity.js';
import { Metagraph } from './Metagraph.js';
import { Settings } from './Settings.js';
import { Tape } from './Tape.js';

const PARTS = [
  ['charts', 'Charts'],
  ['trades', 'Trades'],
  ['holders', 'Holders'],
  ['metagraph', 'Metagraph'],
  ['settings', 'Hyperparameters'],
  ['identity', 'Identity'],
] as const;

/** One subnet. */
export function Subnet({ netuid }: { netuid: number }): JSX.Element {
  const { value: economy, error } = useRead('economy', readEconomy);
  const row = economy?.subnets.find((one) => one.netuid === netuid);
  if (!economy) return <Waiting error={error} what={`Subnet ${netuid}`} />;
  if (netuid === 0) return <Root economy={economy} />;
  if (!row) {
    return (
      <div class="view">
        <h1>Subnet {netuid}</h1>
        <p class="empty">There is no subnet {netuid} at block {economy.block}. <a href={link('subnets')}>All subnets</a></p>
      </div>
    );
  }
  return <Found economy={economy} row={row} />;
}

/** Root has no pool and no price: TAO and stake are one to one. */
function Root({ economy }: { economy: Economy }): JSX.Element {
  return (
    <div class="view" data-block={economy.block}>
      <header class="view-head">
        <h1>Root</h1>
        <dl class="figures">
          <Figure label="TAO staked at root" size="large"><Amount rao={economy.root?.tao ?? 0n} name="root-stake" /></Figure>
        </dl>
      </header>
      <Parts netuid={0} symbol={undefined} />
    </div>
  );
}

function Found({ economy, row }: { economy: Economy; row: SubnetRow }): JSX.Element {
  const line = linesOf(economy).find((one) => one.row.netuid === row.netuid);
  const terms = nextBlock(economy)?.get(row.netuid);
  const { pool, symbol, netuid } = row;
  return (
    <div class="view" data-block={economy.block} data-hash={economy.hash}>
      <header class="subnet-head">
        <div>
          <p class="muted">Subnet {netuid} of <Account address={row.owner} /></p>
          <h1><bdi class="symbol">{symbolText(symbol)}</bdi> <Foreign text={row.name || `Subnet ${netuid}`} /></h1>
          <p class="actions"><a class="button" href={`${link('trade', netuid)}?side=buy`}>Buy</a> <a class="button second" href={`${link('trade', netuid)}?side=sell`}>Sell</a></p>
        </div>
        <dl class="figures">
          <Figure label="Price" size="large" note={<>moving price <Price rao={row.movingPrice} name="moving-price" /></>}><Price rao={row.price} name="price" /></Figure>
          <Figure label="Share of emission" note={<><Amount rao={pool.emission.taoIn} /> of the last block</>}><Percent parts={shareOf(row, economy)} name="share" /></Figure>
          <Figure label="In the pool" note={<Amount rao={pool.alphaIn} symbol={symbol} name="pool-alpha" />}><Amount rao={pool.tao} name="pool-tao" /></Figure>
          {line ? <Figure label="TAO for 1 % of price" note={<>fee <Percent parts={(pool.feeRate * 1_000_000_000n) / 65_535n} /></>}><Amount rao={line.onePercent} name="one-percent" /></Figure> : null}
          <Figure label="Payout in" note={<>every {row.tempo + 1} blocks</>}>{line?.blocksToPayout === undefined ? 'never' : <Count value={line.blocksToPayout} unit="blocks" name="blocks-to-payout" />}</Figure>
        </dl>
      </header>
      {line ? <details class="why"><summary>Why it receives this emission</summary><Reason line={line} terms={terms} economy={economy} /></details> : null}
      <Parts netuid={netuid} symbol={symbol} />
    </div>
  );
}

function Parts({ netuid, symbol }: { netuid: number; symbol: string | undefined }): JSX.Element {
  const parts = PARTS.filter(([name]) => netuid !== 0 || !['charts', 'identity', 'settings'].includes(name));
  const wanted = route.value.parts[1];
  const part = parts.find(([name]) => name === wanted)?.[0] ?? parts[0]?.[0] ?? 'trades';
  const nav = useRef<HTMLElement>(null);
  useEffect(() => nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' }), [part]);
  return (
    <>
      <nav class="sub-nav" aria-label="Parts of the subnet" ref={nav}>
        <ul>
          {parts.map(([name, text]) => (
            <li key={name}><a href={link('subnet', netuid, name)} aria-current={part === name ? 'page' : undefined}>{text}</a></li>
          ))}
        </ul>
      </nav>
      {part === 'charts' ? <Charts key={netuid} netuid={netuid} symbol={symbol} /> : null}
      {part === 'trades' ? <Tape key={netuid} netuid={netuid} symbol={symbol} /> : null}
      {part === 'holders' ? <Holders key={netuid} netuid={netuid} symbol={symbol} /> : null}
      {part === 'metagraph' ? <Metagraph key={netuid} netuid={netuid} symbol={symbol} /> : null}
      {part === 'settings' ? <Settings key={netuid} netuid={netuid} /> : null}
      {part === 'identity' ? <Identity key={netuid} netuid={netuid} /> : null}
    </>
  );
}
