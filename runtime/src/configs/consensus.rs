//! Block production, finality, a block's author, and the keys for encrypted transactions.

use crate::{AccountId, Runtime, RuntimeCall, RuntimeEvent, System, UncheckedExtrinsic};
use alloc::vec::Vec;
use codec::Decode;
use frame_support::{
    traits::{ConstBool, ConstU32, ConstU64, FindAuthor},
    ConsensusEngineId,
};
use pallet_aura::AuraAuthorId;
use sp_consensus_aura::{sr25519::AuthorityId as AuraId, Slot, AURA_ENGINE_ID};
use sp_core::{sr25519, Void};
use sp_runtime::{
    generic::Preamble,
    transaction_validity::{InvalidTransaction, TransactionValidityError},
    DigestItem,
};

/// The maximum number of validators.
pub type MaxAuthorities = ConstU32<32>;

impl pallet_aura::Config for Runtime {
    type AuthorityId = AuraId;
    type DisabledValidators = ();
    type MaxAuthorities = MaxAuthorities;
    /// Otherwise a validator could build any number of blocks in its slot, and each of them mints. A node that seals a chain alone gives
    /// each block a slot of its own, too.
    type AllowMultipleBlocksPerSlot = ConstBool<false>;
    type SlotDuration = crate::slot::SlotDuration;
}

impl pallet_grandpa::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = ();
    type MaxAuthorities = MaxAuthorities;
    type MaxNominators = ConstU32<0>;
    type MaxSetIdSessionEntries = ConstU64<0>;
    /// Validators have no stake that could be slashed, so double votes cannot be reported.
    type KeyOwnerProof = Void;
    type EquivocationReportSystem = ();
}

impl pallet_authorship::Config for Runtime {
    type FindAuthor = AuthorityAccount;
    type EventHandler = ();
}

/// Finds the account of a block's author: the account with the same 32 bytes as the author's Aura key.
///
/// There are no sessions that would assign another account. The sr25519 key that signs the block can sign for this
/// account.
pub struct AuthorityAccount;

impl FindAuthor<AccountId> for AuthorityAccount {
    fn find_author<'a, I>(digests: I) -> Option<AccountId>
    where
        I: 'a + IntoIterator<Item = (ConsensusEngineId, &'a [u8])>,
    {
        AuraAuthorId::<Runtime>::find_author(digests).map(|key| AccountId::new(sr25519::Public::from(key).0))
    }
}

impl pallet_mev_shield::Config for Runtime {
    type AuthorityId = AuraId;
    type Schedule = SlotBySlot;
    type WeightInfo = pallet_mev_shield::weights::SubstrateWeight<Runtime>;
}

/// Aura's order: validators take slots in turn.
pub struct SlotBySlot;

impl pallet_mev_shield::Schedule<AuraId> for SlotBySlot {
    fn slot() -> Option<u64> {
        let digest = System::digest();
        let mut logs = digest.logs.iter().filter_map(DigestItem::as_pre_runtime);
        let (_, mut slot) = logs.find(|(engine, _)| *engine == AURA_ENGINE_ID)?;
        Slot::decode(&mut slot).ok().map(Into::into)
    }

    fn authors() -> u32 {
        let count = pallet_aura::Authorities::<Runtime>::decode_len().unwrap_or(0);
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    fn author(slot: u64) -> Option<AuraId> {
        let authors = pallet_aura::Authorities::<Runtime>::get();
        let turn = slot.checked_rem(authors.len() as u64)?;
        authors.get(turn as usize).cloned()
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn prepare(authors: u32, slot: u64) {
        use codec::Encode;
        let all = (0..authors).map(|number| {
            let mut key = [0; 32];
            key[..4].copy_from_slice(&number.to_le_bytes());
            AuraId::from(sp_core::sr25519::Public::from_raw(key))
        });
        let all = frame_support::BoundedVec::truncate_from(all.collect());
        pallet_aura::Authorities::<Runtime>::put(all);
        System::deposit_log(DigestItem::PreRuntime(AURA_ENGINE_ID, Slot::from(slot).encode()));
    }
}

/// The error by which the pool refuses a `submit_encrypted` whose bytes cannot be a ciphertext. Clients know the number as
/// `FailedShieldedTxParsing`.
pub const MALFORMED_CIPHERTEXT: u8 = 23;

/// Refuses a `submit_encrypted` that could only fail, so that it is not charged. One in a batch fails there.
///
/// The name of the key is not checked: the chain keeps one key of each author, and their nodes open ciphertexts to older
/// ones, too.
pub(crate) fn check_ciphertext(call: &RuntimeCall) -> Result<(), TransactionValidityError> {
    match call {
        RuntimeCall::MevShield(pallet_mev_shield::Call::submit_encrypted { ciphertext })
            if pallet_mev_shield::envelope::read(ciphertext).is_none() =>
        {
            Err(InvalidTransaction::Custom(MALFORMED_CIPHERTEXT).into())
        }
        _ => Ok(()),
    }
}

/// Returns the ciphertext of a signed `submit_encrypted`, or `None` for any other transaction.
pub(crate) fn ciphertext_of(transaction: UncheckedExtrinsic) -> Option<Vec<u8>> {
    match (transaction.preamble, transaction.function) {
        (Preamble::Signed(..), RuntimeCall::MevShield(pallet_mev_shield::Call::submit_encrypted { ciphertext })) => {
            Some(ciphertext.into_inner())
        }
        _ => None,
    }
}
