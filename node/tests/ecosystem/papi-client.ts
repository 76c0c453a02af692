// A typed client by PAPI. The test compiles it against the descriptors of the running node.

import { createClient, type PolkadotSigner } from 'polkadot-api';
import { getWsProvider } from 'polkadot-api/ws';
import { dtao, type DtaoDispatchError } from './.papi/descriptors/dist/index.js';

export async function session(signer: PolkadotSigner, hotkey: string): Promise<bigint> {
  const client = createClient(getWsProvider('ws://127.0.0.1:9944'));
  const api = client.getTypedApi(dtao);
  const price: bigint = await api.apis.SwapRuntimeApi.current_alpha_price(1);
  const deposit: bigint = await api.constants.Balances.ExistentialDeposit();
  const pages = await api.query.Swap.PoolPages.getEntries();
  const tao: bigint[] = pages.flatMap(({ value }) => value.map(([, pool]) => pool.tao));
  const call = api.tx.SubtensorModule.add_stake({ hotkey, netuid: 1, amount_staked: 1n });
  const done = await call.signAndSubmit(signer);
  const error = done.dispatchError as DtaoDispatchError | undefined;
  if (error?.type === 'Module' && error.value.type === 'SubtensorModule') {
    if (error.value.value.type === 'SubnetNotExists') return 0n;
  }
  const [added] = api.event.SubtensorModule.StakeAdded.filter(done.events);
  const bought: bigint = added.payload[3];
  client.destroy();
  return price + deposit + bought + tao[0];
}
