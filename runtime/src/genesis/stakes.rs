//! The stakes of the presets.
//!
//! | subnet | coldkey → owner of the hotkey | total |
//! |---|---|---|
//! | root | each of the six → its own; Ferdie → Alice | 5 930 000 TAO |
//! | 1, deep | Alice, Bob, Dave → their own; Ferdie → Alice | 650 000 alpha |
//! | 2, shallow | Bob, Charlie → their own; Alice → Bob | 3 000 alpha |
//! | 3, capped | Charlie, Eve → their own; Dave → Charlie | 175 000 alpha |
//!
//! Root's total is that of the launch of dTAO. The first account at a subnet owns it.

use super::{
    accounts::{DevAccount, ALICE, BOB, CHARLIE, DAVE, EVE, FERDIE},
    subnets::{CAPPED, DEEP, SHALLOW},
};
use crate::{AccountId, TAO};
use alloc::vec::Vec;
use dtao_primitives::NetUid;
use pallet_subtensor::GenesisStake;

/// The subnet, the coldkey, the owner of the hotkey, and the stake in whole alpha (TAO at root).
const STAKES: [(NetUid, DevAccount, DevAccount, u64); 17] = [
    (NetUid::ROOT, ALICE, ALICE, 2_000_000),
    (NetUid::ROOT, BOB, BOB, 1_300_000),
    (NetUid::ROOT, CHARLIE, CHARLIE, 1_000_000),
    (NetUid::ROOT, DAVE, DAVE, 700_000),
    (NetUid::ROOT, EVE, EVE, 500_000),
    (NetUid::ROOT, FERDIE, FERDIE, 330_000),
    (NetUid::ROOT, FERDIE, ALICE, 100_000),
    (DEEP, ALICE, ALICE, 300_000),
    (DEEP, BOB, BOB, 200_000),
    (DEEP, DAVE, DAVE, 50_000),
    (DEEP, FERDIE, ALICE, 100_000),
    (SHALLOW, BOB, BOB, 1_500),
    (SHALLOW, CHARLIE, CHARLIE, 1_000),
    (SHALLOW, ALICE, BOB, 500),
    (CAPPED, CHARLIE, CHARLIE, 100_000),
    (CAPPED, EVE, EVE, 50_000),
    (CAPPED, DAVE, CHARLIE, 25_000),
];

/// Returns the neurons: each account's hotkey at each subnet where the account has stake to it, the subnet's owner
/// first.
pub fn neurons() -> Vec<(NetUid, AccountId)> {
    STAKES
        .iter()
        .filter(|(_, coldkey, hotkey, _)| coldkey == hotkey)
        .map(|(netuid, _, hotkey, _)| (*netuid, hotkey.hotkey()))
        .collect()
}

/// Returns all stakes.
pub fn all() -> Vec<GenesisStake<AccountId>> {
    STAKES
        .iter()
        .map(|(netuid, coldkey, hotkey, whole)| GenesisStake {
            coldkey: coldkey.coldkey(),
            hotkey: hotkey.hotkey(),
            netuid: *netuid,
            amount: whole * TAO,
        })
        .collect()
}
