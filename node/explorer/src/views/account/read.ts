import type { At } from '../../node/connection.js';
import type { Place } from '../../node/read.js';
import { textOf } from '../../format/text.js';

/** A position with its value if all of it is sold now, alone. */
export interface Stake {
  netuid: number;
  hotkey: string;
  stake: bigint;
  /** TAO; `undefined` if the pool would refuse the sale. */
  value: bigint | undefined;
  lastPayout: bigint;
  lastPayoutTao: bigint;
  registered: boolean;
}

/** The children or parents of a hotkey at a subnet. */
export interface Kin {
  hotkey: string;
  netuid: number;
  /** Accounts with their proportions in parts of 2⁶⁴ − 1. */
  kin: { account: string; proportion: bigint }[];
}

/** A proxy of the account. */
export interface ProxyEntry {
  delegate: string;
  type: string;
  delay: number;
}

/** All that the view of an account shows, at one block. */
export interface AccountState {
  free: bigint;
  reserved: bigint;
  frozen: bigint;
  nonce: number;
  stakes: Stake[];
  symbols: Map<number, string>;
  /** The coldkey that owns this account as a hotkey. */
  owner: string | undefined;
  hotkeys: string[];
  children: Kin[];
  parents: Kin[];
  proxies: ProxyEntry[];
  /** The name that the account gave itself. */
  identity: Record<string, string> | undefined;
}

/** The owner of a hotkey that has none. */
const NOBODY = `0x${'00'.repeat(32)}`;
const MOST_STAKES = 200;
const MOST_HOTKEYS = 16;

/** Reads an account, all at one block. */
export async function readAccount({ at }: Place, address: string): Promise<AccountState> {
  const { system, subtensorModule, proxy } = at.query;
  const [account, infos, subnets, owner, owned, [proxies], identity] = await Promise.all([
    system.account(address),
    at.call.stakeInfoRuntimeApi.getStakeInfoForColdkey(address),
    at.call.subnetInfoRuntimeApi.getAllDynamicInfo(),
    subtensorModule.owner(address),
    subtensorModule.ownedHotkeys(address),
    proxy.proxies(address),
    subtensorModule.identitiesV2(address),
  ]);
  const hotkeys = owned.map((hotkey) => hotkey.address());
  const family = [address, ...hotkeys].slice(0, MOST_HOTKEYS);
  const [stakes, children, parents] = await Promise.all([
    Promise.all(infos.filter(({ stake }) => stake > 0n).slice(0, MOST_STAKES).map((info) => valued(at, info))),
    kinOf(at, family, 'childKeys'),
    kinOf(at, family, 'parentKeys'),
  ]);
  const isOwned = owner !== undefined && owner.raw !== NOBODY;
  return {
    ...account.data,
    nonce: account.nonce,
    stakes: stakes.toSorted((one, two) => ((one.value ?? 0n) < (two.value ?? 0n) ? 1 : -1)),
    symbols: new Map(subnets.flatMap((info) => (info ? [[info.netuid, textOf(info.tokenSymbol)] as const] : []))),
    owner: isOwned ? owner.address() : undefined,
    hotkeys,
    children,
    parents,
    proxies: proxies.map(({ delegate, proxyType, delay }) => ({ delegate: delegate.address(), type: proxyType, delay })),
    identity: identity && Object.fromEntries(Object.entries(identity).map(([name, bytes]) => [name, textOf(bytes)])),
  };
}

type StakeInfo = Awaited<ReturnType<At['call']['stakeInfoRuntimeApi']['getStakeInfoForColdkey']>>[number];

async function valued(at: At, info: StakeInfo): Promise<Stake> {
  const { taoAmount } = await at.call.swapRuntimeApi.simSwapAlphaForTao(info.netuid, info.stake);
  return {
    netuid: info.netuid,
    hotkey: info.hotkey.address(),
    stake: info.stake,
    value: info.netuid === 0 ? info.stake : taoAmount === 0n ? undefined : taoAmount,
    lastPayout: info.emission,
    lastPayoutTao: info.taoEmission,
    registered: info.isRegistered,
  };
}

async function kinOf(at: At, hotkeys: string[], map: 'childKeys' | 'parentKeys'): Promise<Kin[]> {
  const all = await Promise.all(hotkeys.map((hotkey) => at.query.subtensorModule[map].pagedEntries(hotkey, { pageSize: 64 })));
  return all.flat().map(([[hotkey, netuid], kin]) => ({
    hotkey: hotkey.address(),
    netuid,
    kin: kin.map(([proportion, account]) => ({ account: account.address(), proportion })),
  }));
}
