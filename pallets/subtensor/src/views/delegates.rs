//! Answers about delegates: hotkeys with stake of others.

use crate::{
    ledger::position::Position, AlphaV2, Config, Delegates, HotkeyDividends, IsNetworkMember, NetworksAdded, Owner,
    Pallet, StakePositions, Tempo, TotalHotkeyAlpha, Uids, ValidatorPermit,
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

/// The nominators of a hotkey, each with its stake by subnet.
type Nominators = BTreeMap<AccountId32, Vec<(NetUid, AlphaBalance)>>;

/// The daily earnings of all who stake with a hotkey, in rao of TAO at current prices.
type Returns = BTreeMap<AccountId32, u128>;

impl<T: Config<AccountId = AccountId32>> Pallet<T> {
    /// Returns all hotkeys with stake, in ascending order.
    pub fn delegates() -> Vec<DelegateInfo> {
        let hotkeys: BTreeSet<_> = TotalHotkeyAlpha::<T>::iter_keys()
            .filter(|(_, netuid)| NetworksAdded::<T>::get(netuid))
            .map(|(hotkey, _)| hotkey)
            .collect();
        let returns = Self::daily_returns();
        hotkeys.into_iter().filter_map(|hotkey| Self::describe_delegate(hotkey, &returns)).collect()
    }

    /// Returns one hotkey; `None` if it has no owner.
    pub fn delegate(hotkey: AccountId32) -> Option<DelegateInfo> {
        Self::describe_delegate(hotkey, &Self::daily_returns())
    }

    /// Returns the hotkeys with which a coldkey has staked, once for each subnet, with its stake there.
    pub fn delegated(coldkey: &AccountId32) -> Vec<(DelegateInfo, (NetUid, AlphaBalance))> {
        let returns = Self::daily_returns();
        let positions: BTreeSet<_> = StakePositions::<T>::iter_key_prefix((coldkey,))
            .filter(|(_, netuid)| NetworksAdded::<T>::get(netuid))
            .collect();
        positions
            .into_iter()
            .filter_map(|(hotkey, netuid)| {
                let staked = Position::<T>::load(&hotkey, coldkey, netuid).value();
                let delegate = Self::describe_delegate(hotkey, &returns)?;
                Some((delegate, (netuid, staked)))
            })
            .collect()
    }

    fn describe_delegate(hotkey: AccountId32, returns: &Returns) -> Option<DelegateInfo> {
        let owner = Owner::<T>::try_get(&hotkey).ok()?;
        let take = Delegates::<T>::get(&hotkey);
        let nominators = Self::nominators(&hotkey);
        let registrations = Self::registrations(&hotkey);
        let daily = in_rao(returns.get(&hotkey).copied().unwrap_or(0));
        let (_, for_nominators) = take_of(daily, take);
        let staked = Self::worth_of(&nominators);
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

    fn nominators(hotkey: &AccountId32) -> Nominators {
        let mut nominators = Nominators::new();
        let positions: BTreeSet<_> =
            AlphaV2::<T>::iter_key_prefix((hotkey,)).filter(|(_, netuid)| NetworksAdded::<T>::get(netuid)).collect();
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

    /// Returns the value of all stake, in rao of TAO at current prices.
    fn worth_of(nominators: &Nominators) -> u128 {
        nominators.values().flatten().map(|(netuid, staked)| Self::worth(*netuid, *staked)).fold(0, add)
    }

    /// Returns the value of alpha in rao of TAO at the current price, rounded down.
    fn worth(netuid: NetUid, alpha: AlphaBalance) -> u128 {
        u128::from(alpha.rao())
            .checked_mul(Self::current_alpha_price(netuid).into())
            .and_then(|product| product.checked_div(UNIT))
            .unwrap_or(0)
    }

    /// Returns the earnings of the last epoch of each hotkey's stakers, scaled to a day.
    fn daily_returns() -> Returns {
        let mut returns = Returns::new();
        for (netuid, dividends) in HotkeyDividends::<T>::iter() {
            let blocks = add(Tempo::<T>::get(netuid).into(), 1);
            for dividend in dividends {
                let alpha = Self::worth(netuid, dividend.alpha);
                let kept = Self::worth(netuid, dividend.root_alpha);
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
