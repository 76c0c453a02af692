//! Random input from outside: transactions that are decoded, validated and applied, and ciphertexts.
//!
//! Nothing may panic, and the invariants hold whatever was sent. Each test goes on for a minute; see [`random::rounds`] for longer
//! runs.

mod calls;
mod random;

use crate::chain::{begin, check_invariants, end, pair, signed_with, started, sum_of_balances, validate};
use calls::Calls;
use codec::{DecodeAll, Encode};
use dtao_runtime::{
    genesis::{accounts::ALICE, accounts::DEV_ACCOUNTS, DEVELOPMENT, LOCAL},
    AccountId, Balances, Executive, RuntimeCall, System, UncheckedExtrinsic,
};
use pallet_mev_shield::envelope;
use random::{rounds, Random};
use sp_core::{
    traits::{ReadRuntimeVersion, ReadRuntimeVersionExt},
    Pair,
};
use sp_externalities::Externalities;
use sp_io::TestExternalities;

/// Returns a transaction with a call, signed by one of the chain's coldkeys or hotkeys. Its nonce is mostly right.
fn transaction(call: RuntimeCall, random: &mut Random) -> UncheckedExtrinsic {
    let who = random.pick(&DEV_ACCOUNTS);
    let secret = *random.pick(&[who.secret, who.secret, who.hotkey_secret]);
    sign(secret, call, random)
}

fn sign(secret: &str, call: RuntimeCall, random: &mut Random) -> UncheckedExtrinsic {
    let account = AccountId::from(pair(secret).public());
    let nonce = System::account_nonce(account) + u32::from(random.once_in(50));
    let tip = if random.once_in(10) { random.bits() >> 24 } else { 0 };
    signed_with(secret, nonce, tip, call)
}

/// Finds no version in any bytes: they are random.
struct NoRuntime;

impl ReadRuntimeVersion for NoRuntime {
    fn read_runtime_version(&self, _code: &[u8], _ext: &mut dyn Externalities) -> Result<Vec<u8>, String> {
        Err("no runtime".into())
    }
}

/// Returns a started chain on which root may upload any bytes as a runtime: their version is read then.
fn started_for_any_call(preset: &str) -> TestExternalities {
    let mut chain = started(preset);
    chain.register_extension(ReadRuntimeVersionExt::new(NoRuntime));
    chain
}

/// The number of transactions, of those that were applied, and of those whose call succeeded.
#[derive(Debug, Default)]
struct Tally {
    sent: u32,
    applied: u32,
    succeeded: u32,
}

impl Tally {
    /// Asserts that enough of them got past each check to try what is behind it.
    fn assert_not_idle(&self) {
        println!("{self:?}");
        assert!(self.applied >= self.sent / 3 && self.succeeded >= self.sent / 30, "{self:?}");
    }
}

/// Runs some blocks with the transactions that `next` returns.
fn blocks(
    preset: &str,
    random: &mut Random,
    tally: &mut Tally,
    mut next: impl FnMut(&mut Random) -> UncheckedExtrinsic,
    check: impl Fn(),
) {
    started_for_any_call(preset).execute_with(|| {
        for number in 1..=4 {
            begin(number, number.into());
            for _ in 0..40 {
                let transaction = next(random);
                let _ = validate(transaction.clone());
                let outcome = Executive::apply_extrinsic(transaction);
                tally.sent += 1;
                tally.applied += u32::from(outcome.is_ok());
                tally.succeeded += u32::from(outcome.is_ok_and(|done| done.is_ok()));
            }
            end();
            assert_eq!(u128::from(Balances::total_issuance()), sum_of_balances());
            check();
        }
    });
}

#[test]
fn signed_calls_neither_panic_nor_break_an_invariant() {
    let calls = Calls::new();
    let mut tally = Tally::default();
    rounds(12, |random| {
        let preset = *random.pick(&[DEVELOPMENT, LOCAL]);
        blocks(preset, random, &mut tally, |random| transaction(calls.next(random), random), check_invariants);
    });
    tally.assert_not_idle();
}

/// Root may move what belongs to others, so only the supply is checked.
#[test]
fn roots_calls_do_not_panic_and_keep_the_supply() {
    let calls = Calls::new();
    let mut tally = Tally::default();
    rounds(12, |random| {
        let next = |random: &mut Random| {
            let call = calls.next(random);
            let sudo = pallet_sudo::Call::sudo { call: Box::new(call.into()) };
            sign(ALICE.secret, sudo.into(), random)
        };
        blocks(DEVELOPMENT, random, &mut tally, next, || {});
    });
    tally.assert_not_idle();
}

#[test]
fn damaged_transactions_do_not_panic() {
    let calls = Calls::new();
    rounds(4, |random| {
        started_for_any_call(DEVELOPMENT).execute_with(|| {
            begin(1, 1);
            let mut decoded = 0;
            for _ in 0..300 {
                let mut bytes = if random.once_in(10) {
                    random.bytes(300)
                } else {
                    transaction(calls.next(random), random).encode()
                };
                random.mutate(&mut bytes);
                let Ok(transaction) = UncheckedExtrinsic::decode_all(&mut &bytes[..]) else { continue };
                decoded += 1;
                let _ = validate(transaction.clone());
                let _ = Executive::apply_extrinsic(transaction);
            }
            assert!(decoded > 0);
            end();
            check_invariants();
        });
    });
}

#[test]
fn an_envelope_is_read_whole_or_not_at_all() {
    rounds(2_000, |random| {
        let mut bytes = random.bytes(2 * envelope::MIN_LENGTH);
        if bytes.len() >= 18 && !random.once_in(5) {
            bytes[16..18].copy_from_slice(&(envelope::ENCAPSULATED_LENGTH as u16).to_le_bytes());
        }
        if random.once_in(2) {
            random.mutate(&mut bytes);
        }
        let Some(read) = envelope::read(&bytes) else { return };
        let length = (envelope::ENCAPSULATED_LENGTH as u16).to_le_bytes();
        let parts = [&read.key_hash[..], &length, &read.encapsulated[..], &read.nonce[..], read.sealed];
        assert_eq!(parts.concat(), bytes);
    });
}
