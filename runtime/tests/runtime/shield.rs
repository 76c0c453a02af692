//! The keys to which transactions are encrypted, and the transactions that carry them.

use crate::chain::{begin, check_invariants, empty_blocks, end, send, signed, started, validate};
use dtao_runtime::{
    configs::{consensus::MALFORMED_CIPHERTEXT, system::RuntimeBlockWeights},
    genesis::{
        accounts::{ALICE, BOB},
        DEVELOPMENT, LOCAL,
    },
    Block, Executive, MevShield, Runtime, RuntimeCall, RuntimeEvent, System, UncheckedExtrinsic,
};
use frame_support::dispatch::{DispatchClass, GetDispatchInfo};
use pallet_mev_shield::{
    envelope::MIN_LENGTH, runtime_api::runtime_decl_for_mev_shield_api::MevShieldApiV1, Call, CurrentKey, Error, Event,
    NextKey, INHERENT_IDENTIFIER, OPENING,
};
use sp_block_builder::runtime_decl_for_block_builder::BlockBuilderV6;
use sp_inherents::InherentData;
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError};

/// Returns the inherent data of an author's node: the time, and a key whose bytes all have this value.
fn data(now: u64, key: Option<u8>) -> InherentData {
    let mut data = InherentData::new();
    data.put_data(sp_timestamp::INHERENT_IDENTIFIER, &now).unwrap();
    if let Some(byte) = key {
        data.put_data(INHERENT_IDENTIFIER, &vec![byte; 1184]).unwrap();
    }
    data
}

/// Returns the announcement that the runtime creates, without the time, which [`begin`] has set.
fn announcement(key: Option<u8>) -> Option<UncheckedExtrinsic> {
    let mut inherents = <Runtime as BlockBuilderV6<Block>>::inherent_extrinsics(data(1_000, key));
    let found = inherents.pop()?;
    matches!(found.function, RuntimeCall::MevShield(_)).then_some(found)
}

/// Runs a block whose author announces a key.
fn block(number: u32, slot: u64, key: u8) {
    begin(number, slot);
    Executive::apply_extrinsic(announcement(Some(key)).unwrap()).unwrap().unwrap();
    end();
    MevShield::do_try_state().unwrap();
    check_invariants();
}

fn next() -> Option<u8> {
    NextKey::<Runtime>::get().map(|key| key[0])
}

fn submission(length: usize) -> RuntimeCall {
    let mut ciphertext = vec![0; length];
    ciphertext[16..18].copy_from_slice(&1088_u16.to_le_bytes());
    let ciphertext = ciphertext.try_into().unwrap();
    Call::submit_encrypted { ciphertext }.into()
}

/// A submission of bytes that need not have the layout of a ciphertext.
fn rubbish(bytes: &[u8]) -> RuntimeCall {
    Call::submit_encrypted { ciphertext: bytes.to_vec().try_into().unwrap() }.into()
}

fn ciphertext_of(transaction: UncheckedExtrinsic) -> Option<Vec<u8>> {
    <Runtime as MevShieldApiV1<Block>>::ciphertext_of(transaction)
}

#[test]
fn the_authors_of_a_network_announce_keys_in_turn() {
    started(LOCAL).execute_with(|| {
        block(1, 10, 1);
        assert_eq!(next(), Some(1));
        block(2, 11, 2);
        assert_eq!(next(), Some(1));
        block(3, 12, 3);
        assert_eq!(next(), Some(2));
        assert_eq!(CurrentKey::<Runtime>::get().map(|key| key[0]), Some(1));
    });
}

#[test]
fn the_key_of_the_development_node_is_the_next_at_once() {
    started(DEVELOPMENT).execute_with(|| {
        for key in 1..=3 {
            block(key.into(), 5 + u64::from(key), key);
            assert_eq!(next(), Some(key));
        }
    });
}

