//! Runs the runtime's own code on a state, outside of its WebAssembly.
//!
//! Some of the state has a single writer that no transaction calls as freely as a developer wishes: the issuance, stake, the pools. The
//! node contains the same runtime as native code, so it calls these writers itself, after a block's own changes, and adds what they
//! change to the block, as `dev_setStorage` adds its values. The code must be that of the chain, so its version is compared.

use super::order::{Change, Work};
use codec::{Codec, Encode};
use dtao_runtime::VERSION;
use frame_support::storage::storage_prefix;
use frame_system::Phase;
use sp_core::{storage::StateVersion, Hasher};
use sp_externalities::set_and_run_with_externalities;
use sp_state_machine::{Backend, Ext, OverlayedChanges};
use sp_version::RuntimeVersion;
use std::collections::BTreeMap;

/// Returns `before` with the changes that `work` makes to a state after them. The events of the work are those of the block's end.
pub fn run<H, B>(
    state: &B,
    before: &BTreeMap<Vec<u8>, Option<Vec<u8>>>,
    version: StateVersion,
    work: &Work,
) -> Result<Vec<Change>, String>
where
    H: Hasher,
    H::Out: Ord + Codec + 'static,
    B: Backend<H>,
{
    let mut overlay = OverlayedChanges::<H>::default();
    for (key, value) in before {
        overlay.set_storage(key.clone(), value.clone());
    }
    let phase = storage_prefix(b"System", b"ExecutionPhase");
    overlay.set_storage(phase.to_vec(), Some(Phase::Finalization.encode()));
    let mut externalities = Ext::new(&mut overlay, state, None);
    set_and_run_with_externalities(&mut externalities, work)?;
    overlay.set_storage(phase.to_vec(), None);
    let changes = overlay.drain_storage_changes(state, version)?;
    Ok(changes.main_storage_changes)
}

/// Fails unless the chain's runtime is that of this program.
pub fn ensure_same(chain: &RuntimeVersion) -> Result<(), String> {
    if (&chain.spec_name, chain.spec_version) == (&VERSION.spec_name, VERSION.spec_version) {
        return Ok(());
    }
    Err(format!(
        "the chain has runtime {} {}, and this node's own is {} {}, whose code this method runs: use the node of that release, or \
         dev_setStorage",
        chain.spec_name, chain.spec_version, VERSION.spec_name, VERSION.spec_version
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dtao_runtime::{Runtime, RuntimeEvent, System};
    use sp_core::Blake2Hasher;
    use sp_state_machine::InMemoryBackend;

    fn account(number: u8) -> dtao_runtime::AccountId {
        [number; 32].into()
    }

    /// A state in which block 5 has ended.
    fn state() -> InMemoryBackend<Blake2Hasher> {
        let mut externalities = sp_io::TestExternalities::default();
        externalities.execute_with(|| System::set_block_number(5));
        externalities.commit_all().unwrap();
        externalities.as_backend()
    }

    #[test]
    fn the_work_sees_the_blocks_changes_and_its_events_are_of_the_blocks_end() {
        let key = frame_system::Account::<Runtime>::hashed_key_for(account(1));
        let info =
            frame_system::AccountInfo::<u32, pallet_balances::AccountData<u64>> { nonce: 7, ..Default::default() };
        let before = [(key, Some(info.encode())), (b"other".to_vec(), Some(vec![1]))].into();
        let work = || {
            assert_eq!(System::account_nonce(account(1)), 7);
            System::inc_account_nonce(account(1));
            System::deposit_event(RuntimeEvent::System(frame_system::Event::CodeUpdated { hash: Default::default() }));
            Ok(())
        };
        let changes: BTreeMap<_, _> =
            run::<Blake2Hasher, _>(&state(), &before, StateVersion::V1, &work).unwrap().into_iter().collect();
        let mut after = sp_io::TestExternalities::default();
        after.execute_with(|| {
            for (key, value) in &changes {
                if let Some(value) = value {
                    sp_io::storage::set(key, value);
                }
            }
            assert_eq!(System::account_nonce(account(1)), 8);
            assert_eq!(System::events()[0].phase, Phase::Finalization);
        });
        assert_eq!(changes[&b"other".to_vec()], Some(vec![1]));
        assert_eq!(changes.get(&storage_prefix(b"System", b"ExecutionPhase")[..]), Some(&None));
    }

    #[test]
    fn work_that_fails_and_a_runtime_of_another_version_are_refused() {
        let failed = run::<Blake2Hasher, _>(&state(), &BTreeMap::new(), StateVersion::V1, &|| Err("no".into()));
        assert_eq!(failed, Err("no".into()));
        assert_eq!(ensure_same(&VERSION), Ok(()));
        let newer = RuntimeVersion { spec_version: VERSION.spec_version + 1, ..VERSION };
        assert!(ensure_same(&newer).unwrap_err().contains("use the node of that release"));
    }
}
