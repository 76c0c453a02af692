//! An account of an agent, and trades in its name.

use super::Orders;
use crate::measure;
use dtao_primitives::NetUid;
use dtao_runtime::{configs::economy::MIN_STAKE, AccountId, Runtime, SubtensorCall};
use pallet_subtensor::SubnetOwnerHotkey;

/// An account of an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The account that holds TAO and stake.
    pub coldkey: AccountId,
    /// Its own hotkey.
    pub hotkey: AccountId,
}

/// The hotkey with which an account stakes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StakesWith {
    /// The hotkey of each subnet's owner.
    SubnetOwner,
    /// This one.
    Hotkey(AccountId),
}

impl StakesWith {
    /// Returns the hotkey at a subnet.
    pub fn at(&self, netuid: NetUid) -> AccountId {
        match self {
            Self::SubnetOwner => SubnetOwnerHotkey::<Runtime>::get(netuid),
            Self::Hotkey(hotkey) => hotkey.clone(),
        }
    }
}

/// An account that trades.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trader {
    /// The account.
    pub coldkey: AccountId,
    /// The hotkey with which it stakes.
    pub with: StakesWith,
}

impl Trader {
    /// Returns the trader of a member.
    pub fn new(member: &Member, with: &StakesWith) -> Self {
        Self { coldkey: member.coldkey.clone(), with: with.clone() }
    }

    /// Returns the TAO that it can spend, in rao.
    pub fn spendable(&self) -> u64 {
        measure::spendable(&self.coldkey)
    }

    /// Returns its stake with its hotkey at a subnet, in rao of alpha.
    pub fn held(&self, netuid: NetUid) -> u64 {
        measure::staked(&self.with.at(netuid), &self.coldkey, netuid).rao()
    }

    /// Buys alpha with `tao` rao, or with what it has. Returns the amount, which is 0 below the chain's minimum.
    pub fn buy(&self, netuid: NetUid, tao: u64, orders: &mut Orders) -> u64 {
        let tao = tao.min(self.spendable());
        if !is_worth_trading(tao) {
            return 0;
        }
        let hotkey = self.with.at(netuid);
        orders.sign(&self.coldkey, SubtensorCall::add_stake { hotkey, netuid, amount_staked: tao.into() });
        tao
    }

    /// Sells `alpha` rao, or all that it has of it. Returns the amount, which is 0 if it is worth less than the chain's minimum.
    pub fn sell(&self, netuid: NetUid, alpha: u64, orders: &mut Orders) -> u64 {
        let hotkey = self.with.at(netuid);
        sell(&self.coldkey, &hotkey, netuid, alpha, orders)
    }
}

/// Sells `alpha` rao of a position, or all of it. A remainder below the chain's minimum is sold, too. Returns the amount, which is 0
/// if it is worth less than the minimum.
pub fn sell(coldkey: &AccountId, hotkey: &AccountId, netuid: NetUid, alpha: u64, orders: &mut Orders) -> u64 {
    let held = measure::staked(hotkey, coldkey, netuid).rao();
    let Some(pool) = measure::pool(netuid.get()) else { return 0 };
    let price = if netuid.is_root() { 1.0 } else { measure::price(&pool) };
    let leaves_dust = |alpha: u64| !is_worth_trading((held.saturating_sub(alpha) as f64 * price) as u64);
    let alpha = if alpha >= held || leaves_dust(alpha) { held } else { alpha };
    let proceeds =
        if netuid.is_root() { alpha } else { pool.reserves().sell(alpha, pool.fee_rate).map_or(0, |sale| sale.out) };
    if alpha == 0 || !is_worth_trading(proceeds) {
        return 0;
    }
    let amount_unstaked = if alpha == held { u64::MAX } else { alpha };
    let call = SubtensorCall::remove_stake { hotkey: hotkey.clone(), netuid, amount_unstaked: amount_unstaked.into() };
    orders.sign(coldkey, call);
    alpha
}

/// Returns `true` if an amount of TAO, in rao, is above the chain's minimum by enough to pay the fee of the pool.
pub fn is_worth_trading(tao: u64) -> bool {
    tao > MIN_STAKE + MIN_STAKE / 10
}
