import type { JSX } from 'preact';
import { priceOf } from '../../economy/pool.js';
import { type TapeEntry, tradesIn } from '../../economy/trades.js';
import { useScan } from '../../node/scan.js';
import { link } from '../../router.js';
import { Amount, Price } from '../../ui/Amount.js';
import { Account, BlockLink } from '../../ui/parts.js';
import { Scanned } from '../../ui/Scanned.js';

/** The trades of a subnet, the latest first. */
export function Tape({ netuid, symbol }: { netuid: number; symbol: string | undefined }): JSX.Element {
  const scan = useScan((block) => tradesIn(block, netuid));
  return <Scanned scan={scan} what="trades">{(entries) => <Entries entries={entries} symbol={symbol} />}</Scanned>;
}

function Entries({ entries, symbol }: { entries: TapeEntry[]; symbol: string | undefined }): JSX.Element {
  return (
    <div class="scroller" role="region" aria-label="Table of trades" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Block</th><th scope="col">Account</th><th scope="col">Trade</th>
            <th scope="col" class="number">TAO</th><th scope="col" class="number">Alpha</th><th scope="col" class="number">Average price</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry, position) => (
            <tr key={`${entry.hash}-${position}`}>
              <td><BlockLink number={entry.block} hash={entry.hash} /></td>
              <td><Account address={entry.who} /></td>
              <td><a class={`deed ${entry.side}`} href={link('block', entry.hash, entry.index)}>{entry.deed}</a></td>
              <td class="number">{entry.tao === undefined ? '–' : <Amount rao={entry.tao} />}</td>
              <td class="number">{entry.alpha === undefined ? '–' : <Amount rao={entry.alpha} symbol={symbol} />}</td>
              <td class="number">{entry.tao && entry.alpha ? <Price rao={priceOf({ tao: entry.tao, alpha: entry.alpha })} /> : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
