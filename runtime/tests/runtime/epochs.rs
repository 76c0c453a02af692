//! The worst block: 128 subnets, all due for a payout at once, each with 256 neurons, 64 of which are validators that weigh all. Some
//! of them have a hundred parents with five children each.

use crate::chain::{check_invariants, configuration};
use dtao_primitives::{NetUid, Pools};
use dtao_runtime::{
    configs::system::RuntimeBlockWeights, genesis::DEVELOPMENT, AccountId, Block, Runtime, SubtensorModule, Swap,
    System, TAO,
};
use frame_support::{traits::Hooks, weights::Weight};
use pallet_dtao_swap::PoolStore;
use pallet_subtensor::{registry::families::MAX_SUBNET_PARENTS, Neurons, PerNeuron, ValidatorPermit, Weights};
use serde_json::{json, Value};
use sp_genesis_builder::runtime_decl_for_genesis_builder::GenesisBuilderV1;
use sp_io::TestExternalities;

const SUBNETS: u16 = 128;
const NEURONS: u16 = 256;
const VALIDATORS: u16 = 64;
/// The subnets with parents, from the first on.
const FAMILIES: u16 = 4;
const PARENTS: u16 = MAX_SUBNET_PARENTS as u16;

fn account(number: u16) -> AccountId {
    let mut bytes = [7; 32];
    bytes[..2].copy_from_slice(&number.to_le_bytes());
    AccountId::new(bytes)
}

/// The hotkey of a parent.
fn parent(number: u16) -> AccountId {
    account(number + 2_000)
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
    let parents_stakes = (0..PARENTS).map(|number| {
        let (coldkey, hotkey) = (account(number + 3_000), parent(number));
        json!({ "coldkey": coldkey, "hotkey": hotkey, "netuid": 0, "amount": 100 * TAO })
    });
    let stakes: Vec<_> = stakes.into_iter().chain(parents_stakes).collect();
    let neurons = (0..NEURONS).map(|uid| json!([account(uid), account(uid + 1_000)]));
    let parents = (0..PARENTS).map(|number| json!([parent(number), account(number + 3_000)]));
    let hotkeys: Vec<_> = neurons.chain(parents).collect();
    let children: Vec<_> = (1..=FAMILIES)
        .flat_map(|netuid| (0..PARENTS).map(move |number| (netuid, number)))
        .map(|(netuid, number)| {
            let child = |place: u16| json!([u64::MAX / 5, account((number + place * 12) % VALIDATORS)]);
            let children: Vec<_> = (0..5).map(child).collect();
            json!({ "netuid": netuid, "hotkey": parent(number), "children": children })
        })
        .collect();
    let economy = &mut whole["subtensorModule"];
    economy["children"] = children.into();
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
fn no_block_runs_more_epochs_than_a_quarter_of_its_weight_has_room_for() {
    full_chain().execute_with(|| {
        let limits = RuntimeBlockWeights::get();
        for turn in 0..usize::from(SUBNETS) {
            let weight = step(u32::try_from(turn).unwrap() + 2);
            assert_eq!(paid(), turn + 1);
            assert!(weight.all_lte(limits.max_block / 4), "block step of {weight:?}");
        }
        // All subnets have paid out; the next block is an ordinary one.
        let ordinary = step(u32::from(SUBNETS) + 2);
        assert!(ordinary.all_lte(limits.max_block / 100), "{ordinary:?}");
        check_invariants();
    });
}
