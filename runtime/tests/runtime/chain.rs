//! A chain from a genesis preset, and blocks on it.

use codec::Encode;
use dtao_runtime::{
    frozen::CheckSender, genesis::accounts::DevAccount, slot::DEFAULT_MILLIS, AccountId, Address, Block, Executive,
    Hash, Header, Nonce, Runtime, RuntimeCall, RuntimeEvent, SignedPayload, System, TxExtension, UncheckedExtrinsic,
};
use frame_metadata_hash_extension::CheckMetadataHash;
use frame_support::storage::with_transaction;
use pallet_transaction_payment::ChargeTransactionPayment;
use serde_json::Value;
use sp_core::{sr25519, Pair};
use sp_genesis_builder::runtime_decl_for_genesis_builder::GenesisBuilderV1;
use sp_io::TestExternalities;
use sp_runtime::{
    generic::Era,
    traits::Header as _,
    transaction_validity::{TransactionSource, TransactionValidity},
    ApplyExtrinsicResult, Digest, DigestItem, DispatchError, MultiSignature, TransactionOutcome,
};
use sp_transaction_pool::runtime_api::runtime_decl_for_tagged_transaction_queue::TaggedTransactionQueue;
use std::{collections::BTreeMap, sync::Mutex};

/// Merges a preset into the default configuration, as a node does.
pub fn configuration(preset: &str) -> Value {
    let parse = |id: Option<String>| {
        let json = <Runtime as GenesisBuilderV1<Block>>::get_preset(&id).unwrap();
        serde_json::from_slice::<Value>(&json).unwrap()
    };
    let mut whole = parse(None);
    merge(&mut whole, parse(Some(preset.into())));
    whole
}

fn merge(base: &mut Value, over: Value) {
    match (base, over) {
        (Value::Object(base), Value::Object(over)) => {
            for (key, value) in over {
                merge(base.entry(key).or_insert(Value::Null), value);
            }
        }
        (base, over) => *base = over,
    }
}

/// Returns the genesis state of a preset.
pub fn started(preset: &str) -> TestExternalities {
    let json = serde_json::to_vec(&configuration(preset)).unwrap();
    let mut chain = TestExternalities::default();
    chain.execute_with(|| <Runtime as GenesisBuilderV1<Block>>::build_state(json).unwrap());
    chain
}

/// Returns the header of a new block, in a slot or in none.
pub fn header(number: u32, slot: Option<u64>) -> Header {
    let logs = slot.map(|slot| DigestItem::PreRuntime(*b"aura", slot.encode()));
    let digest = Digest { logs: logs.into_iter().collect() };
    Header::new(number, Hash::default(), Hash::default(), Hash::default(), digest)
}

/// Starts a block in a slot, and sets its time to the start of the slot.
pub fn begin(number: u32, slot: u64) {
    begin_at(number, slot, slot * DEFAULT_MILLIS);
}

/// Starts a block in a slot at a time in milliseconds.
pub fn begin_at(number: u32, slot: u64, now: u64) {
    Executive::initialize_block(&header(number, Some(slot)));
    set_time_to(now);
}

/// Sets the time of the current block to the start of a slot.
pub fn set_time(slot: u32) {
    set_time_to(u64::from(slot) * DEFAULT_MILLIS);
}

fn set_time_to(now: u64) {
    let time = UncheckedExtrinsic::new_bare(pallet_timestamp::Call::set { now }.into());
    Executive::apply_extrinsic(time).unwrap().unwrap();
}

/// Starts a block without an author.
pub fn begin_unsigned(number: u32) {
    Executive::initialize_block(&header(number, None));
}

/// Ends the current block.
pub fn end() {
    Executive::finalize_block();
}

/// Builds `count` empty blocks from the number `first` on, each in the slot of its number.
pub fn empty_blocks(first: u32, count: u32) {
    for number in first..first + count {
        begin(number, number.into());
        end();
    }
}

/// Returns a transaction signed with a coldkey.
pub fn signed(who: &DevAccount, nonce: Nonce, tip: u64, call: RuntimeCall) -> UncheckedExtrinsic {
    signed_with(who.secret, nonce, tip, call)
}

/// Returns the key pair of a secret. Deriving one takes longer than most transactions, so each is derived once.
pub fn pair(secret: &str) -> sr25519::Pair {
    static PAIRS: Mutex<BTreeMap<String, sr25519::Pair>> = Mutex::new(BTreeMap::new());
    let mut pairs = PAIRS.lock().unwrap();
    let derive = || sr25519::Pair::from_string(secret, None).unwrap();
    pairs.entry(secret.to_owned()).or_insert_with(derive).clone()
}

/// Returns the validity of a transaction. Nothing of what its check writes is kept.
pub fn validate(transaction: UncheckedExtrinsic) -> TransactionValidity {
    let check = || {
        let source = TransactionSource::External;
        <Runtime as TaggedTransactionQueue<Block>>::validate_transaction(source, transaction, System::parent_hash())
    };
    with_transaction(|| TransactionOutcome::Rollback(Ok::<_, DispatchError>(check()))).unwrap()
}

/// Returns a transaction signed with the key of a secret.
pub fn signed_with(secret: &str, nonce: Nonce, tip: u64, call: RuntimeCall) -> UncheckedExtrinsic {
    let extension: TxExtension = (
        CheckSender,
        frame_system::CheckSpecVersion::new(),
        frame_system::CheckTxVersion::new(),
        frame_system::CheckGenesis::new(),
        frame_system::CheckEra::from(Era::Immortal),
        frame_system::CheckNonce::from(nonce),
        frame_system::CheckWeight::new(),
        ChargeTransactionPayment::from(tip).into(),
        CheckMetadataHash::new(false),
    );
    let payload = SignedPayload::new(call.clone(), extension.clone()).unwrap();
    let pair = pair(secret);
    let signature = payload.using_encoded(|bytes| MultiSignature::Sr25519(pair.sign(bytes)));
    let account = AccountId::from(pair.public());
    UncheckedExtrinsic::new_signed(call, Address::Id(account), signature, extension)
}

/// Signs a call with a coldkey and applies it in the current block.
pub fn send(who: &DevAccount, nonce: Nonce, tip: u64, call: impl Into<RuntimeCall>) -> ApplyExtrinsicResult {
    Executive::apply_extrinsic(signed(who, nonce, tip, call.into()))
}

/// Returns the free balance of an account, in rao.
pub fn free(who: &AccountId) -> u64 {
    System::account(who).data.free
}

/// Returns the fee and the tip of the block's last transaction, in rao.
pub fn last_fee_and_tip() -> (u64, u64) {
    System::events()
        .into_iter()
        .rev()
        .find_map(|record| match record.event {
            RuntimeEvent::TransactionPayment(pallet_transaction_payment::Event::TransactionFeePaid {
                actual_fee,
                tip,
                ..
            }) => Some((actual_fee, tip)),
            _ => None,
        })
        .unwrap()
}

/// Returns the sum of all balances.
pub fn sum_of_balances() -> u128 {
    let accounts = frame_system::Account::<Runtime>::iter_values();
    accounts.map(|account| u128::from(account.data.free) + u128::from(account.data.reserved)).sum()
}

/// Checks the invariants at the end of a block.
pub fn check_invariants() {
    dtao_runtime::SubtensorModule::do_try_state().unwrap();
    dtao_runtime::Swap::do_try_state().unwrap();
}
