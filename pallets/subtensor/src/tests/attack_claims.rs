//! Claims whose work is more than that of the usual claim: kept as new positions, at as many subnets as there may be.

use super::{attackers::work_of, claims::*, neuron_calls::hot};
use crate::{mock::*, stake::claim, Call, RootClaimTypeEnum};
use dtao_primitives::NetUid;
use frame_support::dispatch::{extract_actual_weight, GetDispatchInfo};
use sp_runtime::traits::Dispatchable;

/// A chain with five subnets at which Alice has a claim with each of so many hotkeys, none of which has stake there.
fn earned(subnets: &[NetUid], hotkeys: u8) -> sp_io::TestExternalities {
    let chain = (0..hotkeys).fold(ExtBuilder::default(), |chain, number| {
        chain.hotkey(hot(number), BOB).stake(ALICE, hot(number), ROOT, UNIT)
    });
    let chain = (3..=claim::MAX_SUBNETS as u16).fold(chain, |chain, number| {
        chain.subnet(subnet(NetUid::new(number), 10_000 * UNIT, 200_000 * UNIT, 50_000_000))
    });
    let mut chain = chain.build();
    chain.execute_with(|| {
        System::set_block_number(1);
        for number in 0..hotkeys {
            for netuid in subnets {
                earn(&hot(number), *netuid, UNIT);
            }
        }
    });
    chain
}

#[test]
fn claims_do_no_more_than_they_are_charged_for() {
    for wanted in [RootClaimTypeEnum::Swap, RootClaimTypeEnum::Keep] {
        for subnets in 1..=claim::MAX_SUBNETS as u16 {
            for hotkeys in [1, 2, 5] {
                let subnets: Vec<_> = (1..=subnets).map(NetUid::new).collect();
                let mut chain = earned(&subnets, hotkeys);
                let call = chain.execute_with(|| {
                    want(ALICE, wanted.clone()).unwrap();
                    RuntimeCall::from(Call::claim_root { subnets: subnets.iter().copied().collect() })
                });
                let declared = call.get_dispatch_info();
                let mut result = None;
                let work = work_of(&mut chain, || result = Some(call.dispatch(RuntimeOrigin::signed(ALICE))));
                let result = result.unwrap();
                assert!(result.is_ok());
                let charged = extract_actual_weight(&result, &declared);
                assert!(work.all_lte(charged), "{wanted:?} {subnets:?} {hotkeys}: {work:?} of {charged:?}");
                chain.execute_with(check_invariants);
            }
        }
    }
}
