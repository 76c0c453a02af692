//! The stakes of a new chain.
//!
//! | at | coldkey → hotkey of | in all |
//! |---|---|---|
//! | root | each of the six → its own; Ferdie → Alice | 5 930 000 TAO |
//! | 1, deep | Alice, Bob, Dave → their own; Ferdie → Alice | 650 000 alpha |
//! | 2, shallow | Bob, Charlie → their own; Alice → Bob | 3 000 alpha |
//! | 3, capped | Charlie, Eve → their own; Dave → Charlie | 175 000 alpha |
//!
//! Root's is what it was when dTAO was launched. Who is named first at a subnet owns it.

use super::{
    accounts::{Person, ALICE, BOB, CHARLIE, DAVE, EVE, FERDIE},
    subnets::{CAPPED, DEEP, SHALLOW},
};
use crate::{AccountId, TAO};
use alloc::vec::Vec;
use dtao_primitives::NetUid;
use pallet_subtensor::GenesisStake;

/// Where, who, with whose hotkey, how many whole alpha (TAO at root).
const STAKES: [(NetUid, Person, Person, u64); 17] = [
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

/// Who works where: each that has stake with its own hotkey, the subnet's owner first.
pub fn neurons() -> Vec<(NetUid, AccountId)> {
    STAKES
        .iter()
        .filter(|(_, coldkey, hotkey, _)| coldkey == hotkey)
        .map(|(netuid, _, hotkey, _)| (*netuid, hotkey.hotkey()))
        .collect()
}

/// All stakes.
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
