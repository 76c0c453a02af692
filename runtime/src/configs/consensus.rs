//! Who makes blocks, who finalises them, who is named as a block's author.

use crate::{AccountId, Runtime, RuntimeEvent, SLOT_DURATION_MILLIS};
use frame_support::{
    traits::{ConstBool, ConstU32, ConstU64, FindAuthor},
    ConsensusEngineId,
};
use pallet_aura::AuraAuthorId;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_core::{sr25519, Void};

/// The most validators that there can be.
pub type MaxAuthorities = ConstU32<32>;

impl pallet_aura::Config for Runtime {
    type AuthorityId = AuraId;
    type DisabledValidators = ();
    type MaxAuthorities = MaxAuthorities;
    /// The development node makes several blocks within one slot. In a network each validator makes one, for its client works
    /// once a slot; but the runtime does not refuse a validator that makes more.
    type AllowMultipleBlocksPerSlot = ConstBool<true>;
    type SlotDuration = ConstU64<SLOT_DURATION_MILLIS>;
}

impl pallet_grandpa::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = ();
    type MaxAuthorities = MaxAuthorities;
    type MaxNominators = ConstU32<0>;
    type MaxSetIdSessionEntries = ConstU64<0>;
    /// There is no stake of validators that could be slashed, so nobody can report a double vote.
    type KeyOwnerProof = Void;
    type EquivocationReportSystem = ();
}

impl pallet_authorship::Config for Runtime {
    type FindAuthor = AuthorityAccount;
    type EventHandler = ();
}

/// The account of the validator that made a block: the one with the same 32 bytes as its Aura key.
///
/// There are no sessions that would name another account; the sr25519 key that signs the block can sign for that account.
pub struct AuthorityAccount;

impl FindAuthor<AccountId> for AuthorityAccount {
    fn find_author<'a, I>(digests: I) -> Option<AccountId>
    where
        I: 'a + IntoIterator<Item = (ConsensusEngineId, &'a [u8])>,
    {
        AuraAuthorId::<Runtime>::find_author(digests)
            .map(|key| AccountId::new(sr25519::Public::from(key).0))
    }
}
