import type { JSX } from 'preact';
import { nameOf } from '../../accounts/names.js';
import { inWords } from '../../format/text.js';
import type { Block } from '../../node/blocks.js';
import { useRead } from '../../node/read.js';
import { useScan } from '../../node/scan.js';
import { link } from '../../router.js';
import { Amount, Count, Percent } from '../../ui/Amount.js';
import { Account, BlockLink, Copy, Figure, Panel, Waiting } from '../../ui/parts.js';
import { Scanned } from '../../ui/Scanned.js';
import { addressIn } from '../Search.js';
import { type AccountState, type Kin, readAccount, type Stake } from './read.js';

/** One account: its money, its stake, its relations, and its transactions. */
export function AccountView({ text }: { text: string }): JSX.Element {
  const address = addressIn(text);
  return address === undefined
    ? <p class="empty"><bdi class="foreign">{text.slice(0, 100)}</bdi> is not an address of this chain.</p>
    : <Known key={address} address={address} />;
}

function Known({ address }: { address: string }): JSX.Element {
  const { value: state, head, error } = useRead(`account-${address}`, (place) => readAccount(place, address));
  const name = nameOf(address);
  return (
    <div class="view" data-block={head?.number} data-hash={head?.hash}>
      <header class="account-head">
        <p class="muted">Account</p>
        <h1>{name ?? 'Account'} {state?.identity?.['name'] ? <bdi class="foreign muted">{state.identity['name'].slice(0, 200)}</bdi> : null}</h1>
        <p><code class="hash">{address}</code> <Copy text={address} label="Copy the address" /></p>
      </header>
      {state ? <Content state={state} address={address} /> : <Waiting error={error} what="The account" />}
    </div>
  );
}

function Content({ state, address }: { state: AccountState; address: string }): JSX.Element {
  const staked = state.stakes.reduce((sum, { value }) => sum + (value ?? 0n), 0n);
  return (
    <>
      <dl class="figures">
        <Figure label="Worth, if all stake is sold now" size="large"><Amount rao={state.free + state.reserved + staked} name="worth" /></Figure>
        <Figure label="Free" note={state.frozen > 0n ? <>of which <Amount rao={state.frozen} /> is frozen</> : undefined}><Amount rao={state.free} name="free" /></Figure>
        {state.reserved > 0n ? <Figure label="Reserved"><Amount rao={state.reserved} name="reserved" /></Figure> : null}
        <Figure label="Stake, if sold now"><Amount rao={staked} name="staked" /></Figure>
        <Figure label="Transactions signed"><Count value={state.nonce} name="nonce" /></Figure>
      </dl>
      <Panel title="Stake" aside={<span class="muted">each value is that of a sale alone, after the fee</span>}><Stakes state={state} address={address} /></Panel>
      <div class="columns">
        <Panel title="Transactions"><History address={address} /></Panel>
        <div class="stack"><Relations state={state} /></div>
      </div>
    </>
  );
}

function Stakes({ state, address }: { state: AccountState; address: string }): JSX.Element {
  if (state.stakes.length === 0) return <p class="empty">No stake.</p>;
  return (
    <div class="scroller" role="region" aria-label="Table of stake" tabIndex={0}>
      <table class="stakes">
        <thead>
          <tr>
            <th scope="col" class="number">Subnet</th><th scope="col">Hotkey</th><th scope="col" class="number">Stake</th>
            <th scope="col" class="number">Worth now</th><th scope="col" class="number">Last payout</th><th scope="col"><span class="for-readers">Sell</span></th>
          </tr>
        </thead>
        <tbody>{state.stakes.map((stake) => <StakeRow key={`${stake.netuid}-${stake.hotkey}`} stake={stake} address={address} symbol={stake.netuid === 0 ? undefined : state.symbols.get(stake.netuid) ?? 'α'} />)}</tbody>
      </table>
    </div>
  );
}

