//! Helpers of the tests of root's claims: the calls, as the chain dispatches them, and the bookings of a payout.

use crate::{
    ledger::claims::Claims, ledger::hotkeys::Hotkeys, ledger::position::Position, mock::*, Call, Neurons, RootClaimPot,
    RootClaimTypeEnum, RootDividendRule, Uids, ValidatorPermit, Weights,
};
use dtao_primitives::{NetUid, Pools};
use frame_support::{assert_ok, assert_storage_noop};
use sp_runtime::{AccountId32, DispatchResult};

/// A stake at root, in rao, by which every whole number of rao divides without a rest: 2³².
pub const WHOLE: u64 = 1 << 32;

/// `claim_root`.
pub fn claim(coldkey: AccountId32, subnets: &[NetUid]) -> DispatchResult {
    let subnets = subnets.iter().copied().collect();
    sign(coldkey, Call::claim_root { subnets })
}

/// Checks that `claim_root` succeeds, and that nothing changes.
pub fn claims_nothing(coldkey: AccountId32, subnets: &[NetUid]) {
    assert_storage_noop!(assert_ok!(claim(coldkey, subnets)));
}

/// `claim_root_with_hotkey`.
pub fn claim_with(coldkey: AccountId32, hotkey: AccountId32) -> DispatchResult {
    sign(coldkey, Call::claim_root_with_hotkey { hotkey })
}

/// `set_root_claim_type`.
pub fn want(coldkey: AccountId32, wanted: RootClaimTypeEnum) -> DispatchResult {
    sign(coldkey, Call::set_root_claim_type { new_root_claim_type: wanted })
}

/// The wish to keep alpha of these subnets.
pub fn keep_of(subnets: impl IntoIterator<Item = u16>) -> RootClaimTypeEnum {
    RootClaimTypeEnum::KeepSubnets { subnets: subnets.into_iter().map(NetUid::new).collect() }
}

/// `set_coldkey_auto_stake_hotkey`.
pub fn stake_with(coldkey: AccountId32, netuid: NetUid, hotkey: AccountId32) -> DispatchResult {
    sign(coldkey, Call::set_coldkey_auto_stake_hotkey { netuid, hotkey })
}

/// `set_root_dividends`, by root.
pub fn rule(rule: RootDividendRule) {
    assert_ok!(SubtensorModule::set_root_dividends(RuntimeOrigin::root(), rule));
}

/// Lets those who stake at root with a hotkey claim alpha that is minted for it. Returns what was booked.
pub fn earn(hotkey: &AccountId32, netuid: NetUid, amount: u64) -> u64 {
    let booked = Claims::<Test>::make_claimable(hotkey, netuid, amount.into());
    edit(netuid, |pool| {
        pool.alpha_out = pool.alpha_out.checked_add(booked).unwrap();
        pool.claimable = pool.claimable.checked_add(booked).unwrap();
    });
    booked.rao()
}

/// Pays TAO out of nowhere to all who stake at root with a hotkey.
pub fn dividend(hotkey: &AccountId32, amount: u64) {
    assert_ok!(Position::<Test>::raise_all(hotkey, ROOT, amount.into()));
    assert_ok!(<Swap as Pools<_>>::credit_at_genesis(ROOT, amount.into()));
}

/// Returns the alpha that a coldkey can claim with a hotkey at a subnet.
pub fn claimable(hotkey: &AccountId32, coldkey: &AccountId32, netuid: NetUid) -> u64 {
    Claims::<Test>::claimable_of(hotkey, coldkey, netuid)
}

/// Returns the alpha in the pot of a hotkey at a subnet.
pub fn pot(hotkey: &AccountId32, netuid: NetUid) -> u64 {
    RootClaimPot::<Test>::get(netuid, hotkey).rao()
}

/// Makes a hotkey of a coldkey a neuron of a subnet. Returns its UID.
pub fn neuron(netuid: NetUid, hotkey: &AccountId32, coldkey: &AccountId32) -> u16 {
    Hotkeys::<Test>::adopt(hotkey, coldkey);
    Neurons::<Test>::append(netuid, hotkey, 0).unwrap()
}

/// Gives a neuron a permit, and lets it set weights now.
pub fn validate(netuid: NetUid, hotkey: &AccountId32, weights: &[(u16, u16)]) {
    let uid = Uids::<Test>::get(netuid, hotkey).unwrap();
    ValidatorPermit::<Test>::mutate(netuid, |permits| permits[usize::from(uid)] = true);
    Weights::<Test>::insert(netuid, uid, crate::PerNeuron::try_from(weights.to_vec()).unwrap());
    assert_ok!(Neurons::<Test>::touch(netuid, uid, System::block_number()));
}
