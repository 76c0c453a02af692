//! What clients are shown of stakes and prices.

use super::position::Position;
use crate::{Config, NetworksAdded, Pallet, StakePositions};
use alloc::vec::Vec;
use dtao_primitives::{
    runtime_api::{SimSwapResult, StakeInfo, SubnetPrice},
    AlphaBalance, Bounds, Exchange, NetUid, Pools, TaoBalance,
};
use sp_runtime::AccountId32;

impl<T: Config> Pallet<T> {
    /// The price at a subnet in rao of TAO per whole alpha, rounded down; 0 where there is no such subnet.
    pub fn current_alpha_price(netuid: NetUid) -> u64 {
        T::Pools::price(netuid).unwrap_or_default()
    }

    /// The prices at all subnets by number, root's among them.
    pub fn current_alpha_prices() -> Vec<SubnetPrice> {
        T::Pools::all()
            .into_iter()
            .map(|subnet| SubnetPrice {
                netuid: subnet.netuid,
                price: Self::current_alpha_price(subnet.netuid),
            })
            .collect()
    }

    /// What staking `tao` would come to now; all zero where the pool would refuse it.
    pub fn sim_swap_tao_for_alpha(netuid: NetUid, tao: TaoBalance) -> SimSwapResult {
        let quote = || {
            let pool = T::Pools::get(netuid)?;
            let trade = T::Pools::quote_buy(netuid, tao, Bounds::Unbounded).ok()?;
            let swapped = trade.tao.checked_sub(trade.fee.into())?;
            let ideal = if netuid.is_root() {
                swapped.rao()
            } else {
                ratio(swapped.rao(), pool.alpha_in.rao(), pool.tao.rao())?
            };
            Some(SimSwapResult {
                tao_amount: swapped,
                alpha_amount: trade.alpha,
                tao_fee: trade.fee.into(),
                alpha_slippage: ideal.checked_sub(trade.alpha.rao())?.into(),
                ..Default::default()
            })
        };
        quote().unwrap_or_default()
    }

    /// What unstaking `alpha` would come to now; all zero where the pool would refuse it.
    pub fn sim_swap_alpha_for_tao(netuid: NetUid, alpha: AlphaBalance) -> SimSwapResult {
        let quote = || {
            let pool = T::Pools::get(netuid)?;
            let trade = T::Pools::quote_sell(netuid, alpha, Bounds::Unbounded).ok()?;
            let swapped = trade.alpha.checked_sub(trade.fee.into())?;
            let ideal = if netuid.is_root() {
                swapped.rao()
            } else {
                ratio(swapped.rao(), pool.tao.rao(), pool.alpha_in.rao())?
            };
            Some(SimSwapResult {
                tao_amount: trade.tao,
                alpha_amount: swapped,
                alpha_fee: trade.fee.into(),
                tao_slippage: ideal.checked_sub(trade.tao.rao())?.into(),
                ..Default::default()
            })
        };
        quote().unwrap_or_default()
    }

    /// The fee of moving `amount` from one subnet, or from free TAO, to another, or into free TAO: what the trade itself
    /// would take now. 0 where it would fail, or where nothing is traded.
    pub fn stake_fee(origin: Option<NetUid>, destination: Option<NetUid>, amount: u64) -> u64 {
        let bounds = Bounds::Unbounded;
        let quoted = match (origin, destination) {
            (None, None) => Ok(0),
            (Some(from), Some(to)) if from == to => Ok(0),
            (None, Some(to)) => {
                T::Pools::quote_buy(to, amount.into(), bounds).map(|trade| trade.fee)
            }
            (Some(from), None) => {
                T::Pools::quote_sell(from, amount.into(), bounds).map(|trade| trade.fee)
            }
            (Some(from), Some(to)) => {
                let fee = |exchange: Exchange| exchange.sale.fee.max(exchange.purchase.fee);
                T::Pools::quote_exchange(from, to, amount.into(), bounds).map(fee)
            }
        };
        quoted.unwrap_or(0)
    }
}

/// `⌊amount · numerator / denominator⌋`, or `None` where that has no value of 64 bits.
fn ratio(amount: u64, numerator: u64, denominator: u64) -> Option<u64> {
    u128::from(amount)
        .checked_mul(numerator.into())?
        .checked_div(denominator.into())?
        .try_into()
        .ok()
}

impl<T: Config<AccountId = AccountId32>> Pallet<T> {
    /// What a coldkey holds through a hotkey at a subnet, as clients are shown it; zeros where that is nothing.
    pub fn stake_info(hotkey: &AccountId32, coldkey: &AccountId32, netuid: NetUid) -> StakeInfo {
        StakeInfo {
            hotkey: hotkey.clone(),
            coldkey: coldkey.clone(),
            netuid: netuid.into(),
            stake: Position::<T>::load(hotkey, coldkey, netuid).value().into(),
            locked: AlphaBalance::ZERO.into(),
            emission: AlphaBalance::ZERO.into(),
            tao_emission: TaoBalance::ZERO.into(),
            drain: 0.into(),
            is_registered: false,
        }
    }

    /// All that a coldkey holds. Its cost grows with what this coldkey holds, and with nothing else. What it held at a subnet
    /// that is being closed is not stake any more, though it was not paid for yet.
    pub fn stake_info_for_coldkey(coldkey: &AccountId32) -> Vec<StakeInfo> {
        StakePositions::<T>::iter_key_prefix((coldkey,))
            .filter(|(_, netuid)| NetworksAdded::<T>::get(netuid))
            .map(|(hotkey, netuid)| Self::stake_info(&hotkey, coldkey, netuid))
            .collect()
    }
}
