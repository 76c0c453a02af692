import type { JSX } from 'preact';
import { signers } from '../../accounts/signers.js';
import { useRead } from '../../node/read.js';
import { Amount, Count } from '../../ui/Amount.js';
import { Account, Figure, Waiting } from '../../ui/parts.js';

/** The accounts that this page can sign for. */
export function Accounts(): JSX.Element {
  const all = signers.value;
  const addresses = all.map(({ address }) => address);
  const { value, head, error } = useRead(`accounts-${addresses.join()}`, ({ at }) => (addresses.length === 0 ? Promise.resolve([]) : at.query.system.account.multi(addresses)));
  const sum = value?.reduce((total, { data }) => total + data.free + data.reserved, 0n);
  return (
    <div class="view" data-block={head?.number} data-hash={head?.hash}>
      <header class="view-head">
        <h1>Accounts</h1>
        {sum === undefined ? null : <dl class="figures"><Figure label="TAO in these accounts" size="large"><Amount rao={sum} /></Figure></dl>}
      </header>
      <p class="muted">The accounts with which this page can sign. The search finds every other one by its address.</p>
      {value ? (
        <table>
          <thead><tr><th scope="col">Account</th><th scope="col" class="wide-only">Address</th><th scope="col" class="number">Free</th><th scope="col" class="number">Signed</th></tr></thead>
          <tbody>
            {all.map(({ address, name }, position) => (
              <tr key={address}>
                <th scope="row"><Account address={address} /> <span class="muted">{name}</span></th>
                <td class="wide-only"><code class="hash">{address}</code></td>
                <td class="number"><Amount rao={value[position]?.data.free ?? 0n} name="free" /></td>
                <td class="number"><Count value={value[position]?.nonce ?? 0} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : <Waiting error={error} what="The accounts" />}
    </div>
  );
}
