import { type Economy, readEconomy, readState } from '../../economy/read.js';
import type { Place } from '../../node/read.js';

/** A hotkey with which alpha of a subnet can be staked. */
export interface HotkeyOption {
  hotkey: string;
  stake: bigint;
  validator: boolean;
}

/** Stake of the account at the subnet. */
export interface Position {
  hotkey: string;
  stake: bigint;
}

/** All that the form depends on, at one block. */
export interface TradeState {
  economy: Economy;
  /** The state before the last block. */
  before: Economy | undefined;
  free: bigint;
  /** The part of the free balance that cannot be spent. */
  kept: bigint;
  positions: Position[];
  hotkeys: HotkeyOption[];
  minStake: bigint;
}

const MOST_HOTKEYS = 40;

const descending = (one: { stake: bigint }, two: { stake: bigint }): number => (one.stake < two.stake ? 1 : one.stake > two.stake ? -1 : 0);

/** Reads the state for a trade of an account at a subnet. */
export async function readTrade(place: Place, netuid: number, address: string): Promise<TradeState> {
  const { at, client, head } = place;
  const [economy, before, account, stakes, neurons] = await Promise.all([
    readEconomy(place),
    head.number === 0 ? undefined : client.at(head.parent).then((parent) => readState(parent, head.number - 1, head.parent)),
    at.query.system.account(address),
    at.call.stakeInfoRuntimeApi.getStakeInfoForColdkey(address),
    at.call.neuronInfoRuntimeApi.getNeuronsLite(netuid),
  ]);
  const deposit = at.consts.balances.existentialDeposit;
  const options = neurons.map(({ hotkey, stake, validatorPermit }): HotkeyOption => ({
    hotkey: hotkey.address(),
    stake: stake.reduce((sum, [, part]) => sum + part, 0n),
    validator: validatorPermit,
  }));
  return {
    economy,
    before,
    free: account.data.free,
    kept: account.data.frozen > deposit ? account.data.frozen : deposit,
    positions: stakes.filter((stake) => stake.netuid === netuid && stake.stake > 0n).map(({ hotkey, stake }) => ({ hotkey: hotkey.address(), stake })).sort(descending),
    hotkeys: options.sort(descending).slice(0, MOST_HOTKEYS),
    minStake: at.consts.subtensorModule.minStake,
  };
}
