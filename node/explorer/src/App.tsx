import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { attempts, connection, head } from './node/connection.js';
import { link, route } from './router.js';
import { dismiss, notices } from './ui/notices.js';
import { SearchField } from './ui/SearchField.js';
import { type Theme, theme } from './ui/theme.js';
import { BlockLink } from './ui/parts.js';
import { Accounts } from './views/account/Accounts.js';
import { AccountView } from './views/account/Account.js';
import { BlockView } from './views/block/Block.js';
import { Control } from './views/control/Control.js';
import { Home } from './views/Home.js';
import { Search } from './views/Search.js';
import { Subnet } from './views/subnet/Subnet.js';
import { Subnets } from './views/Subnets.js';
import { Trade } from './views/trade/Trade.js';

const NAVIGATION = [
  ['home', 'Home'],
  ['subnets', 'Subnets'],
  ['account', 'Accounts'],
  ['trade', 'Trade'],
  ['control', 'Control'],
] as const;

/** The names of the views that belong to an entry of the navigation. */
const SECTION: Record<string, string> = { subnet: 'subnets', block: 'home' };

/** Returns the title of a view, which tabs, histories and readers show. It holds no text of others. */
function titleOf(view: string, first: string): string {
  const named = NAVIGATION.find(([name]) => name === view)?.[1];
  if (view === 'subnet') return `Subnet ${Number(first)}`;
  if (view === 'block') return /^\d+$/.test(first) ? `Block ${first}` : 'Block';
  if (view === 'search') return 'Search';
  return named ?? 'No such view';
}

function View(): JSX.Element {
  const { view, parts } = route.value;
  const first = parts[0] ?? '';
  switch (view) {
    case 'home':
      return <Home />;
    case 'subnets':
      return <Subnets />;
    case 'subnet':
      return /^\d{1,5}$/.test(first) ? <Subnet key={first} netuid={Number(first)} /> : <Subnets />;
    case 'account':
      return first === '' ? <Accounts /> : <AccountView text={first} />;
    case 'block':
      return <BlockView key={parts.join('/')} name={first} index={parts[1]} />;
    case 'trade':
      return <Trade />;
    case 'control':
      return <Control />;
    case 'search':
      return <Search key={first} text={first} />;
    default:
      return <NotFound path={[view, ...parts].join('/')} />;
  }
}

function NotFound({ path }: { path: string }): JSX.Element {
  return (
    <div class="view">
      <h1>No such view</h1>
      <p>There is no view <bdi>{path.slice(0, 100)}</bdi>. <a href={link('home')}>Go to the start</a>.</p>
    </div>
  );
}

/** The frame of all views: navigation, search, the chain's head, and messages. */
export function App(): JSX.Element {
  const { view, parts } = route.value;
  const main = useRef<HTMLElement>(null);
  const address = [view, ...parts].join('/');
  const first = useRef(true);
  const chain = connection.value?.facts.chain ?? 'dTAO node';
  useEffect(() => {
    document.title = `${titleOf(view, parts[0] ?? '')} · ${chain}`;
  }, [address, chain]);
  useEffect(() => {
    // Whoever follows a link with the keyboard or a reader continues in the new view.
    if (!first.current) main.current?.focus({ preventScroll: true });
    if (!first.current) scrollTo(0, 0);
    first.current = false;
  }, [address]);

  return (
    <>
      <a class="skip" href="#view" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>Skip to the content</a>
      <header class="top">
        <a class="brand" href={link('home')}>
          <span class="brand-mark" aria-hidden="true">τ</span>
          <span class="brand-name">{chain}</span>
        </a>
        <nav aria-label="Views">
          <ul>
            {NAVIGATION.map(([name, text]) => (
              <li key={name}>
                <a href={link(name)} aria-current={(SECTION[view] ?? view) === name ? 'page' : undefined}>{text}</a>
              </li>
            ))}
          </ul>
        </nav>
        <SearchField />
        <HeadMark />
      </header>
      <Lost />
      <main id="view" ref={main} tabIndex={-1}>
        <View />
      </main>
      <footer class="bottom">
        <Footer />
      </footer>
      <Notices />
    </>
  );
}

/** The number of the best block, which marks each new one. */
function HeadMark(): JSX.Element {
  const block = head.value;
  const open = connection.value !== null;
  return (
    <p class="head-mark">
      <span key={block?.hash} class={`beat ${open ? '' : 'still'}`} aria-hidden="true" />
      <span class="for-readers">{open ? 'Best block' : 'Not connected; the last block was'} </span>
      {block ? <BlockLink number={block.number} hash={block.hash} /> : '…'}
    </p>
  );
}

/** Says that there is no connection, as long as there is none. */
function Lost(): JSX.Element | null {
  if (connection.value !== null || attempts.value === 0) return null;
  return (
    <div class="lost" role="alert">
      {head.value === null
        ? 'The node does not answer. The page tries again until it does.'
        : 'The connection to the node was lost. What you see is old. The page tries again until the node answers.'}
    </div>
  );
}

function Footer(): JSX.Element {
  const facts = connection.value?.facts;
  return (
    <>
      <span>{facts ? `${facts.node} ${facts.version} · ${facts.url}` : 'not connected'}</span>
      <label class="theme">
        Colours{' '}
        <select value={theme.value} onChange={(event) => { theme.value = event.currentTarget.value as Theme; }}>
          <option value="system">as the system</option>
          <option value="light">light</option>
          <option value="dark">dark</option>
        </select>
      </label>
    </>
  );
}

function Notices(): JSX.Element {
  return (
    <div class="notices" role="status" aria-live="polite">
      {notices.value.map(({ id, tone, text }) => (
        <div key={id} class={`notice notice-${tone}`}>
          <span>{text}</span>
          <button type="button" class="quiet" onClick={() => dismiss(id)} aria-label="Dismiss the message">×</button>
        </div>
      ))}
    </div>
  );
}
