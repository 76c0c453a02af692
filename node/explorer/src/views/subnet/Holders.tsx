import type { JSX } from 'preact';
import { gini, nakamoto } from '../../economy/concentration.js';
import type { At } from '../../node/connection.js';
import { type Place, useRead } from '../../node/read.js';
import { Amount, Count, Percent } from '../../ui/Amount.js';
import { Account, Bar, Figure, Waiting } from '../../ui/parts.js';

interface Holding {
  coldkey: string;
  stake: bigint;
  /** The hotkeys with which it is staked. */
  hotkeys: string[];
}

interface Read {
  holdings: Holding[];
  /** `true` if there are more positions than are read. */
  cut: boolean;
}

const MOST_POSITIONS = 1000;
const COLDKEYS_AT_ONCE = 100;
const SHOWN = 50;

async function readHolders({ at }: Place, netuid: number): Promise<Read> {
  const keys = await at.query.subtensorModule.subnetPositions.pagedKeys(netuid, { pageSize: MOST_POSITIONS });
  const coldkeys = [...new Set(keys.map(([, , coldkey]) => coldkey.address()))];
  const parts: Holding[][] = [];
  for (let done = 0; done < coldkeys.length; done += COLDKEYS_AT_ONCE) {
    parts.push(await holdingsOf(at, coldkeys.slice(done, done + COLDKEYS_AT_ONCE), netuid));
  }
  const holdings = parts.flat().toSorted((one, two) => (one.stake < two.stake ? 1 : one.stake > two.stake ? -1 : 0));
  return { holdings, cut: keys.length === MOST_POSITIONS };
}

async function holdingsOf(at: At, coldkeys: string[], netuid: number): Promise<Holding[]> {
  const rows = await at.call.stakeInfoRuntimeApi.getStakeInfoForColdkeys(coldkeys);
  return rows.map(([coldkey, stakes]): Holding => {
    const here = stakes.filter((stake) => stake.netuid === netuid);
    return {
      coldkey: coldkey.address(),
      stake: here.reduce((sum, { stake }) => sum + stake, 0n),
      hotkeys: here.map(({ hotkey }) => hotkey.address()),
    };
  });
}

/** The holders of a subnet's alpha, and how it is spread among them. */
export function Holders({ netuid, symbol }: { netuid: number; symbol: string | undefined }): JSX.Element {
  const { value, error } = useRead(`holders-${netuid}`, (place) => readHolders(place, netuid));
  if (!value) return <Waiting error={error} what="The holders" />;
  const { holdings, cut } = value;
  const amounts = holdings.map(({ stake }) => stake);
  const sum = amounts.reduce((total, one) => total + one, 0n);
  if (holdings.length === 0) return <p class="empty">Nobody has stake here.</p>;
  return (
    <div class="stack">
      <dl class="figures">
        <Figure label="Staked"><Amount rao={sum} symbol={symbol} name="staked" /></Figure>
        <Figure label="Holders"><Count value={holdings.length} name="holders" /></Figure>
        <Figure label="Gini coefficient" note="0 if all have the same, 100 % if one has all"><Percent parts={gini(amounts)} name="gini" /></Figure>
        <Figure label="Nakamoto coefficient" note="the fewest who have more than half"><Count value={nakamoto(amounts)} unit="holders" name="nakamoto" /></Figure>
      </dl>
      {cut ? <p class="muted">There are more than {MOST_POSITIONS} positions; these are some of them.</p> : null}
      <div class="scroller" role="region" aria-label="Table of holders" tabIndex={0}>
        <table>
          <thead><tr><th scope="col">Coldkey</th><th scope="col" class="number">Stake</th><th scope="col">Part</th><th scope="col">Staked with</th></tr></thead>
          <tbody>
            {holdings.slice(0, SHOWN).map(({ coldkey, stake, hotkeys }) => {
              const part = sum === 0n ? 0n : (stake * 1_000_000_000n) / sum;
              return (
                <tr key={coldkey}>
                  <th scope="row"><Account address={coldkey} /></th>
                  <td class="number"><Amount rao={stake} symbol={symbol} name="stake" /></td>
                  <td class="share"><Bar parts={part} label="part of all stake" /><Percent parts={part} /></td>
                  <td>{hotkeys.slice(0, 3).map((hotkey) => <span key={hotkey} class="listed"><Account address={hotkey} /></span>)}{hotkeys.length > 3 ? <span class="muted">and {hotkeys.length - 3} more</span> : null}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {holdings.length > SHOWN ? <p class="muted">The {SHOWN} largest of {holdings.length}.</p> : null}
    </div>
  );
}
