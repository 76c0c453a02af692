import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { actAs, chosen, type Signer, signers } from '../../accounts/signers.js';
import type { Direction } from '../../economy/pool.js';
import type { Quote } from '../../economy/quote.js';
import { useRead } from '../../node/read.js';
import type { Trial } from '../../node/dev.js';
import type { Included, Stage } from '../../node/submit.js';
import { link, route } from '../../router.js';
import { Waiting } from '../../ui/parts.js';
import { addressIn } from '../Search.js';
import { ExtensionButton } from './fields.js';
import { Form } from './Form.js';
import { readTrade } from './read.js';

/** A trade that was sent or tried, with the quote that the user saw. */
export interface Sent {
  quote: Quote;
  direction: Direction;
  symbol: string | undefined;
  netuid: number;
  stage: Stage | 'included' | 'refused' | 'tried';
  included?: Included;
  trial?: Trial;
  error?: string;
}

/** Buys and sells alpha: the form, the quote, and the outcome. */
export function Trade(): JSX.Element {
  const { parts, query } = route.value;
  const asked = Number(parts[0] ?? '1');
  const netuid = Number.isInteger(asked) && asked >= 0 ? asked : 1;
  const wanted = addressIn(query.get('as') ?? '');
  useEffect(() => { if (wanted !== undefined) actAs(wanted); }, [wanted]);
  const all = signers.value;
  const signer = all.find(({ address }) => address === chosen.value) ?? all[0];
  return (
    <div class="view trade">
      <header class="view-head"><h1>Trade</h1></header>
      {signer
        ? <Desk key={`${netuid}`} netuid={netuid} side={query.get('side') === 'sell' ? 'sell' : 'buy'} signer={signer} />
        : <><p>This page has no account to sign with.</p><ExtensionButton /></>}
    </div>
  );
}

function Desk({ netuid, side, signer }: { netuid: number; side: Direction; signer: Signer }): JSX.Element {
  const { value: state, error } = useRead(`trade-${netuid}-${signer.address}`, (place) => readTrade(place, netuid, signer.address));
  const [sent, setSent] = useState<Sent>();
  const row = state?.economy.subnets.find((one) => one.netuid === netuid);
  if (!state) return <Waiting error={error} what="The pool" />;
  if (!row && netuid !== 0) return <p class="empty">There is no subnet {netuid}. <a href={link('trade', 1)}>Trade another one</a>.</p>;
  return <Form key={`${side}-${signer.address}`} state={state} netuid={netuid} symbol={row?.symbol} side={side} signer={signer} sent={sent} setSent={setSent} />;
}