#[test]
fn a_node_without_a_key_makes_blocks_all_the_same() {
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        assert_eq!(announcement(None), None);
        end();
        empty_blocks(2, 3);
        assert_eq!(next(), None);
        check_invariants();
    });
}

#[test]
fn an_announcement_from_outside_is_no_transaction() {
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        let bare = announcement(Some(7)).unwrap();
        assert_eq!(
            Executive::validate_transaction(TransactionSource::External, bare, Default::default()),
            Err(TransactionValidityError::Invalid(InvalidTransaction::MandatoryValidation))
        );
    });
}

#[test]
fn an_encrypted_transaction_is_found_by_the_node() {
    started(DEVELOPMENT).execute_with(|| {
        let call = submission(MIN_LENGTH);
        let RuntimeCall::MevShield(Call::submit_encrypted { ciphertext }) = call.clone() else { unreachable!() };
        let transaction = signed(&ALICE, 0, 0, call.clone());
        assert_eq!(ciphertext_of(transaction), Some(ciphertext.into_inner()));
        assert_eq!(ciphertext_of(UncheckedExtrinsic::new_bare(call.clone())), None);
        let batch = pallet_utility::Call::batch { calls: vec![call] };
        assert_eq!(ciphertext_of(signed(&ALICE, 0, 0, batch.into())), None);
        assert_eq!(ciphertext_of(announcement_of(1)), None);
    });
}

fn announcement_of(byte: u8) -> UncheckedExtrinsic {
    let public_key = vec![byte; 1184].try_into().unwrap();
    UncheckedExtrinsic::new_bare(Call::announce_next_key { public_key }.into())
}

#[test]
fn the_longest_ciphertext_costs_little() {
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        send(&BOB, 0, 0, submission(8_192)).unwrap().unwrap();
        let (fee, _) = crate::chain::last_fee_and_tip();
        assert!((800_000..1_000_000).contains(&fee), "{fee} rao");
        assert!(System::events().iter().any(|record| matches!(
            &record.event,
            RuntimeEvent::MevShield(Event::EncryptedSubmitted { who, .. }) if *who == BOB.coldkey()
        )));
        end();
        check_invariants();
    });
}

/// Before, four thousand of them fitted into a block by weight, for whose opening their author had no time.
#[test]
fn a_block_has_no_place_for_two_thousand_ciphertexts_and_their_opening() {
    started(DEVELOPMENT).execute_with(|| {
        let limits = RuntimeBlockWeights::get().get(DispatchClass::Normal).to_owned();
        let info = signed(&BOB, 0, 0, submission(MIN_LENGTH)).get_dispatch_info();
        let each = info.total_weight().ref_time() + limits.base_extrinsic.ref_time();
        let most = limits.max_total.unwrap().ref_time();
        assert!(each > OPENING.ref_time());
        assert!((1_000..2_000).contains(&(most / each)), "{} ciphertexts fit", most / each);
    });
}

#[test]
fn the_pool_refuses_bytes_that_no_key_could_open() {
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        let whole = submission(MIN_LENGTH);
        assert!(validate(signed(&BOB, 0, 0, whole)).is_ok());
        let mut other_length = vec![0; MIN_LENGTH];
        other_length[16..18].copy_from_slice(&768_u16.to_le_bytes());
        let refusal = Err(TransactionValidityError::Invalid(InvalidTransaction::Custom(MALFORMED_CIPHERTEXT)));
        for bytes in [&[][..], &[1, 2, 3, 4, 5][..], &[0; MIN_LENGTH - 1][..], &other_length[..]] {
            assert_eq!(validate(signed(&BOB, 0, 0, rubbish(bytes))), refusal, "{} bytes", bytes.len());
        }
        // Whoever puts it into a block all the same is charged for it.
        let malformed = Error::<Runtime>::MalformedCiphertext.into();
        assert_eq!(send(&BOB, 0, 0, rubbish(&[1, 2, 3, 4, 5])), Ok(Err(malformed)));
        end();
        check_invariants();
    });
}
