//! Answers about root's claims, as baskets of alpha: see
//! [`BetaBasketRuntimeApi`](dtao_primitives::runtime_api::BetaBasketRuntimeApi).
//!
//! The amounts that a claim pays are not computed here: the claim itself is made and undone.

use crate::{
    ledger::{claims::Claims, position::Position},
    stake::claim::Plan,
    Config, Pallet, RootClaimable, TotalHotkeyAlpha,
};
use alloc::vec::Vec;
use dtao_math::wide::mul_div_floor;
use dtao_primitives::{
    runtime_api::{BasketClaimPreview, BasketHolding, BasketPosition, BasketSummary},
    AlphaBalance, NetUid, Pools, TaoBalance,
};
use sp_runtime::AccountId32;

/// The most baskets in one answer.
const MAX_BASKETS: usize = 256;

/// Returns alpha of a subnet with its values; `None` if there is no alpha, or no such subnet.
fn holding<T: Config>(netuid: NetUid, alpha: AlphaBalance) -> Option<BasketHolding> {
    let pool = (!alpha.is_zero()).then(|| T::Pools::get(netuid))??;
    let spot = mul_div_floor(alpha.rao().into(), pool.tao.rao().into(), pool.alpha_in.rao().into());
    let sale = pool.quote_root_sale(alpha).map(|sale| sale.out);
    Some(BasketHolding {
        netuid,
        alpha,
        spot_tao: spot.and_then(|spot| u64::try_from(spot).ok()).unwrap_or_default().into(),
        realizable_tao: sale.unwrap_or_default().into(),
    })
}

