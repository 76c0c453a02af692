import type { JSX } from 'preact';
import { useRead, type Place } from '../node/read.js';
import { readPools } from '../economy/read.js';
import { Amount, Count } from '../ui/Amount.js';
import { Waiting } from '../ui/parts.js';

/** The most accounts whose balances are added in each block. */
const MOST_ACCOUNTS = 999;

interface Read {
  issuance: bigint;
  accounts: number;
  /** The sum of all balances; `undefined` if there are too many accounts to add them in each block. */
  balances: bigint | undefined;
  custody: { balance: bigint; pools: bigint; rootStake: bigint; rootDividends: bigint; pots: bigint; existentialDeposit: bigint; gifts: bigint } | undefined;
  /** TAO in all pools but root's. */
  pools: bigint;
  rootStake: bigint;
}

async function readBooks({ at }: Place): Promise<Read> {
  const [issuance, keys, custody, pools] = await Promise.all([
    at.query.balances.totalIssuance(),
    at.query.system.account.pagedKeys({ pageSize: MOST_ACCOUNTS + 1 }),
    at.call.custodyRuntimeApi.getCustodyBooks(),
    readPools(at),
  ]);
  const few = keys.length <= MOST_ACCOUNTS;
  const accounts = few ? await at.query.system.account.multi(keys) : [];
  return {
    issuance,
    accounts: keys.length,
    balances: few ? accounts.reduce((sum, { data }) => sum + data.free + data.reserved, 0n) : undefined,
    custody,
    pools: pools.reduce((sum, [netuid, { tao }]) => (netuid === 0 ? sum : sum + tao), 0n),
    rootStake: pools.find(([netuid]) => netuid === 0)?.[1].tao ?? 0n,
  };
}

/** The equations that hold after every block: each side with its amount, and the difference. */
export function Books(): JSX.Element {
  const { value, head, error } = useRead('books', readBooks);
  if (!value) return <Waiting error={error} what="The books" />;
  const { custody } = value;
  return (
    <table class="books" data-block={head?.number} data-hash={head?.hash}>
      <thead>
        <tr><th scope="col">Sum</th><th scope="col" class="number">Amount</th><th scope="col" class="number">Difference</th></tr>
      </thead>
      <tbody>
        <Equation left="All TAO issued" right={<>is in <Count value={value.accounts} /> accounts</>} amount={value.issuance} other={value.balances} />
        {custody ? (
          <>
            <Equation left="The custody account" right="holds pools, root’s stake and dividends, pots, deposit and gifts" amount={custody.balance} other={custody.pools + custody.rootStake + custody.rootDividends + custody.pots + custody.existentialDeposit + custody.gifts} />
            <Equation left="TAO in all pools" right="is the account’s part for pools" amount={value.pools} other={custody.pools} />
            <Equation left="Stake at root" right="is the account’s part for root" amount={value.rootStake} other={custody.rootStake} />
          </>
        ) : null}
      </tbody>
    </table>
  );
}

function Equation({ left, right, amount, other }: { left: string; right: JSX.Element | string; amount: bigint; other: bigint | undefined }): JSX.Element {
  const difference = other === undefined ? undefined : amount - other;
  return (
    <tr>
      <th scope="row"><strong>{left}</strong> <span class="muted">{right}</span></th>
      <td class="number"><Amount rao={amount} /></td>
      <td class={`number ${difference === undefined ? 'muted' : difference === 0n ? 'holds' : 'broken'}`}>
        {difference === undefined ? 'too many accounts' : difference === 0n ? <><span aria-hidden="true">✓ </span><Count value={0} unit="rao" name="difference" /></> : <Count value={difference} unit="rao" name="difference" />}
      </td>
    </tr>
  );
}
