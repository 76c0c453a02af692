//! Answers about delegates: hotkeys with stake of others.

use super::limit::Limit;
use crate::{
    ledger::position::Position, AlphaV2, Config, Delegates, HotkeyDividends, IsNetworkMember, NetworksAdded, Owner,
    Pallet, Tempo, TotalHotkeyAlpha, Uids, ValidatorPermit,
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use dtao_math::dividends::take_of;
use dtao_primitives::{runtime_api::DelegateInfo, AlphaBalance, NetUid, TaoBalance};
use frame_support::defensive;
use sp_runtime::AccountId32;

/// Blocks per day.
const BLOCKS_PER_DAY: u128 = 7_200;

/// One TAO in rao; also the scale of prices.
const UNIT: u128 = 1_000_000_000;

/// 1 000 TAO in rao.
const THOUSAND_TAO: u128 = 1_000_000_000_000;

/// The most positions that are read for one answer: some four seconds of work. A development chain with the state of a large one
/// has 20 000.
const MAX_READ: usize = 65_536;

/// The most positions in an answer about a coldkey, which repeats all positions with a hotkey for each subnet at which the coldkey
/// stakes with it: some 6 MB. Clients get them in twice as many digits, and a node sends 15 MB at most.
const MAX_REPEATED: usize = 131_072;

/// The nominators of a hotkey, each with its stake by subnet.
type Nominators = BTreeMap<AccountId32, Vec<(NetUid, AlphaBalance)>>;

/// The price at each subnet, in rao of TAO per whole alpha.
type Prices = BTreeMap<NetUid, u64>;

/// The daily earnings of all who stake with a hotkey, in rao of TAO at current prices.
type Returns = BTreeMap<AccountId32, u128>;

/// The prices and the daily earnings, which are read once for all hotkeys of an answer.
struct Market {
    prices: Prices,
    returns: Returns,
}

impl<T: Config<AccountId = AccountId32>> Pallet<T> {
    /// Returns all hotkeys with stake, in ascending order.
    ///
    /// # Panics
    /// If there are more than 65 536 positions.
    pub fn delegates() -> Vec<DelegateInfo> {
        Self::delegates_within(MAX_READ)
    }

    /// Returns the same, if there are at most `most` positions.
    pub(crate) fn delegates_within(most: usize) -> Vec<DelegateInfo> {
        let limit = || Limit::of(most, "positions", "ask for one delegate");
        // There are at least as many positions as sums of stake.
        let mut sums = limit();
        let hotkeys: BTreeSet<_> = TotalHotkeyAlpha::<T>::iter_keys()
            .inspect(|_| sums.count(1))
            .filter(|(_, netuid)| NetworksAdded::<T>::get(netuid))
            .map(|(hotkey, _)| hotkey)
            .collect();
        let (market, mut read) = (Self::market(), limit());
        hotkeys.into_iter().filter_map(|hotkey| Self::describe_delegate(hotkey, &market, &mut read)).collect()
    }

    /// Returns one hotkey; `None` if it has no owner.
    ///
    /// # Panics
    /// If there are more than 65 536 positions with it.
    pub fn delegate(hotkey: AccountId32) -> Option<DelegateInfo> {
        Self::delegate_within(hotkey, MAX_READ)
    }

    /// Returns the same, if there are at most `most` positions.
    pub(crate) fn delegate_within(hotkey: AccountId32, most: usize) -> Option<DelegateInfo> {
        let mut limit = Limit::of(most, "positions", "ask for the stake of coldkeys");
        Self::describe_delegate(hotkey, &Self::market(), &mut limit)
    }

    /// Returns the hotkeys with which a coldkey has staked, once for each subnet, with its stake there.
    ///
    /// # Panics
    /// If there are more than 65 536 positions with these hotkeys, or if the answer has more than 131 072.
    pub fn delegated(coldkey: &AccountId32) -> Vec<(DelegateInfo, (NetUid, AlphaBalance))> {
        Self::delegated_within(coldkey, MAX_READ, MAX_REPEATED)
    }

    /// Returns the same, if at most `most` positions are read and at most `repeated` are in the answer.
    pub(crate) fn delegated_within(
        coldkey: &AccountId32,
        most: usize,
        repeated: usize,
    ) -> Vec<(DelegateInfo, (NetUid, AlphaBalance))> {
        let limit = |most| Limit::of(most, "positions", "ask for the coldkey's stake, or for one delegate");
        // The coldkey's own positions are among those of its hotkeys.
        let hotkeys: BTreeSet<_> = Self::positions_of(coldkey, &mut limit(most)).map(|(hotkey, _)| hotkey).collect();
        let (market, mut read, mut repeated) = (Self::market(), limit(most), limit(repeated));
        let mut rows = Vec::new();
        for delegate in hotkeys.into_iter().filter_map(|hotkey| Self::describe_delegate(hotkey, &market, &mut read)) {
            let positions = delegate.nominators.iter().flat_map(|(_, stakes)| stakes).count();
            let own = delegate.nominators.iter().filter(|(nominator, _)| nominator == coldkey);
            for stake in own.flat_map(|(_, stakes)| stakes) {
                repeated.count(positions);
                rows.push((delegate.clone(), *stake));
            }
        }
        rows
    }

    /// Returns the prices and the daily returns now.
    fn market() -> Market {
        let prices = Self::current_alpha_prices().into_iter().map(|row| (row.netuid, row.price)).collect();
        let returns = Self::daily_returns(&prices);
        Market { prices, returns }
    }

    /// Returns a hotkey with all positions with it; `None` if it has no owner.
    fn describe_delegate(hotkey: AccountId32, market: &Market, limit: &mut Limit) -> Option<DelegateInfo> {
        let owner = Owner::<T>::try_get(&hotkey).ok()?;
        let take = Delegates::<T>::get(&hotkey);
        let nominators = Self::nominators(&hotkey, limit);
        let registrations = Self::registrations(&hotkey);
        let daily = in_rao(market.returns.get(&hotkey).copied().unwrap_or(0));
        let (_, for_nominators) = take_of(daily, take);
        let staked = worth_of(&nominators, &market.prices);
        let return_per_1000 = u128::from(for_nominators)
            .checked_mul(THOUSAND_TAO)
            .and_then(|product| product.checked_div(staked))
            .unwrap_or(0);
        Some(DelegateInfo {
            validator_permits: registrations
                .iter()
                .copied()
                .filter(|netuid| Self::has_permit(&hotkey, *netuid))
                .collect(),
            registrations,
            nominators: nominators.into_iter().collect(),
            delegate_ss58: hotkey,
            owner_ss58: owner,
            take,
            return_per_1000: TaoBalance::new(in_rao(return_per_1000)),
            total_daily_return: TaoBalance::new(daily),
        })
    }

    /// Returns the nominators of a hotkey. Positions at subnets in dissolution are read, and count, but are no stake.
    fn nominators(hotkey: &AccountId32, limit: &mut Limit) -> Nominators {
        let mut nominators = Nominators::new();
        let positions: BTreeSet<_> = AlphaV2::<T>::iter_key_prefix((hotkey,))
            .inspect(|_| limit.count(1))
            .filter(|(_, netuid)| NetworksAdded::<T>::get(netuid))
            .collect();
        for (coldkey, netuid) in positions {
            let staked = Position::<T>::load(hotkey, &coldkey, netuid).value();
            nominators.entry(coldkey).or_default().push((netuid, staked));
        }
        nominators
    }

    fn registrations(hotkey: &AccountId32) -> Vec<NetUid> {
        let netuids: BTreeSet<_> =
            IsNetworkMember::<T>::iter_prefix(hotkey).filter(|(_, member)| *member).map(|(netuid, _)| netuid).collect();
        netuids.into_iter().collect()
    }

    fn has_permit(hotkey: &AccountId32, netuid: NetUid) -> bool {
        Uids::<T>::get(netuid, hotkey).is_some_and(|uid| {
            let permits = ValidatorPermit::<T>::get(netuid);
            permits.get(usize::from(uid)).copied().unwrap_or(false)
        })
    }

    /// Returns the earnings of the last epoch of each hotkey's stakers, scaled to a day.
    fn daily_returns(prices: &Prices) -> Returns {
        let mut returns = Returns::new();
        for (netuid, dividends) in HotkeyDividends::<T>::iter() {
            let blocks = add(Tempo::<T>::get(netuid).into(), 1);
            for dividend in dividends {
                let alpha = worth(netuid, dividend.alpha, prices);
                let kept = worth(netuid, dividend.root_alpha, prices);
                let earned = add(add(alpha, kept), dividend.tao.rao().into());
                let daily =
                    earned.checked_mul(BLOCKS_PER_DAY).and_then(|product| product.checked_div(blocks)).unwrap_or(0);
                let sum = returns.entry(dividend.hotkey).or_default();
                *sum = add(*sum, daily);
            }
        }
        returns
    }
}

/// Returns the value of all stake, in rao of TAO.
fn worth_of(nominators: &Nominators, prices: &Prices) -> u128 {
    nominators.values().flatten().map(|(netuid, staked)| worth(*netuid, *staked, prices)).fold(0, add)
}

/// Returns the value of alpha in rao of TAO, rounded down; 0 if there is no such subnet.
fn worth(netuid: NetUid, alpha: AlphaBalance, prices: &Prices) -> u128 {
    let price = prices.get(&netuid).copied().unwrap_or(0);
    u128::from(alpha.rao()).checked_mul(price.into()).and_then(|product| product.checked_div(UNIT)).unwrap_or(0)
}

/// Adds amounts that are far below 2¹²⁸.
fn add(a: u128, b: u128) -> u128 {
    a.checked_add(b).unwrap_or_else(|| {
        defensive!("amounts that pass 128 bits");
        u128::MAX
    })
}

fn in_rao(amount: u128) -> u64 {
    u64::try_from(amount).unwrap_or(u64::MAX)
}
