import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { amountText, plainAmount, readAmount } from '../../format/amount.js';
import type { Connection } from '../../node/connection.js';
import { setPrice, setStake } from '../../node/dev.js';
import { useRead } from '../../node/read.js';
import { Amount } from '../../ui/Amount.js';
import { notify } from '../../ui/notices.js';
import { Panel } from '../../ui/parts.js';
import { attempt } from './Control.js';
import { accountIn } from './Root.js';

/** Returns a netuid that was typed, or `undefined`. */
export const netuidIn = (text: string): number | undefined => (/^\d{1,5}$/.test(text.trim()) && Number(text) < 65_536 ? Number(text) : undefined);

interface Field {
  label: string;
  value: string;
  set: (value: string) => void;
}

/** A form of a panel: its fields, a note, and its button. */
function Fields({ fields, note, button, disabled, send }: {
  fields: Field[]; note: JSX.Element | string; button: string; disabled: boolean; send: () => Promise<boolean>;
}): JSX.Element {
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (disabled || busy) return;
    setBusy(true);
    await send();
    setBusy(false);
  };
  return (
    <form class="stack tight" onSubmit={(event) => void submit(event)}>
      {fields.map(({ label, value, set }) => (
        <label key={label} class="field"><span>{label}</span>
          <input value={value} autocomplete="off" spellcheck={false} onInput={(event) => set(event.currentTarget.value)} />
        </label>
      ))}
      <p class="muted small">{note}</p>
      <div class="buttons"><button type="submit" class="second" disabled={disabled || busy}>{button}</button></div>
    </form>
  );
}

/** Moves a subnet's pool to another price. */
export function Price({ open }: { open: Connection }): JSX.Element {
  const [subnet, setSubnet] = useState('');
  const [text, setText] = useState('');
  const netuid = netuidIn(subnet);
  const price = readAmount(text);
  const { value: now } = useRead(`price-${netuid}`, async ({ at }) => (netuid === undefined ? undefined : at.call.swapRuntimeApi.currentAlphaPrice(netuid)));
  const send = (): Promise<boolean> => attempt(async () => {
    await setPrice(open, netuid ?? 0, `${plainAmount(price ?? 0n)} TAO`);
    notify('good', `An alpha of subnet ${netuid} costs ${amountText(price ?? 0n)} TAO.`);
  });
  return (
    <Panel title="Price" aside={<code>dev_setPrice</code>}>
      <Fields
        fields={[{ label: 'Subnet', value: subnet, set: setSubnet }, { label: 'New price, in TAO for an alpha', value: text, set: setText }]}
        note={now === undefined ? 'The pool moves along its curve; TAO and alpha are minted, or leave the issuance.' : <>Now it is <Amount rao={now} name="price-now" />.</>}
        button="Set the price" disabled={netuid === undefined || price === undefined} send={send}
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
  const send = (): Promise<boolean> => attempt(async () => {
    if (!known) return;
    await setStake(open, { coldkey: holder, hotkey: staked, netuid, amount: amount.toString() });
    notify('good', `The stake is ${amountText(amount)} now.`);
  });
  return (
    <Panel title="Stake" aside={<code>dev_setStake</code>}>
      <Fields
        fields={[
          { label: 'Coldkey: a name such as Bob, or an address', value: coldkey, set: setColdkey },
          { label: 'Hotkey: an address, or //Alice//hotkey', value: hotkey, set: setHotkey },
          { label: 'Subnet; 0 is root, whose stake is TAO', value: subnet, set: setSubnet },
          { label: 'New stake', value: text, set: setText },
        ]}
        note="What is added is issued, and what is taken away leaves the issuance." button="Set the stake" disabled={!known} send={send}
      />
    </Panel>
  );
}
