//! The engine beside the SDK's own externalities, and its copies.

use codec::Encode;
use dtao_genesis::text::account;
use dtao_lab::{
    chain::{Chain, Origin, Start, BLOCK_MILLIS},
    run::single::sound,
};
use dtao_primitives::NetUid;
use dtao_runtime::{
    slot::DEFAULT_MILLIS, AccountId, Executive, Hash, Header, RuntimeCall, SubtensorCall, UncheckedExtrinsic, TAO,
};
use sp_runtime::{
    traits::{Dispatchable, Header as _},
    Digest, DigestItem,
};
use sp_state_machine::BasicExternalities;

/// The time of the first block of a chain of the lab.
const FIRST_TIME: u64 = 1_739_404_800_000 + BLOCK_MILLIS;

fn development() -> Chain {
    Start::preset("development").unwrap().chain()
}

/// Returns the calls in a block: trades, and weights.
fn calls(block: u32) -> Vec<(AccountId, RuntimeCall)> {
    let coldkey = |name: &str| account(name).unwrap();
    let hotkey = |name: &str| account(&format!("{name}//hotkey")).unwrap();
    let netuid = NetUid::new((block % 3) as u16 + 1);
    let buy = |name: &str, tao: u64| {
        let owner = ["//Alice", "//Bob", "//Charlie"][usize::from(netuid.get()) - 1];
        (coldkey(name), SubtensorCall::add_stake { hotkey: hotkey(owner), netuid, amount_staked: tao.into() }.into())
    };
    match block % 10 {
        1 => vec![buy("//Dave", TAO), buy("//Eve", 2 * TAO)],
        4 => vec![(
            hotkey("//Alice"),
            SubtensorCall::set_weights {
                netuid: NetUid::new(1),
                dests: vec![1, 2],
                weights: vec![3, 1],
                version_key: 0,
            }
            .into(),
        )],
        // Fails, and is rolled back.
        5 => vec![buy("//Dave", u64::MAX / 2), buy("//Eve", 5)],
        7 => vec![(
            coldkey("//Charlie"),
            SubtensorCall::remove_stake {
                hotkey: hotkey("//Charlie"),
                netuid: NetUid::new(3),
                amount_unstaked: (7 * TAO).into(),
            }
            .into(),
        )],
        _ => Vec::new(),
    }
}

/// Builds the same blocks on the SDK's externalities, by the executive alone.
fn with_the_sdk(blocks: u32) -> Vec<(Vec<u8>, Vec<u8>)> {
    let text = dtao_genesis::preset("development").unwrap();
    let genesis = dtao_genesis::parse("development", text).unwrap().genesis_state_without_code().unwrap();
    let mut state = BasicExternalities::new(genesis);
    let mut parent = Hash::default();
    state.execute_with(|| {
        for block in 1..=blocks {
            let now = FIRST_TIME + u64::from(block - 1) * BLOCK_MILLIS;
            let slot = DigestItem::PreRuntime(*b"aura", (now / DEFAULT_MILLIS).encode());
            let header = Header::new(block, Hash::default(), Hash::default(), parent, Digest { logs: vec![slot] });
            Executive::initialize_block(&header);
            let time = UncheckedExtrinsic::new_bare(pallet_timestamp::Call::set { now }.into());
            Executive::apply_extrinsic(time).unwrap().unwrap();
            for (who, call) in calls(block) {
                let _ = call.dispatch(Some(who).into());
            }
            // The lab has no state root, so that its hashes of blocks differ.
            let mut header = Executive::finalize_block();
            header.set_state_root(Hash::default());
            parent = header.hash();
        }
    });
    state.into_storages().top.into_iter().collect()
}