function StakeRow({ stake, address, symbol }: { stake: Stake; address: string; symbol: string | undefined }): JSX.Element {
  return (
    <tr data-netuid={stake.netuid} data-hotkey={stake.hotkey}>
      <th scope="row" class="number"><a href={link('subnet', stake.netuid)}>{stake.netuid === 0 ? 'root' : stake.netuid}</a></th>
      <td><Account address={stake.hotkey} /></td>
      <td class="number"><Amount rao={stake.stake} symbol={symbol} name="stake" /></td>
      <td class="number">{stake.value === undefined ? <span class="muted">cannot be sold</span> : <Amount rao={stake.value} name="value" />}</td>
      <td class="number">{stake.netuid === 0 ? <Amount rao={stake.lastPayoutTao} name="payout" /> : <Amount rao={stake.lastPayout} symbol={symbol} name="payout" />}</td>
      <td><a href={`${link('trade', stake.netuid)}?side=sell&as=${address}`}>sell<span class="for-readers"> stake of subnet {stake.netuid}</span></a></td>
    </tr>
  );
}

const PROPORTION = 2n ** 64n - 1n;

function Relations({ state }: { state: AccountState }): JSX.Element {
  const { owner, hotkeys, children, parents, proxies } = state;
  const none = owner === undefined && hotkeys.length === 0 && children.length === 0 && parents.length === 0 && proxies.length === 0;
  return (
    <>
      {owner === undefined ? null : <Panel title="Owner of this hotkey"><p><Account address={owner} full /></p></Panel>}
      {hotkeys.length === 0 ? null : <Panel title={`Hotkeys (${hotkeys.length})`}><ul class="list">{hotkeys.map((hotkey) => <li key={hotkey}><Account address={hotkey} /></li>)}</ul></Panel>}
      {children.length === 0 ? null : <Panel title="Children"><KinList kin={children} /></Panel>}
      {parents.length === 0 ? null : <Panel title="Parents"><KinList kin={parents} /></Panel>}
      {proxies.length === 0 ? null : (
        <Panel title={`Proxies (${proxies.length})`}>
          <ul class="list">{proxies.map(({ delegate, type, delay }) => <li key={`${delegate}-${type}`}><Account address={delegate} /> may do <b>{inWords(type)}</b>{delay > 0 ? <> after {delay} blocks</> : null}</li>)}</ul>
        </Panel>
      )}
      {none ? <Panel title="Relations"><p class="empty">No hotkeys, children, parents or proxies.</p></Panel> : null}
    </>
  );
}

function KinList({ kin }: { kin: Kin[] }): JSX.Element {
  return (
    <ul class="list">
      {kin.flatMap(({ hotkey, netuid, kin: accounts }) => accounts.map(({ account, proportion }) => (
        <li key={`${hotkey}-${netuid}-${account}`}>
          <Account address={account} /> <span class="muted">at subnet {netuid}, of <Account address={hotkey} /></span>: <Percent parts={(proportion * 1_000_000_000n) / PROPORTION} />
        </li>
      )))}
    </ul>
  );
}

interface Entry {
  block: number;
  hash: string;
  index: number;
  call: string;
  signed: boolean;
  failed: boolean;
  fee: bigint | undefined;
}

/** Returns `true` if an account occurs anywhere in a value. */
function mentions(value: unknown, address: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('address' in value && typeof value.address === 'function') return (value.address as () => string)() === address;
  return Object.values(value).some((part) => mentions(part, address));
}

/** Returns the transactions of a block that an account has signed, or that an event connects with it. */
function involving(block: Block, address: string): Entry[] {
  return block.transactions.toReversed().flatMap(({ index, signer, call, events, failure, fee }): Entry[] => {
    const signed = signer === address;
    if (!signed && !events.some(({ data }) => mentions(data, address))) return [];
    return [{ block: block.number, hash: block.hash, index, call: call.name, signed, failed: failure !== undefined, fee: signed ? fee : undefined }];
  });
}

function History({ address }: { address: string }): JSX.Element {
  const scan = useScan((block) => involving(block, address));
  return (
    <Scanned scan={scan} what="transactions">
      {(entries) => (
        <table>
          <thead><tr><th scope="col">Block</th><th scope="col">Call</th><th scope="col" class="number">Fee</th></tr></thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={`${entry.hash}-${entry.index}`}>
                <td><BlockLink number={entry.block} hash={entry.hash} /></td>
                <td><a class={entry.failed ? 'failed' : ''} href={link('block', entry.hash, entry.index)}>{inWords(entry.call)}</a>{entry.failed ? ' failed' : ''}{entry.signed ? '' : <span class="muted"> by another account</span>}</td>
                <td class="number">{entry.fee === undefined ? <span class="muted">–</span> : <Amount rao={entry.fee} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Scanned>
  );
}