/// Adds amounts up; 0 beyond 64 bits.
fn sum<'a>(
    holdings: impl IntoIterator<Item = &'a BasketHolding>,
    value: impl Fn(&BasketHolding) -> TaoBalance,
) -> TaoBalance {
    let all = holdings.into_iter().try_fold(TaoBalance::ZERO, |sum, holding| sum.checked_add(value(holding)));
    all.unwrap_or_default()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl<T: Config> Pallet<T> {
    /// Returns what is in a hotkey's basket, in ascending order of the subnets.
    fn basket(hotkey: &T::AccountId) -> Vec<BasketHolding> {
        let subnets = Claims::<T>::subnets(hotkey).into_iter();
        subnets.filter_map(|netuid| holding::<T>(netuid, Claims::<T>::pot(hotkey, netuid))).collect()
    }

    /// Returns what a coldkey can claim with a hotkey, in ascending order of the subnets, also below thresholds.
    fn owed_with(hotkey: &T::AccountId, coldkey: &T::AccountId) -> Vec<BasketHolding> {
        let subnets = Claims::<T>::subnets(hotkey).into_iter();
        let owed = |netuid| holding::<T>(netuid, Claims::<T>::claimable_of(hotkey, coldkey, netuid).into());
        subnets.filter_map(owed).collect()
    }

    /// Returns the hotkeys of one claim of a coldkey.
    fn hotkeys_of_claim(coldkey: &T::AccountId) -> impl Iterator<Item = T::AccountId> {
        let plan: Plan<T> = Self::plan_claims_everywhere(coldkey);
        plan.into_keys()
    }

    /// Returns a coldkey's stake at root with a hotkey, in rao.
    fn root_stake(hotkey: &T::AccountId, coldkey: &T::AccountId) -> u64 {
        Position::<T>::load(hotkey, coldkey, NetUid::ROOT).value().rao()
    }

    /// Returns all stake at root with a hotkey, in rao.
    fn root_stake_with(hotkey: &T::AccountId) -> u64 {
        TotalHotkeyAlpha::<T>::get(hotkey, NetUid::ROOT).rao()
    }

    /// Returns the TAO that a claim of a coldkey with all its hotkeys, at all subnets, would stake at root if it sold all alpha.
    pub fn root_basket_owed(coldkey: &T::AccountId) -> TaoBalance {
        Self::quote_claims(coldkey, &Self::plan_claims_everywhere(coldkey)).proceeds
    }

    /// Returns the same of a claim with one hotkey.
    pub fn basket_payout(hotkey: &T::AccountId, coldkey: &T::AccountId) -> TaoBalance {
        Self::quote_claims(coldkey, &Self::plan_claims_with(hotkey)).proceeds
    }

    /// Returns the TAO for which all alpha in a hotkey's basket could be sold.
    pub fn validator_basket_nav(hotkey: &T::AccountId) -> TaoBalance {
        sum(&Self::basket(hotkey), |holding| holding.realizable_tao)
    }

    /// Returns a hotkey's basket: subnet, alpha, proceeds of its sale.
    pub fn validator_basket(hotkey: &T::AccountId) -> Vec<(NetUid, AlphaBalance, TaoBalance)> {
        let row = |holding: BasketHolding| (holding.netuid, holding.alpha, holding.realizable_tao);
        Self::basket(hotkey).into_iter().map(row).collect()
    }

    /// Returns the TAO for which the alpha in all baskets could be sold, that of each subnet at once.
    pub fn root_basket_total_nav() -> TaoBalance {
        let all: Vec<_> = T::Pools::all()
            .into_iter()
            .filter(|subnet| !subnet.netuid.is_root())
            .filter_map(|subnet| holding::<T>(subnet.netuid, subnet.pool.claimable))
            .collect();
        sum(&all, |holding| holding.realizable_tao)
    }

    /// Returns the hotkeys with which a coldkey is owed anything, with its stake at root and the payout.
    pub fn root_basket_positions(coldkey: &T::AccountId) -> Vec<(T::AccountId, u64, TaoBalance)> {
        Self::hotkeys_of_claim(coldkey)
            .filter(|hotkey| !Self::owed_with(hotkey, coldkey).is_empty())
            .map(|hotkey| {
                let (beta, payout) = (Self::root_stake(&hotkey, coldkey), Self::basket_payout(&hotkey, coldkey));
                (hotkey, beta, payout)
            })
            .collect()
    }
}

impl<T: Config<AccountId = AccountId32>> Pallet<T> {
    /// Returns a hotkey with its basket.
    pub fn validator_basket_summary(hotkey: AccountId32) -> BasketSummary {
        let holdings = Self::basket(&hotkey);
        BasketSummary {
            nav_tao: sum(&holdings, |holding| holding.realizable_tao),
            spot_nav_tao: sum(&holdings, |holding| holding.spot_tao),
            shares: Self::root_stake_with(&hotkey),
            deposited_tao: TaoBalance::ZERO,
            redeemed_tao: TaoBalance::ZERO,
            holdings,
            hotkey,
        }
    }

    /// Returns the hotkeys with a basket, at most 256.
    pub fn all_validator_baskets() -> Vec<BasketSummary> {
        let hotkeys = RootClaimable::<T>::iter_keys().take(MAX_BASKETS);
        hotkeys.map(Self::validator_basket_summary).filter(|basket| !basket.holdings.is_empty()).collect()
    }

    /// Returns a coldkey's part of a hotkey's basket; `None` if it is owed nothing.
    pub fn basket_position(hotkey: AccountId32, coldkey: &AccountId32) -> Option<BasketPosition> {
        let owed = Self::owed_with(&hotkey, coldkey);
        (!owed.is_empty()).then(|| BasketPosition {
            beta: Self::root_stake(&hotkey, coldkey),
            beta_total: Self::root_stake_with(&hotkey),
            nav_tao: Self::validator_basket_nav(&hotkey),
            value_tao: Self::basket_payout(&hotkey, coldkey),
            spot_value_tao: sum(&owed, |holding| holding.spot_tao),
            hotkey,
        })
    }

    /// Returns the same for all hotkeys with which a coldkey is owed anything.
    pub fn root_basket_portfolio(coldkey: &AccountId32) -> Vec<BasketPosition> {
        Self::hotkeys_of_claim(coldkey).filter_map(|hotkey| Self::basket_position(hotkey, coldkey)).collect()
    }

    /// Returns what a claim with one hotkey would do; `None` if nothing is owed.
    pub fn basket_claim_preview(hotkey: AccountId32, coldkey: &AccountId32) -> Option<BasketClaimPreview> {
        let owed = Self::owed_with(&hotkey, coldkey);
        if owed.is_empty() {
            return None;
        }
        let claim = Self::quote_claims(coldkey, &Self::plan_claims_with(&hotkey));
        Some(BasketClaimPreview {
            owed_shares: Self::root_stake(&hotkey, coldkey),
            accrued_tao: sum(&owed, |holding| holding.realizable_tao),
            redeemable_tao: claim.proceeds,
            forfeited_tao_est: TaoBalance::ZERO,
            rows: count(Self::basket(&hotkey).len()),
            rows_to_sell: claim.made,
            dust_rows: count(owed.len()).checked_sub(claim.made).map_or(0, |left| left),
            swept: 0,
            flushed_credits: 0,
            hotkey,
        })
    }

    /// Returns the same for all hotkeys with which a coldkey is owed anything.
    pub fn root_basket_claim_previews(coldkey: &AccountId32) -> Vec<BasketClaimPreview> {
        Self::hotkeys_of_claim(coldkey).filter_map(|hotkey| Self::basket_claim_preview(hotkey, coldkey)).collect()
    }
}
