import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { nameOf } from '../../accounts/names.js';
import { amountText, plainAmount, readAmount, shortened } from '../../format/amount.js';
import type { Connection } from '../../node/connection.js';
import { fund, setBalance, setPrice, setStake } from '../../node/dev.js';
import { useRead } from '../../node/read.js';
import { Amount } from '../../ui/Amount.js';
import { notify } from '../../ui/notices.js';
import { Panel } from '../../ui/parts.js';
import { useAttempt } from './Control.js';
import { accountIn } from './Root.js';

/** Returns a netuid that was typed, or `undefined`. */
export const netuidIn = (text: string): number | undefined => (/^\d{1,5}$/.test(text.trim()) && Number(text) < 65_536 ? Number(text) : undefined);

interface Field {
  label: string;
  value: string;
  set: (value: string) => void;
}

/** A form of a panel: its fields, a note, and its buttons, of which Enter presses the first. */
function Fields({ fields, note, buttons, disabled }: {
  fields: Field[]; note: JSX.Element | string; buttons: readonly (readonly [string, () => Promise<unknown>])[]; disabled: boolean;
}): JSX.Element {
  const [busy, during] = useAttempt();
  const press = (send: (() => Promise<unknown>) | undefined): void => { if (send && !disabled && !busy) void during(send); };
  return (
    <form class="stack tight" onSubmit={(event) => { event.preventDefault(); press(buttons[0]?.[1]); }}>
      {fields.map(({ label, value, set }) => (
        <label key={label} class="field"><span>{label}</span>
          <input value={value} autocomplete="off" spellcheck={false} onInput={(event) => set(event.currentTarget.value)} />
        </label>
      ))}
      <p class="muted small">{note}</p>
      <div class="buttons">
        {buttons.map(([label, send], index) => (
          <button key={label} type={index === 0 ? 'submit' : 'button'} class="second" disabled={disabled || busy} onClick={index === 0 ? undefined : () => press(send)}>{label}</button>
        ))}
      </div>
    </form>
  );
}

/** Gives an account another free balance. The issuance follows, so the books stay right. */
export function Balance({ open }: { open: Connection }): JSX.Element {
  const [account, setAccount] = useState('');
  const [text, setText] = useState('');
  const address = accountIn(account);
  const amount = readAmount(text);
  const { value: now } = useRead(`balance-${address}`, async ({ at }) => (address === undefined ? undefined : (await at.query.system.account(address)).data.free));
  const send = (method: typeof setBalance, words: string) => async (): Promise<void> => {
    if (address === undefined || amount === undefined) return;
    await method(open, address, `${plainAmount(amount)} TAO`);
    notify('good', `${nameOf(address) ?? shortened(address)} ${words} ${amountText(amount)} TAO.`);
  };
  return (
    <Panel title="Balance" aside={<code>dev_setBalance, dev_fund</code>}>
      <Fields
        fields={[{ label: 'Account: a name such as Bob, or an address', value: account, set: setAccount }, { label: 'Amount, in TAO', value: text, set: setText }]}
        note={now === undefined ? 'The difference is minted, or leaves the issuance, so the books stay right.' : <>Now it has <Amount rao={now} name="balance-now" />.</>}
        buttons={[['Set the balance', send(setBalance, 'has a balance of')], ['Add it', send(fund, 'got')]]} disabled={address === undefined || amount === undefined}
      />
    </Panel>
  );
}

/** Moves a subnet's pool to another price. */
export function Price({ open }: { open: Connection }): JSX.Element {
  const [subnet, setSubnet] = useState('');
  const [text, setText] = useState('');
  const netuid = netuidIn(subnet);
  const price = readAmount(text);
  const { value: now } = useRead(`price-${netuid}`, async ({ at }) => (netuid === undefined ? undefined : at.call.swapRuntimeApi.currentAlphaPrice(netuid)));
  const send = async (): Promise<void> => {
    await setPrice(open, netuid ?? 0, `${plainAmount(price ?? 0n)} TAO`);
    notify('good', `An alpha of subnet ${netuid} costs ${amountText(price ?? 0n)} TAO.`);
  };
  return (
    <Panel title="Price" aside={<code>dev_setPrice</code>}>
      <Fields
        fields={[{ label: 'Subnet', value: subnet, set: setSubnet }, { label: 'New price, in TAO for an alpha', value: text, set: setText }]}
        note={now === undefined ? 'The pool moves along its curve; TAO and alpha are minted, or leave the issuance.' : <>Now it is <Amount rao={now} name="price-now" />.</>}
        buttons={[['Set the price', send]]} disabled={netuid === undefined || price === undefined}
      />
    </Panel>
  );
}

/** Gives a coldkey another stake. */
export function Stake({ open }: { open: Connection }): JSX.Element {
  const [coldkey, setColdkey] = useState('');
  const [hotkey, setHotkey] = useState('');
  const [subnet, setSubnet] = useState('');
  const [text, setText] = useState('');
  const netuid = netuidIn(subnet);
  const amount = readAmount(text);
  const [holder, staked] = [accountIn(coldkey), hotkey.startsWith('//') ? hotkey.trim() : accountIn(hotkey)];
  const known = holder !== undefined && staked !== undefined && netuid !== undefined && amount !== undefined;
  const send = async (): Promise<void> => {
    if (!known) return;
    await setStake(open, { coldkey: holder, hotkey: staked, netuid, amount: amount.toString() });
    notify('good', `The stake is ${amountText(amount)} now.`);
  };
  return (
    <Panel title="Stake" aside={<code>dev_setStake</code>}>
      <Fields
        fields={[
          { label: 'Coldkey: a name such as Bob, or an address', value: coldkey, set: setColdkey },
          { label: 'Hotkey: an address, or //Alice//hotkey', value: hotkey, set: setHotkey },
          { label: 'Subnet; 0 is root, whose stake is TAO', value: subnet, set: setSubnet },
          { label: 'New stake', value: text, set: setText },
        ]}
        note="What is added is issued, and what is taken away leaves the issuance." buttons={[['Set the stake', send]]} disabled={!known}
      />
    </Panel>
  );
}
