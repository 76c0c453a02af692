//! The worst block: 128 subnets, all due for a payout at once, each with 256 neurons, 64 of which are validators that
//! weigh all.

use crate::chain::{check_invariants, configuration};
use dtao_primitives::{NetUid, Pools};
use dtao_runtime::{
    configs::system::RuntimeBlockWeights, genesis::DEVELOPMENT, AccountId, Block, Runtime, SubtensorModule, Swap,
    System, TAO,
};
use frame_support::{dispatch::DispatchClass, traits::Hooks, weights::Weight};
use pallet_dtao_swap::PoolStore;
use pallet_subtensor::{MaxEpochsPerBlock, Neurons, PerNeuron, ValidatorPermit, Weights};
use serde_json::{json, Value};
use sp_genesis_builder::runtime_decl_for_genesis_builder::GenesisBuilderV1;
use sp_io::TestExternalities;

const SUBNETS: u16 = 128;
const NEURONS: u16 = 256;
const VALIDATORS: u16 = 64;

fn account(number: u16) -> AccountId {
    let mut bytes = [7; 32];
    bytes[..2].copy_from_slice(&number.to_le_bytes());
    AccountId::new(bytes)
}

/// Returns the genesis: the same hotkeys at all subnets, and validators with stake at each and at root.
fn genesis() -> Value {
    let mut whole = configuration(DEVELOPMENT);
    let root = whole["subtensorModule"]["subnets"][0].clone();
    let subnets: Vec<_> = (1..=SUBNETS)
        .map(|netuid| {
            json!({
                "netuid": netuid, "name": format!("Subnet {netuid}"), "symbol": "α",
                "owner": account(9_000), "ownerHotkey": account(9_001), "tempo": u16::MAX,
                "tao": 10_000 * TAO, "alpha": 200_000 * TAO, "movingPrice": TAO / 200, "feeRate": 33,
                "started": true,
            })
        })
        .collect();
    let stakes: Vec<_> = (0..=SUBNETS)
        .flat_map(|netuid| {
            (0..VALIDATORS).map(move |uid| {
                json!({
                    "coldkey": account(uid + 1_000), "hotkey": account(uid), "netuid": netuid,
                    "amount": (100 + u64::from(uid)) * TAO,
                })
            })
        })
        .collect();
    let hotkeys: Vec<_> = (0..NEURONS).map(|uid| json!([account(uid), account(uid + 1_000)])).collect();
    let economy = &mut whole["subtensorModule"];
    economy["hotkeys"] = hotkeys.into();
    economy["subnets"] = std::iter::once(root).chain(subnets).collect();
    economy["stakes"] = stakes.into();
    economy["neurons"] = json!([]);
    whole
}

fn full_chain() -> TestExternalities {
    let json = serde_json::to_vec(&genesis()).unwrap();
    let mut chain = TestExternalities::default();
    chain.execute_with(|| {
        <Runtime as GenesisBuilderV1<Block>>::build_state(json).unwrap();
        for netuid in (1..=SUBNETS).map(NetUid::new) {
            for uid in 0..NEURONS {
                Neurons::<Runtime>::append(netuid, &account(uid), 0).unwrap();
            }
            let permits: Vec<_> = (0..NEURONS).map(|uid| uid < VALIDATORS).collect();
            ValidatorPermit::<Runtime>::insert(netuid, PerNeuron::try_from(permits).unwrap());
            for uid in 0..VALIDATORS {
                let row: Vec<_> = (0..NEURONS).map(|to| (to, 1 + uid * 100 + to)).collect();
                Weights::<Runtime>::insert(netuid, uid, PerNeuron::try_from(row).unwrap());
                Neurons::<Runtime>::touch(netuid, uid, 1).unwrap();
            }
            PoolStore::<Runtime>::mutate(netuid, |pool| {
                pool.next_payout = 2;
                Ok(())
            })
            .unwrap();
        }
    });
    chain
}

/// Starts a block, and returns the weight of its step.
fn step(block: u32) -> Weight {
    System::set_block_number(block);
    System::reset_events();
    SubtensorModule::on_initialize(block)
}

/// Returns the number of subnets that have paid out.
fn paid() -> usize {
    let all = <Swap as Pools<AccountId>>::all();
    all.iter().filter(|subnet| subnet.pool.last_payout > 0).count()
}

#[test]
fn a_block_never_runs_more_epochs_than_it_has_the_weight_for() {
    full_chain().execute_with(|| {
        let most = usize::from(MaxEpochsPerBlock::<Runtime>::get());
        let limits = RuntimeBlockWeights::get();
        let reserved = limits.max_block - limits.get(DispatchClass::Normal).max_total.unwrap();
        let blocks = usize::from(SUBNETS).div_ceil(most);
        for turn in 0..blocks {
            let weight = step(u32::try_from(turn).unwrap() + 2);
            assert_eq!(paid(), (turn + 1) * most);
            assert!(weight.all_lte(limits.max_block), "block step of {weight:?}");
            // Two full epochs take a part of the weight for transactions, and never all of it.
            assert!(
                weight.ref_time() < limits.max_block.ref_time() / 2 + reserved.ref_time(),
                "block step of {weight:?}"
            );
        }
        assert_eq!(paid(), usize::from(SUBNETS));
        // All subnets have paid out; the next block is an ordinary one.
        let ordinary = step(u32::try_from(blocks).unwrap() + 2);
        assert!(ordinary.all_lte(reserved), "{ordinary:?}");
        check_invariants();
    });
}
