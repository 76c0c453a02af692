import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { signers, withoutKey } from '../../accounts/signers.js';
import { POLICIES } from '../../economy/policies.js';
import { failureOf } from '../../node/blocks.js';
import type { Client, Connection } from '../../node/connection.js';
import { mine } from '../../node/dev.js';
import { useRead } from '../../node/read.js';
import { submit, type Submittable } from '../../node/submit.js';
import { notify } from '../../ui/notices.js';
import { Panel } from '../../ui/parts.js';
import { addressIn } from '../Search.js';
import { useAttempt } from './Control.js';

/** The wait after which a block is sealed for a transaction that none came for, in milliseconds. */
const PATIENCE = 700;

/** Makes a call as root by the sudo key, signed if the page has it, and seals a block for it if none comes by itself. */
async function asRoot(open: Connection, call: (tx: Client['tx']) => { call: unknown }, done: string): Promise<void> {
  const key = (await open.client.query.sudo.key())?.address();
  if (key === undefined) throw new Error('this chain has no sudo key');
  const signer = signers.value.find(({ address }) => address === key) ?? withoutKey(key);
  const outer = open.client.tx.sudo.sudo(call(open.client.tx).call as never);
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const { transaction } = await submit(open, outer as unknown as Submittable, signer, (stage) => {
      if (stage === 'sent') timer = setTimeout(() => void mine(open, 1).catch(() => undefined), PATIENCE);
    });
    const sudid = transaction.events.find(({ pallet, name }) => pallet === 'Sudo' && name === 'Sudid')?.data as { sudoResult?: { isErr?: boolean; err?: unknown } } | undefined;
    const failure = transaction.failure ?? (sudid?.sudoResult?.isErr ? failureOf(open.client.registry, sudid.sudoResult.err) : undefined);
    if (failure) throw new Error(`${failure.name}: ${failure.words}`);
    notify('good', done);
  } finally {
    clearTimeout(timer);
  }
}

/** Returns the address of an account that was typed: a name such as Bob, or an address. */
export function accountIn(text: string): string | undefined {
  const plain = (name: string): string => name.trim().toLowerCase().replace('//', '');
  return addressIn(text.trim()) ?? signers.value.find(({ name }) => plain(name) === plain(text))?.address;
}

type Injection = 'Lift' | 'Buy' | 'CappedBuy';

const INJECTIONS: readonly (readonly [Injection, string])[] = [
  ['Lift', 'into the pool'],
  ['Buy', 'buys alpha'],
  ['CappedBuy', 'buys alpha, to a limit'],
];

/** Switches the rules of emission. */
export function EmissionRule({ open }: { open: Connection }): JSX.Element {
  const { value } = useRead('rule', async ({ at }) => ({
    policy: await at.query.subtensorModule.activeEmissionPolicy(),
    root: await at.query.subtensorModule.rootDividends(),
    injection: await at.query.subtensorModule.injection(),
  }));
  const [text, setText] = useState<string>();
  const [injected, setInjected] = useState<string>();
  const [busy, during] = useAttempt();
  const injection = injected ?? value?.injection;
  const chosen = text === undefined ? value?.policy : Number(text);
  const setPolicy = (): Promise<void> => during(() => asRoot(open, ({ subtensorModule }) => subtensorModule.setEmissionPolicy(chosen ?? 0), `Emission policy ${chosen} is in force from the next block on.`));
  const setInjection = (): Promise<void> => during(() => asRoot(open, ({ subtensorModule }) => subtensorModule.setInjection((injection ?? 'Lift') as Injection), `Injection ${injection} is in force from the next block on.`));
  const other = value?.root === 'Sold' ? 'Claimable' : 'Sold';
  const setRoot = (): Promise<void> => during(() => asRoot(open, ({ subtensorModule }) => subtensorModule.setRootDividends(other), `Root’s alpha is ${other.toLowerCase()} from the next block on.`));
  const listed = new Set([...Object.keys(POLICIES), ...(value ? [String(value.policy)] : [])]);
  return (
    <Panel title="Emission rule" aside={<code>set_emission_policy</code>}>
      <form class="stack tight" onSubmit={(event) => { event.preventDefault(); void setPolicy(); }}>
        <label class="field"><span>Policy that shares a block’s TAO</span>
          <select value={String(chosen ?? '')} onChange={(event) => setText(event.currentTarget.value)}>
            {[...listed].map((number) => <option key={number} value={number}>{number} · {POLICIES[Number(number)]?.name ?? 'a policy that this page does not know'}{Number(number) === value?.policy ? ' (in force)' : ''}</option>)}
          </select>
        </label>
        <label class="field"><span>TAO beyond the cap on alpha</span>
          <select value={injection ?? ''} onChange={(event) => setInjected(event.currentTarget.value)}>
            {INJECTIONS.map(([name, words]) => <option key={name} value={name}>{name} · {words}{name === value?.injection ? ' (in force)' : ''}</option>)}
          </select>
        </label>
        <div class="buttons">
          <button type="submit" class="second" disabled={busy || value === undefined || chosen === value.policy}>Switch the policy</button>
          <button type="button" class="second" disabled={busy || value === undefined || injection === value.injection} onClick={() => void setInjection()}>Switch the injection</button>
          <button type="button" class="second" disabled={busy || value === undefined} onClick={() => void setRoot()}>{value?.root === 'Sold' ? 'Let root keep its alpha' : 'Let root’s alpha be sold'}</button>
        </div>
        <p class="muted small" data-name="root-rule">{value === undefined ? '…' : value.root === 'Sold' ? 'Root’s part of the alpha is sold in each block.' : 'Root’s part of the alpha is kept, and claimable.'} All are calls of the sudo key.</p>
      </form>
    </Panel>
  );
}
