//! A runtime with the shield only. Authors 0 to n − 1 take turns, slot by slot.

use crate::{self as pallet_mev_shield, AuthorKeys, NextKey, PublicKey, Schedule, INHERENT_IDENTIFIER};
pub use dtao_test_runtime::*;
use frame_support::{inherent::ProvideInherent, parameter_types, traits::Hooks};
use sp_inherents::InherentData;
use sp_runtime::{BuildStorage, DispatchResult};

test_runtime! {
    Test { MevShield: pallet_mev_shield }
}

parameter_types! {
    pub static Slot: Option<u64> = None;
    pub static Authors: u32 = 3;
}

/// Round robin: the author of a slot is the slot modulo the number of authors.
pub struct RoundRobin;

impl Schedule<u32> for RoundRobin {
    fn slot() -> Option<u64> {
        Slot::get()
    }

    fn authors() -> u32 {
        Authors::get()
    }

    fn author(slot: u64) -> Option<u32> {
        slot.checked_rem(Authors::get().into()).map(|n| n as u32)
    }

    fn prepare(authors: u32, slot: u64) {
        Authors::set(authors);
        Slot::set(Some(slot));
    }
}

impl pallet_mev_shield::Config for Test {
    type AuthorityId = u32;
    type Schedule = RoundRobin;
    type WeightInfo = crate::weights::SubstrateWeight<Test>;
}

/// Runs a test on a chain with `count` authors, and checks the invariants after it.
pub fn with_authors(count: u32, test: impl FnOnce()) {
    let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
    Authors::set(count);
    Slot::set(None);
    sp_io::TestExternalities::from(storage).execute_with(|| {
        test();
        assert_eq!(MevShield::do_try_state(), Ok(()));
    });
}

/// A key whose bytes all have this value.
pub fn key(byte: u8) -> PublicKey {
    vec![byte; 1184].try_into().unwrap()
}

/// Starts the next block, in a slot.
pub fn begin(slot: u64) {
    begin_in(Some(slot));
}

/// Starts the next block, without a slot.
pub fn begin_without_slot() {
    begin_in(None);
}

fn begin_in(slot: Option<u64>) {
    let number = System::block_number() + 1;
    System::reset_events();
    System::set_block_number(number);
    Slot::set(slot);
    MevShield::on_initialize(number);
}

/// Ends the block.
pub fn end() {
    MevShield::on_finalize(System::block_number());
    assert_eq!(MevShield::do_try_state(), Ok(()));
}

/// Announces a key as the author's node does, and returns the result of the inherent, or `None` if the pallet creates
/// none.
pub fn announce(bytes: Vec<u8>) -> Option<DispatchResult> {
    let mut data = InherentData::new();
    data.put_data(INHERENT_IDENTIFIER, &bytes).unwrap();
    let call = MevShield::create_inherent(&data)?;
    assert!(MevShield::is_inherent(&call));
    Some(dispatch(RuntimeOrigin::none(), RuntimeCall::from(call)))
}

/// Runs a whole block in a slot, whose author announces this key.
pub fn block(slot: u64, announced: u8) {
    begin(slot);
    assert_eq!(announce(key(announced).into_inner()), Some(Ok(())));
    end();
}

/// Runs a whole block in a slot, whose author announces no key.
pub fn silent_block(slot: u64) {
    begin(slot);
    end();
}

/// Returns the first byte of the next key.
pub fn next_key() -> Option<u8> {
    NextKey::<Test>::get().map(|key| key[0])
}

/// Returns the first byte of an author's key.
pub fn key_of(author: u32) -> Option<u8> {
    AuthorKeys::<Test>::get(author).map(|key| key[0])
}
