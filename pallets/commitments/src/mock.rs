//! A runtime with commitments, a register of neurons, and a beacon.
//!
//! Something that is encrypted to a round is, here, the eight bytes of the round, and the text.

use crate::{self as pallet_commitments, CommitmentInfo, Data, Entries, Event, Neurons, RAO_PER_BYTE};
use dtao_primitives::{NetUid, NotOpened, TimeLock};
pub use dtao_test_runtime::*;
use frame_support::{
    assert_ok, parameter_types,
    traits::{fungible::Mutate, Hooks},
    weights::{constants::WEIGHT_REF_TIME_PER_MILLIS, Weight},
};
use sp_runtime::{AccountId32, BuildStorage, DispatchResult};
use std::collections::{BTreeMap, BTreeSet};

test_runtime! {
    Test { Balances: pallet_balances(RuntimeHoldReason), Commitments: pallet_commitments }
}

parameter_types! {
    /// The neurons: subnet and hotkey, and the owner of the hotkey.
    pub static Registered: BTreeMap<(NetUid, AccountId32), AccountId32> = BTreeMap::new();
    /// The subnets whose records are being removed.
    pub static Dissolving: BTreeSet<NetUid> = BTreeSet::new();
    /// `true` if bonds are reset.
    pub static BondsReset: bool = true;
    /// The neurons whose bonds were reset, in this order.
    pub static Resets: Vec<(NetUid, AccountId32)> = vec![];
    /// The tempo of all subnets.
    pub static Tempo: u64 = 99;
    /// The last round whose pulse is stored.
    pub static LastRound: u64 = 0;
    /// The oldest round whose pulse is stored.
    pub static OldestRound: u64 = 0;
    /// Rounds between these whose pulses are not stored.
    pub static MissingRounds: BTreeSet<u64> = BTreeSet::new();
    /// The fields that a block opens.
    pub static MaxOpenedPerBlock: u32 = 16;
    /// The weight of an opening.
    pub const OpeningWeight: Weight = Weight::from_parts(10 * WEIGHT_REF_TIME_PER_MILLIS, 0);
    /// The weight of a reset of bonds.
    pub const ResetWeight: Weight = Weight::from_parts(3 * WEIGHT_REF_TIME_PER_MILLIS, 0);
}

/// The register of neurons.
pub struct Register;

impl Neurons<AccountId32> for Register {
    fn owner(netuid: NetUid, hotkey: &AccountId32) -> Option<AccountId32> {
        Registered::get().get(&(netuid, hotkey.clone())).cloned()
    }

    fn is_dissolving(netuid: NetUid) -> bool {
        Dissolving::get().contains(&netuid)
    }

    fn window(_netuid: NetUid, block: u64) -> u64 {
        block / (Tempo::get() + 1)
    }

    fn reset_bonds(netuid: NetUid, hotkey: &AccountId32) -> bool {
        if BondsReset::get() {
            Resets::mutate(|all| all.push((netuid, hotkey.clone())));
        }
        BondsReset::get()
    }

    fn weight_of_reset() -> Weight {
        ResetWeight::get()
    }

    fn prepare(netuid: NetUid, hotkey: &AccountId32, coldkey: &AccountId32) {
        register(netuid, hotkey.clone(), coldkey.clone());
        LastRound::set(1);
    }
}

/// The beacon.
pub struct Beacon;

impl TimeLock for Beacon {
    fn last_round() -> u64 {
        LastRound::get()
    }

    fn open(round: u64, sealed: &[u8]) -> Result<Vec<u8>, NotOpened> {
        if round < OldestRound::get() {
            return Err(NotOpened::Pruned);
        }
        if round > LastRound::get() || MissingRounds::get().contains(&round) {
            return Err(NotOpened::TooEarly);
        }
        let text = sealed.strip_prefix(&round.to_le_bytes()).ok_or(NotOpened::Malformed)?;
        Ok(text.to_vec())
    }
}

impl pallet_commitments::Config for Test {
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Neurons = Register;
    type TimeLock = Beacon;
    type OpeningWeight = OpeningWeight;
    type MaxOpenedPerBlock = MaxOpenedPerBlock;
    type WeightInfo = pallet_commitments::weights::SubstrateWeight<Test>;
}

/// Registers a neuron.
pub fn register(netuid: NetUid, hotkey: AccountId32, owner: AccountId32) {
    Registered::mutate(|all| all.insert((netuid, hotkey), owner));
}

/// Removes a neuron from the register alone.
pub fn unregister(netuid: NetUid, hotkey: AccountId32) {
    Registered::mutate(|all| all.remove(&(netuid, hotkey)));
}

/// Runs a test at block 1 of a chain on which Alice and Bob, with ten TAO each, have a neuron at subnet 1 each, and the pulse of
/// round 1 is stored. Checks the invariants after it.
pub fn with_neurons(test: impl FnOnce()) {
    let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
    Registered::set(BTreeMap::new());
    Dissolving::set(BTreeSet::new());
    MissingRounds::set(BTreeSet::new());
    Resets::set(vec![]);
    BondsReset::set(true);
    Tempo::set(99);
    LastRound::set(1);
    OldestRound::set(0);
    MaxOpenedPerBlock::set(16);
    sp_io::TestExternalities::from(storage).execute_with(|| {
        System::set_block_number(1);
        for (hotkey, coldkey) in [(ALICE_HOT, ALICE), (BOB_HOT, BOB)] {
            assert_ok!(Balances::mint_into(&coldkey, 10 * UNIT));
            register(ONE, hotkey, coldkey);
        }
        test();
        assert_eq!(Commitments::do_try_state(), Ok(()));
    });
}

/// Starts the block of this number, and returns the weight of its beginning.
pub fn begin(number: u64) -> Weight {
    System::set_block_number(number);
    Commitments::on_initialize(number)
}

/// Builds the content of a commitment.
pub fn info(fields: &[Data]) -> CommitmentInfo {
    CommitmentInfo { fields: fields.to_vec().try_into().unwrap() }
}

/// Sets a commitment of a neuron at subnet 1.
pub fn commit(hotkey: AccountId32, fields: &[Data]) -> DispatchResult {
    let call = crate::Call::set_commitment { netuid: ONE, info: Box::new(info(fields)) };
    dispatch(RuntimeOrigin::signed(hotkey), RuntimeCall::from(call))
}

/// A field of raw bytes.
pub fn raw(bytes: &[u8]) -> Data {
    Data::Raw(bytes.to_vec().try_into().unwrap())
}

/// A text that is encrypted to a round.
pub fn sealed(reveal_round: u64, text: &str) -> Data {
    let encrypted = [&reveal_round.to_le_bytes(), text.as_bytes()].concat();
    Data::TimelockEncrypted { encrypted: encrypted.try_into().unwrap(), reveal_round }
}

/// Returns the deposit of a neuron at subnet 1.
pub fn deposit_of(hotkey: &AccountId32) -> Option<u64> {
    Entries::<Test>::get(ONE, hotkey).map(|entry| entry.deposit)
}

/// Returns the TAO of an account that is held.
pub fn held(who: &AccountId32) -> u64 {
    System::account(who).data.reserved
}

/// Returns the price of so many bytes.
pub fn price(bytes: u64) -> u64 {
    bytes * RAO_PER_BYTE
}

/// Returns this pallet's events since the last time.
pub fn events() -> Vec<Event<Test>> {
    take_events::<Test, Event<Test>>()
}
