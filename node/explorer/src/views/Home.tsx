import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { blockEmission, nextHalving } from '../economy/emission.js';
import { POLICIES } from '../economy/policies.js';
import { type Economy, readEconomy, shareOf, sumOfPrices } from '../economy/read.js';
import { durationText, timeText } from '../format/amount.js';
import { inWords } from '../format/text.js';
import { type Block, readBlock } from '../node/blocks.js';
import { connection, type Head, head, headTime, recentHeads } from '../node/connection.js';
import { useRead } from '../node/read.js';
import { link } from '../router.js';
import { Amount, Count, Percent, Price } from '../ui/Amount.js';
import { Bar, BlockLink, Figure, Foreign, Panel, Waiting } from '../ui/parts.js';
import { Books } from './Books.js';

/** The start: blocks as they come, the money that exists, and the rule by which it is shared. */
export function Home(): JSX.Element {
  const { value: economy, error } = useRead('economy', readEconomy);
  return (
    <div class="view home" data-block={economy?.block} data-hash={economy?.hash}>
      <h1 class="for-readers">Home</h1>
      <Summary economy={economy} />
      {economy ? <Welcome /> : null}
      <div class="columns">
        <Panel title="Blocks" class="feed">
          <Feed />
        </Panel>
        <div class="stack">
          {economy ? <Leading economy={economy} /> : <Waiting error={error} what="The economy" />}
          <Panel title="Books" aside={<span class="muted">checked in each block that is shown</span>}>
            <Books />
          </Panel>
        </div>
      </div>
    </div>
  );
}

function Summary({ economy }: { economy: Economy | undefined }): JSX.Element {
  const block = head.value;
  return (
    <dl class="figures summary">
      <Figure label="Best block" size="large" note={<Age economy={economy} />}>
        {block ? <Count value={block.number} name="block" /> : '…'}
      </Figure>
      {economy ? <Money economy={economy} /> : null}
    </dl>
  );
}

function Money({ economy }: { economy: Economy }): JSX.Element {
  const halving = nextHalving(economy.issuance);
  const each = blockEmission(economy.issuance);
  const blocks = each === 0n ? 0n : (halving - economy.issuance) / each;
  return (
    <>
      <Figure
        label="TAO issued"
        note={<><Amount rao={halving - economy.issuance} name="to-halving" /> to the next halving, {blocks.toLocaleString('en').replace(/,/g, '\u202f')} blocks or more</>}
      >
        <Amount rao={economy.issuance} name="issuance" />
      </Figure>
      <Figure label="Sum of prices" note={<><Count value={economy.subnets.length} name="subnets" /> subnets</>}>
        <Price rao={sumOfPrices(economy)} name="sum-of-prices" />
      </Figure>
      <Figure label="TAO of a block" note={<Rule economy={economy} />}>
        <Amount rao={each} name="block-emission" />
      </Figure>
    </>
  );
}

/** The emission rule in force. */
function Rule({ economy }: { economy: Economy }): JSX.Element {
  const policy = POLICIES[economy.policy];
  const beyond: Record<string, string> = { Lift: 'goes into the pool', Buy: 'buys alpha', CappedBuy: 'buys alpha, up to a limit' };
  return (
    <span data-name="rule">
      shared by {policy ? policy.name.toLowerCase() : `policy ${economy.policy}`}; TAO beyond the cap on alpha {beyond[economy.rules.injection] ?? economy.rules.injection}; root’s alpha is {economy.rootDividends === 'Sold' ? 'sold' : economy.rootDividends.toLowerCase()}
    </span>
  );
}

/** The time since the latest block, and the chain's own time. */
function Age({ economy }: { economy: Economy | undefined }): JSX.Element {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const since = Math.max(0, Date.now() - headTime.value);
  return (
    <>
      seen {durationText(since)} ago
      {economy && economy.time > 0 ? <>; the chain’s clock: {timeText(economy.time)}</> : null}
    </>
  );
}

/** A hint for whoever opens a development chain for the first time. */
function Welcome(): JSX.Element | null {
  if (connection.value?.facts.noControl !== undefined) return null;
  return (
    <p class="welcome">
      A chain of your own. <a href={link('trade')}>Buy alpha</a> with a development account and see the price move, or{' '}
      <a href={link('control')}>drive the clock</a>: mine blocks, travel in time, take snapshots and revert.
    </p>
  );
}

function Feed(): JSX.Element {
  const heads = recentHeads.value.slice(0, 14);
  if (heads.length === 0) return <Waiting what="Blocks" />;
  return (
    <ol class="feed-list">
      {heads.map((block) => <FeedRow key={block.hash} block={block} />)}
    </ol>
  );
}

function FeedRow({ block }: { block: Head }): JSX.Element {
  const [detail, setDetail] = useState<Block>();
  useEffect(() => {
    // Blocks of a quick run leave the list before anybody reads them.
    let shown = true;
    const timer = setTimeout(() => {
      const open = connection.peek();
      if (open) readBlock(open.client, block.hash).then((read) => shown && setDetail(read), () => undefined);
    }, 150);
    return () => {
      shown = false;
      clearTimeout(timer);
    };
  }, [block.hash]);
  const signed = detail?.transactions.filter(({ signer }) => signer !== undefined) ?? [];
  return (
    <li class="feed-row">
      <BlockLink number={block.number} hash={block.hash} />
      <span class="feed-content">
        {detail === undefined ? '' : signed.length === 0 ? <span class="muted">no transactions</span> : signed.slice(0, 3).map(({ index, call, failure }) => (
          <a key={index} class={failure ? 'call failed' : 'call'} href={link('block', block.hash, index)}>
            {inWords(call.name)}{failure ? ' (failed)' : ''}
          </a>
        ))}
        {signed.length > 3 ? <span class="muted"> and {signed.length - 3} more</span> : null}
      </span>
      <span class="feed-time muted">{detail && detail.time > 0 ? timeText(detail.time).slice(11, 19) : ''}</span>
    </li>
  );
}

/** The subnets with the highest prices. */
function Leading({ economy }: { economy: Economy }): JSX.Element {
  const rows = [...economy.subnets].sort((one, two) => (two.price > one.price ? 1 : two.price < one.price ? -1 : 0)).slice(0, 6);
  const largest = economy.subnets.reduce((most, row) => (shareOf(row, economy) > most ? shareOf(row, economy) : most), 0n);
  return (
    <Panel title="Subnets" aside={<a href={link('subnets')}>all {economy.subnets.length}</a>}>
      <table class="leading">
        <thead>
          <tr><th scope="col">Subnet</th><th scope="col" class="number">Price</th><th scope="col">Share of emission</th></tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.netuid}>
              <th scope="row">
                <a class="subnet-link" href={link('subnet', row.netuid)}><span class="netuid">{row.netuid}</span> <Foreign text={row.name || `subnet ${row.netuid}`} /></a>
              </th>
              <td class="number"><Price rao={row.price} /></td>
              <td class="share"><Bar parts={shareOf(row, economy)} of={largest} label={`share of subnet ${row.netuid}`} /><Percent parts={shareOf(row, economy)} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
