// A typed client by dedot. The test compiles it against the types of the running node.

import { DedotClient, WsProvider } from 'dedot';
import type { DtaoApi } from './dtao/index.js';

export async function session(signer: string, hotkey: string): Promise<bigint> {
  const client = await DedotClient.new<DtaoApi>(new WsProvider('ws://127.0.0.1:9944'));
  const price: bigint = await client.call.swapRuntimeApi.currentAlphaPrice(1);
  const deposit: bigint = client.consts.balances.existentialDeposit;
  const page = await client.query.swap.poolPages(0);
  const tao: bigint = page[0][1].tao;
  const { events } = await client.tx.subtensorModule.addStake(hotkey, 1, 1n).signAndSend(signer).untilFinalized();
  const added = client.events.subtensorModule.StakeAdded.find(events);
  const bought: bigint = added ? added.palletEvent.data[3] : 0n;
  await client.disconnect();
  return price + deposit + bought + tao;
}