#[test]
fn blocks_leave_the_same_state_as_on_the_sdks_externalities() {
    const BLOCKS: u32 = 800;
    let mut chain = development();
    let mut failed = 0;
    for block in 1..=BLOCKS {
        failed += chain.block(|applier| {
            let apply = |(who, call)| applier.apply(&Origin::Signed(who), call, false);
            calls(block).into_iter().map(apply).filter(|outcome| outcome.error().is_some()).count()
        });
    }
    // Weights may be set every hundred blocks, not every ten.
    assert_eq!(failed, 2 * 80 + 72);
    let lab: Vec<_> = chain.state().iter().map(|(key, value)| (key.to_vec(), value.to_vec())).collect();
    let sdk = with_the_sdk(BLOCKS);
    assert_eq!(lab.len(), sdk.len());
    for (ours, theirs) in lab.iter().zip(&sdk) {
        assert_eq!(ours, theirs);
    }
    chain.read(sound).unwrap();
}

#[test]
fn a_fork_goes_its_own_way_and_a_snapshot_can_be_returned_to() {
    let state =
        |chain: &Chain| chain.state().iter().map(|(key, value)| (key.to_vec(), value.to_vec())).collect::<Vec<_>>();
    let mut chain = development();
    chain.empty_blocks(50);
    let (snapshot, at_50) = (chain.snapshot(), state(&chain));
    let mut fork = chain.fork();
    chain.empty_blocks(50);
    let at_100 = state(&chain);
    assert_eq!(state(&fork), at_50);
    fork.empty_blocks(50);
    assert_eq!(state(&fork), at_100);
    chain.restore(&snapshot);
    assert_eq!((chain.number(), state(&chain)), (50, at_50));
    chain.empty_blocks(50);
    assert_eq!(state(&chain), at_100);
}

#[test]
fn transactions_pay_fees_and_calls_of_root_do_not() {
    let (dave, hotkey) = (account("//Dave").unwrap(), account("//Alice//hotkey").unwrap());
    let call: RuntimeCall =
        SubtensorCall::add_stake { hotkey, netuid: NetUid::new(1), amount_staked: TAO.into() }.into();
    let balance = |chain: &mut Chain| chain.read(|| dtao_lab::measure::wealth(std::slice::from_ref(&dave)).balance);
    let mut chain = development();
    let before = balance(&mut chain);
    let signed = Origin::Signed(dave.clone());
    chain.block(|applier| assert_eq!(applier.apply(&signed, call.clone(), false).error(), None));
    assert_eq!(before - balance(&mut chain), TAO);
    let before = balance(&mut chain);
    chain.block(|applier| assert_eq!(applier.apply(&signed, call.clone(), true).error(), None));
    let fee = before - balance(&mut chain) - TAO;
    assert!((10_000..1_000_000).contains(&fee), "{fee}");
    chain.block(|applier| {
        let refused = applier.apply(&signed, SubtensorCall::set_emission_policy { policy: 1 }.into(), false);
        assert_eq!(refused.error(), Some("BadOrigin"));
        let done = applier.apply(&Origin::Root, SubtensorCall::set_emission_policy { policy: 1 }.into(), true);
        assert_eq!(done.error(), None);
    });
    chain.read(sound).unwrap();
}

#[test]
fn what_fails_has_the_name_of_its_error() {
    let nobody = Origin::Signed(AccountId::new([7; 32]));
    let call = |netuid: u16, tao: u64| -> RuntimeCall {
        let hotkey = account("//Alice//hotkey").unwrap();
        SubtensorCall::add_stake { hotkey, netuid: NetUid::new(netuid), amount_staked: tao.into() }.into()
    };
    let mut chain = development();
    chain.block(|applier| {
        assert_eq!(applier.apply(&nobody, call(99, TAO), false).error(), Some("SubnetNotExists"));
        assert_eq!(applier.apply(&nobody, call(1, TAO), false).error(), Some("NotEnoughBalanceToStake"));
        // An empty account cannot pay for a transaction.
        assert_eq!(applier.apply(&nobody, call(1, TAO), true).error(), Some("Payment"));
    });
}
