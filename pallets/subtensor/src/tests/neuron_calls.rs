//! The calls about neurons, as the chain dispatches them.

use crate::{ledger::hotkeys::Hotkeys, ledger::position::Position, mock::*, Call, MaxRegistrationsPerBlock, Neurons};
use dtao_primitives::{NetUid, Pools};
use frame_support::assert_ok;
use sp_runtime::{AccountId32, DispatchResult};

/// The hotkey of this number, which is not one of the named ones.
pub fn hot(number: u8) -> AccountId32 {
    let mut bytes = [77; 32];
    bytes[0] = number;
    AccountId32::new(bytes)
}

/// `burned_register`.
pub fn register(coldkey: AccountId32, hotkey: AccountId32, netuid: NetUid) -> DispatchResult {
    sign(coldkey, Call::burned_register { netuid, hotkey })
}

/// `register_limit`.
pub fn register_up_to(coldkey: AccountId32, hotkey: AccountId32, netuid: NetUid, limit_price: u64) -> DispatchResult {
    let call = Call::register_limit { netuid, hotkey, limit_price };
    sign(coldkey, call)
}

/// `root_register`.
pub fn seat(coldkey: AccountId32, hotkey: AccountId32) -> DispatchResult {
    sign(coldkey, Call::root_register { hotkey })
}

/// Lets any number of neurons register at a subnet in a block.
pub fn open_the_gates(netuid: NetUid) {
    MaxRegistrationsPerBlock::<Test>::insert(netuid, u16::MAX);
}

/// A seat at root for each of these hotkeys, which are Alice's and Bob's.
pub fn seat_both() {
    open_the_gates(ROOT);
    assert_ok!(seat(ALICE, ALICE_HOT));
    assert_ok!(seat(BOB, BOB_HOT));
    let _ = events();
}

/// A hotkey of a number, owned by itself, with so much staked at root.
pub fn candidate(number: u8, tao: u64) -> AccountId32 {
    let hotkey = hot(number);
    Hotkeys::<Test>::adopt(&hotkey, &hotkey);
    if tao > 0 {
        assert_ok!(<Swap as Pools<_>>::credit_at_genesis(ROOT, tao.into()));
        let mut position = Position::<Test>::load(&hotkey, &hotkey, ROOT);
        position.deposit(tao.into()).unwrap();
        position.save();
    }
    hotkey
}

/// Adds a neuron that cost nothing, registered in `block`. Its hotkey becomes the coldkey's.
pub fn enter(coldkey: &AccountId32, hotkey: &AccountId32, netuid: NetUid, block: u64) -> u16 {
    Hotkeys::<Test>::adopt(hotkey, coldkey);
    Neurons::<Test>::append(netuid, hotkey, block).unwrap()
}

/// `swap_hotkey_v2`.
pub fn swap_key(
    coldkey: AccountId32,
    hotkey: AccountId32,
    new_hotkey: AccountId32,
    netuid: Option<NetUid>,
    keep_stake: bool,
) -> DispatchResult {
    let call = Call::swap_hotkey_v2 { hotkey, new_hotkey, netuid, keep_stake };
    sign(coldkey, call)
}
