//! Subnets, accounts and stake to measure on. Every benchmark starts from an empty state.

use crate::{
    genesis,
    ledger::{
        hotkeys::{Hotkeys, MAX_OWNED},
        position::Position,
        staking_hotkeys::MAX_LISTED,
    },
    registry::symbols::SYMBOLS,
    Config, GenesisConfig, GenesisSubnet,
};
use alloc::{format, string::String, vec::Vec};
use dtao_primitives::{NetUid, Pool, Pools};
use frame_benchmarking::account;
use frame_support::traits::fungible::Mutate;

/// A TAO, or an alpha, in rao.
pub const TAO: u64 = 1_000_000_000;

/// The block of all measurements: late enough for new subnets to have lost their immunity, and before any payout.
pub const BLOCK: u32 = 10_000;

/// The maximum number of subnets, root not counted.
pub const SUBNETS: u16 = 128;

/// Root.
pub const ROOT: NetUid = NetUid::ROOT;

/// The subnet of measurements at one subnet. Its pool is in another page than root's.
pub const HERE: NetUid = NetUid::new(9);

/// A second subnet, in a third page.
pub const THERE: NetUid = NetUid::new(17);

/// The first of [`netuids_apart`]. Its pool is in the last page.
pub const LAST: NetUid = NetUid::new(SUBNETS);

/// The number of subnets of a chain with these pages only.
pub const FEW: u16 = 17;

/// Returns the account of this role and number.
pub fn key<T: Config>(role: &'static str, number: impl Into<u32>) -> T::AccountId {
    account(role, number.into(), 0)
}

/// Returns the owner of all subnets.
pub fn owner<T: Config>() -> T::AccountId {
    key::<T>("owner", 0_u32)
}

/// Returns the hotkey of that owner.
pub fn owner_hotkey<T: Config>() -> T::AccountId {
    key::<T>("owner's hotkey", 0_u32)
}

/// Creates root and this many started subnets, in a block without a payout.
pub fn create_subnets<T: Config>(subnets: u16) {
    create::<T>((1..=subnets).map(NetUid::new).collect());
}

/// Creates root and this many started subnets, whose pools are in as many pages as possible, in a block without a payout.
pub fn create_subnets_apart<T: Config>(subnets: u32) {
    create::<T>(netuids_apart(subnets));
}

fn create<T: Config>(netuids: Vec<NetUid>) {
    frame_system::Pallet::<T>::set_block_number(BLOCK.into());
    genesis::build::<T>(&GenesisConfig {
        subnets: [ROOT].into_iter().chain(netuids).map(subnet::<T>).collect(),
        network_rate_limit: 0,
        ..Default::default()
    });
}

fn subnet<T: Config>(netuid: NetUid) -> GenesisSubnet<T::AccountId> {
    let number = netuid.get();
    let deep = |amount: u64| if netuid.is_root() { 0 } else { amount };
    GenesisSubnet {
        netuid,
        name: format!("Subnet {number}"),
        symbol: SYMBOLS.chars().skip(number.into()).take(1).collect::<String>(),
        owner: owner::<T>(),
        owner_hotkey: owner_hotkey::<T>(),
        tempo: u16::MAX,
        tao: deep(10_000 * TAO),
        alpha: deep(200_000 * TAO),
        moving_price: deep(TAO / 20),
        fee_rate: if netuid.is_root() { 0 } else { 33 },
        started: true,
    }
}

/// Returns the numbers of this many subnets, without root.
pub fn netuids(subnets: u32) -> Vec<NetUid> {
    (1..).map(NetUid::new).take(subnets as usize).collect()
}

/// Returns the numbers of this many subnets whose pools are in as many pages as possible, beginning with [`LAST`]. Eight subnets
/// share a page.
pub fn netuids_apart(subnets: u32) -> Vec<NetUid> {
    let one_of_each_page = |place: u16| (1..=SUBNETS).rev().filter(move |number| number % 8 == place);
    (0..8).flat_map(one_of_each_page).map(NetUid::new).take(subnets as usize).collect()
}

/// Mints TAO, in rao, into an account.
pub fn fund<T: Config>(who: &T::AccountId, amount: u64) {
    T::Currency::mint_into(who, amount).expect("an account that takes TAO");
}

/// Returns a coldkey with a million TAO.
pub fn rich<T: Config>(role: &'static str) -> T::AccountId {
    let who = key::<T>(role, 0_u32);
    fund::<T>(&who, 1_000_000 * TAO);
    who
}

/// Returns a coldkey with a million TAO, and all hotkeys but one that a coldkey may own.
pub fn rich_owner<T: Config>(role: &'static str) -> T::AccountId {
    let who = rich::<T>(role);
    adopt_most::<T>(&who);
    who
}

/// Gives a coldkey all hotkeys but one that it may own.
pub fn adopt_most<T: Config>(coldkey: &T::AccountId) {
    let others = (Hotkeys::<T>::owned(coldkey)..MAX_OWNED.saturating_sub(1))
        .map(|number| key::<T>("another hotkey", number as u32));
    others.for_each(|hotkey| Hotkeys::<T>::adopt(&hotkey, coldkey));
}

/// Stakes with a hotkey. The coldkey becomes its owner if it has none.
pub fn stake<T: Config>(coldkey: &T::AccountId, hotkey: &T::AccountId, netuid: NetUid, amount: u64) {
    Hotkeys::<T>::adopt(hotkey, coldkey);
    T::Pools::credit_at_genesis(netuid, amount.into()).expect("a subnet");
    Position::<T>::add(hotkey, coldkey, netuid, amount.into()).expect("stake that can be counted");
}

/// Gives a coldkey so many positions with other hotkeys that its list of hotkeys is full, and others are not in it.
pub fn fill_list<T: Config>(coldkey: &T::AccountId) {
    for number in 0..=MAX_LISTED {
        let hotkey = key::<T>("listed hotkey", number);
        Hotkeys::<T>::adopt(&hotkey, &owner::<T>());
        stake::<T>(coldkey, &hotkey, HERE, TAO);
    }
}

/// Returns the value of a position, in rao.
pub fn staked<T: Config>(hotkey: &T::AccountId, coldkey: &T::AccountId, netuid: NetUid) -> u64 {
    Position::<T>::load(hotkey, coldkey, netuid).value().rao()
}

/// Changes a subnet's pool.
pub fn edit<T: Config>(netuid: NetUid, change: impl FnOnce(&mut Pool)) {
    T::Pools::configure(netuid, change).expect("a subnet");
}

/// Returns a coldkey with TAO, a full list of hotkeys and 100 alpha at a subnet, and its hotkey, with which another coldkey has
/// staked too.
pub fn staker<T: Config>(netuid: NetUid) -> (T::AccountId, T::AccountId) {
    let (coldkey, hotkey) = (rich::<T>("staker"), key::<T>("staker's hotkey", 0_u32));
    fill_list::<T>(&coldkey);
    stake::<T>(&coldkey, &hotkey, netuid, 100 * TAO);
    stake::<T>(&key::<T>("other", 0_u32), &hotkey, netuid, 100 * TAO);
    (coldkey, hotkey)
}
