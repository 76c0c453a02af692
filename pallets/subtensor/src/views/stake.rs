//! Answers about stakes and prices.

use super::limit::Limit;
use crate::{
    emission::Dividend,
    ledger::{locks::Locks, position::Position},
    AlphaV2, Config, Delegates, HotkeyDividends, NetworksAdded, Owner, Pallet, StakePositions, TotalHotkeySharesV2,
    Uids,
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use core::marker::PhantomData;
use dtao_math::wide::mul_div_floor;
use dtao_math::{dividends::take_of, shares::SharePool};
use dtao_primitives::{
    runtime_api::{SimSwapResult, StakeAvailability, StakeInfo, SubnetPrice},
    AlphaBalance, Bounds, Exchange, ExchangeQuote, NetUid, OpenPool, Pools, Quote, TaoBalance,
};
use sp_runtime::AccountId32;

impl<T: Config> Pallet<T> {
    /// Returns the price at a subnet in rao of TAO per whole alpha, rounded down; 0 if there is no such subnet.
    pub fn current_alpha_price(netuid: NetUid) -> u64 {
        T::Pools::price(netuid).unwrap_or_default()
    }

    /// Returns the prices at all subnets by number, including root; 0 at unused numbers, like [`Pallet::all_dynamic_info`].
    pub fn current_alpha_prices() -> Vec<SubnetPrice> {
        Self::by_number()
            .into_iter()
            .map(|(netuid, _)| SubnetPrice { netuid, price: Self::current_alpha_price(netuid) })
            .collect()
    }

    /// Quotes the purchase of alpha for `tao`; all zero if the pool would refuse it.
    pub fn sim_swap_tao_for_alpha(netuid: NetUid, tao: TaoBalance) -> SimSwapResult {
        let quote = || {
            let open = T::Pools::open(netuid)?;
            let (reserve_in, reserve_out) = (open.pool().tao.rao(), open.pool().alpha_in.rao());
            let trade = open.quote_buy(tao, Bounds::Unbounded).ok()?.trade();
            let swapped = trade.tao.checked_sub(trade.fee.into())?;
            let ideal = Self::without_slippage(netuid, swapped.rao(), reserve_in, reserve_out)?;
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

    /// Quotes the sale of `alpha`; all zero if the pool would refuse it.
    pub fn sim_swap_alpha_for_tao(netuid: NetUid, alpha: AlphaBalance) -> SimSwapResult {
        let quote = || {
            let open = T::Pools::open(netuid)?;
            let (reserve_in, reserve_out) = (open.pool().alpha_in.rao(), open.pool().tao.rao());
            let trade = open.quote_sell(alpha, Bounds::Unbounded).ok()?.trade();
            let swapped = trade.alpha.checked_sub(trade.fee.into())?;
            let ideal = Self::without_slippage(netuid, swapped.rao(), reserve_in, reserve_out)?;
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

    /// Returns the proceeds of `amount` at the price before the trade, `⌊amount · reserve_out / reserve_in⌋`, and at root
    /// `amount`; `None` if they do not fit 64 bits.
    fn without_slippage(netuid: NetUid, amount: u64, reserve_in: u64, reserve_out: u64) -> Option<u64> {
        if netuid.is_root() {
            return Some(amount);
        }
        mul_div_floor(amount.into(), reserve_out.into(), reserve_in.into())?.try_into().ok()
    }

    /// Returns the current fee of moving `amount` from a subnet or free TAO (`None`) to another subnet or free TAO. 0 if the
    /// trade would fail, or nothing is traded.
    pub fn stake_fee(origin: Option<NetUid>, destination: Option<NetUid>, amount: u64) -> u64 {
        let bounds = Bounds::Unbounded;
        let quoted = || match (origin, destination) {
            (None, None) => None,
            (Some(from), Some(to)) if from == to => None,
            (None, Some(to)) => Some(T::Pools::open(to)?.quote_buy(amount.into(), bounds).ok()?.trade().fee),
            (Some(from), None) => Some(T::Pools::open(from)?.quote_sell(amount.into(), bounds).ok()?.trade().fee),
            (Some(from), Some(to)) => {
                let (from, to) = T::Pools::open_both(from, to)?;
                let Exchange { sale, purchase } = from.quote_exchange(to, amount.into(), bounds).ok()?.exchange();
                Some(sale.fee.max(purchase.fee))
            }
        };
        quoted().unwrap_or(0)
    }
}

/// The most coldkeys in one question.
const MAX_COLDKEYS: usize = 1_024;

/// The most positions that are read for an answer about several coldkeys: some tenths of a second of work.
const MAX_ANSWERED: usize = 8_192;

/// Returns the limit of an answer about these coldkeys.
///
/// A question about one coldkey is answered whatever it holds: everybody can give it a position, and nobody shall be able to hide
/// the others thereby. Each position has been paid for.
///
/// # Panics
/// If there are more than [`MAX_COLDKEYS`].
fn limit_of(coldkeys: &[AccountId32]) -> Limit {
    assert!(coldkeys.len() <= MAX_COLDKEYS, "more than {MAX_COLDKEYS} coldkeys in one question");
    let most = if coldkeys.len() > 1 { MAX_ANSWERED } else { usize::MAX };
    Limit::of(most, "positions", "ask for fewer coldkeys")
}

/// The dividends of hotkeys' stakers in the last payouts, read from each subnet at most once.
struct LastPayouts<T> {
    /// All subnets, once a position at root needs them.
    subnets: Option<Vec<NetUid>>,
    dividends: BTreeMap<NetUid, BTreeMap<AccountId32, Dividend<AccountId32>>>,
    _phantom: PhantomData<T>,
}

impl<T: Config<AccountId = AccountId32>> LastPayouts<T> {
    fn new() -> Self {
        Self { subnets: None, dividends: BTreeMap::new(), _phantom: PhantomData }
    }

    /// Returns the dividends of one hotkey's stakers at a subnet.
    fn at(&mut self, netuid: NetUid, hotkey: &AccountId32) -> Option<&Dividend<AccountId32>> {
        let subnet = self.dividends.entry(netuid).or_insert_with(|| {
            HotkeyDividends::<T>::get(netuid).into_iter().map(|dividend| (dividend.hotkey.clone(), dividend)).collect()
        });
        subnet.get(hotkey)
    }

    /// Returns the dividends of a position, by its current shares: alpha at a subnet; at root the TAO of all subnets.
    fn to(&mut self, hotkey: &AccountId32, coldkey: &AccountId32, netuid: NetUid) -> (u64, u64) {
        if !netuid.is_root() {
            let alpha = self.at(netuid, hotkey).map_or(0, |dividend| dividend.alpha.rao());
            return (Self::part(hotkey, coldkey, netuid, alpha), 0);
        }
        let all = || T::Pools::all().into_iter().map(|subnet| subnet.netuid).collect();
        let tao = self
            .subnets
            .get_or_insert_with(all)
            .clone()
            .into_iter()
            .map(|subnet| self.at(subnet, hotkey).map_or(0, |dividend| dividend.tao.rao()))
            .try_fold(0_u64, |sum, tao| sum.checked_add(tao));
        (0, Self::part(hotkey, coldkey, netuid, tao.unwrap_or(0)))
    }

    /// Returns a position's part of the dividends of all who stake with the hotkey, including the take for its owner.
    fn part(hotkey: &AccountId32, coldkey: &AccountId32, netuid: NetUid, amount: u64) -> u64 {
        if amount == 0 {
            return 0;
        }
        let (kept, rest) = take_of(amount, Delegates::<T>::get(hotkey));
        let pool = SharePool { value: rest, shares: TotalHotkeySharesV2::<T>::get(hotkey, netuid).mantissa };
        let part = pool.value_of(AlphaV2::<T>::get((hotkey, coldkey, netuid)).mantissa);
        let kept = if Owner::<T>::get(hotkey) == *coldkey { kept } else { 0 };
        part.checked_add(kept).unwrap_or(part)
    }
}

impl<T: Config<AccountId = AccountId32>> Pallet<T> {
    /// Returns the stake of a coldkey with a hotkey at a subnet; zeros if there is none.
    pub fn stake_info(hotkey: &AccountId32, coldkey: &AccountId32, netuid: NetUid) -> StakeInfo {
        Self::describe_stake(hotkey, coldkey, netuid, &mut LastPayouts::new())
    }

    /// Returns all stake of a coldkey. Positions at a subnet in dissolution are no stake any more, even before they are paid.
    pub fn stake_info_for_coldkey(coldkey: &AccountId32) -> Vec<StakeInfo> {
        Self::stake_info_for_coldkeys(alloc::vec![coldkey.clone()]).into_iter().flat_map(|(_, stakes)| stakes).collect()
    }

    /// Returns all stake of several coldkeys, a row for each.
    ///
    /// # Panics
    /// If there are more than 1 024, or if several have more than 8 192 positions together.
    pub fn stake_info_for_coldkeys(coldkeys: Vec<AccountId32>) -> Vec<(AccountId32, Vec<StakeInfo>)> {
        let (mut limit, mut payouts) = (limit_of(&coldkeys), LastPayouts::new());
        let mut stakes = |coldkey: &AccountId32| {
            Self::positions_of(coldkey, &mut limit)
                .map(|(hotkey, netuid)| Self::describe_stake(&hotkey, coldkey, netuid, &mut payouts))
                .collect()
        };
        coldkeys.into_iter().map(|coldkey| (coldkey.clone(), stakes(&coldkey))).collect()
    }

    /// Returns the stake that coldkeys can withdraw, by subnet; at the given subnets, or at all.
    ///
    /// # Panics
    /// If there are more than 1 024 coldkeys, or if several have more than 8 192 positions together.
    pub fn stake_availability(
        coldkeys: Vec<AccountId32>,
        netuids: Option<Vec<NetUid>>,
    ) -> BTreeMap<AccountId32, BTreeMap<NetUid, StakeAvailability>> {
        let mut limit = limit_of(&coldkeys);
        let netuids = netuids.map(BTreeSet::from_iter);
        let asked = |netuid: &NetUid| netuids.as_ref().is_none_or(|netuids| netuids.contains(netuid));
        coldkeys
            .into_iter()
            .map(|coldkey| {
                let mut rows = BTreeMap::<NetUid, StakeAvailability>::new();
                for (hotkey, netuid) in Self::positions_of(&coldkey, &mut limit) {
                    if !asked(&netuid) {
                        continue;
                    }
                    let staked = Position::<T>::load(&hotkey, &coldkey, netuid).value();
                    let row = rows.entry(netuid).or_default();
                    row.total = row.total.checked_add(staked).unwrap_or(row.total);
                }
                for (netuid, row) in &mut rows {
                    let locked = Locks::<T>::active(&coldkey, *netuid).map_or(0, |lock| lock.locked.mass);
                    // Rounding can leave a rao less than is locked.
                    row.locked = row.total.min(locked.into());
                    row.available = row.total.checked_sub(row.locked).unwrap_or(AlphaBalance::ZERO);
                }
                (coldkey, rows)
            })
            .collect()
    }

    /// Returns the positions of a coldkey, except at subnets in dissolution, where they are read and count nevertheless.
    pub(super) fn positions_of<'a>(
        coldkey: &AccountId32,
        limit: &'a mut Limit,
    ) -> impl Iterator<Item = (AccountId32, NetUid)> + 'a {
        StakePositions::<T>::iter_key_prefix((coldkey,))
            .inspect(move |_| limit.count(1))
            .filter(|(_, netuid)| NetworksAdded::<T>::get(netuid))
    }

    fn describe_stake(
        hotkey: &AccountId32,
        coldkey: &AccountId32,
        netuid: NetUid,
        payouts: &mut LastPayouts<T>,
    ) -> StakeInfo {
        let (emission, tao_emission) = payouts.to(hotkey, coldkey, netuid);
        StakeInfo {
            hotkey: hotkey.clone(),
            coldkey: coldkey.clone(),
            netuid: netuid.into(),
            stake: Position::<T>::load(hotkey, coldkey, netuid).value().into(),
            locked: AlphaBalance::ZERO.into(),
            emission: AlphaBalance::new(emission).into(),
            tao_emission: TaoBalance::new(tao_emission).into(),
            drain: 0.into(),
            is_registered: Uids::<T>::contains_key(netuid, hotkey),
        }
    }
}
