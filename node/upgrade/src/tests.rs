use super::{
    chain::Block,
    metadata::{key, Cursor},
    rehearsal::{rehearse, Candidate, Running},
    report::Report,
    runtime::Runtime,
    slots,
};
use codec::Encode;
use dtao_connection::state::Entries;
use dtao_runtime::opaque::Header;
use sc_chain_spec::GenericChainSpec;
use sc_service::ChainSpec;
use sp_core::storage::{StateVersion, Storage};
use sp_io::hashing::blake2_128;
use sp_runtime::traits::{BlakeTwo256, Header as _};
use sp_state_machine::InMemoryBackend;

const OLD_RUNTIME: &[u8] = include_bytes!("../../tests/upgrade/v101/dtao_runtime.compact.compressed.wasm");
const OLD_CHAIN: &str = include_str!("../../tests/upgrade/v101/development.json");

/// The first state of a chain of the old runtime.
fn old_state() -> Entries {
    let chain: serde_json::Value = serde_json::from_str(OLD_CHAIN).unwrap();
    let patch = chain["genesis"]["runtimeGenesis"]["patch"].clone();
    let spec: GenericChainSpec = GenericChainSpec::builder(OLD_RUNTIME, None).with_genesis_config_patch(patch).build();
    let storage = spec.as_storage_builder().build_storage().unwrap();
    storage.top.into_iter().collect()
}

/// A block with this state.
fn block_with(pairs: Entries) -> Block {
    let storage = Storage { top: pairs.iter().cloned().collect(), children_default: Default::default() };
    let state = InMemoryBackend::<BlakeTwo256>::from((storage, StateVersion::V1));
    let root = *state.root();
    let header = Header::new(0, Default::default(), root, Default::default(), Default::default());
    Block::copied(header, StateVersion::V1, pairs).unwrap()
}

fn running(on: &Block) -> Running {
    let old = Runtime::load(on.code().unwrap(), &on.state).unwrap();
    let mut version = old.version.clone();
    // So that the runtime of this source is newer, whatever its number.
    version.spec_version = 100;
    Running { metadata: on.metadata_of(&old).unwrap(), version }
}

/// The report of a rehearsal of this source's runtime on a chain of the old one with this state.
fn rehearsed(pairs: Entries, running: impl FnOnce(&Block) -> Running) -> Report {
    rehearsed_code(pairs, running, built())
}

fn rehearsed_code(pairs: Entries, running: impl FnOnce(&Block) -> Running, code: Vec<u8>) -> Report {
    let start = block_with(pairs);
    let candidate = Candidate { code, checks: None };
    rehearse(&start, &running(&start), candidate, 2).unwrap()
}

fn built() -> Vec<u8> {
    dtao_runtime::WASM_BINARY.expect("the runtime is built with the tests").to_vec()
}

fn refusal(report: &Report) -> &str {
    assert_eq!(report.refusals.len(), 1, "{report}");
    &report.refusals[0]
}

/// The key of a position: hotkey and coldkey by `Blake2_128Concat`, the netuid by `Identity`.
fn position(number: u32) -> Vec<u8> {
    let account = sp_io::hashing::blake2_256(&number.encode());
    let mut at = key("SubtensorModule", "AlphaV2");
    for _ in 0..2 {
        at.extend(blake2_128(&account));
        at.extend(account);
    }
    at.extend(1_u16.encode());
    at
}

#[test]
fn a_copy_that_lacks_a_value_is_noticed() {
    let pairs = vec![(b"one".to_vec(), b"1".to_vec()), (b"other".to_vec(), b"2".to_vec())];
    let whole = block_with(pairs.clone());
    let part = pairs[..1].to_vec();
    let error = Block::copied(whole.header.clone(), StateVersion::V1, part).err().unwrap();
    assert!(error.contains("cannot be copied through this node"), "{error}");
    assert_eq!(whole.value(b"other").unwrap().as_deref(), Some(&b"2"[..]));
    assert_eq!(whole.pairs(b"on").unwrap(), [pairs[0].clone()]);
}

#[test]
fn a_migration_that_is_too_heavy_for_a_block_is_refused_and_the_reason_is_told() {
    let mut pairs = old_state();
    let shares = 1_u128.encode();
    // The positions are listed once more, as if they never had been.
    let at = key("SubtensorModule", ":__STORAGE_VERSION__:");
    pairs.retain(|(key, _)| *key != at);
    pairs.push((at, 1_u16.encode()));
    pairs.extend((0..20_000).map(|number| (position(number), shares.clone())));
    let report = rehearsed(pairs, running);
    let reason = refusal(&report);
    assert!(reason.starts_with("the block in which it takes over weighs 2"), "{reason}");
    assert!(reason.contains("a block may weigh 2000: spread the migration over several blocks"), "{reason}");
}

#[test]
fn a_runtime_that_panics_as_it_takes_over_is_refused() {
    let mut pairs = old_state();
    // A slot that no time belongs to.
    pairs.retain(|(at, _)| *at != key("Aura", "CurrentSlot"));
    pairs.push((key("Aura", "CurrentSlot"), u64::MAX.encode()));
    let report = rehearsed(pairs, running);
    let reason = refusal(&report);
    assert!(reason.starts_with("the block in which it would take over fails: "), "{reason}");
    // The message of the panic is in the log, not in the trap.
    assert!(reason.contains("trap"), "{reason}");
}

#[test]
fn a_runtime_of_another_chain_and_one_for_older_storage_are_refused() {
    let other_chain = |on: &Block| {
        let mut running = running(on);
        running.version.spec_name = "finney".into();
        running
    };
    let report = rehearsed(old_state(), other_chain);
    assert_eq!(refusal(&report), "its spec_name is dtao, the running one's finney: it belongs to another chain");
    assert!(report.upgrade_block.is_none());

    // No migration knows storage of version 7.
    let mut pairs = old_state();
    let at = key("Swap", ":__STORAGE_VERSION__:");
    pairs.retain(|(key, _)| *key != at);
    pairs.push((at, 7_u16.encode()));
    let report = rehearsed(pairs, running);
    assert!(refusal(&report).starts_with("Swap has storage of version 7 after all migrations"), "{report}");
}

#[test]
fn a_runtime_with_slots_of_another_duration_is_refused() {
    let code = slots::with_duration(&built(), 12_000).unwrap();
    let report = rehearsed_code(old_state(), running, code);
    assert!(refusal(&report).starts_with("a slot of the chain lasts 1000 ms, and would last 12000: "), "{report}");
    assert!(report.upgrade_block.is_none());
}

#[test]
fn the_cursor_of_a_migration_tells_whether_it_goes_on() {
    assert_eq!(Cursor::decode(None), Cursor::Ended);
    assert_eq!(Cursor::decode(Some(&[0, 1, 2])), Cursor::Active);
    assert_eq!(Cursor::decode(Some(&[1])), Cursor::Stuck);
}
